#!/usr/bin/env python3
"""What a whole class costs, against the least that any grader could do, and against the way that comes to mind first.

    grader/bench/class_bench.py [--tree TREE] [--students 300] [--few 30] [--seed 1] [--sample 60] [--naive 5]

Grades a class that make_class.py makes, and a few of it, and tells
- CPU seconds for each file that was handed in, with and without its tests' own, against compiling and linking these very files, bare (a sample)
- the same at --few students
- the naive way: the tests and the student's file compiled for each submission, by Meson
- the most memory that our own processes had; the time of a second run with nothing changed, and with one file changed

TREE is a built tree; without it, bench.py's own. CPU seconds are those of a control group where there is one (cpuacct, cgroup v2), else the
whole machine's: then let nothing else run.
"""
import argparse
import concurrent.futures
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import bench
import make_class


class Group:
    """Counts the CPU seconds of whatever runs in it, whoever waits for it."""

    def __init__(self):
        self.folder = None
        for top, usage in (("/sys/fs/cgroup/cpuacct", "cpuacct.usage"), ("/sys/fs/cgroup", "cpu.stat")):
            folder = Path(top) / f"class-bench-{os.getpid()}"
            with contextlib.suppress(OSError):
                folder.mkdir()
                self.folder, self.usage = folder, folder / usage
                self.usage.read_text()
                return

    def enter(self):
        if self.folder:
            (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def seconds(self):
        if not self.folder:
            return bench.busy()
        text = self.usage.read_text()
        return int(text) / 1e9 if text.strip().isdigit() else int(text.split()[1]) / 1e6

    def close(self):
        if self.folder:
            (self.folder.parent / "cgroup.procs").write_text(str(os.getpid()))
            self.folder.rmdir()


class Memory(threading.Thread):
    """The most that the resident set of any one process of `names` came to, in MiB, looked at ten times a second."""

    def __init__(self, *names):
        super().__init__(daemon=True)
        self.names, self.most, self.end = names, dict.fromkeys(names, 0), threading.Event()

    def run(self):
        while not self.end.wait(0.1):
            for process in Path("/proc").glob("[0-9]*"):
                with contextlib.suppress(OSError, IndexError):
                    words = (process / "cmdline").read_text().split("\0")
                    name = Path(words[0]).name + (" " + words[1] if words[0].endswith("socklab") else "")
                    if name in self.names:
                        peak = (process / "status").read_text().split("VmHWM:")[1].split()[0]
                        self.most[name] = max(self.most[name], int(peak) // 1024)


class Course:
    def __init__(self, tree):
        self.tree, self.build = tree, tree / "build"
        self.tools = json.loads((self.build / "grader/engine/toolchain.json").read_text())
        self.socklab = self.build / "grader/cli/socklab"

    def compile_and_link(self, lab, source, folder, plain=False):
        """The commands that no grader can do without: one compilation, one link. `plain`: without our precompiled contract."""
        includes = [f"-I{self.build}/labs"] * (not plain) + [f"-I{self.tree}/labs/{lab}", f"-I{self.tree}/labs"]
        objects = [self.build / "labs" / f"{lab}.worker.o", *sorted((self.build / "grader/worker").glob("*.o"))]
        return (self.tools["compiler"] + self.tools["compile"] + includes + ["-c", source, "-o", folder / "student.o"],
                self.tools["compiler"] + [folder / "student.o", *objects] + self.tools["link"] + ["-o", folder / "worker"])

    def grade(self, students, out, *options):
        return [self.socklab, "grade", "--class", students, "--out", out, "--seed", "1", *options]

    def naive(self, lab, source, folder):
        """Commands that configure and compile the tests with the student's file, all of it anew, and run them."""
        topic = lab[3:].replace("-", "_")
        libraries = f"'{self.build}/grader/exam/libexam.a', '{self.build}/grader/wire/libwire.a'"
        shutil.copy(source, folder / f"{topic}.cpp")
        (folder / "meson.build").write_text(f"""project('naive', 'cpp', default_options: ['cpp_std=c++20', 'buildtype=debugoptimized'])
args = ['-I{self.tree}/grader', '-I{self.tree}/labs', '-I{self.tree}/labs/{lab}', '-w']
deps = [dependency('gtest'), meson.get_compiler('cpp').find_library('rapidcheck'), dependency('threads')]
executable('public', '{self.tree}/labs/{lab}/public_test.cpp', cpp_args: args, dependencies: deps, link_args: [{libraries}])
executable('hidden', '{self.tree}/solutions/{lab}/hidden_test.cpp', cpp_args: args, dependencies: deps, link_args: [{libraries}])
executable('worker', '{topic}.cpp', '{self.tree}/grader/worker/lab_main.cpp', '{self.tree}/grader/worker/serve.cpp', '{self.tree}/grader/wire/message.cpp',
  cpp_args: args + ['-fsanitize=address,undefined', '-fno-sanitize=vptr'], link_args: ['-fsanitize=address,undefined'])
""")
        out = folder / "out"
        tests = ["--launcher", self.build / "grader/worker/launcher", "--worker", out / "worker"]
        return (["meson", "setup", out, folder], ["ninja", "-C", out], [out / "public", *tests], [out / "hidden", *tests])


def cost(group, command, may_fail=False):
    """CPU and wall seconds."""
    before, start = group.seconds(), time.monotonic()
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=group.enter)
    if done.returncode != 0 and not may_fail:
        sys.exit(f"class_bench: {' '.join(map(str, command))}\n{done.stdout[-3000:]}\nended with status {done.returncode}")
    return group.seconds() - before, time.monotonic() - start


def seconds_of_tests(out):
    """What the tests took by their own clocks (wall)."""
    sum_of_all = 0
    for file in (out / "results").glob("*.json"):
        for lab in json.loads(file.read_text())["labs"]:
            sum_of_all += sum(test["seconds"] for exercise in lab["exercises"] for test in exercise["tests"])
    return sum_of_all


def graded(course, group, place, rows, students, name):
    out = place / name
    memory = Memory("socklab grade", "ninja")
    memory.start()
    cpu, wall = cost(group, course.grade(students, out, "--quiet"))
    memory.end.set()
    files = sum(kind != "missing" for _, _, kind, _ in rows)
    print(f"{len(rows) // 7} students, {files} files: {wall:.0f} s, {cpu:.0f} CPU s, {cpu / files:.3f} CPU s a file; "
          f"its tests took {seconds_of_tests(out) / files:.3f} s of it; most memory: {memory.most} MiB", flush=True)
    return cpu / files, out


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--tree", type=Path)
    for name, default in (("students", 300), ("few", 30), ("seed", 1), ("sample", 60), ("naive", 5)):
        words.add_argument(f"--{name}", type=int, default=default)
    chosen = words.parse_args()
    os.environ["CCACHE_DISABLE"] = "1"  # a compiler's cache would answer for the floor and the naive way
    if not chosen.tree:
        bench.clone()
    course = Course((chosen.tree or bench.TREE).resolve())
    pick = random.Random(chosen.seed)
    group = Group()
    with tempfile.TemporaryDirectory(prefix="class-bench-") as name:
        place = Path(name)
        few = make_class.make(place / "few", chosen.few, chosen.seed)
        all_rows = make_class.make(place / "all", chosen.students, chosen.seed)
        compiled = [row for row in all_rows if row[2] not in ("missing", "broken")]

        sample = pick.sample(compiled, min(chosen.sample, len(compiled)))

        def floor(plain=False, at_once=os.cpu_count()):
            """Of the sample, CPU seconds a file. As many at once as the class has: processors that share a core slow each other down."""
            def compile_and_link(number):
                student, lab, _, _ = sample[number]
                folder = place / "floor" / str(number)
                folder.mkdir(parents=True, exist_ok=True)
                source = place / "all" / student / lab / (lab[3:].replace("-", "_") + ".cpp")
                for command in course.compile_and_link(lab, source, folder, plain):
                    cost(group, command)

            before = group.seconds()
            with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
                list(pool.map(compile_and_link, range(len(sample))))
            return (group.seconds() - before) / len(sample)

        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, counted by {group.usage if group.folder else 'the whole machine'}")
        before = floor()
        cost_of_few, _ = graded(course, group, place, few, place / "few", "out-few")
        cost_of_all, out = graded(course, group, place, all_rows, place / "all", "out")
        least, plain, alone = (before + floor()) / 2, floor(plain=True), floor(at_once=1)
        print(f"floor, compiling and linking one: {least:.3f} CPU s with our precompiled contract, {plain:.3f} without, {alone:.3f} with it and one at a "
              f"time; a file of the class / floor: {cost_of_all / least:.2f}, {cost_of_all / plain:.2f}, {cost_of_all / alone:.2f}; "
              f"all / few: {cost_of_all / cost_of_few:.3f}", flush=True)
        naive = 0
        tried = pick.sample([row for row in compiled if row[2] != "attack"], chosen.naive)
        for student, lab, _, _ in tried:
            folder = place / "naive"
            folder.mkdir()
            source = place / "all" / student / lab / (lab[3:].replace("-", "_") + ".cpp")
            naive += sum(cost(group, command, may_fail=True)[0] for command in course.naive(lab, source, folder))
            shutil.rmtree(folder)
        print(f"the naive way: {naive / len(tried):.2f} CPU s a file, ratio 1/{naive / len(tried) / cost_of_all:.1f}")
        again = cost(group, course.grade(place / "all", out, "--quiet"))
        student, lab, _, _ = pick.choice([row for row in all_rows if row[2] == "solution"])
        with open(place / "all" / student / lab / (lab[3:].replace("-", "_") + ".cpp"), "a", encoding="utf-8") as file:
            file.write("// once more\n")
        began = time.time()
        one = cost(group, course.grade(place / "all", out, "--quiet"))
        anew = [str(path.relative_to(out / "labs")) for path in (out / "labs").glob("*/*.json") if path.stat().st_mtime > began]
        print(f"nothing changed: {again[1]:.2f} s; {student}'s {lab} changed: {one[1]:.2f} s, graded anew: {anew}")
    group.close()


if __name__ == "__main__":
    main()
