"""Does every source that was not built compile without a warning? Looked at by the compiler, without making code of it.

usage: syntax.py BUILD-ROOT     from the root of the tree
"""
import collections
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

build = sys.argv[1]
have_a_word = {"-o", "-MF", "-MQ", "-MT", "-c", "-include", "-isystem"}


def words_of(entry):
    words = shlex.split(entry["command"])
    return words[1:] if os.path.basename(words[0]) == "ccache" else words


def shared_options(entry):
    """What two commands must have in common to share a precompiled header: not folders, warnings, files, or macros with paths."""
    shared, words = [], iter(words_of(entry))
    for word in words:
        if word in have_a_word:
            next(words)
        elif not word.startswith(("-I", "-W", "-M")) and not (word.startswith("-D") and "/" in word):
            shared.append(word)
    return tuple(shared)


def usual_headers():
    """The system's headers that ten or more of the sources name: parsed once instead of for each of them."""
    named = collections.Counter()
    for name in subprocess.run(["git", "ls-files", "*.cpp", "*.hpp"], capture_output=True, text=True, check=True).stdout.split():
        with open(name, encoding="utf-8") as file:
            named.update(set(re.findall(r"^#include <[^>]*>", file.read(), re.MULTILINE)))
    return sorted(line for line, times in named.items() if times >= 10)


def precompiled(options, lines, folder):
    header = os.path.join(folder, "usual.hpp")
    with open(header, "w", encoding="utf-8") as file:
        print(*lines, sep="\n", file=file)
    made = subprocess.run([*options, "-fpch-instantiate-templates", "-x", "c++-header", header, "-o", header + ".pch"], capture_output=True, check=False)
    return ["-include-pch", header + ".pch"] if made.returncode == 0 else []


def look_at(entry, headers):
    command = [*words_of(entry), "-fsyntax-only"]
    for extra in [headers, []] if headers else [[]]:  # a complaint counts if it stands without the headers of others
        done = subprocess.run([*command, *extra], cwd=entry["directory"], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return ""
    return re.sub(r"^\s+", "", done.stdout + done.stderr)


with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
    left = {entry["file"]: entry for entry in json.load(file) if not os.path.exists(os.path.join(build, entry["output"]))}
groups = collections.defaultdict(list)
for one in left.values():
    groups[shared_options(one)].append(one)
with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(os.cpu_count()) as pool:
    waiting, usual = [], usual_headers()
    for options, entries in groups.items():
        pch = precompiled(options, usual, tempfile.mkdtemp(dir=place)) if len(entries) > 5 else []
        waiting += [pool.submit(look_at, one, pch) for one in entries]
    complaints = [text for text in (one.result() for one in waiting) if text]
print(*complaints, f"{len(left)} sources looked at, {len(complaints)} of them with complaints", sep="\n")
sys.exit(1 if complaints else 0)
