"""
row: 78
attack: the machine has no namespaces, so that code would run unconfined
stopped by: a probe before anything is graded; no fallback
must not happen: a grade
"""
import os
import shutil
import subprocess
import tempfile

OUTCOME = "exit status 3, the cause and the mend, and no result"


def check(test, world):
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        test.skipTest("needs bubblewrap to make a place without namespaces")
    with tempfile.TemporaryDirectory(dir=world.folder) as out:
        nowhere = [bwrap, "--unshare-user", "--disable-userns", "--dev-bind", "/", "/", "--"]
        ended = subprocess.run([*nowhere, world.socklab, "grade", world.source, "--out", out], capture_output=True, text=True,
                               errors="replace", timeout=120)
        test.assertEqual(ended.returncode, 3, ended.stdout + ended.stderr)
        test.assertIn("Mend:", ended.stderr + ended.stdout)
        test.assertEqual(os.listdir(out), [])
