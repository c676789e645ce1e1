#!/usr/bin/env python3
"""Runs lab 08's programs over the solution: the board, its client, a kill in the middle.

    programs_test.py PATH/board PATH/load PATH/notices
"""
import os
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

programs = {os.path.basename(path): path for path in sys.argv[1:]}
limit = 30  # seconds; bounds failure only


class Programs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.start()

    def start(self):
        self.console = os.path.join(self.folder.name, "console")
        journal = os.path.join(self.folder.name, "journal")
        self.board = subprocess.Popen([programs["board"], "0", journal, self.console], stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.board.wait, limit)
        self.addCleanup(self.board.stdout.close)
        self.addCleanup(self.board.kill)
        self.port = self.board.stdout.readline().split()[-1]

    def post(self, *lines, host="localhost"):
        typed = "".join(line + "\n" for line in lines)
        return subprocess.run([programs["notices"], f"{host}:{self.port}"], input=typed, capture_output=True, text=True,
                              timeout=limit)

    def test_notices_outlive_a_kill(self):
        """Is everything there again after kill -9, under the same numbers?"""
        self.assertEqual(self.post("one", "two").returncode, 0)
        self.board.send_signal(signal.SIGKILL)
        self.board.wait(limit)
        self.start()
        self.assertEqual(self.post("three", host="127.0.0.1").returncode, 0)
        with open(os.path.join(self.folder.name, "journal"), "rb") as journal:
            self.assertEqual(journal.read().count(b"\x01\x82\0\0\0\0\0"), 3)

    def test_a_second_board_is_refused(self):
        """Does a second board on the same journal say why it does not start?"""
        second = subprocess.run([programs["board"], "0", os.path.join(self.folder.name, "journal"), self.console],
                                capture_output=True, text=True, timeout=limit)
        self.assertEqual(second.returncode, 1)
        self.assertIn("flock", second.stderr)

    def test_the_operator_stops_it(self):
        """Does stop on the console end the board, and its file?"""
        with socket.socket(socket.AF_UNIX) as operator:
            operator.settimeout(limit)
            operator.connect(self.console)
            operator.sendall(b"status\nstop\n")
            said = b""
            while not said.endswith(b"stopping\n"):
                said += operator.recv(100)
        self.assertEqual(said, b"clients 0 notices 0\nstopping\n")
        self.assertEqual(self.board.wait(limit), 0)
        self.assertFalse(os.path.exists(self.console))


class Load(unittest.TestCase):
    def test_it_tells_a_ratio(self):
        """Does the load program drive the board, and tell a ratio?"""
        run = subprocess.run([programs["load"], "10", "1"], capture_output=True, text=True, timeout=limit)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertRegex(run.stdout, r"^10 clients: \d+ notices a second; a plain echo \d+; ratio \d+ %$")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
