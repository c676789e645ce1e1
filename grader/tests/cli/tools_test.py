"""What students work with: trace, debug, lines that editors jump to, and the editors' own files.

usage: tools_test.py BUILD-ROOT SOURCE-ROOT
"""
import ctypes
import json
import os
import re
import select
import shutil
import subprocess
import sys
import time
import unittest

import watch_test
from watch_test import BUILD, FILE, LAB, PATIENCE, PR_SET_CHILD_SUBREAPER, RIGHT, SOCKLAB, SOURCE, UNSHARE, children_of, in_place

PLACE = f"labs/{LAB}/{FILE}"
# Sixty calls, no two alike in a row: a shortened timeline would leave some out.
BUSY = RIGHT.replace("{ return", "{ for (int i = 0; i < 60; ++i) ::close(1000 + i); return")
WAITS = "{ int ends[2]; ::pipe(ends); char c = 0; ::read(ends[0], &c, 1); return ByteOrder::little; }"


class Place(watch_test.Place):
    def command(self, *words):
        """What follows a -- is another program's, and stays last."""
        end = words.index("--") if "--" in words else len(words)
        return super().command(*words[:end]) + list(words[end:])


class Tools(unittest.TestCase):
    setUpClass = classmethod(watch_test.Watch.setUpClass.__func__)

    def setUp(self):
        self.place = Place()
        self.addCleanup(shutil.rmtree, self.place.folder)

    def write(self, body):
        """Returns the line that it begins at."""
        text = self.place.text(body).decode()
        in_place(self.place.file, text.encode())
        return text[:text.index("ByteOrder host_order()")].count("\n") + 1

    def left_behind(self):
        return os.listdir(self.place.tmp)


class Trace(Tools):
    # Is every call of a passed test there, in its order, and in JSON, too?
    def test_every_call_of_a_passed_test(self):
        self.write(BUSY)
        ended = self.place.run("trace", "04.1")
        calls = re.findall(r"^  close\((10\d\d)\) = -1 EBADF +\|$", ended.stdout, re.M)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        tests = ended.stdout.count("✔")
        self.assertEqual(calls, [str(1000 + i) for i in range(60)] * tests, ended.stdout)
        self.assertIn("your code", ended.stdout)
        exercise = json.loads(self.place.run("trace", "04.1", "--json").stdout)["labs"][0]["exercises"][0]
        self.assertEqual([len(test["timeline"]) for test in exercise["tests"]], [60] * tests)

    # Is one test enough, by its own name or the whole one, and is a name that there is not answered with those that there are?
    def test_one_test(self):
        names = re.findall(r"^✘ (HostOrder\.\w+) \(not started\)", self.place.run("trace", "04.1").stdout, re.M)
        self.assertTrue(names)
        for name in (names[0], names[0].split(".")[1]):
            self.assertEqual(re.findall(r"^✘ (\S+)", self.place.run("trace", "04.1", name).stdout, re.M), names[:1])
        refused = self.place.run("trace", "04.1", "Nothing")
        self.assertEqual((refused.returncode, [name for name in names if name not in refused.stderr]), (2, []))
        self.assertEqual(self.place.run("trace", "04").returncode, 2)

    # Is a file that does not compile told as check tells it?
    def test_what_does_not_compile(self):
        self.write("{ retrun; }")
        ended = self.place.run("trace", "04.1")
        self.assertEqual((ended.returncode, PLACE + ":" in ended.stdout), (1, True), ended.stdout)


class Debug(Tools):
    def setUp(self):
        super().setUp()
        if shutil.which("gdb") is None:
            self.skipTest("skipped: no gdb here")

    def debug(self, *words):
        ended = self.place.run("debug", *words, stdin=subprocess.DEVNULL)
        return ended.returncode, ended.stdout + ended.stderr

    # Does it stop in the function, in the student's own file, and does the test then go on to its end?
    def test_it_stops_in_the_function(self):
        line = self.write(RIGHT)
        status, said = self.debug("04.1", "--", "-batch", "-ex", "bt 1", "-ex", "continue")
        self.assertEqual(status, 0, said)
        self.assertRegex(said, rf"gdb stops in lab::host_order  {PLACE}:{line}\n")
        self.assertRegex(said, rf"#0  lab::host_order \(\) at \S+/{PLACE}:{line}\n")
        self.assertIn("[  PASSED  ] 1 test.", said)
        self.assertEqual(self.left_behind(), [])

    # Is it the test that fails, if none was named; and are the arguments there where it stops?
    def test_the_first_test_that_fails(self):
        _, said = self.debug("04.2", "--", "-batch", "-ex", "p host")
        self.assertRegex(said, r"04\.2  \w+\.\w+ \(not started\)")
        self.assertRegex(said, r"\$1 = \d+\n")

    # Does gdb follow the fork that matters, where the examiner forks for itself before it (for a network of its own)?
    def test_an_examiner_that_forks(self):
        _, said = self.debug("07.1", "--", "-batch", "-ex", "bt 1")
        self.assertRegex(said, r"#0  lab::listen_on_loopback \(family=")

    # Does gdb stop where a sanitizer finds something, before all is gone?
    def test_a_sanitizers_finding(self):
        self.write("{ volatile int shift = 40; return static_cast<ByteOrder>(1 << shift); }")
        _, said = self.debug("04.1", "--", "-batch", "-ex", "continue", "-ex", "bt")
        self.assertIn("runtime error: shift exponent", said)
        self.assertRegex(said, rf"in lab::host_order \(\) at \S+/{PLACE}:")

    # Does Ctrl-C stop code that waits, however long it waited, and does q leave nothing behind?
    def test_ctrl_c_and_q(self):
        self.write(WAITS)
        master, slave = os.openpty()
        self.addCleanup(os.close, master)
        process = subprocess.Popen(self.place.command("debug", "04.1"), env=self.place.environment(), stdin=slave, stdout=slave,
                                   stderr=slave, start_new_session=True, preexec_fn=lambda: os.ttyname(0) and claim_terminal())
        os.close(slave)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        seen = ""

        def until(wanted, press="", every=None):
            nonlocal seen
            end = time.monotonic() + PATIENCE
            os.write(master, press.encode())
            while wanted not in seen:
                self.assertLess(time.monotonic(), end, seen)
                if select.select([master], [], [], 0.5)[0]:
                    seen += os.read(master, 65536).decode(errors="replace")
                elif every:
                    os.write(master, every.encode())
            seen = seen[seen.index(wanted) + len(wanted):]

        until("hit Breakpoint")
        until("(gdb) ")
        until("Continuing.", "continue\n")
        until("received signal SIGINT", every="\x03")
        until("(gdb) ")
        until("lab::host_order", "bt\n")
        os.write(master, b"q\n")
        self.assertEqual(process.wait(timeout=PATIENCE), 0)
        end = time.monotonic() + 10
        while any(True for pid in children_of(os.getpid()) if os.waitpid(int(pid), os.WNOHANG)[0] == 0):
            self.assertLess(time.monotonic(), end, "a process is left")
            select.select([], [], [], 0.02)
        self.assertEqual(self.left_behind(), [])

    # Is it said what to install where there is no gdb?
    def test_without_gdb(self):
        gone = [*UNSHARE, 'mount --bind /dev/null "$0" && exec "$@"', os.path.realpath(shutil.which("gdb")), SOCKLAB, "debug", "04.1"]
        ended = subprocess.run(gone, env=self.place.environment(), capture_output=True, text=True, check=False, timeout=PATIENCE)
        self.assertEqual((ended.returncode, "sudo apt-get install -y gdb" in ended.stderr), (2, True), ended.stderr)


class Places(Tools):
    """What .vscode/tasks.json makes of what `check` prints: its patterns are those of other editors, too."""

    def problems(self, *words):
        """(owner, file, line) of all problems that the task's matchers see."""
        said = self.place.run("check", *words).stdout.split("\n")
        found = []
        for matcher in tasks()["check this exercise"]["problemMatcher"]:
            patterns = matcher["pattern"] if isinstance(matcher["pattern"], list) else [matcher["pattern"]]
            for at in range(len(said)):
                matches = [re.match(one["regexp"], line) for one, line in zip(patterns, said[at:])]
                if len(matches) == len(patterns) and all(matches):
                    where = {key: match.group(one[key]) for one, match in zip(patterns, matches) for key in ("file", "line", "message")
                             if key in one}
                    self.assertTrue(where["message"].strip(), where)
                    found.append((matcher["owner"], where["file"], int(where["line"])))
        return found

    # Is an error of the compiler's found at its line?
    def test_what_does_not_compile(self):
        line = self.write("{ retrun ByteOrder::little; }")
        self.assertEqual(set(self.problems("04.1")), {("socklab", PLACE, line)})

    # Is a failed test found at the exercise, a crash at its own line as well?
    def test_what_fails(self):
        line = self.write("{ return ByteOrder(9); }")
        self.assertEqual(self.problems("04.1"), [("socklab-failed", PLACE, line - 2)])  # at the comment "// 04.1"
        line = self.write("{ volatile int shift = 40; return static_cast<ByteOrder>(1 << shift); }")
        self.assertEqual(set(self.problems("04.1")), {("socklab-crash", PLACE, line), ("socklab-failed", PLACE, line - 2)})
        self.write(RIGHT)
        self.assertEqual(self.problems("04.1"), [])

    # Is a place in the student's file as good as the exercise's number, and one outside as good as the lab's?
    def test_an_exercise_by_its_place(self):
        line = self.write(RIGHT)
        for place, count in ((f"{PLACE}:{line}", 1), (f"{self.place.file}:{line - 2}", 1), (f"{PLACE}:1", 6), (f"labs/{LAB}/README.md:3", 6)):
            result = json.loads(self.place.run("check", place, "--json").stdout)
            self.assertEqual(len(result["labs"][0]["exercises"]), count, place)
        self.assertIn("04.2", self.place.run("hint", f"{PLACE}:{line + 4}").stdout)


def without_comments(path):
    with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
        return json.loads(re.sub(r"^\s*//.*$", "", file.read(), flags=re.M))


def tasks():
    return {task["label"]: task for task in without_comments(".vscode/tasks.json")["tasks"]}


def claim_terminal():
    import fcntl
    import termios
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Editors(unittest.TestCase):
    # Does every task run a command that there is?
    def test_tasks(self):
        known = subprocess.run([SOCKLAB, "--help"], capture_output=True, text=True, check=True).stdout
        for task in tasks().values():
            self.assertEqual(task["command"], "./grader/socklab")
            self.assertRegex(known, rf"(?m)^  {task['args'][0]} ")

    # Are the other files what editors can read?
    def test_they_are_json(self):
        for path in (".vscode/settings.json", ".vscode/extensions.json", ".devcontainer/devcontainer.json"):
            self.assertTrue(without_comments(path), path)

    # Does the container have every package that the start script would install?
    def test_the_container_has_all_packages(self):
        with open(os.path.join(SOURCE, "grader/socklab"), encoding="utf-8") as file:
            packages = re.search(r"^packages='([^']*)'", file.read(), re.M).group(1).split()
        with open(os.path.join(SOURCE, ".devcontainer/Dockerfile"), encoding="utf-8") as file:
            installed = file.read().split()
        self.assertEqual([package for package in packages if package not in installed], [])

    # Does every student's file have its flags where editors look for them?
    def test_compile_commands(self):
        with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
            entries = {os.path.realpath(os.path.join(one["directory"], one["file"])): one["command"] for one in json.load(file)}
        for lab in sorted(os.listdir(os.path.join(SOURCE, "labs"))):
            topic = os.path.join(SOURCE, "labs", lab, lab[3:].replace("-", "_") + ".cpp")
            if lab[:2].isdigit():
                self.assertIn("-std=c++20", entries.get(topic, "no flags for " + topic))


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if os.access(BUILD, os.W_OK):
        subprocess.run(["ninja", "-C", BUILD, "socklab"], check=True, stdout=subprocess.DEVNULL)
    unittest.main(argv=sys.argv[:1], verbosity=2)
