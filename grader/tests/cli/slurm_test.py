"""Is a class graded by two nodes of Slurm to the results that this machine alone comes to, also where a node is lost on the way?

usage: slurm_test.py BUILD-ROOT SOURCE-ROOT
"""
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
import unittest

from slurm import Slurm, why_not

BUILD, SOURCE = sys.argv[1:3]
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
SYSCALLS, ORDER = "01-socket-syscalls", "04-network-byte-order"
# Who handed in what: a known mistake of that lab, another correct way, the solution, or the skeleton.
CLASS = {
    "ada": {SYSCALLS: "solution", ORDER: "c_style.cpp"},
    "ben": {SYSCALLS: "reuse-address-missing", ORDER: "host-order-by-shift"},
    "cem": {ORDER: "every-machine-is-big-endian"},
    "dee": {ORDER: "host-order-the-other-way-round"},
    "eve": {ORDER: "skeleton"},
    "fay": {SYSCALLS: "skeleton", ORDER: "division.cpp"},
    "gus": {ORDER: "solution"},
    "hal": {ORDER: "shifts.cpp"},
}


def read(*path):
    with open(os.path.join(SOURCE, *path), encoding="utf-8") as file:
        return file.read()


def source(lab, what):
    name = lab[3:].replace("-", "_") + ".cpp"
    if what == "skeleton":
        return read("labs", lab, name)
    if what.endswith(".cpp"):
        return read("solutions", lab, "alternatives", what)
    text = read("solutions", lab, name)
    if what != "solution":
        mistakes = tomllib.loads(read("solutions", lab, "mistakes.toml"))["mistake"]
        for edit in next(one for one in mistakes if one["name"] == what)["edits"]:
            text = text.replace(edit["replace"], edit["with"])
    return text


def comparable(value):
    """Without durations, and without timelines: in which order two processes' calls come differs from run to run."""
    if isinstance(value, dict):
        return {key: comparable(one) for key, one in value.items() if key not in ("seconds", "timeline")}
    return [comparable(one) for one in value] if isinstance(value, list) else value


class TwoNodes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory(prefix="slurm-class-")
        cls.addClassCleanup(cls.place.cleanup)
        cls.here = cls.place.name
        for student, labs in CLASS.items():
            for lab, what in labs.items():
                folder = os.path.join(cls.here, "class", student, lab)
                os.makedirs(folder)
                with open(os.path.join(folder, lab[3:].replace("-", "_") + ".cpp"), "w", encoding="utf-8") as file:
                    file.write(source(lab, what))
        ended = subprocess.run(cls.command("locally"), capture_output=True, text=True, timeout=200, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        cls.right = cls.results("locally")

    @classmethod
    def command(cls, name):
        return [SOCKLAB, "grade", "--class", os.path.join(cls.here, "class"), "--out", os.path.join(cls.here, name),
                "--labs", "01", "04", "--seed", "7", "--budget", "30", "--jobs", "2"]

    @classmethod
    def results(cls, name):
        results = {}
        folder = os.path.join(cls.here, name, "results")
        for result in sorted(os.listdir(folder)):
            with open(os.path.join(folder, result), encoding="utf-8") as file:
                results[result] = json.dumps(comparable(json.load(file)), indent=1)
        return results

    def setUp(self):
        self.slurm = Slurm()
        self.addCleanup(self.slurm.stop)
        self.log = os.path.join(self.here, self._testMethodName + ".log")

    def begin(self, name):
        """Each step writes down where it runs, then is the grader."""
        noted = f"""sh -c 'echo "$SLURMD_NODENAME" >> {self.log}; exec "$@"' sh"""
        return self.slurm.begin("salloc", "-Q", "--no-kill", "-N2", "-n2", *self.command(name), "--launcher",
                                "srun -Q -N1 -n1 --exact " + noted)

    def steps(self):
        if not os.path.exists(self.log):
            return []
        with open(self.log, encoding="ascii") as file:
            return file.read().split()

    def ends_right(self, process, name):
        status, said = self.slurm.end(process, 200)
        self.assertEqual(status, 0, said + self.slurm.logs())
        self.assertEqual(list(self.right), sorted(student + ".json" for student in CLASS))
        results = self.results(name)
        self.assertEqual(list(results), list(self.right))
        for student, right in self.right.items():
            self.assertEqual(results[student], right, student)

    def test_both_nodes_grade_and_the_results_are_the_same(self):
        self.ends_right(self.begin("cluster"), "cluster")
        self.assertEqual(set(self.steps()), {"n1", "n2"})
        self.assertEqual(len(self.steps()), 2 * len(CLASS), "each lab of each student once")

    def test_a_node_is_lost_and_the_other_grades_what_it_had(self):
        class_of_students = self.begin("lost")
        self.addCleanup(self.slurm.end, class_of_students, 1)
        until = time.monotonic() + 60
        while "n2" not in self.steps() and time.monotonic() < until:
            time.sleep(0.01)
        self.slurm.lose("n2")
        self.ends_right(class_of_students, "lost")
        self.assertIn("n1", self.steps())
        self.assertIn("n2", self.steps())
        self.assertGreater(len(self.steps()), 2 * len(CLASS), "what was lost began twice")


if __name__ == "__main__":
    missing = why_not()
    if not missing and subprocess.run([SOCKLAB, "doctor"], capture_output=True, check=False).returncode != 0:
        missing = "this machine cannot grade: see socklab doctor"
    if missing:
        print("skipped:", missing)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
