"""
row: 69
attack: archives that unpack to a thousand times their size, hold a hundred thousand entries, or name a size that is a lie
stopped by: caps on bytes, entries and ratio while the archive streams by
must not happen: memory or disk beyond the caps
"""
import os
import struct
import tarfile
import zipfile

from attack import Case, FILE, LAB

OUTCOME = "missing, with the reason"

WANTED = LAB + "/" + FILE


class Zeros:
    """A file of nothing but zeros, without end."""

    @staticmethod
    def read(size):
        return bytes(size)


def make(place, world):
    os.makedirs(place)
    path = os.path.join(place, "bomb.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open(WANTED, "w", force_zip64=True) as entry:
            for _ in range(64):
                entry.write(bytes(1 << 20))
    yield Case(path, "missing")

    path = os.path.join(place, "bomb-before.tar.gz")
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for name, size in (("zeros", 64 << 20), (WANTED, 10)):
            entry = tarfile.TarInfo(name)
            entry.size = size
            archive.addfile(entry, Zeros)
    yield Case(path, "missing")

    path = os.path.join(place, "many.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(20_000):
            archive.writestr(str(i), "")
        archive.writestr(WANTED, world.skeleton(LAB))
    yield Case(path, "missing")

    # The directory says 8 bytes; there are two million.
    path = os.path.join(place, "lie.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(WANTED, bytes(2 << 20))
    with open(path, "r+b") as file:
        data = file.read()
        for at in (22, data.rindex(b"PK\1\2") + 24):
            file.seek(at)
            file.write(struct.pack("<I", 8))
    yield Case(path, "missing, build-failed")
