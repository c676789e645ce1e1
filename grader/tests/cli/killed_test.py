"""The grader is killed (SIGKILL) at any moment: nothing of it may live on, no result may be half, and the next grade must work.

usage: killed_test.py BUILD-ROOT SOURCE-ROOT [TRIALS [SEED]]

Below a subreaper (PR_SET_CHILD_SUBREAPER): every process that loses its parent becomes a child of this test, whatever it calls itself and
wherever it hides. So "nothing lives on" is the question whether this test has no child left.
"""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from orphans import adopt_orphans, children_end

BUILD, SOURCE = sys.argv[1:3]
TRIALS = int(sys.argv[3]) if len(sys.argv) > 3 else 8
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
LAB, FILE = "04-network-byte-order", "network_byte_order.cpp"
UNDISTURBED = ["right", "daemon", "slow"]  # stubborn would take a minute
GRACE = 5  # seconds at most for the orphans' end

RIGHT = "{ return std::endian::native == std::endian::little ? ByteOrder::little : ByteOrder::big; }"
SUBMISSIONS = {
    "stubborn": "{ for (int i = 1; i < 65; ++i) ::signal(i, SIG_IGN); for (;;) ::sleep(1000); }",
    "right": RIGHT,
    "daemon": "{ if (::fork() == 0) { ::setsid(); if (::fork() == 0) for (;;) ::pause(); ::_exit(0); } return ByteOrder::little; }",
    "slow": "{ constexpr auto sum = [] { unsigned n = 0; for (unsigned i = 0; i < 25; ++i)"
            " for (unsigned k = 0; k < 200'000; ++k) n += k; return n; }();"
            " return ByteOrder(sum & 1); }",
}


class Killed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if subprocess.run([SOCKLAB, "doctor"], capture_output=True, check=False).returncode != 0:
            raise unittest.SkipTest("this machine cannot grade: see socklab doctor")
        with open(os.path.join(SOURCE, "labs", LAB, FILE), encoding="utf-8") as file:
            skeleton = file.read()
        begun = '{ throw NotStarted("host_order"); }'
        if begun not in skeleton:
            raise unittest.SkipTest("the skeleton has been worked on")
        adopt_orphans()
        cls.folder = tempfile.TemporaryDirectory(prefix="killed-")
        for name in ("tmp", "out"):
            os.mkdir(os.path.join(cls.folder.name, name))
        cls.tmp, cls.out = (os.path.join(cls.folder.name, name) for name in ("tmp", "out"))
        for name, body in SUBMISSIONS.items():
            os.mkdir(os.path.join(cls.folder.name, name))
            with open(os.path.join(cls.folder.name, name, FILE), "w", encoding="utf-8") as file:
                file.write("#include <signal.h>\n#include <unistd.h>\n\n#include <bit>\n" + skeleton.replace(begun, body))
        began = time.monotonic()
        cls.start(*UNDISTURBED).wait(timeout=300)
        cls.seconds = time.monotonic() - began

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def start(cls, *names):
        paths = [os.path.join(cls.folder.name, name) for name in names]
        return subprocess.Popen([SOCKLAB, "grade", *paths, "--labs", "04", "--out", cls.out, "--seed", "1", "--jobs", "2"],
                                env=dict(os.environ, TMPDIR=cls.tmp), start_new_session=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def results(self):
        """Those that readers see: *.json."""
        found = {}
        for name in os.listdir(os.path.join(self.out, "results")):
            if name.endswith(".json"):
                with open(os.path.join(self.out, "results", name), encoding="utf-8") as file:
                    found[name] = json.load(file)  # fails where it is not whole
            else:
                self.assertIn(".json.part-", name)
        return found

    def first_exercise(self, name):
        return self.results()[name + ".json"]["labs"][0]["exercises"][0]

    def test_1_an_undisturbed_grade_leaves_nothing(self):
        self.assertEqual(children_end(GRACE), [])
        self.assertEqual(os.listdir(self.tmp), [])
        self.assertEqual(sorted(self.results()), sorted(name + ".json" for name in UNDISTURBED))
        self.assertEqual(self.first_exercise("right")["status"], "passed")

    def test_2_a_killed_grade_leaves_nothing_alive_and_no_half_result(self):
        chance = random.Random(SEED)
        for trial in range(TRIALS):
            after = (trial + chance.random()) / TRIALS * self.seconds
            with self.subTest(trial=trial, seed=SEED, after=after):
                shutil.rmtree(os.path.join(self.out, "results"), ignore_errors=True)
                os.makedirs(os.path.join(self.out, "results"))
                grade = self.start(*SUBMISSIONS)
                try:
                    grade.wait(timeout=after)
                except subprocess.TimeoutExpired:
                    grade.kill()
                    grade.wait()
                self.assertEqual(children_end(GRACE), [])
                self.results()
                # The next one works, and clears away what this one left.
                self.assertEqual(self.start("right").wait(timeout=300), 0)
                self.assertEqual(self.first_exercise("right")["status"], "passed")
                self.assertEqual(os.listdir(self.tmp), [])
                self.assertEqual([name for name in os.listdir(os.path.join(self.out, "results")) if not name.endswith(".json")], [])


if __name__ == "__main__":
    if os.access(BUILD, os.W_OK):
        subprocess.run(["ninja", "-C", BUILD, "socklab"], check=True, stdout=subprocess.DEVNULL)
    unittest.main(argv=sys.argv[:1], verbosity=2)
