#!/usr/bin/env python3
"""Checks that the notes tell the truth: their programs, the outputs of these, and every link into and out of the notes.

    notes/check_notes.py --build build/notes

A code fence names where it comes from (without region: the whole file), an output what printed it (and perhaps for
which machines: only=little, only=big):
    ```cpp file=experiments/01-half-close.cpp region=half-close
    ```text output=experiments/01-half-close

Experiments are run; a port, which varies, stands as PORT in the notes: 127.0.0.1:PORT. Exit status 77 says, as in tests
of Meson's and Automake's, that this machine cannot do the experiment: then its output is not compared.
Links and anchors are those of notes/, of the labs' and the solutions' README.md, of lab.toml (see, notes), and of
ask(...) in the tests: its second argument.
The table of claims.md has each number once, each with a verdict, an experiment, and a passage of a chapter.
Manual pages that are named, such as connect(2), are in the manual (sections 2, 3 and 7, where man(1) has any).
Prints file:line of each problem, then what was counted; exit status 1 if there was a problem.
"""
import argparse
import os
import re
import subprocess
import sys
import textwrap
import urllib.parse
from collections import Counter, namedtuple
from pathlib import Path

CANNOT = 77  # the exit status of an experiment that this machine cannot do

CLAIMS = 28  # the rows of claims.md
VERDICTS = ("right", "half right", "wrong", "empty")

Fence = namedtuple("Fence", "line language options text")

REGION = re.compile(r"\s*// region (\S+)\s*$")
REGION_END = re.compile(r"\s*// endregion\s*$")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)")  # of images too
STRINGS = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
ASK = re.compile(r"\bask\(\s*" + STRINGS + r"(?:,\s*(?P<see>" + STRINGS + r"))?\)")
CLAIM = re.compile(r"\|\s*(\d+)\s*\|")
EXPERIMENT = re.compile(r"\]\(experiments/[^)\s]+\.cpp\)")
PASSAGE = re.compile(r"\]\(\d\d-[^)\s]+\.md#[^)\s]+\)")
MANUAL = re.compile(r"(?<![\w.-])([a-z_][\w.-]*)\(([237])\)")
OF_OTHER_SYSTEMS = ("getpeereid",)
LAB_TOML = re.compile(r'^\s*(?:see|notes)\s*=\s*"([^"]*)"')


def fences_and_prose(text):
    """The fences of a Markdown text, and its lines with all that is code blanked out (so that line numbers stay)."""
    fences, prose, opened = [], [], None
    for number, line in enumerate(text.splitlines(), 1):
        fence = re.match(r"\s*(`{3,})(.*)$", line)
        if opened is None and fence:
            language, *options = fence.group(2).split() or [""]
            opened = (number, fence.group(1), language, dict(o.split("=", 1) for o in options if "=" in o), [])
            prose.append("")
        elif opened is not None:
            if fence and fence.group(1) == opened[1] and not fence.group(2).strip():
                fences.append(Fence(opened[0], opened[2], opened[3], "\n".join(opened[4])))
                opened = None
            else:
                opened[4].append(line)
            prose.append("")
        else:
            prose.append(re.sub(r"`[^`]*`", lambda code: "`" * len(code.group()), line))
    if opened is not None:
        fences.append(Fence(opened[0], "unclosed", {}, ""))
    return fences, prose


def anchors(text):
    """The anchors that a Git host makes of a Markdown text's headings."""
    found, seen = set(), Counter()
    _, prose = fences_and_prose(text)
    lines = text.splitlines()
    for line, shown in zip(lines, prose):
        heading = re.match(r"#{1,6}\s+(.*?)\s*#*$", line) if shown else None
        if heading:
            slug = re.sub(r"[^\w\- ]", "", heading.group(1).lower()).replace(" ", "-")
            found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    return found


def region_of(source, region):
    """A region's text without the marks and the common indentation; None if there is not exactly one such region."""
    if region is None:
        return source.strip("\n")
    found, inside = [], None
    for line in source.splitlines():
        opening = REGION.match(line)
        if opening and opening.group(1) == region:
            inside = []
            found.append(inside)
        elif REGION_END.match(line):
            inside = None
        elif inside is not None:
            inside.append(line)
    return textwrap.dedent("\n".join(found[0])).strip("\n") if len(found) == 1 else None


def masked(text):
    """An output without what varies from run to run."""
    text = re.sub(r"(\d+\.\d+\.\d+\.\d+:)[1-9]\d*\b", r"\1PORT", text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def first_difference(expected, found):
    expected, found = expected.splitlines(), found.splitlines()
    for number in range(max(len(expected), len(found))):
        want = expected[number] if number < len(expected) else "(nothing)"
        got = found[number] if number < len(found) else "(nothing)"
        if want != got:
            return f"line {number + 1} of the fence is\n    {got}\n  and should be\n    {want}"
    return None


class Checker:
    def __init__(self, root, build, order=sys.byteorder, runner=()):
        self.root, self.build, self.order, self.runner = root, build, order, list(runner)
        self.problems, self.counts, self.shown = [], Counter(), set()
        self.texts, self.anchors, self.pages = {}, {}, {}

    def problem(self, file, line, message):
        self.problems.append(f"{file.relative_to(self.root)}:{line}: {message}")

    def read(self, file):
        if file not in self.texts:
            self.texts[file] = file.read_text(encoding="utf-8")
        return self.texts[file]

    def check(self):
        notes = sorted((self.root / "notes").glob("*.md"))
        for file in notes:
            for fence in fences_and_prose(self.read(file))[0]:
                self.check_fence(file, fence)
        for file in sorted((self.root / "notes" / "experiments").glob("*.cpp")):
            if file.stem not in self.shown:
                self.problem(file, 1, "no chapter shows this experiment or its output")
        readmes = [*self.root.glob("labs/*/README.md"), *self.root.glob("solutions/*/README.md")]
        for file in notes + sorted(readmes):
            self.check_links(file)
            self.note_pages(file)
        self.check_pages()
        claims = self.root / "notes" / "claims.md"
        if claims in notes:
            self.check_claims(claims)
        for file in sorted(self.root.glob("labs/*/lab.toml")):
            for number, line in enumerate(self.read(file).splitlines(), 1):
                if see := LAB_TOML.match(line):
                    self.check_target(file, number, see.group(1), self.root)
        tests = [*self.root.glob("labs/*/public_test.cpp"), *self.root.glob("solutions/*/hidden_test.cpp")]
        tests += self.root.glob("solutions/*/hidden/*.[hc]pp")
        for file in sorted(tests):
            self.check_questions(file)
        return self.problems

    def check_outputs(self, chapters):
        """Only what the experiments of these chapters ("04") print: all that can differ on another machine."""
        for file in sorted((self.root / "notes").glob("*.md")):
            for fence in fences_and_prose(self.read(file))[0] if file.name[:2] in chapters else []:
                if "output" in fence.options:
                    self.check_output(file, fence, fence.options["output"])
        return self.problems

    def check_fence(self, file, fence):
        if fence.language == "unclosed":
            self.problem(file, fence.line, "this fence is never closed")
        elif "file" in fence.options:
            self.check_code(file, fence, self.root / "notes" / fence.options["file"], fence.options.get("region"))
        elif "output" in fence.options:
            self.check_output(file, fence, fence.options["output"])
        elif fence.language == "cpp":
            self.problem(file, fence.line, "a program without its source: add file=experiments/NAME.cpp")

    def check_code(self, file, fence, source, region):
        self.counts["programs"] += 1
        self.shown.add(source.stem)
        if not source.is_file():
            return self.problem(file, fence.line, f"there is no file {source.name}")
        expected = region_of(self.read(source), region)
        if expected is None:
            return self.problem(file, fence.line, f"{source.name} has no region {region}, or more than one")
        if difference := first_difference(expected, fence.text.strip("\n")):
            self.problem(file, fence.line, f"differs from {source.name}: {difference}")

    def check_output(self, file, fence, name):
        experiment = self.build / Path(name).name
        self.shown.add(experiment.name)
        if fence.options.get("only", self.order) != self.order:
            self.counts["outputs of other machines"] += 1
            return
        try:
            command = [*self.runner, experiment]
            run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)
        except OSError as error:
            return self.problem(file, fence.line, f"cannot run {name}: {error.strerror}. Built? ninja -C build")
        except subprocess.TimeoutExpired:
            return self.problem(file, fence.line, f"{name} did not end within 30 seconds")
        if run.returncode == CANNOT:
            self.counts["outputs of other machines"] += 1
            return
        self.counts["outputs"] += 1
        if run.returncode != 0:
            return self.problem(file, fence.line, f"{name} ended with status {run.returncode}: {run.stderr.strip()}")
        if difference := first_difference(masked(run.stdout), masked(fence.text)):
            self.problem(file, fence.line, f"differs from what {name} prints: {difference}")

    def check_claims(self, file):
        """Rows of a table: | number | what one reads | verdict | the truth | experiments | passages |"""
        expected = 1
        for line, text in enumerate(self.read(file).splitlines(), 1):
            row = CLAIM.match(text)
            if not row:
                continue
            cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
            if int(row[1]) != expected:
                self.problem(file, line, f"claim {row[1]} stands where claim {expected} should be")
            elif len(cells) != 6 or "" in cells:
                self.problem(file, line, f"claim {expected} needs six columns, none of them empty")
            elif cells[2] not in VERDICTS:
                self.problem(file, line, f'claim {expected}: "{cells[2]}" is none of: {", ".join(VERDICTS)}')
            elif not EXPERIMENT.search(cells[4]):
                self.problem(file, line, f"claim {expected} links no experiment")
            elif not PASSAGE.search(cells[5]):
                self.problem(file, line, f"claim {expected} links no passage of a chapter")
            expected = int(row[1]) + 1
            self.counts["claims"] += 1
        if expected != CLAIMS + 1:
            self.problem(file, 1, f"the last claim is {expected - 1} and should be {CLAIMS}")

    def check_links(self, file):
        prose = "\n".join(fences_and_prose(self.read(file))[1])
        for link in LINK.finditer(prose):
            if not re.match(r"[a-z]+:", link[1]):
                self.check_target(file, prose.count("\n", 0, link.start(1)) + 1, link[1], file.parent)

    def note_pages(self, file):
        """Remembers where each manual page is named first."""
        for line, text in enumerate(fences_and_prose(self.read(file))[1], 1):
            for page in MANUAL.finditer(text):
                self.pages.setdefault((page[2], page[1]), (file, line))

    def check_pages(self):
        def not_there(section, names):
            # One call for all: man is slow.
            environment = {**os.environ, "LC_ALL": "C.UTF-8"}
            run = subprocess.run(["man", "-w", section, *names], capture_output=True, text=True, env=environment)
            return re.findall(r"No manual entry for (\S+)", run.stderr)

        if not self.pages:
            return
        try:
            if not_there("2", ["socket"]) or not_there("7", ["tcp"]):
                return  # man is here, its pages are not
        except OSError:
            return  # no man
        for section in "237":
            names = [name for of, name in sorted(self.pages) if of == section and name not in OF_OTHER_SYSTEMS]
            self.counts["manual pages"] += len(names)
            for name in not_there(section, names) if names else []:
                self.problem(*self.pages[section, name], f"the manual has no {name}({section})")

    def check_questions(self, file):
        text = self.read(file)
        for ask in ASK.finditer(text):
            if ask["see"]:
                target = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', ask["see"]))
                self.check_target(file, text.count("\n", 0, ask.start()) + 1, target, self.root)

    def check_target(self, file, line, target, base):
        self.counts["links"] += 1
        path, _, anchor = urllib.parse.unquote(target).partition("#")
        to = (base / path).resolve() if path else file
        if not to.exists():
            self.problem(file, line, f"there is no {target}")
        elif anchor and to.suffix == ".md":
            if to not in self.anchors:
                self.anchors[to] = anchors(self.read(to))
            if anchor not in self.anchors[to]:
                self.problem(file, line, f"{to.name} has no heading for #{anchor}")


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=here.parent, help="the course (default: where this file is)")
    parser.add_argument("--build", type=Path, default=here.parent / "build" / "notes", help="the built experiments")
    parser.add_argument("--order", choices=["little", "big"], default=sys.byteorder, help="their byte order")
    parser.add_argument("--runner", default="", help="a program to run them with, such as qemu-s390x-static")
    parser.add_argument("--outputs", metavar="04,05", help="only the outputs, and only of these chapters")
    options = parser.parse_args()
    checker = Checker(options.root.resolve(), options.build.resolve(), options.order, options.runner.split())
    for problem in checker.check_outputs(options.outputs.split(",")) if options.outputs else checker.check():
        print(problem)
    counts = ", ".join(f"{count} {what}" for what, count in sorted(checker.counts.items()))
    print(f"{counts} checked: {len(checker.problems)} problems")
    return 1 if checker.problems else 0


if __name__ == "__main__":
    sys.exit(main())
