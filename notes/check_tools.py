#!/usr/bin/env python3
"""Checks that the recipes of a page (B-tools.md) use options that the tools have, where a tool is installed.

    notes/check_tools.py [PAGE]

A recipe is a line of a fence "sh". Its tools are asked for their help; each option of a recipe has to stand there.
Prints file:line of each problem, then what was looked at and what is not installed; exit status 1 if there was a problem.
"""
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leaves no __pycache__ in the tree
from check_notes import fences_and_prose

HELP = {"ss": "-h", "strace": "-h", "tcpdump": "--help", "nc": "-h", "socat": "-hh"}


def options_of(recipe):
    """(tool, option) for each option of each tool in a shell line: ("ss", "-l"), ("strace", "--quiet")."""
    tool = None
    for word in shlex.split(recipe, comments=True):
        if word in HELP:
            tool = word
        elif word in ("|", ">", "<", "&&", ";") or "/" in word.split("=")[0] or not tool:
            tool = None  # a program that is traced, a file, another command: its options are its own
        elif word.startswith("--"):
            yield tool, word.split("=")[0]
        elif word.startswith("-") and word != "-":
            for letter in re.match(r"-([A-Za-z]*)", word)[1]:
                yield tool, "-" + letter


def options_in(text):
    """The options that a help text names: "-l, --listening", and clusters such as "[-AbdDefhH]"."""
    found = set(re.findall(r"--[a-z][a-z-]+", text))
    for cluster in re.findall(r"(?<![\w-])-([A-Za-z0-9#]+)", text):
        found.update("-" + letter for letter in cluster)
    return found


def help_of(tool):
    run = subprocess.run([tool, HELP[tool]], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    return run.stdout + run.stderr


def check(page):
    known, missing, problems, count = {}, set(), [], 0
    for fence in fences_and_prose(page.read_text(encoding="utf-8"))[0]:
        for number, line in enumerate(fence.text.splitlines() if fence.language == "sh" else [], fence.line + 1):
            for tool, option in options_of(line):
                if tool not in known:
                    known[tool] = options_in(help_of(tool)) if shutil.which(tool) else None
                if known[tool] is None:
                    missing.add(tool)
                    continue
                count += 1
                if option not in known[tool]:
                    problems.append(f"{page.name}:{number}: this {tool} has no option {option}")
    return problems, count, missing


def main():
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "B-tools.md"
    problems, count, missing = check(page)
    for problem in problems:
        print(problem)
    skipped = f"; not installed here: {', '.join(sorted(missing))}" if missing else ""
    print(f"{count} options checked: {len(problems)} problems{skipped}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
