"""
row: 72
attack: a loop swaps the source for a link, a FIFO, a folder and another source while it is graded
stopped by: what is read is what was opened, once; everything after works on that copy
must not happen: the text of another file in a result; a grader that waits
also: engine/intake_test.cpp
"""
import os

from attack import Case, FILE, LAB

OUTCOME = "graded as one of the two sources, or missing"


def make(place, world):
    folder = os.path.join(place, LAB)
    world.write(folder, world.skeleton(LAB))
    path = os.path.join(folder, FILE)
    source = world.skeleton(LAB)

    def swap(step):
        new = path + ".new"
        kind = step % 4
        if kind == 0:
            world.write(folder, source, FILE + ".new")
        elif kind == 1:
            os.symlink(world.canary, new)
        elif kind == 2:
            os.mkfifo(new)
        else:
            world.write(folder, "#error the other source\n", FILE + ".new")
        os.replace(new, path)

    world.while_graded(swap)
    yield Case(place, "not-started, missing, build-failed")
