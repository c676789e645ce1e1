#!/usr/bin/env python3
"""Runs lab 06's program over the solution: against Python's ipaddress and socket modules, and against real servers.

    programs_test.py PATH/host
"""
import ipaddress
import socket
import subprocess
import sys
import unittest

program = sys.argv[1]


def host(*arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=30)


def server(family, address):
    listener = socket.create_server((address, 0), family=family)
    return listener, listener.getsockname()[1]


class Addresses(unittest.TestCase):
    def test_shows_the_one_spelling_of_an_address(self):
        for text in "2001:DB8:0:0:8:800:200C:417A", "::", "::1", "2001:db8:0:0:1:0:0:1", "fe80:0:0:0::1":
            result = host(text)
            self.assertEqual((result.returncode, result.stdout), (0, f"IPv6 address  {ipaddress.ip_address(text)}\n"))
        self.assertEqual(host("192.0.2.1").stdout, "IPv4 address  192.0.2.1\n")

    def test_shows_the_addresses_of_a_name(self):
        known = socket.getaddrinfo("localhost", None, type=socket.SOCK_STREAM)
        expected = "".join(f"IPv{6 if one[0] == socket.AF_INET6 else 4}  {one[4][0]}\n" for one in known)
        self.assertEqual(host("localhost").stdout, expected)

    def test_says_why_a_name_is_not_found(self):
        result = host("not a name")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("host: not a name: getaddrinfo: ", result.stderr)

    def test_tells_how_it_is_used(self):
        result = host()
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("usage:", result.stderr)


class Connections(unittest.TestCase):
    def connects(self, family, address, text):
        listener, port = server(family, address)
        with listener:
            result = host(f"{text}:{port}")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertEqual(result.stdout, f"may be at      {text}:{port}\nconnected to   {text}:{port}\n")

    def test_connects_over_ipv4(self):
        self.connects(socket.AF_INET, "127.0.0.1", "127.0.0.1")

    def test_connects_over_ipv6(self):
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        except OSError:
            self.skipTest("no IPv6 here")
        self.connects(socket.AF_INET6, "::1", "[::1]")

    def test_says_why_nobody_answers(self):
        with socket.socket() as closed:  # bound, so that nobody else has the port; nobody listens
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
            result = host(f"127.0.0.1:{port}")
        self.assertEqual((result.returncode, result.stdout), (1, f"may be at      127.0.0.1:{port}\n"))
        self.assertIn("connect: Connection refused", result.stderr)

    def test_says_that_a_port_is_none(self):
        result = host("127.0.0.1:70000")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("getaddrinfo: Servname not supported", result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
