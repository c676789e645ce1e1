"""Is a class graded whole, only anew where something changed, and to the same results after it was killed?

usage: class_test.py BUILD-ROOT SOURCE-ROOT [KILLS [SEED]]
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from orphans import adopt_orphans, children_end

BUILD, SOURCE = sys.argv[1:3]
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else 3
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
LAB, FILE = "04-network-byte-order", "network_byte_order.cpp"
STUDENTS = ["Doe, Jane", "It's $5", "roe"]  # names that a shell or Ninja would take apart


def read_json(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return json.load(file)


def without_durations(value):
    if isinstance(value, dict):
        return {key: without_durations(one) for key, one in value.items() if key != "seconds"}
    return [without_durations(one) for one in value] if isinstance(value, list) else value


class Class(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if subprocess.run([SOCKLAB, "doctor"], capture_output=True, check=False).returncode != 0:
            raise unittest.SkipTest("this machine cannot grade: see socklab doctor")
        adopt_orphans()

    def setUp(self):
        self.place = tempfile.TemporaryDirectory(prefix="class-")
        self.addCleanup(self.place.cleanup)
        self.here = os.path.join(self.place.name, "class")
        self.out = os.path.join(self.place.name, "out")
        for student in STUDENTS:
            os.makedirs(os.path.join(self.here, student, LAB))
            shutil.copy(os.path.join(SOURCE, "labs", LAB, FILE), os.path.join(self.here, student, LAB))

    def command(self, out, *more):
        return [SOCKLAB, "grade", "--class", self.here, "--out", out, "--labs", "04", "--seed", "7", *more]

    def grade(self, *more, out=None, status=0):
        ended = subprocess.run(self.command(out or self.out, *more), capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(ended.returncode, status, ended.stdout + ended.stderr)
        return ended.stdout + ended.stderr

    def results(self, out=None):
        folder = os.path.join(out or self.out, "results")
        return {name: without_durations(read_json(folder, name)) for name in os.listdir(folder)}

    def times(self):
        return {student: os.stat(os.path.join(self.out, "labs", student, LAB + ".json")).st_mtime_ns for student in STUDENTS}

    def change(self, student, text):
        with open(os.path.join(self.here, student, LAB, FILE), "a", encoding="utf-8") as file:
            file.write(text)

    def test_only_what_changed_is_graded_again(self):
        self.grade()
        self.assertEqual(sorted(self.results()), sorted(student + ".json" for student in STUDENTS))
        before = self.times()
        self.assertIn("Nothing has changed", self.grade())
        self.assertEqual(self.times(), before)
        self.change("roe", "#error no\n")
        os.utime(os.path.join(self.here, STUDENTS[0], LAB, FILE))  # touched, not changed
        self.grade()
        self.assertEqual([student for student in STUDENTS if self.times()[student] != before[student]], ["roe"])
        self.assertEqual(self.results()["roe.json"]["labs"][0]["status"], "build-failed")

    def file(self, name, text):
        path = os.path.join(self.place.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_who_and_when_are_told_and_cost_no_grading(self):
        for student in STUDENTS:
            os.rename(os.path.join(self.here, student), os.path.join(self.here, "old"))
            os.rename(os.path.join(self.here, "old"), os.path.join(self.here, f"{student}_{len(student)}_assignsubmission_file"))
        self.grade()
        before = self.times()
        self.assertNotIn("submitted", self.results()["roe.json"])
        times = self.file("times.csv", "student,submitted\nroe,2026-03-04T12:00:00+01:00\nnobody,2026-03-04T12:00:00Z\n")
        roster = self.file("roster.csv", 'student,id\n"Roe, Joan",3\nZoe,99\n"Doe, Jane",9\n')
        told = self.grade("--submitted", times, "--roster", roster)
        self.assertEqual(self.times(), before, "a time is no reason to grade again")
        roe = self.results()["roe.json"]
        self.assertEqual((roe["id"], roe["submitted"]), ("3", "2026-03-04T11:00:00Z"))
        for line in ('"nobody" is no submission\'s name', "1 on the roster without a submission: Zoe", "1 not on the roster: It's $5"):
            self.assertIn(line, told)
        self.assertEqual(read_json(self.out, "roster.json")["without_submission"], ["Zoe"])
        self.report_with_policy()
        self.grade()
        self.assertFalse(os.path.exists(os.path.join(self.out, "roster.json")), "it may be wrong by now")

    def report_with_policy(self):
        policy = self.file("policy.toml", "deadline = 2026-03-02T23:59:00+01:00\npenalty = 10\n")
        results = os.path.join(self.out, "results")
        kept = {name: os.stat(os.path.join(results, name)).st_mtime_ns for name in os.listdir(results)}
        told = subprocess.run([SOCKLAB, "report", self.out, "--format", "csv", "--policy", policy], capture_output=True, text=True,
                              timeout=60, check=True).stderr
        for line in ("It's $5: it is not known when this was handed in", "2 days", "1 on the roster without a submission: Zoe"):
            self.assertIn(line, told)
        with open(os.path.join(self.out, "reports/csv/grades.csv"), encoding="utf-8") as table:
            rows = table.read().splitlines()
        self.assertTrue(rows[0].startswith("student,id,submitted,score,max,before,days_late,04.1"), rows[0])
        self.assertIn("roe,3,2026-03-04T11:00:00Z,0,", rows[3])
        self.assertEqual({name: os.stat(os.path.join(results, name)).st_mtime_ns for name in kept}, kept, "results stay")

    def test_a_clone_has_its_commits_time(self):
        if not shutil.which("git"):
            self.skipTest("git is not installed")
        clone = os.path.join(self.here, "roe")
        when = {"GIT_COMMITTER_DATE": "2026-03-02T23:59:00+01:00", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z"}
        for command in (["init", "-q"], ["add", "."], ["-c", "user.name=Roe", "-c", "user.email=roe@example.edu", "commit", "-qm", "done"]):
            subprocess.run(["git", "-C", clone, *command], env={**os.environ, **when}, timeout=60, check=True)
        self.grade()
        self.assertEqual({name: result.get("submitted") for name, result in self.results().items()},
                         {"Doe, Jane.json": None, "It's $5.json": None, "roe.json": "2026-03-02T22:59:00Z"})
        self.assertIn("roe ", str(read_json(self.out, "commits.json")["times"]))

    def test_an_archive_is_as_good_as_its_folder(self):
        self.grade()
        right = self.results()
        folder, self.here = self.here, shutil.make_archive(os.path.join(self.place.name, "download"), "zip", self.here)
        out = os.path.join(self.place.name, "of-archive")
        self.grade(out=out)
        self.assertEqual(self.results(out), right)
        self.assertIn("Nothing has changed", self.grade(out=out))
        with open(self.here, "r+b") as archive:
            archive.truncate(os.path.getsize(self.here) // 2)
        self.assertIn("cut short or damaged", self.grade(out=out, status=2))
        self.here = folder

    def test_one_exercise_alone_is_graded_again(self):
        self.grade()
        right = self.results()
        file = os.path.join(self.out, "labs", "roe", LAB + ".json")
        earlier = read_json(file)
        for exercise in earlier["labs"][0]["exercises"]:
            exercise["title"] = "of the earlier run"  # whoever is graded again loses it
        with open(file, "w", encoding="utf-8") as opened:
            json.dump(earlier, opened)
        self.assertIn("no such exercise", self.grade("--regrade", "04.9", status=2))
        self.assertIn("Exercise 04.2 is graded again", self.grade("--regrade", "04.2"))
        regraded = self.results()
        lost = [one["id"] for one in regraded["roe.json"]["labs"][0]["exercises"] if one["title"] != "of the earlier run"]
        self.assertEqual(lost, ["04.2"])
        before = self.times()
        self.grade("--regrade", "04.2")
        self.grade()
        self.assertEqual(self.times(), before, "once is enough")
        self.assertEqual(self.results(), regraded)
        self.change("roe", "// once more\n")
        self.grade()
        whole = self.results()["roe.json"]["labs"][0]
        self.assertNotIn("of the earlier run", json.dumps(whole))
        self.assertEqual(whole["exercises"], right["roe.json"]["labs"][0]["exercises"])

    def test_a_fault_of_ours_is_told_and_tried_again(self):
        self.grade()
        right = self.results()
        torn = os.path.join(self.out, "labs", "roe", LAB + ".json")
        with open(torn, "w", encoding="utf-8") as file:
            file.write("{")
        self.grade(status=70)
        self.assertEqual(self.results()["roe.json"]["labs"][0]["status"], "error")
        self.assertEqual(self.results()[STUDENTS[0] + ".json"], right[STUDENTS[0] + ".json"])
        os.remove(torn)
        self.grade()
        self.assertEqual(self.results(), right)

    def test_killed_it_goes_on(self):
        began = time.monotonic()
        self.grade(out=os.path.join(self.place.name, "undisturbed"))
        took = time.monotonic() - began
        pick = random.Random(SEED)
        for trial in range(KILLS):
            with self.subTest(trial=trial, seed=SEED):
                shutil.rmtree(self.out, ignore_errors=True)
                grader = subprocess.Popen(self.command(self.out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                try:
                    grader.wait(pick.uniform(0, took))
                except subprocess.TimeoutExpired:
                    grader.kill()
                    grader.wait()
                self.assertEqual(children_end(10), [], "these live on")
                self.grade()
                self.assertEqual(self.results(), self.results(os.path.join(self.place.name, "undisturbed")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
