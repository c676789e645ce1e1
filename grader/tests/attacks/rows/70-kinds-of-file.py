"""
row: 70
attack: in the source's place a FIFO, a socket, a device, a link to a file, a link to a folder, a hard link, a folder, a file of 2 MiB
stopped by: openat2(2) beneath the folder, without links, without waiting; regular files only
must not happen: a grader that waits; the text of another file in a result
"""
import os
import socket

from attack import Case, FILE, LAB

OUTCOME = "missing, with the reason"


def make(place, world):
    def inside(kind):
        folder = os.path.join(place, kind, LAB)
        os.makedirs(folder)
        return os.path.join(folder, FILE)

    os.mkfifo(inside("fifo"))
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.getcwd()
        path = inside("socket")
        os.chdir(os.path.dirname(path))  # a socket's name has no room for the whole path
        listener.bind(FILE)
        os.chdir(here)
    os.symlink(world.canary, inside("link"))
    os.symlink("/dev/zero", inside("device-link"))
    os.link(world.own_canary, inside("hard-link"))
    os.mkdir(inside("folder"))
    with open(inside("large"), "wb") as file:
        file.write(b" " * (2 << 20))
    os.makedirs(os.path.join(place, "linked-folder"))
    os.symlink(os.path.dirname(inside("elsewhere")), os.path.join(place, "linked-folder", LAB))
    world.write(os.path.join(place, "elsewhere", LAB), world.skeleton(LAB))
    if os.geteuid() == 0:
        os.mknod(inside("device"), 0o600 | 0o020000, os.makedev(1, 5))
    for kind in sorted(os.listdir(place)):
        if kind != "elsewhere":
            yield Case(os.path.join(place, kind), "missing", says=r"(?i)link|regular|folder|larger")
