"""Does the round work: handout, a student unpacks, solves one exercise and submits, the instructor grades?

usage: handout_test.py BUILD-ROOT SOURCE-ROOT
"""
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD, SOURCE = map(os.path.abspath, sys.argv[1:3])
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
LAB, FILE = "labs/01-socket-syscalls", "socket_syscalls.cpp"


def run(*command, cwd=None):
    # CCACHE_NOHASHDIR: what the course's own build folder has compiled is not compiled again.
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=900, check=False, cwd=cwd,
                          env={**os.environ, "CCACHE_NOHASHDIR": "1"})


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def part(text, exercise):
    """From the comment "// 01.1" to the next exercise's, both lines' ends."""
    found = re.search(rf"^// {re.escape(exercise)}\b.*?(?=^// \d\d\.\d+\b)", text, re.MULTILINE | re.DOTALL)
    return found.group(0)


class Handout(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if run("git", "-C", SOURCE, "rev-parse", "HEAD").returncode != 0:
            raise unittest.SkipTest("the course is no Git tree here, so there is no hand-out: see git init")
        cls.place = tempfile.TemporaryDirectory(prefix="handout-")
        cls.here = cls.place.name
        cls.tree = os.path.join(cls.here, "sockets-lab")
        cls.archive = os.path.join(cls.here, "course.tar.gz")

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def good(self, *command, status=0, cwd=None):
        ended = run(*command, cwd=cwd)
        self.assertEqual(ended.returncode, status, ended.stdout + ended.stderr)
        return ended.stdout + ended.stderr

    def student(self, *words, status=0):
        return self.good(os.path.join(self.tree, "grader/socklab"), *words, status=status, cwd=self.tree)

    def test_1_the_hand_out_is_made_once(self):
        told = self.good(SOCKLAB, "handout", self.archive)
        self.assertIn("Nothing private is in it", told)
        self.assertIn("--force", self.good(SOCKLAB, "handout", self.archive, status=2))
        self.assertIn("sockets-lab.zip", self.good(SOCKLAB, "handout", os.path.join(self.here, "course"), status=2))
        self.good(SOCKLAB, "handout", self.archive, "--force")
        self.good("tar", "-xzf", self.archive, "-C", self.here)
        self.assertFalse(os.path.exists(os.path.join(self.tree, "solutions")))
        self.good("meson", "setup", os.path.join(self.here, "whole"), self.tree)
        # Two labs are enough to build, and quicker.
        for lab in os.listdir(os.path.join(self.tree, "labs")):
            if lab[:2].isdigit() and lab[:2] not in ("01", "04"):
                shutil.rmtree(os.path.join(self.tree, "labs", lab))

    def test_2_there_is_nothing_to_submit_yet(self):
        self.assertIn("nothing is begun yet", self.student("submit", status=2))
        self.assertFalse(os.path.exists(os.path.join(self.tree, "submission.zip")))

    def test_3_an_exercise_is_solved(self):
        mine = os.path.join(self.tree, LAB, FILE)
        skeleton, solution = read(mine), read(SOURCE, "solutions/01-socket-syscalls", FILE)
        # What the solution has above its first exercise (includes, helpers) goes with it.
        begin = solution[:solution.index("// 01.1")]
        text = begin + part(solution, "01.1") + skeleton[skeleton.index("// 01.2"):]
        with open(mine, "w", encoding="utf-8") as file:
            file.write(text)
        self.student("check", "01.1")

    def test_4_it_is_submitted(self):
        told = self.student("submit")
        self.assertRegex(told, r"submission.zip: 1 of \d+ labs")
        self.assertRegex(told, r"1 of \d+ exercises begun: 01.1\n")
        with open(os.path.join(self.tree, "submission.zip"), "rb") as file:
            first = file.read()
        self.assertIn("made anew", self.student("submit"))
        with open(os.path.join(self.tree, "submission.zip"), "rb") as file:
            self.assertEqual(first, file.read())

    def test_5_what_is_no_submission_is_not_replaced(self):
        other = os.path.join(self.tree, "holiday.zip")
        shutil.copy(self.archive, other)
        with open(other, "wb") as file:
            file.write(b"pictures")
        self.assertIn("is no submission", self.student("submit", "holiday.zip", status=2))
        self.assertEqual(read(other), "pictures")

    def test_6_labs_can_be_named(self):
        told = self.student("submit", "two.tar.gz", "04", "01")
        self.assertRegex(told, r"two.tar.gz: 2 of \d+ labs")
        names = self.good("tar", "-tzf", os.path.join(self.tree, "two.tar.gz")).split()
        self.assertEqual(names, [f"{LAB}/{FILE}", "labs/04-network-byte-order/network_byte_order.cpp"])

    def test_7_a_lab_that_was_thrown_away_stops_no_other(self):
        other = os.path.join(self.tree, "labs/04-network-byte-order/network_byte_order.cpp")
        os.rename(other, other + ".away")
        self.assertIn("Lab 04 is not in it", self.student("submit"))
        self.assertIn("lab 04 cannot be handed in", self.student("submit", "04", status=2))
        os.rename(other + ".away", other)
        self.assertIn("mkdir -p", self.student("submit", "nowhere/mine.zip", status=2))

    def test_8_the_instructor_grades_it(self):
        if run(SOCKLAB, "doctor").returncode != 0:
            self.skipTest("this machine cannot grade: see socklab doctor")
        out = os.path.join(self.here, "out")
        self.good(SOCKLAB, "grade", os.path.join(self.tree, "submission.zip"), "--labs", "01,04", "--out", out)
        one, other = json.loads(read(out, "results/submission.json"))["labs"]
        self.assertEqual((one["status"], other["status"]), ("graded", "missing"))
        first, *rest = one["exercises"]
        self.assertEqual((first["id"], first["status"], first["score"]), ("01.1", "passed", first["max"]))
        self.assertEqual({exercise["status"] for exercise in rest}, {"not-started"})

    def test_9_github_s_workflow_runs_in_it(self):
        try:
            import yaml
        except ImportError:
            self.skipTest("python3-yaml is not installed")
        if run(SOCKLAB, "doctor").returncode != 0:
            self.skipTest("this machine cannot grade: see socklab doctor")
        workflow = read(self.tree, "grader/bundles/github/students/.github/workflows/classroom.yml").replace("@LABS@", "01")
        steps = yaml.safe_load(workflow)["jobs"]["run-autograding-tests"]["steps"]
        script = next(step["run"] for step in steps if step.get("name") == "Run the public tests")
        summary, variables = (os.path.join(self.here, name) for name in ("summary", "variables"))
        self.good("env", f"RUNNER_TEMP={self.here}", f"GITHUB_STEP_SUMMARY={summary}", f"GITHUB_ENV={variables}", "bash", "-eo", "pipefail", "-c", script,
                  cwd=self.tree)
        self.assertIn("Sockets Lab", read(summary))
        found = dict(line.split("=", 1) for line in read(variables).splitlines())
        self.assertTrue(found["SOCKLAB_RUNNERS"].startswith("e01x1,e01x2,"))
        status = [json.loads(base64.b64decode(found[name]))["status"] for name in ("E01X1_RESULTS", "E01X2_RESULTS")]
        self.assertEqual(status, ["pass", "fail"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
