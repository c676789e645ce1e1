#!/usr/bin/env python3
"""Runs lab 03's programs over the solution: the time service, its client, and the relay between them.

    programs_test.py PATH/relay PATH/time_client PATH/time_server
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import unittest

programs = {os.path.basename(path): path for path in sys.argv[1:]}
limit = 40  # seconds; bounds failure only


class Running:
    """A program that says in its first line where it can be reached; reads what it prints after that."""

    def __init__(self, name, *arguments):
        self.process = subprocess.Popen([programs[name], *arguments], stdout=subprocess.PIPE, text=True)
        words = self.next_line().split()
        assert words[1:3] == ["on", "127.0.0.1"], words
        self.port = words[3]

    def next_line(self):
        return self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.rest = self.process.stdout.read().splitlines()
        self.process.stdout.close()
        self.process.wait()


def ask(port, questions):
    run = subprocess.run([programs["time_client"], port, str(questions)], capture_output=True, text=True, timeout=limit)
    return run.returncode, run.stdout.splitlines()


def answered(number):
    return re.compile(rf"{number}: \d\d:\d\d:\d\d \(question {number}\)$")


class TimeService(unittest.TestCase):
    def test_the_client_gets_its_answers(self):
        with Running("time_server") as server:
            status, lines = ask(server.port, 3)
        self.assertEqual(status, 0)
        self.assertEqual(len(lines), 3)
        for number, line in enumerate(lines, 1):
            self.assertRegex(line, answered(number))
        self.assertEqual(server.rest, [f"worked: question {number}" for number in (1, 2, 3)])

    def test_a_repeated_question_from_python_gets_the_same_answer(self):
        with Running("time_server") as server, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(limit)
            client.connect(("127.0.0.1", int(server.port)))
            client.send(b"\0\0\0\x07hello")
            first = client.recv(1000)
            client.send(b"\0\0\0\x07hello")
            self.assertEqual(client.recv(1000), first)
        self.assertRegex(first, rb"^\0\0\0\x07\d\d:\d\d:\d\d \(hello\)$")
        self.assertEqual(server.rest, ["worked: hello"])

    @unittest.skipUnless(shutil.which("socat"), "no socat here")
    def test_socat_is_answered(self):
        with Running("time_server") as server, \
             subprocess.Popen(["socat", "-", f"UDP:127.0.0.1:{server.port}"], bufsize=0, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as socat:
            socat.stdin.write(b"\0\0\0\1hi")
            answer = socat.stdout.read(100)
            socat.kill()
        self.assertRegex(answer, rb"^\0\0\0\x01\d\d:\d\d:\d\d \(hi\)$")

    def test_a_port_that_is_taken_is_reported(self):
        with Running("time_server") as server:
            second = subprocess.run([programs["time_server"], server.port], capture_output=True, text=True,
                                    timeout=limit)
        self.assertEqual(second.returncode, 1)
        self.assertIn("bind: Address already in use", second.stderr)

    def test_nobody_is_there(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        status, lines = ask(port, 1)
        self.assertEqual((status, lines), (1, ["1: no answer"]))

    def test_programs_say_how_they_are_used(self):
        for name in programs:
            run = subprocess.run([programs[name], "no port"], capture_output=True, text=True, timeout=limit)
            self.assertEqual(run.returncode, 1, name)
            self.assertIn(f"usage: {name} ", run.stderr)


class Relay(unittest.TestCase):
    def test_answers_get_through_and_the_work_is_done_once(self):
        with Running("time_server") as server, Running("relay", server.port, "7", "20") as relay:
            _, lines = ask(relay.port, 10)
        self.assertEqual(len(lines), 10)
        for number, line in enumerate(lines, 1):
            self.assertTrue(answered(number).match(line) or line == f"{number}: no answer", line)
        self.assertGreater(sum("no answer" not in line for line in lines), 0)
        # Some questions came to the server more than once, and none was worked on twice.
        self.assertEqual(len(server.rest), len(set(server.rest)))
        told = {line.split()[2] for line in relay.rest}
        self.assertEqual(told, {"sent", "lost", "delayed", "doubled,"})

    def test_what_loses_everything_brings_nothing(self):
        with Running("time_server") as server, Running("relay", server.port, "1", "100") as relay:
            self.assertEqual(ask(relay.port, 1), (1, ["1: no answer"]))
        self.assertEqual(server.rest, [])
        self.assertEqual(set(relay.rest), {"> 1 lost"})

    def test_what_loses_nothing_brings_everything(self):
        with Running("time_server") as server, Running("relay", server.port, "1", "0") as relay:
            self.assertEqual(ask(relay.port, 5)[0], 0)

    def test_the_same_seed_makes_the_same_network(self):
        self.assertEqual(self.fates("42"), self.fates("42"))
        self.assertNotEqual(self.fates("42"), self.fates("43"))

    def fates(self, seed):
        """What becomes of 30 datagrams on their way to a server that says nothing."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server, \
             socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            server.bind(("127.0.0.1", 0))
            with Running("relay", str(server.getsockname()[1]), seed) as relay:
                client.connect(("127.0.0.1", int(relay.port)))
                told = []
                for number in range(30):
                    client.send(bytes([0, 0, 0, number]))
                while len(told) < 30:
                    line = relay.next_line()
                    if "sent" not in line:
                        told.append(line)
        return told

    def test_it_delays_and_reorders(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server, \
             socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            server.settimeout(limit)
            server.bind(("127.0.0.1", 0))
            with Running("relay", str(server.getsockname()[1]), "3", "0") as relay:
                client.connect(("127.0.0.1", int(relay.port)))
                for number in range(30):
                    client.send(bytes([0, 0, 0, number]))
                came = []
                while len(set(came)) < 30:
                    came.append(server.recv(100)[3])
        self.assertNotEqual(came, sorted(came))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
