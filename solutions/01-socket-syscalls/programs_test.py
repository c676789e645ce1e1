#!/usr/bin/env python3
"""Runs lab 01's programs over the solution, and lets nc, socat and Python's socket module talk to them.

    programs_test.py PATH/echo_client PATH/echo_server
"""
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
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


class Server:
    """echo_server at a port of the kernel's choice; it says which."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([programs["echo_server"], *arguments], stdout=subprocess.PIPE, text=True)
        words = self.next_line().split()
        assert words[:2] == ["listening", "on"], words
        self.address, self.port = words[2], words[3]

    def next_line(self):
        return self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.stdout.close()
        self.process.wait()


def talk(command, words):
    return subprocess.run(command, input=words, capture_output=True, timeout=limit, check=True).stdout


class EchoServer(unittest.TestCase):
    def connect(self, server):
        return socket.create_connection((server.address, int(server.port)), timeout=limit)

    @unittest.skipUnless(shutil.which("nc"), "no nc here")
    def test_answers_nc(self):
        with Server() as server:
            self.assertEqual(talk(["nc", "-N", server.address, server.port], b"by nc\n"), b"by nc\n")

    @unittest.skipUnless(shutil.which("socat"), "no socat here")
    def test_answers_socat(self):
        with Server() as server:
            self.assertEqual(talk(["socat", "-", f"TCP:{server.address}:{server.port}"], b"by socat\n"), b"by socat\n")

    def test_answers_python_as_it_speaks(self):
        with Server() as server, self.connect(server) as client:
            for words in b"one", b"two\0\xff":
                client.sendall(words)
                self.assertEqual(client.recv(len(words), socket.MSG_WAITALL), words)
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(client.recv(1), b"")

    def test_tells_whom_it_has_served(self):
        with Server() as server:
            for _ in range(2):
                with self.connect(server) as client:
                    host, port = client.getsockname()
                self.assertEqual(server.next_line(), f"served {host} {port}")

    def test_outlives_a_rude_client(self):
        with Server() as server:
            with self.connect(server) as rude:
                rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                rude.sendall(b"never mind")
            self.assertEqual(talk([programs["echo_client"], server.port], b"still here?"), b"still here?")

    @unittest.skipUnless(ipv6_is_here(), "no IPv6 here")
    def test_listens_on_ipv6(self):
        with Server("::1") as server:
            self.assertEqual(server.address, "::1")
            self.assertEqual(talk([programs["echo_client"], "::1", server.port], b"six"), b"six")

    def test_says_what_it_takes(self):
        for arguments in ["localhost"], ["127.0.0.1", "65536"], ["127.0.0.1", "x"], ["127.0.0.1", "0", "0"]:
            run = subprocess.run([programs["echo_server"], *arguments], capture_output=True, text=True, timeout=limit)
            self.assertEqual((run.returncode, run.stdout), (2, ""))
            self.assertIn("usage: echo_server", run.stderr)


class EchoClient(unittest.TestCase):
    def test_ends_its_side_and_prints_the_answer(self):
        heard = []

        def answer_after_the_end(listener):
            connection, _ = listener.accept()
            with connection:
                while words := connection.recv(4096):
                    heard.append(words)
                connection.sendall(b"understood\n")

        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(limit)
            thread = threading.Thread(target=answer_after_the_end, args=(listener,))
            thread.start()
            answer = talk([programs["echo_client"], str(listener.getsockname()[1])], b"a question\n")
            thread.join()
        self.assertEqual((b"".join(heard), answer), (b"a question\n", b"understood\n"))

    def test_gets_back_what_it_sends(self):
        words = os.urandom(60_000)  # more would want a peer that reads while it writes
        with Server() as server:
            self.assertEqual(talk([programs["echo_client"], server.address, server.port], words), words)

    def test_says_that_nobody_listens(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = str(listener.getsockname()[1])
        run = subprocess.run([programs["echo_client"], port], input="", capture_output=True, text=True, timeout=limit)
        self.assertEqual((run.returncode, run.stderr), (1, "echo_client: connect: Connection refused\n"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
