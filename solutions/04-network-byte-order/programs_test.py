#!/usr/bin/env python3
"""Runs lab 04's programs over the solution, and compares what they print with what Python's struct module says.

    programs_test.py PATH/hexdump_header PATH/memory_and_wire
"""
import os
import struct
import subprocess
import sys
import unittest

programs = {os.path.basename(path): path for path in sys.argv[1:]}


def run(name, *arguments):
    return subprocess.run([programs[name], *arguments], capture_output=True, text=True, timeout=30)


def lines(result):
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


class MemoryAndWire(unittest.TestCase):
    def test_shows_memory_and_wire_for_each_width(self):
        result = run("memory_and_wire", "0x1122334455667788")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"This machine is {sys.byteorder}-endian.", result.stdout)
        for code, digits in ("H", "7788"), ("I", "55667788"), ("Q", "1122334455667788"):
            number = int(digits, 16)
            memory, wire = (struct.pack(order + code, number).hex(" ").upper() for order in "=>")
            swapped = struct.unpack("=" + code, struct.pack(">" + code, number))[0]
            shown = lines(result)
            self.assertIn(f"before, in memory 0x{digits} {memory}", shown)
            self.assertIn(f"after to_network 0x{swapped:0{len(digits)}X} {wire}", shown)
            self.assertIn(f"after from_network 0x{digits} {memory}", shown)
            self.assertIn(f"on the wire (store) {wire}", shown)

    def test_refuses_what_is_no_number(self):
        result = run("memory_and_wire", "12x")
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("usage:", result.stderr)


class HexdumpHeader(unittest.TestCase):
    def test_shows_the_sixteen_bytes_and_reads_them_back(self):
        result = run("hexdump_header", "urgent", "channel=7", "kind=0x1234", "length=65536", "sent_at=-2")
        self.assertEqual(result.returncode, 0, result.stderr)
        wire = struct.pack(">BBHIq", 0x18, 7, 0x1234, 65536, -2).hex(" ").upper()
        self.assertIn(f"on the wire {wire}", lines(result))
        self.assertIn("bytes 4-7 00 01 00 00 length 65536", lines(result))
        self.assertEqual(
            lines(result)[-1],
            "read back {urgent yes, reply no, channel 7, kind 0x1234, length 65536, sent_at -2}",
        )

    def test_says_what_encode_header_refuses(self):
        result = run("hexdump_header", "length=65537")
        self.assertEqual(result.returncode, 1)
        self.assertIn("hexdump_header: encode_header", result.stderr)

    def test_refuses_what_is_no_field_or_does_not_fit(self):
        for argument in "colour=1", "channel=256", "channel=", "kind=-1", "kind=12x":
            result = run("hexdump_header", argument)
            self.assertEqual((result.returncode, result.stdout), (2, ""), argument)
            self.assertIn("usage:", result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
