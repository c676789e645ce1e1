"""The attacks as a table, for people: `table.py` prints it, `table.py --write` puts it into grader/README.md."""
import os
import sys

import attack as attacks

BEGIN, END = "<!-- attacks: begin (grader/tests/attacks/table.py --write) -->", "<!-- attacks: end -->"
README = os.path.join(attacks.HERE, "../../README.md")


def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def table():
    lines = ["| row | what is tried | what stops it | what must come out | rows/ |", "| --- | --- | --- | --- | --- |"]
    for attack in sorted(attacks.all_attacks(), key=lambda each: (each.row, each.file)):
        outcome = "`" + attack.outcome().replace("|", "\\|") + "`" if "says" in attack.keys else cell(attack.outcome())
        if "must not happen" in attack.keys:
            outcome += "; never: " + cell(attack.keys["must not happen"])
        place = f"[{attack.name}](tests/attacks/rows/{attack.file})"
        if "also" in attack.keys:
            place += f", [{os.path.basename(attack.keys['also'])}](tests/{attack.keys['also']})"
        lines.append(f"| {attack.row} | {cell(attack.keys['attack'])} | {cell(attack.keys['stopped by'])} | {outcome} | {place} |")
    return "\n".join(lines)


def parts_of_readme():
    """Before the table, the table, after it."""
    with open(README, encoding="utf-8") as file:
        text = file.read()
    if BEGIN not in text:
        return text, None, ""
    before, rest = text.split(BEGIN)
    middle, after = rest.split(END)
    return before, middle.strip(), after


if __name__ == "__main__":
    if "--write" not in sys.argv:
        print(table())
    else:
        start, old, rest_of_it = parts_of_readme()
        assert old is not None, "grader/README.md has no place for it: two lines,\n" + BEGIN + "\n" + END
        with open(README, "w", encoding="utf-8") as out:
            out.write(start + BEGIN + "\n\n" + table() + "\n\n" + END + rest_of_it)
