#!/usr/bin/env python3
"""A class that never was: submissions made from solutions, other correct ways, known mistakes, skeletons and attacks, by a seed.

    grader/bench/make_class.py FOLDER STUDENTS [SEED]

A folder for each student, a folder for each lab in it; the same seed makes the same bytes. What each is stands in FOLDER.csv, one line a lab.
"""
import csv
import random
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "grader/tests/attacks"))
import attack as attacks  # noqa: E402

# Of a hundred: a class in mid-term.
KINDS = {"mistake": 55, "solution": 14, "alternative": 10, "skeleton": 8, "missing": 6, "broken": 4, "attack": 3}


class Lab:
    def __init__(self, folder):
        self.name = folder.name
        self.file = folder.name[3:].replace("-", "_") + ".cpp"
        self.skeleton = (folder / self.file).read_text(encoding="utf-8")
        answers = ROOT / "solutions" / self.name
        self.solution = (answers / self.file).read_text(encoding="utf-8")
        self.mistakes = tomllib.loads((answers / "mistakes.toml").read_text(encoding="utf-8"))["mistake"]
        self.alternatives = sorted((answers / "alternatives").glob("*.cpp"))
        self.attacks = [one for one in attacks.all_attacks() if may_be_handed_in(one) and self.has(one)]

    def has(self, one):
        return f'throw NotStarted("{attacks_function(one)}");' in self.skeleton

    def text(self, kind, pick):
        """(text, its name); no text where nothing is handed in."""
        if kind == "mistake":
            mistake = pick.choice(self.mistakes)
            return with_edits(self.solution, mistake["edits"]), mistake["name"]
        if kind == "solution":
            return self.solution, ""
        if kind == "alternative":
            file = pick.choice(self.alternatives)
            return file.read_text(encoding="utf-8"), file.stem
        if kind == "broken":
            return self.solution.replace(";", "", 1) + "\n}\n", ""
        if kind == "attack" and self.attacks:
            one = pick.choice(self.attacks)
            return attacks.compose([one], WORDS, {self.name: self.skeleton})[1], one.name
        if kind == "missing":
            return None, ""
        return self.skeleton, ""


# What attacks are told of the world around the grader: here, nothing that exists.
WORDS = dict.fromkeys(["CANARY", "PRECIOUS", "RESULTS", "AGENT", "MARK"], "/nonexistent") | {"PORT": "9"}


def attacks_function(one):
    call = one.keys.get("replaces", "host_order()")
    return call[:call.index("(")]


def may_be_handed_in(one):
    """One file, and not one whose purpose is to use up all the time that it gets."""
    return one.module is None and not one.is_set("slow")


def with_edits(text, edits):
    for edit in edits:
        assert edit["replace"] in text, edit
        text = text.replace(edit["replace"], edit["with"])
    return text


def make(folder, students, seed):
    labs = [Lab(path) for path in sorted((ROOT / "labs").glob("[0-9][0-9]-*"))]
    pick = random.Random(seed)
    rows = []
    for number in range(students):
        student = f"student{number:03}"
        for lab in labs:
            kind = pick.choices(list(KINDS), KINDS.values())[0]
            text, name = lab.text(kind, pick)
            rows.append([student, lab.name, kind, name])
            if text is not None:
                place = folder / student / lab.name
                place.mkdir(parents=True)
                (place / lab.file).write_text(text, encoding="utf-8")
        (folder / student).mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["student", "lab", "kind", "name"], *rows])
    return rows


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
