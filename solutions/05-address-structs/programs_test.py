#!/usr/bin/env python3
"""Runs lab 05's program over the solution, against Python's sockets, and compares the bytes that it shows.

    programs_test.py PATH/whoami
"""
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import unittest

programs = {os.path.basename(path): path for path in sys.argv[1:]}


def run(*arguments):
    return subprocess.run([programs["whoami"], *arguments], capture_output=True, text=True, timeout=30)


def lines(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def hexed(code, *values):
    return struct.pack(code, *values).hex(" ").upper()


def ipv4_lines(which, address, port):
    return [
        f"{which} {address} port {port}, loopback, 16 bytes",
        f"0 sin_family {hexed('=H', socket.AF_INET)}",
        f"2 sin_port {hexed('>H', port)}",
        f"4 sin_addr {socket.inet_aton(address).hex(' ').upper()}",
        "8 sin_zero 00 00 00 00 00 00 00 00",
    ]


def ipv6_lines(which, address, port):
    return [
        f"{which} {address} port {port}, loopback, 28 bytes",
        f"0 sin6_family {hexed('=H', socket.AF_INET6)}",
        f"2 sin6_port {hexed('>H', port)}",
        "4 sin6_flowinfo 00 00 00 00",
        f"8 sin6_addr {socket.inet_pton(socket.AF_INET6, address).hex(' ').upper()}",
        "24 sin6_scope_id 00 00 00 00",
    ]


class Whoami(unittest.TestCase):
    def connect_to_a_server(self, family, host):
        with socket.create_server((host, 0), family=family) as server:
            port = server.getsockname()[1]
            result = run(host, str(port))
            self.assertEqual(result.returncode, 0, result.stderr)
            connection, client = server.accept()
            connection.close()
        return lines(result.stdout), client[1], port

    def test_shows_both_ends_over_ipv4(self):
        shown, here, there = self.connect_to_a_server(socket.AF_INET, "127.0.0.1")
        self.assertEqual(shown, ipv4_lines("here", "127.0.0.1", here) + ipv4_lines("there", "127.0.0.1", there))

    def test_shows_both_ends_over_ipv6(self):
        try:
            shown, here, there = self.connect_to_a_server(socket.AF_INET6, "::1")
        except OSError as error:
            self.skipTest(f"no IPv6 here: {error}")
        self.assertEqual(shown, ipv6_lines("here", "::1", here) + ipv6_lines("there", "::1", there))

    def test_shows_an_ipv4_client_of_an_ipv6_listener_as_what_it_is(self):
        command = [programs["whoami"], "-l", "::ffff:127.0.0.1", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            first = process.stdout.readline()
            found = re.fullmatch(r"listening on 127\.0\.0\.1 port (\d+)\n", first)
            if not found:
                self.skipTest(f"no IPv6 here: {process.communicate(timeout=30)}")
            with socket.create_connection(("127.0.0.1", int(found[1])), timeout=30) as client:
                rest, errors = process.communicate(timeout=30)
                port = client.getsockname()[1]
        self.assertEqual(errors, "")
        expected = ipv4_lines("here", "127.0.0.1", int(found[1])) + ipv4_lines("there", "127.0.0.1", port)
        self.assertEqual(lines(rest), expected)

    def test_shows_an_unnamed_and_a_named_unix_socket(self):
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
            path = os.path.join(folder, "s")
            server.bind(path)
            server.listen()
            result = run(path)
        self.assertEqual(result.returncode, 0, result.stderr)
        family = f"0 sun_family {hexed('=H', socket.AF_UNIX)}"
        name = path.encode() + b"\0"
        self.assertEqual(
            lines(result.stdout),
            ["here unnamed, 2 bytes", family, "2 sun_path", f"there {path}, {2 + len(name)} bytes", family]
            + [f"2 sun_path {name.hex(' ').upper()}"],
        )

    def test_says_that_nobody_listens(self):
        with tempfile.TemporaryDirectory() as folder:
            result = run(os.path.join(folder, "nobody"))
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("whoami: connect: No such file or directory", result.stderr)

    def test_refuses_what_is_no_address(self):
        for arguments in (), ("localhost", "80"), ("127.0.0.1", "65536"), ("127.0.0.1", "x"), ("name",), ("-l", "1"):
            result = run(*arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""), arguments)
            self.assertIn("usage:", result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
