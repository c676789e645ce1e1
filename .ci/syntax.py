"""Does everything that was not built compile without a warning? Looked at by the compiler, without making code of it.

usage: syntax.py BUILD-ROOT
"""
import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

build = sys.argv[1]


def look_at(entry):
    words = shlex.split(entry["command"])
    if os.path.basename(words[0]) == "ccache":
        words = words[1:]
    done = subprocess.run([*words, "-fsyntax-only"], cwd=entry["directory"], capture_output=True, text=True, check=False)
    return re.sub(r"^\s+", "", done.stdout + done.stderr) if done.returncode != 0 else ""


with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
    left = [entry for entry in json.load(file) if not os.path.exists(os.path.join(build, entry["output"]))]
with ThreadPoolExecutor(os.cpu_count()) as pool:
    complaints = [text for text in pool.map(look_at, left) if text]
print(*complaints, f"{len(left)} sources looked at, {len(complaints)} of them with complaints", sep="\n")
sys.exit(1 if complaints else 0)
