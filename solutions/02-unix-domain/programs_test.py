#!/usr/bin/env python3
"""Runs lab 02's programs over the solution, and lets nc, socat and Python's socket module talk to them.

    programs_test.py PATH/file_helper PATH/file_reader PATH/log_collector PATH/log_line
"""
import array
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

programs = {os.path.basename(path): path for path in sys.argv[1:]}
limit = 30  # seconds; bounds failure only


class Server:
    """A server that has said that it is ready."""

    def __init__(self, name, *arguments):
        self.process = subprocess.Popen([programs[name], *arguments], stdout=subprocess.PIPE, text=True)
        self.first_line = self.next_line()

    def next_line(self):
        return self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.stdout.close()
        self.process.wait()


class InAFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(folder.name, "socket")

    def run_program(self, name, *arguments, words=""):
        return subprocess.run([programs[name], *arguments], input=words, capture_output=True, text=True, timeout=limit)


class LogCollector(InAFolder):
    def test_answers_each_line(self):
        with Server("log_collector", self.path) as collector:
            run = self.run_program("log_line", self.path, words="one\ntwo\n\n")
            self.assertEqual((run.returncode, run.stdout), (0, "noted 1\nnoted 2\nnoted 3\n"))
            for line in "one", "two", "":
                sender, text = collector.next_line().split(":", 1)
                self.assertTrue(sender.startswith("@"), sender)
                self.assertEqual(text.strip(), line)

    def test_loses_nothing(self):
        with Server("log_collector", self.path) as collector:
            lines = [f"line {number}" for number in range(200)]
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as client:
                client.settimeout(limit)
                for line in lines:
                    client.sendto(line.encode(), self.path)
            self.assertEqual([collector.next_line() for _ in lines], ["(no name): " + line for line in lines])

    def test_knows_a_sender_by_its_path(self):
        with Server("log_collector", self.path) as collector:
            name = os.path.join(self.folder, "client")
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as client:
                client.settimeout(limit)
                client.bind(name)
                client.sendto(b"hello", self.path)
                self.assertEqual(client.recv(100), b"noted 1")
            self.assertEqual(collector.next_line(), f"{name}: hello")

    @unittest.skipUnless(shutil.which("socat"), "no socat here")
    def test_hears_socat(self):
        with Server("log_collector", self.path) as collector:
            subprocess.run(["socat", "-u", "-", f"UNIX-SENDTO:{self.path}"], input=b"by socat", timeout=limit, check=True)
            self.assertEqual(collector.next_line(), "(no name): by socat")

    def test_takes_the_place_of_one_that_was_killed(self):
        with Server("log_collector", self.path):
            second = self.run_program("log_collector", self.path)
            self.assertEqual((second.returncode, second.stderr), (1, "log_collector: bind: Address already in use\n"))
        with Server("log_collector", self.path) as again:
            self.assertEqual(again.first_line, f"collecting at {self.path}")

    def test_leaves_a_file_alone(self):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("precious")
        self.assertEqual(self.run_program("log_collector", self.path).returncode, 1)
        with open(self.path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "precious")

    def test_says_that_nobody_collects(self):
        run = self.run_program("log_line", self.path, words="hello\n")
        self.assertEqual((run.returncode, run.stderr), (1, "log_line: sendto: No such file or directory\n"))


class FileHelper(InAFolder):
    def setUp(self):
        super().setUp()
        with open(os.path.join(self.folder, "file"), "w", encoding="utf-8") as file:
            file.write("what it says\n")

    def helper(self):
        return Server("file_helper", self.path, self.folder)

    def test_opens_a_file_for_another_process(self):
        with self.helper() as helper:
            run = self.run_program("file_reader", self.path, "file")
            self.assertEqual((run.returncode, run.stdout), (0, "what it says\n"))
            self.assertRegex(helper.next_line(), r"process \d+ has file")

    def test_passes_a_descriptor_to_python(self):
        with self.helper(), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(limit)
            client.connect(self.path)
            client.sendall(b"file\n")
            byte, (control,), _, _ = client.recvmsg(10, socket.CMSG_SPACE(4))
            descriptors = array.array("i", control[2][:4])
            with os.fdopen(descriptors[0]) as file:
                self.assertEqual((len(byte), file.read()), (1, "what it says\n"))

    @unittest.skipUnless(shutil.which("nc"), "no nc here")
    def test_tells_nc_the_reason(self):
        with self.helper():
            run = subprocess.run(["nc", "-N", "-U", self.path], input=b"nothing\n", capture_output=True, timeout=limit, check=True)
            self.assertEqual(run.stdout, b"No such file or directory\n")

    def test_opens_nothing_outside(self):
        with self.helper() as helper:
            for name in "../file", "..", "/etc/passwd":
                run = self.run_program("file_reader", self.path, name)
                self.assertEqual((run.returncode, run.stdout), (1, ""))
                self.assertIn("has not", helper.next_line())

    def test_is_for_its_user_alone(self):
        with self.helper():
            self.assertEqual(os.stat(self.path).st_mode & 0o777, 0o600)

    def test_tells_what_is_at_the_path(self):
        run = self.run_program("file_reader", self.path, "file")
        self.assertIn("there is nothing", run.stderr)
        with self.helper():
            pass
        self.assertIn("has ended", self.run_program("file_reader", self.path, "file").stderr)
        self.assertIn("no socket", self.run_program("file_reader", os.path.join(self.folder, "file"), "file").stderr)

    def test_says_what_it_takes(self):
        for program in programs:
            run = self.run_program(program)
            self.assertEqual((run.returncode, run.stdout), (2, ""))
            self.assertIn(f"usage: {program} PATH", run.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
