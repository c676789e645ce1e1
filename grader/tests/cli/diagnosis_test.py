"""Does a student get to know the belief behind a mistake, with hidden tests and without; and is a broken diagnoses.json silence?

usage: diagnosis_test.py BUILD-ROOT SOURCE-ROOT

The mistake is one of solutions/05-*/retold.toml, which nobody compared with the signatures when they were made. For `check`, it and a broken
diagnoses.json lie over the tree's own files in a mount namespace of bubblewrap's, so that the tree itself stays as it is.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest

BUILD, SOURCE = sys.argv[1:3]
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
LAB, FILE = "05-address-structs", "address_structs.cpp"
EXERCISE, MISTAKE = "05.1", "port-not-swapped"
DIAGNOSES = os.path.join(SOURCE, "labs", LAB, "diagnoses.json")


def told_anew():
    """The belief, and the solution with the mistake in it."""
    folder = os.path.join(SOURCE, "solutions", LAB)
    with open(os.path.join(folder, "retold.toml"), "rb") as file:
        mistake = next(one for one in tomllib.load(file)["mistake"] if one["name"] == MISTAKE)
    with open(os.path.join(folder, FILE), encoding="utf-8") as file:
        text = file.read()
    for edit in mistake["edits"]:
        text = text.replace(edit["replace"], edit["with"])
    return mistake["believes"], text


class Beliefs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.belief, text = told_anew()
        self.handed_in = self.write(os.path.join("student", LAB, FILE), text)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def run_socklab(self, *words, over=()):
        """`over`: pairs of a file and the one of the tree that it covers."""
        before = []
        if over:
            before = [shutil.which("bwrap") or "bwrap", "--dev-bind", "/", "/"]
            for mine, theirs in over:
                before += ["--ro-bind", mine, theirs]
            try:
                ended = subprocess.run([*before, "--", "true"], capture_output=True, text=True)
            except FileNotFoundError:
                self.skipTest("needs bubblewrap")
            if ended.returncode != 0:
                self.skipTest("no mount namespace here: " + ended.stderr)
            before.append("--")
        return subprocess.run([*before, SOCKLAB, *words, "--out", self.folder], capture_output=True, text=True, errors="replace")

    def exercise(self, text):
        result = json.loads(text)
        result = result[0] if isinstance(result, list) else result
        self.assertEqual(result["labs"][0]["status"], "graded", result["labs"][0]["message"])
        return next(one for one in result["labs"][0]["exercises"] if one["id"] == EXERCISE)

    def check(self, *how, diagnoses=None):
        over = [(self.handed_in, os.path.join(SOURCE, "labs", LAB, FILE))]
        if diagnoses is not None:
            over.append((self.write("broken.json", diagnoses), DIAGNOSES))
        ended = self.run_socklab("check", EXERCISE, *how, over=over)
        self.assertEqual(ended.returncode, 1, ended.stdout + ended.stderr)
        return ended

    def names_the_belief(self, exercise):
        self.assertTrue(exercise["diagnosis"], exercise)
        self.assertEqual(exercise["diagnosis"][0]["believes"], self.belief)
        self.assertGreater(exercise["diagnosis"][0]["confidence"], 0.2)

    def test_a_grade_has_it_with_hidden_tests(self):
        if self.run_socklab("doctor").returncode != 0:
            self.skipTest("this machine cannot grade: see socklab doctor")
        ended = self.run_socklab("grade", os.path.join(self.folder, "student"), "--labs", "05", "--reveal=full", "--json")
        exercise = self.exercise(ended.stdout)
        self.assertIn("hidden", {test["visibility"] for test in exercise["tests"]})
        self.names_the_belief(exercise)

    def test_a_check_has_it_without_hidden_tests(self):
        exercise = self.exercise(self.check("--json").stdout)
        self.assertEqual({test["visibility"] for test in exercise["tests"]}, {"public"})
        self.names_the_belief(exercise)

    def test_the_screen_tells_it(self):
        words = " ".join(self.check().stdout.split())
        self.assertIn(self.belief, words)

    def test_a_broken_file_is_silence_and_costs_nothing(self):
        for broken in ("", "{", '{"schema": "socklab/diagnoses/999", "mistakes": []}'):
            ended = self.check("--json", diagnoses=broken)
            self.assertEqual(self.exercise(ended.stdout)["diagnosis"], [])
            self.assertEqual(ended.stderr.count("\n"), 1, ended.stderr)
            self.assertIn("labs/" + LAB + "/diagnoses.json", ended.stderr)
        self.assertEqual(self.check("--json", "--quiet", diagnoses="").stderr, "")


if __name__ == "__main__":
    subprocess.run(["ninja", "-C", BUILD, "socklab"], check=True, stdout=subprocess.DEVNULL)
    unittest.main(argv=sys.argv[:1], verbosity=2)
