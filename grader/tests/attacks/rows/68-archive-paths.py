"""
row: 68
attack: archives whose entries point elsewhere: .., absolute names, links and devices of a wanted name, the same name twice
stopped by: nothing is unpacked; an entry counts only by its exact name, and as a regular file
must not happen: a file outside; a link that is followed
"""
import io
import os
import tarfile
import zipfile

from attack import Case, FILE, LAB

OUTCOME = "missing, with the reason; a good entry beside bad ones counts"

WANTED = LAB + "/" + FILE


def tar(path, entries):
    """entries: (name, text or None, and what else the header says)"""
    with tarfile.open(path, "w:gz") as archive:
        for name, text, more in entries:
            entry = tarfile.TarInfo(name)
            for key, value in more.items():
                setattr(entry, key, value)
            data = (text or "").encode()
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def make(place, world):
    source = world.skeleton(LAB)
    outside = os.path.relpath(world.precious, place)
    os.makedirs(place)

    path = os.path.join(place, "up.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name in (outside, world.precious, "../" * 20 + world.precious, "..\\" + FILE, LAB + "/../../" + FILE,
                     "/" + WANTED):
            archive.writestr(name, "owned\n")
    yield Case(path, "missing")

    path = os.path.join(place, "up-and-good.tar.gz")
    yield Case(tar(path, [(outside, "owned\n", {}), (world.precious, "owned\n", {}), (WANTED, source, {})]), "not-started")
    path = os.path.join(place, "link.tar.gz")
    yield Case(tar(path, [(WANTED, None, {"type": tarfile.SYMTYPE, "linkname": world.canary})]), "missing")
    path = os.path.join(place, "hard-link.tar.gz")
    yield Case(tar(path, [(WANTED, None, {"type": tarfile.LNKTYPE, "linkname": world.canary})]), "missing")
    path = os.path.join(place, "device.tar.gz")
    yield Case(tar(path, [(WANTED, None, {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 5})]), "missing")
    path = os.path.join(place, "linked-folder.tar.gz")
    folder = {"type": tarfile.SYMTYPE, "linkname": os.path.dirname(world.canary)}
    yield Case(tar(path, [(LAB, None, folder), (WANTED + "x", "owned\n", {})]), "missing")
    path = os.path.join(place, "twice.tar.gz")
    yield Case(tar(path, [(WANTED, source, {}), (WANTED, "#error the second\n", {})]), "missing", says="twice")
    with open(os.path.join(place, "torn.tar.gz"), "wb") as torn, open(os.path.join(place, "twice.tar.gz"), "rb") as whole:
        torn.write(whole.read()[:200])
    yield Case(torn.name, "missing")
