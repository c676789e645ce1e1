"""The program as its users see it: exit statuses, JSON, and submissions that misbehave.

usage: socklab_test.py BUILD-ROOT SOURCE-ROOT
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD, SOURCE = sys.argv[1:3]
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
LAB = "04-network-byte-order"
FILE = "network_byte_order.cpp"


def socklab(*words, before=()):
    return subprocess.run([*before, SOCKLAB, *words], capture_output=True, text=True, errors="replace")


class CommandLine(unittest.TestCase):
    def expect(self, status, ended, *said):
        self.assertEqual(ended.returncode, status, ended.stdout + ended.stderr)
        for text in said:
            self.assertIn(text, ended.stdout + ended.stderr)

    def test_help_tells_every_command(self):
        self.expect(0, socklab("--help"), "check", "watch", "status", "next", "reset", "trace", "debug", "grade", "verify", "doctor", "test")

    def test_a_commands_help_tells_what_all_commands_take(self):
        self.expect(0, socklab("check", "--help"), "--hidden", "--jobs", "--seed")

    def test_what_makes_no_sense_is_status_2_and_says_what_would(self):
        self.expect(2, socklab())
        self.expect(2, socklab("chekc"))
        self.expect(2, socklab("grade"), "PATH")
        self.expect(2, socklab("grade", "/nowhere"), "archive of a submission")
        self.expect(2, socklab("check", "77"), "Labs:")
        self.expect(2, socklab("check", "--labs", "77"), "Labs:")
        self.expect(2, socklab("check", "--jobs", "0"))

    def test_one_test_alone_is_run_and_changes_no_progress(self):
        with tempfile.TemporaryDirectory() as out:
            ended = socklab("check", "04.2", "PutsTheByteThatCountsMostFirst", "--json", "--out", out)
            self.expect(1, ended)
            tests = json.loads(ended.stdout)["labs"][0]["exercises"][0]["tests"]
            self.assertEqual(len(tests), 1)
            self.assertFalse(os.path.exists(os.path.join(out, "progress.json")))
            self.expect(2, socklab("check", "04.2", "NoSuchTest", "--out", out), "04.2", "PutsTheByteThatCountsMostFirst")
            self.expect(2, socklab("check", "04", "NoSuchTest", "--out", out), "check 04.1 NoSuchTest")

    def test_each_hint_leads_to_the_next_and_the_last_to_check(self):
        out = tempfile.TemporaryDirectory()  # nothing is remembered there yet
        self.addCleanup(out.cleanup)
        said, words = [], ["hint", "01.4"]
        while words[0] == "hint" and len(said) < 4:
            ended = socklab(*words, "--out", out.name)
            self.expect(0, ended, "read on")
            said.append(ended.stdout)
            words = ended.stdout.split("./grader/socklab ")[1].split()
        self.assertEqual((len(said), words), (3, ["check", "01.4"]))
        self.assertTrue(all(f"  {level}.  " in said[2] for level in (1, 2, 3)), said[2])
        self.expect(2, socklab("hint", "01.4", "4"))
        self.expect(2, socklab("hint"), "NN.k")
        self.expect(2, socklab("hint", "01"), "hint 01.1")

    def test_grading_cannot_do_without_a_sandbox(self):
        self.expect(2, socklab("grade", SOURCE, "--sandbox", "none"), "check")

    def test_without_a_sandbox_status_3_and_no_result(self):
        bwrap = shutil.which("bwrap")
        if bwrap is None:
            self.skipTest("needs bubblewrap to make a place without namespaces")
        with tempfile.TemporaryDirectory() as out:
            nowhere = [bwrap, "--unshare-user", "--disable-userns", "--dev-bind", "/", "/", "--"]
            self.expect(3, socklab("grade", SOURCE, "--out", out, before=nowhere), "Cause:", "Mend:")
            self.assertEqual(os.listdir(out), [])

    def test_doctor_speaks_json(self):
        findings = json.loads(socklab("doctor", "--json").stdout)
        self.assertIn("sandbox (user namespaces)", [one["what"] for one in findings])
        for one in findings:
            self.assertTrue(one["ok"] or one["mend"], one)


class Misbehaving(unittest.TestCase):
    """Each submission is the skeleton with one thing changed, so that what else is there shows that one bad test spoils no other."""

    @classmethod
    def setUpClass(cls):
        if socklab("doctor").returncode != 0:
            raise unittest.SkipTest("this machine cannot grade: see socklab doctor")
        with open(os.path.join(SOURCE, "labs", LAB, FILE), encoding="utf-8") as file:
            skeleton = file.read()
        begun = '{ throw NotStarted("host_order"); }'
        if begun not in skeleton:
            raise unittest.SkipTest("the skeleton has been worked on")

        def body(text, top=""):
            return (skeleton.replace(begun, text) + top).encode()

        submissions = {
            "segfault": body("{ return *static_cast<volatile ByteOrder*>(nullptr); }"),
            "abort": body("{ __builtin_trap(); }"),
            "endless": body("{ volatile bool go = true; while (go) {} return ByteOrder::little; }"),
            "exits": body("{ return ByteOrder::little; }", "#include <unistd.h>\nstatic const int early = (::_exit(0), 0);\n"),
            "flood": body("{ for (;;) ::write(1, \"0123456789abcdef\", 16); }").replace(b"namespace lab {", b"#include <unistd.h>\nnamespace lab {", 1),
            "throws": body("{ throw 42; }"),
            "syntax": body("{ retrun ByteOrder::little; }"),
            "signature": body("{ return ByteOrder::little; }").replace(b"ByteOrder host_order()", b"ByteOrder host_order(int)"),
            "empty": b"",
            "binary": bytes(range(256)) * 16,
            "wrong": body("{ return ByteOrder(9); }"),
        }
        cls.folder = tempfile.TemporaryDirectory()
        paths = []
        for name, text in submissions.items():
            paths.append(os.path.join(cls.folder.name, name))
            os.makedirs(os.path.join(paths[-1], LAB))
            with open(os.path.join(paths[-1], LAB, FILE), "wb") as file:
                file.write(text)
        paths.append(os.path.join(cls.folder.name, "missing"))
        os.makedirs(paths[-1])
        cls.paths = paths
        cls.ended = cls.grade(cls.folder.name, *paths)

    @staticmethod
    def grade(out, *paths, how=("--reveal", "full")):
        return socklab("grade", *paths, "--labs", "04", "--out", out, "--seed", "1", "--jobs", "2", *how)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def result(self, name):
        with open(os.path.join(self.folder.name, "results", name + ".json"), encoding="utf-8") as file:
            return json.load(file)["labs"][0]

    def spoilt(self, name, status, *said):
        """The first exercise's tests have this status, and all others were run and are not started."""
        lab = self.result(name)
        self.assertEqual((lab["status"], lab["score"]), ("graded", 0), lab["message"])
        for exercise in lab["exercises"]:
            for test in exercise["tests"]:
                wanted = status if exercise["id"] == "04.1" else "not-started"
                self.assertEqual(test["status"], wanted, test)
                if exercise["id"] == "04.1":
                    for text in said:
                        self.assertIn(text, test["message"])

    def refused(self, name, status, *said):
        lab = self.result(name)
        self.assertEqual((lab["status"], lab["score"]), (status, 0), lab["message"])
        self.assertTrue(lab["message"])
        for text in said:
            self.assertIn(text, lab["message"] + lab["build"]["log"])

    def test_grading_itself_went_well(self):
        self.assertEqual(self.ended.returncode, 0, self.ended.stdout + self.ended.stderr)

    def test_segfault_tells_where(self):
        self.spoilt("segfault", "crashed", FILE + ":")

    def test_abort(self):
        self.spoilt("abort", "crashed", "SIG")

    def test_endless_loop(self):
        self.spoilt("endless", "timed-out")

    def test_exit_before_main_passes_nothing(self):
        lab = self.result("exits")
        self.assertEqual(lab["score"], 0)
        for exercise in lab["exercises"]:
            for test in exercise["tests"]:
                self.assertEqual(test["status"], "crashed", test)
                self.assertIn("before", test["message"])

    def test_flood_of_output_is_cut(self):
        self.spoilt("flood", "timed-out")
        self.assertLess(os.path.getsize(os.path.join(self.folder.name, "results/flood.json")), 1_000_000)

    def test_exception_of_another_type(self):
        self.spoilt("throws", "failed", "int")

    def revealed(self, *how):
        """What is told of the submission "throws" when it is graded so: the page, the result, its exercises."""
        with tempfile.TemporaryDirectory() as again:
            ended = self.grade(again, os.path.join(self.folder.name, "throws"), how=how)
            with open(os.path.join(again, "results/throws.json"), encoding="utf-8") as file:
                result = json.load(file)
        return ended.stdout, result, result["labs"][0]["exercises"]

    def test_hidden_tests_keep_their_secrets_unless_asked(self):
        _, result, exercises = self.revealed()
        self.assertEqual(result["reveal"], "diagnosis")
        tests = [test for exercise in exercises for test in exercise["tests"]]
        for test in tests:
            if test["visibility"] == "hidden":
                self.assertEqual((test["message"], test["timeline"], test["output"], test["seconds"]), ("", [], "", 0), test)
                self.assertTrue(test["question"] and test["see"], test)
        self.assertTrue(any(test["message"] for test in tests), "public tests tell")

    def test_names_of_hidden_tests_without_what_to_read(self):
        _, result, exercises = self.revealed("--reveal", "names")
        self.assertEqual(result["reveal"], "names")
        hidden = [test for exercise in exercises for test in exercise["tests"] if test["visibility"] == "hidden"]
        self.assertTrue(hidden)
        for test in hidden:
            self.assertTrue(test["name"] and test["question"], test)
            self.assertEqual((test["see"], test["message"], test["timeline"]), ("", "", []), test)

    def test_hidden_tests_counted_alone(self):
        page, _, exercises = self.revealed("--reveal", "none")
        _, _, told = self.revealed("--reveal", "full")
        self.assertEqual([exercise["score"] for exercise in exercises], [exercise["score"] for exercise in told])
        for exercise, whole in zip(exercises, told):
            hidden = [test for test in whole["tests"] if test["visibility"] == "hidden"]
            self.assertEqual(exercise["untold"], {"tests": len(hidden), "passed": sum(test["status"] == "passed" for test in hidden)})
            self.assertNotIn("hidden", [test["visibility"] for test in exercise["tests"]])
        self.assertIn("did not pass; the result does not tell what they ask", page)

    def test_wrong_value(self):
        self.spoilt("wrong", "failed")

    def test_syntax_error_tells_file_and_line(self):
        self.refused("syntax", "build-failed", "labs/" + LAB + "/" + FILE + ":", "error:")

    def test_wrong_signature_names_the_function(self):
        self.refused("signature", "build-failed", "host_order")

    def test_empty_file_names_a_function(self):
        self.refused("empty", "build-failed", "host_order")

    def test_binary(self):
        self.refused("binary", "build-failed")

    def test_missing_file_says_where_it_belongs(self):
        self.refused("missing", "missing", FILE, LAB + "/")

    def test_nothing_of_this_machine_is_in_a_log(self):
        for name in ("syntax", "signature", "empty"):
            self.assertNotIn("/tmp/", self.result(name)["build"]["log"])

    def test_same_submission_and_seed_same_bytes_durations_aside(self):
        again = tempfile.TemporaryDirectory()
        self.addCleanup(again.cleanup)
        names = ("segfault", "throws", "syntax")
        self.grade(again.name, *(os.path.join(self.folder.name, name) for name in names))

        def text(folder, name):
            with open(os.path.join(folder, "results", name + ".json"), encoding="utf-8") as file:
                return re.sub(r'"seconds": [0-9.e-]+', "", file.read())

        for name in names:
            self.assertEqual(text(self.folder.name, name), text(again.name, name))


if __name__ == "__main__":
    # Grading needs what `socklab` needs, and this folder of the build comes before the labs'.
    subprocess.run(["ninja", "-C", BUILD, "socklab"], check=True, stdout=subprocess.DEVNULL)
    unittest.main(argv=sys.argv[:1], verbosity=2)
