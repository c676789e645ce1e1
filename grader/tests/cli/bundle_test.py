"""Do the bundles for platforms hold what is uploaded, and do their scripts answer in the platform's own form, sandbox or not?

usage: bundle_test.py BUILD-ROOT SOURCE-ROOT
"""
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

BUILD, SOURCE = map(os.path.abspath, sys.argv[1:3])
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
LAB, FILE = "04-network-byte-order", "network_byte_order.cpp"
SOLUTION = os.path.join(SOURCE, "solutions", LAB, FILE)
PLATFORMS = ["autolab", "github", "gradescope", "prairielearn"]


def run(*command, cwd=None, **variables):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False, cwd=cwd,
                          env={**os.environ, **variables})


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def read_json(*path):
    return json.loads(read(*path))


class Bundles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if run("git", "-C", SOURCE, "rev-parse", "HEAD").returncode != 0:
            raise unittest.SkipTest("the course is no Git tree here, so there is nothing to bundle: see git init")
        cls.grades = run(SOCKLAB, "doctor").returncode == 0
        cls.place = tempfile.TemporaryDirectory(prefix="bundle-")
        cls.here = cls.place.name
        cls.made = {}
        for platform in PLATFORMS:
            cls.made[platform] = run(SOCKLAB, "bundle", platform, "--labs", "04", cwd=cls.here)
        # A machine without namespaces; where there is no bubblewrap to make one, what it answers.
        cls.no_sandbox = os.path.join(cls.here, "no-sandbox")
        bwrap = shutil.which("bwrap")
        nowhere = f'exec {bwrap} --unshare-user --disable-userns --dev-bind / / -- {SOCKLAB} "$@"' if bwrap else "echo no sandbox >&2; exit 3"
        with open(cls.no_sandbox, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{nowhere}\n")
        os.chmod(cls.no_sandbox, 0o755)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def setUp(self):
        self.root = tempfile.mkdtemp(dir=self.here)

    def folder(self, *names):
        path = os.path.join(self.root, *names)
        os.makedirs(path, exist_ok=True)
        return path

    def bundle(self, platform, *names):
        return os.path.join(self.here, "bundle-" + platform, *names)

    def zip_of_solution(self, path):
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(SOLUTION, f"labs/{LAB}/{FILE}")

    def good(self, ended):
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        return ended.stdout

    def needs_sandbox(self):
        if not self.grades:
            self.skipTest("this machine cannot grade: see socklab doctor")

    def test_each_is_made_and_says_whom_it_is_for(self):
        for platform, ended in self.made.items():
            self.good(ended)
            self.assertEqual("FOR INSTRUCTORS ONLY" in ended.stdout, platform != "github", platform)
            readme = read(self.bundle(platform, "README.md"))
            self.assertIn("## The sandbox", readme)
            self.assertIn("The documented form:", readme)
            self.assertNotRegex(readme, r"@[A-Z]+@")

    def test_nothing_is_replaced_unasked(self):
        again = run(SOCKLAB, "bundle", "github", cwd=self.here)
        self.assertEqual(again.returncode, 2)
        self.assertIn("--force", again.stderr)
        self.good(run(SOCKLAB, "bundle", "github", "--force", "--labs", "04", cwd=self.here))
        self.assertIn("gradescope", run(SOCKLAB, "bundle", "moodle").stderr)

    def shell_scripts(self):
        scripts = []
        for folder, _, names in os.walk(os.path.join(SOURCE, "grader/bundles")):
            for path in (os.path.join(folder, name) for name in names):
                if read(path).startswith("#!/bin/sh\n"):
                    scripts.append(path)
        self.assertGreaterEqual(len(scripts), 5)
        return scripts

    def test_its_shell_scripts_are_read_by_a_shell(self):
        for script in self.shell_scripts():
            self.assertTrue(os.access(script, os.X_OK), script)
            self.good(run("sh", "-n", script))

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_its_shell_scripts_have_no_classic_mistake(self):
        self.good(run("shellcheck", *self.shell_scripts()))

    def test_the_course_is_whole_for_graders(self):
        with zipfile.ZipFile(self.bundle("gradescope", "autograder.zip")) as archive:
            parts = [archive.read(name) for name in ("course.tar.gz", "solutions.tar.gz")]
            modes = {entry.filename: entry.external_attr >> 16 & 0o111 for entry in archive.infolist()}
        self.assertTrue(modes["run_autograder"] and modes["setup.sh"], modes)
        names = {}
        for part in parts:
            with tarfile.open(fileobj=io.BytesIO(part)) as archive:
                names.update({entry.name: entry.mode for entry in archive if entry.isfile()})
        self.assertIn(f"sockets-lab/solutions/{LAB}/hidden_test.cpp", names)
        self.assertTrue(names["sockets-lab/grader/socklab"] & 0o100 and names["sockets-lab/grader/bundles/grade_one"] & 0o100)
        for platform in ("prairielearn", "autolab"):
            self.assertEqual({"Dockerfile", "course.tar.gz", "solutions.tar.gz"} - set(os.listdir(self.bundle(platform, "image"))), set())

    def gradescope(self, program=SOCKLAB):
        source = self.folder("source")
        with zipfile.ZipFile(self.bundle("gradescope", "autograder.zip")) as archive:
            archive.extractall(source)
        if not os.path.exists(os.path.join(source, "sockets-lab")):
            os.symlink(SOURCE, os.path.join(source, "sockets-lab"))  # as setup.sh has unpacked and built it
        told = self.good(run("sh", os.path.join(source, "run_autograder"), AUTOGRADER=self.root, SOCKLAB=program))
        return read_json(self.root, "results/results.json"), told

    def test_gradescope_gets_a_score(self):
        self.needs_sandbox()
        shutil.copy(SOLUTION, self.folder("submission"))
        result, _ = self.gradescope()
        self.assertGreater(result["score"], 0)
        self.assertAlmostEqual(result["score"], sum(test["max_score"] for test in result["tests"]))
        os.remove(os.path.join(self.root, "submission", FILE))
        self.zip_of_solution(os.path.join(self.root, "submission/submission.zip"))
        self.assertEqual(self.gradescope()[0]["score"], result["score"])

    def test_gradescope_follows_no_link_to_the_solutions(self):
        self.needs_sandbox()
        self.zip_of_solution(os.path.join(self.root, "solutions.zip"))
        os.symlink(os.path.join(self.root, "solutions.zip"), os.path.join(self.folder("submission"), "submission.zip"))
        self.assertEqual(self.gradescope()[0]["score"], 0)

    def test_gradescope_without_a_sandbox_has_no_score(self):
        shutil.copy(SOLUTION, self.folder("submission"))
        result, told = self.gradescope(self.no_sandbox)
        self.assertNotIn("score", result)
        self.assertEqual(result["tests"], [])
        self.assertIn("no fault of yours", result["output"])
        self.assertIn("sandbox", told)  # for the instructor

    def prairielearn(self, program=SOCKLAB):
        self.good(run("sh", self.bundle("prairielearn", "image/grade"), GRADE=self.root, COURSE=SOURCE, SOCKLAB=program))
        return read_json(self.root, "results/results.json")

    def test_prairielearn_gets_a_score(self):
        self.needs_sandbox()
        shutil.copy(SOLUTION, self.folder("student"))
        result = self.prairielearn()
        self.assertEqual((result["gradable"], result["score"]), (True, 1.0))
        self.assertTrue(all(test["points"] == test["max_points"] for test in result["tests"]))

    def test_prairielearn_without_a_sandbox_is_not_gradable(self):
        shutil.copy(SOLUTION, self.folder("student"))
        result = self.prairielearn(self.no_sandbox)
        self.assertIs(result["gradable"], False)
        self.assertNotIn("score", result)
        self.assertIn("costs you no attempt", result["format_errors"][0])

    def test_prairielearn_s_question_names_the_lab_s_file(self):
        info = read_json(self.bundle("prairielearn", "question/info.json"))
        self.assertEqual((info["gradingMethod"], info["externalGradingOptions"]["enabled"]), ("External", True))
        self.assertLessEqual(info["externalGradingOptions"]["timeout"], 600)
        self.assertRegex(info["uuid"], "^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$")
        self.assertIn(f'file-names="{FILE}"', read(self.bundle("prairielearn", "question/question.html")))

    def autolab(self, program=SOCKLAB):
        shutil.copy(self.bundle("autolab", "autograde.tar"), self.root)
        shutil.copy(self.bundle("autolab", "autograde-Makefile"), os.path.join(self.root, "Makefile"))
        self.zip_of_solution(os.path.join(self.root, "submission.zip"))
        told = self.good(run("make", cwd=self.root, COURSE=SOURCE, SOCKLAB=program))
        return json.loads(told.splitlines()[-1]), told

    @unittest.skipUnless(shutil.which("make"), "make is not installed")
    def test_autolab_gets_a_score_for_each_lab(self):
        self.needs_sandbox()
        scores = self.autolab()[0]["scores"]
        self.assertIn(f"- `{LAB}`: {scores[LAB]:g}\n", read(self.bundle("autolab", "README.md")))  # full points
        self.assertEqual(list(scores), [LAB])

    @unittest.skipUnless(shutil.which("make"), "make is not installed")
    def test_autolab_without_a_sandbox_gets_none(self):
        result, told = self.autolab(self.no_sandbox)
        self.assertEqual(result, {"scores": {}})
        self.assertIn("It costs you no points", told)

    def test_github_s_students_are_given_no_secret(self):
        workflows = [self.bundle("github", "students/.github/workflows/classroom.yml"),
                     self.bundle("github", "instructor/.github/workflows/grade-classroom.yml")]
        students, instructor = map(read, workflows)
        self.assertNotIn("secrets.", students)
        self.assertEqual(instructor.count("secrets."), 1)  # for the step that fetches, not for the one that grades
        for text in (students, instructor):
            self.assertIn("--labs 04", text)
        try:
            import yaml
        except ImportError:
            self.skipTest("python3-yaml is not installed: the workflows' YAML was not looked at")
        for text in (students, instructor):
            for job in yaml.safe_load(text)["jobs"].values():
                self.assertTrue(all(("uses" in step) != ("run" in step) for step in job["steps"]))
                for step in job["steps"]:
                    self.good(run("sh", "-n", "-c", step.get("run", ":")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
