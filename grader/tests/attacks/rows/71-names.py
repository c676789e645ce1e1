"""
row: 71
attack: names of submissions with newlines, escapes, a leading dash, right-to-left override, invalid UTF-8, 255 bytes; names of options
stopped by: a name is never a command's word or part of a shell's line; what is shown is encoded
must not happen: a result outside its folder, two submissions in one result, an ESC on the terminal
"""
import os

from attack import Case, LAB

OUTCOME = "each one graded, with a result of its own"

NAMES = [b"-rf", b"--out=x", b"a\nb", b"a\x1b[2Jb", b"\xe2\x80\xaegpj.cpp", b"\xff\xfe", b"$(touch owned)", b"a b'\"`;&|", b"n" * 255,
         b".hidden", b"results", b"CON", b"a\x7fb", b"%s%n", b"a_b"]


def make(place, world):
    for i, name in enumerate(NAMES):
        folder = os.path.join(os.fsencode(place), name)
        world.write(os.fsdecode(folder), "" if i > 0 else world.skeleton(LAB))
        yield Case(os.fsdecode(folder), "build-failed" if i > 0 else "not-started")
