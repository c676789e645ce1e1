#!/usr/bin/env python3
"""Runs lab 07's programs over the solution; Python's socket module is the other end.

    programs_test.py PATH/asked_at PATH/who_can_reach_me
"""
import os
import socket
import subprocess
import sys
import unittest

programs = {os.path.basename(path): path for path in sys.argv[1:]}
limit = 30  # seconds; bounds failure only


def ipv6_is_here():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


def who(*words):
    """Exit status, and what was printed: one dictionary from address to (predicted, tried) for each listener."""
    run = subprocess.run([programs["who_can_reach_me"], *words], capture_output=True, text=True, timeout=limit)
    listeners = []
    for line in run.stdout.splitlines():
        if line.startswith("listening at "):
            listeners.append({"": line})
        elif line.strip().startswith("from:"):
            listeners[-1]["from"] = line.strip()
        elif not line.strip().startswith("sent to"):
            address, predicted, tried = line.split()
            listeners[-1][address] = (predicted, tried)
    return run.returncode, listeners


class WhoCanReachMe(unittest.TestCase):
    def test_loopback_is_for_this_host(self):
        status, (listener,) = who("loopback")
        self.assertEqual(status, 0)
        self.assertIn("listening at 127.0.0.1 port ", listener[""])
        self.assertEqual(listener["from"], "from: this host by IPv4, nobody by IPv6")
        self.assertEqual(listener["127.0.0.1"], ("reached", "reached"))

    @unittest.skipUnless(ipv6_is_here(), "no IPv6 here")
    def test_one_socket_is_reached_by_both_families(self):
        status, (listener,) = who("everywhere")
        self.assertEqual(status, 0)
        self.assertEqual(listener["127.0.0.1"], ("reached", "reached"))
        self.assertEqual(listener["::1"], ("reached", "reached"))

    @unittest.skipUnless(ipv6_is_here(), "no IPv6 here")
    def test_two_sockets_share_a_port(self):
        status, (ipv4, ipv6) = who("free")
        self.assertEqual(status, 0)
        self.assertEqual(ipv4["127.0.0.1"], ("reached", "reached"))
        self.assertEqual(ipv4["::1"], ("no", "no"))
        self.assertEqual(ipv6["127.0.0.1"], ("no", "no"))
        self.assertEqual(ipv6["::1"], ("reached", "reached"))

    def test_says_how_it_is_used(self):
        for words in ([], ["nowhere"], ["loopback", "70000"], ["loopback", "1", "2"]):
            self.assertEqual(who(*words)[0], 2, words)


class AskedAt(unittest.TestCase):
    def setUp(self):
        self.process = subprocess.Popen([programs["asked_at"]], stdout=subprocess.PIPE, text=True)
        words = self.process.stdout.readline().split()
        self.assertEqual(words[:3], ["answering", "on", "port"])
        self.port = int(words[3])

    def tearDown(self):
        self.process.kill()
        self.process.stdout.close()
        self.process.wait()

    def ask(self, family, address):
        with socket.socket(family, socket.SOCK_DGRAM) as client:
            client.settimeout(limit)
            client.connect((address, self.port))  # from now on it hears nobody else
            client.send(b"where?")
            return client.recv(1000)

    def test_answers_from_the_address_that_was_asked(self):
        for address in ("127.0.0.1", "127.0.0.2", "127.1.2.3"):
            self.assertEqual(self.ask(socket.AF_INET, address), f"you asked at {address}\n".encode())

    @unittest.skipUnless(ipv6_is_here(), "no IPv6 here")
    def test_answers_by_ipv6(self):
        self.assertEqual(self.ask(socket.AF_INET6, "::1"), b"you asked at ::1\n")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
