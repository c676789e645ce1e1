#!/usr/bin/env python3
"""Tests of check_notes.py: a small sound course is built, then broken in one way at a time; each must be noticed."""
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.dont_write_bytecode = True  # leaves no __pycache__ in the tree
from check_notes import CLAIMS, Checker, anchors, masked, region_of

CHAPTER = """# A chapter

## What `recv` returns

See [above](#what-recv-returns) and the [lab](../labs/01-a/README.md#the-brief).

```cpp file=experiments/01-a.cpp region=greet
greet("127.0.0.1");
```

```text output=experiments/01-a
hello from 127.0.0.1:PORT
```
"""
SOURCE = """// What is said?
int main() {
  // region greet
  greet("127.0.0.1");
  // endregion
}
"""
PUBLIC_TEST = """TEST_F(A, B) {
  ask("Does it (really) work?",
      "notes/01-a.md#what-recv-returns");
}
"""
HIDDEN_TEST = """TEST_F(A, C) {
  ask("And here?", "notes/01-a.md"
      "#what-recv-returns");
}
"""
CLAIM = "| {} | One reads it. | right | And so it is. | [01-a](experiments/01-a.cpp) | [01](01-a.md#what-recv-returns) |"
CLAIMS_TABLE = "\n".join(["# Claims", "", *(CLAIM.format(number) for number in range(1, CLAIMS + 1)), ""])
FILES = {
    "notes/claims.md": CLAIMS_TABLE,
    "notes/01-a.md": CHAPTER,
    "notes/experiments/01-a.cpp": SOURCE,
    "build/01-a": "#!/bin/sh\necho hello from 127.0.0.1:40123\n",
    "labs/01-a/README.md": "# Lab\n\n## The brief\n\n[notes](../../notes/01-a.md#what-recv-returns)\n",
    "labs/01-a/lab.toml": 'notes = "notes/01-a.md"\n[[exercise]]\nsee = "notes/01-a.md#what-recv-returns"\n',
    "labs/01-a/public_test.cpp": PUBLIC_TEST,
    "solutions/01-a/hidden_test.cpp": HIDDEN_TEST,
}


class ACourse(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)

    def problems(self, name=None, old="", new=""):
        """The problems of the course, after a text in one of its files was replaced."""
        if name:
            self.assertIn(old, FILES[name])
            self.write(name, FILES[name].replace(old, new, 1))
        return Checker(self.root, self.root / "build", order="little").check()

    def assert_noticed(self, where, what, *change):
        problems = self.problems(*change)
        self.assertEqual(len(problems), 1, problems)
        self.assertTrue(problems[0].startswith(where + ": "), problems[0])
        self.assertIn(what, problems[0])

    def test_a_sound_course_has_no_problems(self):
        self.assertEqual(self.problems(), [])

    def test_it_is_also_sound_without_solutions(self):
        (self.root / "solutions/01-a/hidden_test.cpp").unlink()
        self.assertEqual(self.problems(), [])

    def test_code_that_differs_from_its_source(self):
        change = ("notes/01-a.md", 'greet("127.0.0.1")', 'greet("::1")')
        self.assert_noticed("notes/01-a.md:7", 'greet("127.0.0.1");', *change)

    def test_code_that_is_a_line_short(self):
        source = SOURCE.replace("  // endregion", "  part();\n  // endregion")
        self.assert_noticed("notes/01-a.md:7", "part();", "notes/experiments/01-a.cpp", SOURCE, source)

    def test_a_source_that_is_not_there(self):
        self.assert_noticed("notes/01-a.md:7", "no file 01-b.cpp", "notes/01-a.md", "01-a.cpp", "01-b.cpp")

    def test_a_region_that_is_not_there(self):
        self.assert_noticed("notes/01-a.md:7", "no region meet", "notes/01-a.md", "region=greet", "region=meet")

    def test_a_program_without_a_source(self):
        change = ("notes/01-a.md", "# A chapter\n", "# A chapter\n```cpp\nint x;\n```\n")
        self.assert_noticed("notes/01-a.md:2", "without its source", *change)

    def test_a_fence_that_is_never_closed(self):
        self.write("notes/02-b.md", "# B\n\n```text\nfor ever\n")
        self.assert_noticed("notes/02-b.md:3", "never closed")

    def test_an_output_that_differs(self):
        change = ("notes/01-a.md", "hello from", "goodbye from")
        self.assert_noticed("notes/01-a.md:11", "and should be\n    hello", *change)

    def test_an_output_of_a_machine_of_the_other_order_is_not_compared(self):
        self.assertEqual(self.problems("notes/01-a.md", "01-a\nhello", "01-a only=big\ngoodbye"), [])

    def test_outputs_alone_are_those_of_the_chapters_asked_for(self):
        self.write("notes/01-a.md", CHAPTER.replace("hello from", "goodbye from").replace("#what", "#that"))
        checker = Checker(self.root, self.root / "build", order="little")
        self.assertEqual(checker.check_outputs(["02"]), [])
        self.assertEqual(len(checker.check_outputs(["01"])), 1)

    def test_an_experiment_that_fails(self):
        self.assert_noticed("notes/01-a.md:11", "ended with status 3", "build/01-a", "echo", "exit 3; echo")

    def test_an_experiment_that_this_machine_cannot_do(self):
        self.assertEqual(self.problems("build/01-a", "echo", "exit 77; echo"), [])

    def test_an_experiment_that_is_not_built(self):
        (self.root / "build/01-a").unlink()
        self.assert_noticed("notes/01-a.md:11", "cannot run")

    def test_an_experiment_that_no_chapter_shows(self):
        self.write("notes/experiments/01-b.cpp", "int main() {}\n")
        self.assert_noticed("notes/experiments/01-b.cpp:1", "no chapter shows")

    def test_a_claim_that_is_missing(self):
        change = ("notes/claims.md", CLAIM.format(7) + "\n", "")
        self.assert_noticed("notes/claims.md:9", "claim 8 stands where claim 7 should be", *change)

    def test_the_last_claim_is_missing(self):
        self.assert_noticed("notes/claims.md:1", "is 27 and", "notes/claims.md", CLAIM.format(28) + "\n", "")

    def test_a_claim_without_a_verdict(self):
        self.assert_noticed("notes/claims.md:3", '"maybe" is none of', "notes/claims.md", "| right |", "| maybe |")

    def test_a_claim_without_an_experiment(self):
        change = ("notes/claims.md", "[01-a](experiments/01-a.cpp)", "some")
        self.assert_noticed("notes/claims.md:3", "claim 1 links no experiment", *change)

    def test_a_claim_without_a_passage(self):
        change = ("notes/claims.md", "01-a.md#what-recv-returns", "01-a.md")
        self.assert_noticed("notes/claims.md:3", "claim 1 links no passage", *change)

    def test_a_claim_that_says_nothing(self):
        self.assert_noticed("notes/claims.md:3", "none of them empty", "notes/claims.md", "| And so it is. |", "| |")

    def test_a_claim_whose_experiment_is_not_there(self):
        self.assert_noticed("notes/claims.md:3", "there is no experiments/", "notes/claims.md", "01-a.cpp", "01-b.cpp")

    def test_a_link_to_a_file_that_is_not_there(self):
        change = ("notes/01-a.md", "../labs/01-a", "../labs/02-b")
        self.assert_noticed("notes/01-a.md:5", "there is no ../labs/02-b", *change)

    def test_a_link_over_two_lines(self):
        change = ("notes/01-a.md", "[lab](../labs/01-a", "[the\nlab](../labs/02-b")
        self.assert_noticed("notes/01-a.md:6", "there is no ../labs/02-b", *change)

    def test_a_link_to_a_heading_that_is_not_there(self):
        change = ("notes/01-a.md", "(#what-recv-returns)", "(#below)")
        self.assert_noticed("notes/01-a.md:5", "no heading for #below", *change)

    def test_a_link_of_a_brief(self):
        change = ("labs/01-a/README.md", "#what-recv", "#what-send")
        self.assert_noticed("labs/01-a/README.md:5", "#what-send", *change)

    def test_the_notes_of_a_lab(self):
        change = ("labs/01-a/lab.toml", "01-a.md", "01-b.md")
        self.assert_noticed("labs/01-a/lab.toml:1", "there is no notes/01-b.md", *change)

    def test_where_an_exercise_says_to_read(self):
        change = ("labs/01-a/lab.toml", "#what-recv", "#what-send")
        self.assert_noticed("labs/01-a/lab.toml:3", "#what-send", *change)

    def test_where_a_public_test_says_to_read(self):
        change = ("labs/01-a/public_test.cpp", "#what-recv", "#what-send")
        self.assert_noticed("labs/01-a/public_test.cpp:2", "#what-send", *change)

    def test_where_a_hidden_test_says_to_read(self):
        change = ("solutions/01-a/hidden_test.cpp", "#what-recv", "#what-send")
        self.assert_noticed("solutions/01-a/hidden_test.cpp:2", "#what-send", *change)

    def problems_with_a_manual(self, has, change):
        """With a man(1) that has these pages, and a change of what the chapter says."""
        names = "|".join(has)
        self.write("bin/man", f'#!/bin/sh\nshift 2\nfor page; do case $page in {names}) ;;\n'
                              '  *) echo "No manual entry for $page in section 2" >&2 ;; esac; done\n')
        with mock.patch.dict(os.environ, PATH=f"{self.root}/bin:{os.environ['PATH']}"):
            return self.problems("notes/01-a.md", "See [above]", change + " [above]")

    def test_a_page_that_the_manual_does_not_have(self):
        problems = self.problems_with_a_manual(("socket", "tcp"), "connect(2), socket(2), `send(2)`, tcp(7)")
        self.assertEqual(problems, ["notes/01-a.md:5: the manual has no connect(2)"])

    def test_without_manual_pages_none_is_looked_at(self):
        self.assertEqual(self.problems_with_a_manual(("ls",), "connect(2), socket(2)"), [])

    def test_links_in_code_are_no_links(self):
        self.assertEqual(self.problems("notes/01-a.md", "# A chapter\n", "# A chapter\n`[](nowhere.md)`\n"), [])


class Pieces(unittest.TestCase):
    def test_anchors_are_those_of_a_git_host(self):
        text = "# A server, call by call\n## `send`\n## Send\n```sh\n# no heading\n```\n## SO_REUSEADDR & more"
        self.assertEqual(anchors(text), {"a-server-call-by-call", "send", "send-1", "so_reuseaddr--more"})

    def test_a_region_loses_its_indentation_only(self):
        source = "  // region a\n    if (x)\n      y();\n  // endregion\nz();"
        self.assertEqual(region_of(source, "a"), "if (x)\n  y();")

    def test_a_region_must_be_there_once(self):
        self.assertIsNone(region_of("// region a\n// endregion\n// region a\n// endregion", "a"))

    def test_ports_are_masked_but_not_port_0(self):
        self.assertEqual(masked("127.0.0.1:0 127.0.0.1:4123 \n"), "127.0.0.1:0 127.0.0.1:PORT")


if __name__ == "__main__":
    unittest.main()
