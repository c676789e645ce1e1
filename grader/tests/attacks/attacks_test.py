"""Every row of the catalogue of attacks, handed in and graded: does each get the verdict that it must, and does nothing outside notice?

usage: attacks_test.py BUILD-ROOT SOURCE-ROOT [--only REGEX]

All submissions go through two calls of `socklab grade`, those that take their time through the first. Started by root, it runs a second time as an ordinary user, at the same time.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import attack as attacks
import table
import witnesses

BUILD, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
ONLY = sys.argv[4] if "--only" in sys.argv else ""
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
# In a mount namespace of its own: $1, a folder that only its owner may enter, becomes one that holds only the trees $2 and $3.
OPENED = """set -e; folder=$1 source=$2 build=$3; shift 3
hold=$(mktemp -d); mkdir "$hold/source" "$hold/build"
mount --bind "$source" "$hold/source"; mount --bind "$build" "$hold/build"
mount -t tmpfs -o mode=755 none "$folder"
mkdir -p "$source"; mount --bind "$hold/source" "$source"
mkdir -p "$build"; mount --bind "$hold/build" "$build"
umount "$hold/source" "$hold/build"; rmdir "$hold/source" "$hold/build" "$hold"
exec "$@"
"""
BUDGET = 10       # seconds for all tests of a submission
SLOW_BUDGET = 4  # of one that uses up all that it gets


class Catalogue(unittest.TestCase):
    def test_every_row_has_an_attack(self):
        self.assertEqual({attack.row for attack in attacks.all_attacks()}, set(range(1, 79)))

    def test_the_manual_has_the_table_of_today(self):
        self.assertEqual(table.parts_of_readme()[1], table.table(), "to mend it: python3 grader/tests/attacks/table.py --write")


class Attacks(unittest.TestCase):
    """One test for each file in rows/ (added below); what holds for all of them stands here."""

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory(prefix="attacks-")
        cls.world = world = witnesses.World(BUILD, SOURCE, cls.place.name)
        chosen = [attack for attack in attacks.all_attacks() if re.search(ONLY, attack.name)]
        cls.cases = cls.hand_in(chosen)
        cls.status, cls.out, cls.err, cls.results = 0, b"", b"", {}
        for slow, budget in ((True, SLOW_BUDGET), (False, BUDGET)):
            cls.grade([case.path for case in cls.cases if case.attack.is_set("slow") == slow], budget)
        cls.survivors = world.survivors()
        cls.shown = {}
        shown = [case.path for case in cls.cases if case.attack.is_set("shown")]
        if shown:
            _, name = world.grade(shown, ["--labs", "04", "--color", "never"], "shown")
            for end in (".out", ".err"):
                with open(name + end, "rb") as file:
                    cls.shown[name + end] = file.read()

    @classmethod
    def grade(cls, paths, budget):
        if not paths:
            return
        status, name = cls.world.grade(paths, ["--json", "--labs", "01,04", "--jobs", "4", "--budget", str(budget)])
        with open(name + ".out", "rb") as out, open(name + ".err", "rb") as err:
            told, errors = out.read(), err.read()
        cls.status, cls.out, cls.err = cls.status or status, cls.out + told, cls.err + errors
        cls.results |= zip(paths, json.loads(told.decode("utf-8", "strict")) if told else [])

    @classmethod
    def hand_in(cls, chosen):
        """Writes the submissions; all Cases."""
        place = os.path.join(cls.place.name, "in")
        cases = []
        together = [attack for attack in chosen if attack.is_set("together")]
        for attack in chosen:
            path = os.path.join(place, attack.name)
            if hasattr(attack.module, "make"):
                for case in attack.module.make(path, cls.world):
                    case.attack = attack
                    cases.append(case)
            elif attack.module is None:
                company = together if attack in together else [attack]
                if len(company) > 1:
                    path = os.path.join(place, "together")
                case = attack.case(path, cls.world.words)
                if not os.path.exists(path):
                    lab, text = attacks.compose(company, cls.world.words, cls.world.sources)
                    cls.world.write(os.path.join(path, lab), text, attacks.topic_of(lab) + ".cpp")
                    cases.append(case)
                    if len(company) > 1:  # one submission, one Case for the call; its attacks are looked at one by one
                        case.verdict, case.says, case.never_says = "failed", "", ""
        return cases

    @classmethod
    def tearDownClass(cls):
        cls.world.close()
        cls.place.cleanup()

    def check(self, attack):
        if hasattr(attack.module, "check"):
            attack.module.check(self, self.world)
        elif attack.is_set("together"):
            path = next(case.path for case in self.cases if case.attack.is_set("together"))
            self.check_case(attack.case(path, self.world.words), attack.name if path.endswith("/together") else "")
        else:
            for case in self.cases:
                if case.attack.name == attack.name:
                    with self.subTest(submission=os.path.basename(case.path)):
                        self.check_case(case)

    def check_case(self, case, line=""):
        """`line`: how the line of the message begins that is this attack's."""
        self.assertIn(case.path, self.results, self.err.decode(errors="replace")[-2000:])
        result = self.results[case.path]
        labs = [lab for lab in result["labs"] if lab["status"] != "missing"]
        if case.verdicts() == {"missing"} or ("missing" in case.verdicts() and not labs):
            self.assertEqual(labs, [], f"{case.verdict} expected: {labs}")
            return self.said(case.says, result["labs"][-1]["message"])
        self.assertEqual(len(labs), 1, result)
        lab = labs[0]
        self.assertLessEqual(result["score"], case.score, lab)
        if lab["status"] == "build-failed":
            self.assertIn("build-failed", case.verdicts(), lab["message"] + lab["build"]["log"][:3000])
            return self.said(case.says, lab["message"] + lab["build"]["log"])
        self.assertEqual(lab["status"], "graded", lab["message"])
        others = set(case.others.replace(",", " ").split()) | {"not-started"}
        said = []
        for exercise in lab["exercises"]:
            self.assertTrue(exercise["tests"], exercise)
            for test in exercise["tests"]:
                wanted = case.verdicts() if exercise["id"] == case.exercise else others
                # The budget was used up: worth no points either. Of hidden tests only the status is told.
                late = test["status"] == "timed-out" and re.search("^$|did not get its turn|did not come back within", test["message"])
                if not late:
                    self.assertIn(test["status"], wanted, test)
                text = test["message"] + "\n" + test.get("output", "") + "\n" + "\n".join(test["timeline"])
                if test["visibility"] == "hidden" and case.hidden_never_say:
                    self.assertNotRegex(text, case.hidden_never_say)
                if exercise["id"] == case.exercise:
                    said += re.findall(f"(?m)^{line}: .*", text) if line else [text]
        said = "\n".join(said)
        self.assertNotIn("GOT THROUGH", said)
        self.said(case.says, " ".join([lab["message"], *lab.get("ignored", [])]) if case.attack.module else said)
        self.said(case.build_says, lab["build"]["log"])
        if case.never_says:
            self.assertNotRegex(said, case.never_says)
        return None

    def said(self, pattern, text):
        if pattern:
            self.assertRegex(text, pattern)

    def test_the_grader_itself_is_well(self):
        self.assertEqual(self.status, 0, self.err.decode(errors="replace")[-3000:])

    def test_every_submission_has_a_result_of_its_own(self):
        self.assertEqual(len(os.listdir(self.world.results)), len(self.cases))

    def test_every_result_is_json_and_small(self):
        for name in os.listdir(self.world.results):
            path = os.path.join(self.world.results, name)
            self.assertTrue(os.path.isfile(path) and not os.path.islink(path), name)
            self.assertLess(os.path.getsize(path), 500_000, name)
            with open(path, "rb") as file:
                json.loads(file.read().decode("utf-8", "strict"))

    def test_no_secret_is_told(self):
        for name, text in [("standard output", self.out), ("standard error", self.err), *self.shown.items()]:
            for secret in (self.world.secret, self.world.variable):
                self.assertNotIn(secret.encode(), text, name)

    def test_no_attack_got_through(self):
        for line in self.out.decode(errors="replace").replace("\\n", "\n").splitlines():
            self.assertNotIn("GOT THROUGH", line)

    def test_no_process_is_left(self):
        self.assertEqual(self.survivors, [])

    def test_a_bystander_lives(self):
        self.assertIsNone(self.world.bystander.poll())

    def test_nobody_came_to_the_hosts_listeners(self):
        self.assertEqual(self.world.visitors(), [])

    def test_nothing_was_typed_on_the_terminal(self):
        self.assertEqual(self.world.typed, b"")

    def test_no_file_outside_has_changed(self):
        for path, text in ((self.world.precious, "as it was\n"), (self.world.canary, self.world.secret)):
            with open(path, encoding="utf-8") as file:
                self.assertEqual(file.read(), text, path)
        ours = {"in", "out", "outside", "tmp", "main.out", "main.err", "shown.out", "shown.err"}
        self.assertEqual(set(os.listdir(self.world.folder)) - ours, set())
        self.assertEqual(os.listdir(self.world.out), ["results"])

    def test_the_grader_leaves_no_temporary_file(self):
        self.assertEqual(os.listdir(self.world.temporary), [])

    def test_the_callers_library_is_loaded_nowhere_else(self):
        with open(self.world.preloaded, encoding="utf-8") as file:
            loaded = file.read().split()
        if os.path.exists(self.world.words["PRELOAD"]):
            self.assertEqual(set(loaded), {"socklab"})

    def test_memory_processes_and_disk_stay_bounded(self):
        # Two jobs at once: examiner, worker (512 MiB), compiler.
        self.assertLess(self.world.most_memory // witnesses.MIB, 2500, "MiB resident")
        self.assertLess(self.world.most_processes, 300, "processes")
        self.assertLess(self.world.most_disk // witnesses.MIB, 600, "MiB of temporary files")

    def test_a_terminal_gets_no_control_characters(self):
        for name, text in [("standard error", self.err), *self.shown.items()]:
            readable = text.decode("utf-8", "strict")
            self.assertNotRegex(readable, "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", name)

    def test_a_ci_service_gets_no_commands(self):
        for name, text in self.shown.items():
            for line in text.decode(errors="replace").splitlines():
                self.assertFalse(line.lstrip().startswith(("::", "##[", "##vso[", "##teamcity[")), (name, line))


def add_tests():
    for attack in attacks.all_attacks():
        if re.search(ONLY, attack.name):
            name = "test_row_" + attack.name.replace("-", "_")
            setattr(Attacks, name, lambda self, attack=attack: self.check(attack))


def as_nobody():
    """A command to put before another one. Where the trees lie below a folder that is closed to others, opens it for that command alone."""
    folders = []
    for tree in (SOURCE, BUILD):
        parts = tree.split("/")[1:-1]
        folders += ["/" + "/".join(parts[:i + 1]) for i in range(len(parts))]
    closed = [folder for folder in folders if not os.stat(folder).st_mode & 0o001]
    if not closed:
        return NOBODY
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", OPENED, "sh", min(closed, key=len), SOURCE, BUILD, *NOBODY]


def python_for_nobody():
    """A Python that an ordinary user may start."""
    for program in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([*as_nobody(), program, "-c", ""], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return program
    return None


def start_second_round():
    """The same as an ordinary user; None where that is not to be had."""
    reason = None
    if shutil.which("setpriv") is None:
        reason = "setpriv(1) is missing; mend: apt-get install util-linux"
    elif python_for_nobody() is None:
        reason = "an ordinary user finds no Python; mend: apt-get install python3-minimal"
    else:
        for path in (os.path.join(BUILD, "grader/cli/socklab"), attacks.HERE):
            if subprocess.run([*as_nobody(), "test", "-r", path], check=False).returncode != 0:
                reason = f"an ordinary user cannot read {path}; mend: chmod a+rX on it and the folders above it"
    if reason:
        print("attacks: no round as an ordinary user: " + reason, file=sys.stderr)
        return None
    log = tempfile.TemporaryFile()
    command = [*as_nobody(), python_for_nobody(), "-B", os.path.abspath(__file__), *sys.argv[1:]]
    return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd="/", env={**os.environ, "HOME": "/"}), log


def main():
    witnesses.adopt_orphans()
    add_tests()
    second = None
    if os.access(BUILD, os.W_OK):
        # Grading needs what `socklab` needs, and this folder of the build comes before the labs'.
        subprocess.run(["ninja", "-C", BUILD, "socklab"], check=True, stdout=subprocess.DEVNULL)
    if os.geteuid() == 0:
        second = start_second_round()
    good = unittest.main(argv=sys.argv[:1], verbosity=2, exit=False).result.wasSuccessful()
    if os.geteuid() == 0:
        if second is None:
            sys.exit(1)
        status = second[0].wait()
        second[1].seek(0)
        sys.stderr.write("\nThe same as an ordinary user:\n" + second[1].read().decode(errors="replace"))
        good = good and status == 0
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
