#!/usr/bin/env python3
"""What the course costs, measured side by side in one run: every figure is a ratio of things that took turns.

    grader/bench/bench.py [--rounds N] [a b c d e]

(a) edit-to-verdict: `check` of one lab against the same compiler command, link and examiner, run bare
(b) a trapped system call against strace(1) and against none
(c) a remote call against a fork
(d) grading one submission against configuring and compiling tests and student code for it, in CPU seconds
(e) the start of each kind of box against unshare(1), plain bubblewrap and no box

Works on a clone of its own under build/bench, with the solutions in the students' place; the first run builds it.
"""
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TREE = ROOT / "build" / "bench" / "tree"
LAB = "01-socket-syscalls"
TOPIC = "socket_syscalls"


def busy():
    """CPU seconds that this machine has spent on anything. A process's own count would miss what runs in a PID namespace: bwrap does not
    wait for it. So let nothing else run meanwhile."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    user, nice, system, _idle, _iowait, interrupts, soft_interrupts = ticks[:7]
    return (user + nice + system + interrupts + soft_interrupts) / os.sysconf("SC_CLK_TCK")


def run(command, **options):
    """Wall and CPU seconds of a command; ends the bench when it fails."""
    before = busy()
    start = time.monotonic()
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    wall = time.monotonic() - start
    cpu = busy() - before
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))}\n{done.stdout[-3000:]}\nended with status {done.returncode}")
    return wall, cpu, done.stdout


def clone():
    """A clone of the last commit with the solutions as the student's files, built."""
    head = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    if not TREE.exists():
        run(["git", "clone", "--quiet", ROOT, TREE])
    run(["git", "-C", TREE, "fetch", "--quiet", "origin"])
    run(["git", "-C", TREE, "checkout", "--quiet", "--force", head])
    for lab in (TREE / "labs").glob("[0-9][0-9]-*"):
        topic = lab.name[3:].replace("-", "_")
        shutil.copy(TREE / "solutions" / lab.name / f"{topic}.cpp", lab)
    print("building the bench's own tree (the first time takes minutes) …", flush=True)
    run([TREE / "grader" / "socklab", "check", "01", "--quiet"])
    run(["ninja", "-C", TREE / "build"])
    return json.loads((TREE / "build" / "grader" / "engine" / "toolchain.json").read_text())


def compile_and_link(tools, folder):
    """The commands that no grader can do without: one compilation, one link."""
    build = TREE / "build"
    includes = [f"-I{build}/labs", f"-I{TREE}/labs/{LAB}", f"-I{TREE}/grader", f"-I{TREE}/labs"]
    source = folder / f"{TOPIC}.cpp"
    shutil.copy(TREE / "labs" / LAB / f"{TOPIC}.cpp", source)
    objects = [build / "labs" / f"{LAB}.worker.o", build / "grader/worker/serve.o", build / "grader/worker/message.o"]
    return (tools["compiler"] + tools["compile"] + includes + ["-c", source, "-o", folder / "student.o"],
            tools["compiler"] + objects + [folder / "student.o"] + tools["link"] + ["-o", folder / "worker"])


def examiner(kind, worker, *options):
    build = TREE / "build"
    place = build / ("labs" if kind == "public" else "solutions") / f"{LAB}.{kind}"
    return [place, "--launcher", build / "grader/worker/launcher", "--worker", worker, *options]


def median(values):
    return statistics.median(values)


def edit_to_verdict(tools, rounds):
    folder = TREE / "build" / "bench-floor"
    folder.mkdir(exist_ok=True)
    compiling, linking = compile_and_link(tools, folder)
    student = TREE / "labs" / LAB / f"{TOPIC}.cpp"
    ours, floor = [], []
    for round in range(rounds):
        student.write_text(student.read_text() + f"// edit {round}\n")
        ours.append(run([TREE / "grader" / "socklab", "check", "01", "--quiet"])[0])
        floor.append(sum(run(command)[0] for command in (compiling, linking, examiner("public", folder / "worker"))))
    print(f"(a) edit-to-verdict: check {median(ours):.3f} s, floor {median(floor):.3f} s, ratio {median(ours) / median(floor):.2f}")


def trapped_calls(rounds):
    build = TREE / "build" / "grader" / "bench"
    command = [build / "calls", "--launcher", TREE / "build/grader/worker/launcher", "--worker", TREE / "build/grader/tests/exam/odd.worker"]
    quiet = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")
    figures = {}
    for _ in range(rounds):
        for name, words in (("witness", command), ("bare", [build / "bare_calls"]),
                            ("strace", ["strace", "-f", "-o", "/dev/null", build / "bare_calls"]),
                            ("strace --seccomp-bpf", ["strace", "--seccomp-bpf", "-f", "-o", "/dev/null", "-e", "trace=close,getsockname", build / "bare_calls"])):
            for what, value in re.findall(r"^(\w+) ([\d.]+)$", run(words, env=quiet)[2], re.M):
                figures.setdefault((name, what), []).append(float(value))
    value = lambda name, what: median(figures[name, what])
    for what in ("close", "getsockname"):
        print(f"(b) {what}: bare {value('bare', what) / 1000:.2f} µs, witness {value('witness', what) / 1000:.2f} µs, "
              f"strace {value('strace', what) / 1000:.2f} µs, strace --seccomp-bpf {value('strace --seccomp-bpf', what) / 1000:.2f} µs; "
              f"strace / witness {value('strace', what) / value('witness', what):.1f}")
    print(f"(c) remote call {value('witness', 'call') / 1000:.1f} µs, in a batch {value('witness', 'batch') / 1000:.2f} µs, "
          f"a process for a test {value('witness', 'student') / 1000:.0f} µs")


def grading(tools, rounds):
    scratch = TREE / "build" / "bench-naive"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    build = TREE / "build"
    lib = f"{build}/grader/exam/libexam.a', '{build}/grader/wire/libwire.a"
    (scratch / "meson.build").write_text(f"""project('naive', 'cpp', default_options: ['cpp_std=c++20', 'buildtype=debugoptimized'])
inc = include_directories()
args = ['-I{TREE}/grader', '-I{TREE}/labs', '-I{TREE}/labs/{LAB}']
deps = [dependency('gtest'), meson.get_compiler('cpp').find_library('rapidcheck'), dependency('threads')]
executable('public', '{TREE}/labs/{LAB}/public_test.cpp', cpp_args: args, dependencies: deps, link_args: ['{lib}'])
executable('hidden', '{TREE}/solutions/{LAB}/hidden_test.cpp', cpp_args: args, dependencies: deps, link_args: ['{lib}'])
executable('worker', '{TREE}/labs/{LAB}/{TOPIC}.cpp', '{TREE}/grader/worker/lab_main.cpp', '{TREE}/grader/worker/serve.cpp', '{TREE}/grader/wire/message.cpp',
  cpp_args: args + ['-fsanitize=address,undefined', '-fno-sanitize=vptr'], link_args: ['-fsanitize=address,undefined'])
""".replace("inc = include_directories()\n", ""))
    launcher = ["--launcher", build / "grader/worker/launcher", "--worker", scratch / "out" / "worker"]
    ours, naive = [], []
    for round in range(rounds):
        ours.append(run([TREE / "grader" / "socklab", "grade", TREE / "labs" / LAB, "--labs", "01", "--quiet", "--out", scratch / "graded"])[1])
        shutil.rmtree(scratch / "out", ignore_errors=True)
        naive.append(sum(run(command)[1] for command in (
            ["meson", "setup", scratch / "out", scratch], ["ninja", "-C", scratch / "out"],
            [scratch / "out" / "public", *launcher], [scratch / "out" / "hidden", *launcher])))
    print(f"(d) grading one submission: {median(ours):.2f} CPU s, the naive way {median(naive):.2f} CPU s, ratio 1/{median(naive) / median(ours):.1f}")


def starts(rounds):
    """starts.cpp lets them take turns, and tells the least of many rounds."""
    said = run([TREE / "build/grader/bench/starts", TREE / "build", rounds * 20])[2]
    cost = {name: float(value) for name, value in (line.split() for line in said.splitlines())}
    print(f"(e) /usr/bin/true: bare {cost['bare']:.1f} ms, unshare {cost['unshare']:.1f} ms, plain bwrap {cost['bwrap']:.1f} ms, "
          f"compiler's box {cost['compiler']:.1f} ms, examiner's {cost['examiner']:.1f} ms, with the worker's in it {cost['worker']:.1f} ms: "
          f"{cost['worker'] - cost['bare']:.1f} ms over bare")


def main():
    words = sys.argv[1:]
    rounds = 7
    if "--rounds" in words:
        at = words.index("--rounds")
        rounds = int(words[at + 1])
        del words[at:at + 2]
    if any(word not in "abcde" for word in words):
        sys.exit(__doc__)
    os.environ["CCACHE_DISABLE"] = "1"  # a compiler's cache would answer for the naive way
    wanted = words or ["a", "b", "d", "e"]
    tools = clone()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, {rounds} rounds, medians")
    if "a" in wanted:
        edit_to_verdict(tools, rounds)
    if "b" in wanted or "c" in wanted:
        trapped_calls(rounds)
    if "d" in wanted:
        grading(tools, max(3, rounds // 2))
    if "e" in wanted:
        starts(rounds)


if __name__ == "__main__":
    main()
