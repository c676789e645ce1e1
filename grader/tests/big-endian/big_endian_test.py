#!/usr/bin/env python3
"""A lab on a big-endian machine: its own tests, compiled for it, around every solution, in an emulator.

    big_endian_test.py OPTIONS OBJECT...

Asks: are the solution and the alternatives right there, too? And would the tests notice code that is right on
little-endian machines only? Each mistake of the lab's big_endian.toml must fail the tests that it names there; all of
them together must pass every test of this machine's examiners, or they are no mistakes of byte order.

big_endian.toml: [[mistake]] as in mistakes.toml; `left_out`, tests that the emulator cannot run rightly, each with its
`why`; `long`, patterns of tests that the solution alone goes through.
"""
import argparse
import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

RESULT = re.compile(r"^\[\s+(OK|FAILED|SKIPPED) +\] (\S+) \(", re.MULTILINE)
STARTED = re.compile(r"^\[ RUN      \] (\S+)", re.MULTILINE)
SKIPPED = re.compile(r": Skipped\n(.*)\n+\[  SKIPPED \] (\S+) \(")


def run(command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300, **more)


def made(command, what):
    """Runs a compiler or a linker."""
    done = run(command)
    if done.returncode != 0:
        sys.exit(f"{what}: {shlex.join(map(str, command))}\n{done.stderr}")


def edited(text, mistakes):
    for mistake in mistakes:
        for edit in mistake["edits"]:
            if text.count(edit["replace"]) != 1:
                sys.exit(f"{mistake['name']}: what an edit replaces must stand in the solution once:\n{edit['replace']}")
            text = text.replace(edit["replace"], edit["with"])
    return text


class Suite:
    def __init__(self, options):
        self.options = options
        self.lab = options.lab
        self.private = options.root / "solutions" / self.lab
        self.solution = self.private / (self.lab[3:].replace("-", "_") + ".cpp")
        self.known = tomllib.loads((self.private / "big_endian.toml").read_text(encoding="utf-8"))
        self.left_out = {one["test"]: one["why"] for one in self.known.get("left_out", [])}
        self.includes = ["-I" + str(options.root / folder) for folder in ("labs/" + self.lab, "grader", "labs")]
        self.problems, self.skipped = [], {}

    def examiner_of(self, test):
        suite, name = test.split(".")
        public = self.options.root / "labs" / self.lab / "public_test.cpp"
        return self.options.public if f"TEST_F({suite}, {name})" in public.read_text() else self.options.hidden

    def there(self, name, source, examiners, wanted="*", unwanted=()):
        """What the tests say of this source on the big-endian machine: test → result. Prints why one failed."""
        binary, results = self.options.work / name, {}
        made([*self.options.compile, *self.includes, "-c", source, "-o", f"{binary}.o"], name)
        for tests in examiners:
            made([*self.options.link, tests, f"{binary}.o", *self.options.objects, "-o", binary], name)
            chosen = f"--gtest_filter={wanted}-{':'.join([*unwanted, *self.left_out])}"
            ended = run([*self.options.runner, binary, chosen])
            found = {test: result for result, test in RESULT.findall(ended.stdout)}
            if ended.returncode != 0 and "FAILED" not in found.values():  # by a signal, in the test that ran last
                found[(STARTED.findall(ended.stdout) or [tests.name])[-1]] = "FAILED"
            if wanted == "*" and "FAILED" in found.values():
                print("\n".join(line for line in ended.stdout.splitlines() if "OK ]" not in line))
            results |= found
            self.skipped |= {test: why for why, test in SKIPPED.findall(ended.stdout)}
        binary.unlink()
        return results

    def check_right(self, name, source, unwanted=()):
        results = self.there(name, source, [self.options.public, self.options.hidden], "*", unwanted)
        counts = Counter(results.values())
        print(f"{name}: {counts['OK']} tests passed, {counts['FAILED']} failed")
        if counts["FAILED"] or not counts["OK"]:
            self.problems.append(f"{name}, which is right, fails on a big-endian machine")

    def check_wrong(self, mistake):
        name = mistake["name"]
        source = self.options.work / f"{name}.cpp"
        source.write_text(edited(self.solution.read_text(encoding="utf-8"), [mistake]), encoding="utf-8")
        examiners = {self.examiner_of(test) for test in mistake["fails"]}
        results = self.there(name, source, examiners, ":".join(mistake["fails"]))
        missed = [test for test in mistake["fails"] if results.get(test) != "FAILED"]
        print(f"mistake {name} ({mistake['exercise']}): {'NOT NOTICED' if missed else 'noticed'}")
        self.problems += [f"{name} does not fail {test} on a big-endian machine" for test in missed]

    def check_here(self):
        """All mistakes in one file, graded as on any other day on this machine, which must be little-endian."""
        if sys.byteorder != "little":
            return print("this machine is no little-endian one: that the mistakes are right there is not seen")
        chain = json.loads(self.options.toolchain.read_text(encoding="utf-8"))
        build = Path(chain["build_root"])
        source, worker = self.options.work / "all.cpp", self.options.work / "all.worker"
        text = edited(self.solution.read_text(encoding="utf-8"), self.known["mistake"])
        source.write_text(text, encoding="utf-8")
        made([*chain["compiler"], *chain["compile"], *self.includes, "-c", source, "-o", f"{worker}.o"], "all mistakes")
        objects = [build / "labs" / (self.lab + ".worker.o"), *sorted((build / "grader" / "worker").glob("*.o"))]
        made([*chain["compiler"], f"{worker}.o", *objects, *chain["link"], "-o", worker], "all mistakes")
        for examiner in (build / "labs" / (self.lab + ".public"), build / "solutions" / (self.lab + ".hidden")):
            ended = run([examiner, "--worker", worker, "--launcher", build / "grader" / "worker" / "launcher"])
            print(f"all mistakes, {examiner.name} on this machine: {'right' if ended.returncode == 0 else 'WRONG'}")
            if ended.returncode != 0:
                failed = [test for result, test in RESULT.findall(ended.stdout) if result == "FAILED"]
                self.problems.append(f"a mistake fails on this machine, too: {' '.join(failed)} {ended.stderr}")

    def check(self):
        self.check_right("solution", self.solution)
        for source in sorted((self.private / "alternatives").glob("*.cpp")):
            self.check_right(source.stem, source, self.known.get("long", []))
        for mistake in self.known["mistake"]:
            self.check_wrong(mistake)
        self.check_here()
        left_out = [f"{test} ({why})" for test, why in (self.left_out | self.skipped).items()]
        print(f"{len(left_out)} tests left out{': ' * bool(left_out)}{'; '.join(left_out)}")
        for problem in self.problems:
            print("PROBLEM", problem)
        return 1 if self.problems else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lab", required=True, help="NN-topic")
    for name, what in {"root": "the course", "work": "a folder for what is made here", "toolchain": "toolchain.json",
                       "public": "the public tests' object", "hidden": "the hidden tests'"}.items():
        parser.add_argument("--" + name, type=Path, required=True, help=what)
    for name in ("compile", "link", "runner"):
        parser.add_argument("--" + name, type=shlex.split, required=True, help="for the big-endian machine")
    parser.add_argument("objects", type=Path, nargs="+", help="what the tests stand on, for that machine")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    sys.exit(Suite(options).check())


if __name__ == "__main__":
    main()
