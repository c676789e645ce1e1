"""What a launcher loses, or never ends, is it graded all the same, and to the same results?

usage: launcher_test.py BUILD-ROOT SOURCE-ROOT
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD, SOURCE = sys.argv[1:3]
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
LAB, FILE = "04-network-byte-order", "network_byte_order.cpp"
# What goes wrong the first time, and nothing the second. JOB is the last but one argument.
LAUNCHER = """#!/bin/sh
for job; do case $job in */job.json) break;; esac; done
student=$(basename "$(dirname "$(dirname "$job")")")
echo "$student" >> "$HERE/log"
mkdir "$HERE/$student" 2>/dev/null || exec "$@"
case $student in
  refused) exit 1;;
  lost) exit 0;;  # as srun does where a node fails
  hanging) sleep 600; exit 0;;
esac
exec "$@"
"""


def without_durations(value):
    if isinstance(value, dict):
        return {key: without_durations(one) for key, one in value.items() if key != "seconds"}
    return [without_durations(one) for one in value] if isinstance(value, list) else value


class Launcher(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if subprocess.run([SOCKLAB, "doctor"], capture_output=True, check=False).returncode != 0:
            raise unittest.SkipTest("this machine cannot grade: see socklab doctor")

    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="launcher-")
        self.addCleanup(place.cleanup)
        self.here = place.name
        self.launcher = os.path.join(self.here, "launch it")  # a name that must be quoted
        with open(self.launcher, "w", encoding="ascii") as file:
            file.write(LAUNCHER)
        os.chmod(self.launcher, 0o755)

    def hand_in(self, student, more=""):
        folder = os.path.join(self.here, "class", student, LAB)
        os.makedirs(folder, exist_ok=True)
        shutil.copy(os.path.join(SOURCE, "labs", LAB, FILE), folder)
        with open(os.path.join(folder, FILE), "a", encoding="utf-8") as file:
            file.write(more)

    def grade(self, name, *more, status=0):
        out = os.path.join(self.here, name)
        ended = subprocess.run([SOCKLAB, "grade", "--class", os.path.join(self.here, "class"), "--out", out, "--labs", "04",
                                "--seed", "7", "--budget", "2", "--jobs", "3", *more],
                               env=dict(os.environ, HERE=self.here), capture_output=True, text=True, timeout=200, check=False)
        self.assertEqual(ended.returncode, status, ended.stdout + ended.stderr)
        results = {}
        for result in os.listdir(os.path.join(out, "results")):
            with open(os.path.join(out, "results", result), encoding="utf-8") as file:
                results[result] = without_durations(json.load(file))
        return results

    def log(self):
        with open(os.path.join(self.here, "log"), encoding="ascii") as file:
            return sorted(file.read().split())

    def test_what_is_lost_or_hangs_is_tried_again_and_nothing_else(self):
        students = ["good", "hanging", "lost", "refused"]
        for student in students:
            self.hand_in(student)
        launched = self.grade("launched", "--launcher", f"'{self.launcher}'")
        self.assertEqual(self.log(), sorted(students + ["hanging", "lost", "refused"]))
        self.assertEqual(launched, self.grade("locally"))

    def test_a_launcher_that_never_works_ends_and_keeps_no_older_result(self):
        self.hand_in("roe")
        self.assertEqual(self.grade("launched", "--launcher", "env")["roe.json"]["labs"][0]["status"], "graded")
        self.hand_in("roe", "// another\n")
        self.assertEqual(self.grade("launched", "--launcher", "false", status=70)["roe.json"]["labs"][0]["status"], "error")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
