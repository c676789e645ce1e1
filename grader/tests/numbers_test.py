"""Are README.md's numbers of labs, exercises, tests, mistakes and alternatives true?

usage: numbers_test.py SOURCE-ROOT            compares them
       numbers_test.py SOURCE-ROOT --write    writes them
"""
import glob
import os
import re
import sys
import tomllib
import unittest

SOURCE = os.path.abspath(sys.argv[1])
README = os.path.join(SOURCE, "README.md")
BEGIN, END = "<!-- numbers: begin (grader/tests/numbers_test.py . --write) -->\n", "<!-- numbers: end -->"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def of_each(*pattern):
    return [read(path) for path in sorted(glob.glob(os.path.join(SOURCE, *pattern)))]


def tests(texts):
    return sum(len(re.findall(r"^TEST(?:_F)?\(", text, re.MULTILINE)) for text in texts)


def sentence():
    labs = [tomllib.loads(text) for text in of_each("labs", "[0-9]*", "lab.toml")]
    exercises = sum(len(lab["exercise"]) for lab in labs)
    points = sum(exercise["points"] for lab in labs for exercise in lab["exercise"])
    public = tests(of_each("labs", "[0-9]*", "public_test.cpp"))
    hidden = tests(of_each("solutions", "[0-9]*", "hidden_test.cpp") + of_each("solutions", "[0-9]*", "hidden", "*.hpp"))
    mistakes = sum(len(tomllib.loads(text)["mistake"]) for text in of_each("solutions", "[0-9]*", "mistakes.toml"))
    alternatives = len(of_each("solutions", "[0-9]*", "alternatives", "*.cpp"))
    return (f"In numbers: {len(labs)} labs, {exercises} exercises, {points} points; {public} public tests and {hidden} hidden ones; {mistakes} known\n"
            f"mistakes that they catch, and {alternatives} other correct solutions that they accept.\n")


class Numbers(unittest.TestCase):
    def test_they_are_true(self):
        self.assertIn(BEGIN + sentence() + END, read(README), "to mend it: python3 grader/tests/numbers_test.py . --write")


if __name__ == "__main__":
    if "--write" in sys.argv:
        before, rest = read(README).split(BEGIN)
        with open(README, "w", encoding="utf-8") as out:
            out.write(before + BEGIN + sentence() + END + rest.split(END)[1])
    else:
        unittest.main(argv=sys.argv[:1], verbosity=2)
