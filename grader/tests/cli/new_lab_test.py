"""Is a new lab known to check, grade and verify at once, with nothing else edited? In a scratch tree that has one other lab.

usage: new_lab_test.py SOURCE-ROOT
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.path.abspath(sys.argv[1])
OTHER, LAB = "04-network-byte-order", "42-my-topic"


def unneeded(folder, names):
    """The other labs, of labs/ and solutions/."""
    return [name for name in names if name in ("__pycache__", "node_modules") or (name[:2].isdigit() and os.path.isdir(os.path.join(folder, name)) and name != OTHER)]


class NewLab(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory(prefix="new-lab-")
        cls.tree = os.path.join(cls.place.name, "tree")
        for part in ("grader", "labs", "solutions", "notes"):
            shutil.copytree(os.path.join(SOURCE, part), os.path.join(cls.tree, part), ignore=unneeded)
        for file in ("meson.build", "meson_options.txt"):
            shutil.copy(os.path.join(SOURCE, file), cls.tree)
        cls.made = cls.socklab("new-lab", LAB)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    @classmethod
    def socklab(cls, *words):
        # CCACHE_NOHASHDIR: what the course's own build folder has compiled is not compiled again.
        return subprocess.run([os.path.join(cls.tree, "grader/socklab"), *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=900, check=False, cwd=cls.tree, env={**os.environ, "CCACHE_NOHASHDIR": "1"})

    def good(self, status, *words):
        ended = self.socklab(*words)
        self.assertEqual(ended.returncode, status, ended.stdout + ended.stderr)
        return ended

    def test_1_it_is_laid_out(self):
        self.assertEqual(self.made.returncode, 0, self.made.stdout + self.made.stderr)
        for path in (f"labs/{LAB}/my_topic.cpp", f"solutions/{LAB}/mistakes.toml", f"notes/{LAB}.md"):
            self.assertTrue(os.path.isfile(os.path.join(self.tree, path)), path)
            self.assertIn(path, self.made.stdout)

    def test_2_verify_proves_it(self):
        told = self.good(0, "verify", "42", "--json").stdout
        lab = json.loads(told)["labs"][0]
        self.assertEqual((lab["id"], lab["exercises"], lab["tests"], lab["mistakes"], lab["alternatives"], lab["idle"]), (LAB, 1, 2, 1, 1, []))

    def test_3_check_says_not_started(self):
        self.assertIn("not started", self.good(1, "check", "42").stdout)

    def test_4_grade_gives_its_points(self):
        solution, skeleton = json.loads(self.good(0, "grade", "solutions", "labs", "--labs", "42", "--json").stdout)
        self.assertEqual((solution["score"], solution["max"], skeleton["score"]), (20, 20, 0), solution)

    def test_5_a_second_one_of_that_number_is_refused(self):
        self.assertIn("is there already", self.good(2, "new-lab", "42-another").stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
