#!/usr/bin/env python3
"""Tests of check_tools.py: recipes, right ones and one that is wrong in its option; the tool is a small script."""
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.dont_write_bytecode = True  # leaves no __pycache__ in the tree
from check_tools import check, options_in, options_of


class Recipes(unittest.TestCase):
    def checked(self, recipe, tools=("ss",)):
        """What check says of a page with this recipe, on a machine with these tools; each has -l, -t and --summary."""
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        folder = Path(temporary.name)
        for tool in tools:
            (folder / tool).write_text("#!/bin/sh\necho ' -l, -t  these'; echo ' -s, --summary  that' >&2\n")
            (folder / tool).chmod(0o755)
        page = folder / "page.md"
        page.write_text(f"# Tools\n\n```sh\n{recipe}\n```\n")
        with mock.patch.dict(os.environ, PATH=f"{folder}:/bin:/usr/bin" if "ss" in tools else str(folder)):
            return check(page)

    def test_options_that_are_there(self):
        self.assertEqual(self.checked("ss -lt --summary  # who listens?"), ([], 3, set()))

    def test_an_option_that_is_not_there(self):
        self.assertEqual(self.checked("ss -lq")[0], ["page.md:4: this ss has no option -q"])

    def test_a_tool_that_is_not_installed(self):
        self.assertEqual(self.checked("ss -lq", tools=()), ([], 0, {"ss"}))


class Pieces(unittest.TestCase):
    def test_options_of_a_program_that_is_traced_are_its_own(self):
        found = list(options_of("strace -f -o x build/labs/whoami -l :: 7000"))
        self.assertEqual(found, [("strace", "-f"), ("strace", "-o")])

    def test_a_pipe_sudo_and_a_dash_alone(self):
        found = list(options_of("sudo tcpdump -n | sort -k1 | nc -w1 ::1 7 && socat -u - TCP:x"))
        self.assertEqual(found, [("tcpdump", "-n"), ("nc", "-w"), ("socat", "-u")])

    def test_clusters_of_a_usage_line(self):
        self.assertEqual(options_in("usage: nc [-46l] [-w wait] --zero"), {"-4", "-6", "-l", "-w", "--zero"})


if __name__ == "__main__":
    unittest.main()
