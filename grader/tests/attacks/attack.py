"""An attack is a file in rows/: what it is stands in its first comment (or docstring), as `key: value` lines.

row         the row of the catalogue that it belongs to
attack      what it does
stopped by  the mechanism
verdict     what its tests may come out as: a test's status, or build-failed, missing; several with commas
score       the points that it may get; 0 unless it says otherwise
says        a regular expression that is found in a message or the output of one of its tests
never says  one that is found nowhere in its result; `hidden never say`: in no hidden test; `build says`: in the build log
exercise    whose tests count; 04.1 unless it says otherwise
others      what the other exercises' tests may come out as; not-started unless it says otherwise
replaces    the function of the contract that attack() stands in for; without it, attack() tells what it saw, from host_order
together    it only asks and tells, and shares one submission with others of its kind
slow        it uses up all time that it gets: goes through a call of its own, with a smaller budget
shown       its result is shown on a terminal, too
also        where else the row is tested
must not happen   for readers; witnesses.py looks for it after everything

A .cpp file is the source that is handed in. A .py file makes submissions (make), or looks for itself (check).
"""
import dataclasses
import importlib.util
import os
import re
import subprocess
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
LAB, FILE = "04-network-byte-order", "network_byte_order.cpp"
TESTS_OF_ITS_OWN = {"passed", "failed", "crashed", "timed-out", "not-started"}
KEYS = {"row", "attack", "stopped by", "verdict", "score", "says", "never says", "hidden never say", "build says", "exercise", "others",
        "replaces", "together", "slow", "shown", "also", "must not happen"}


@dataclasses.dataclass
class Case:
    """A submission (or several, as one), and what must come out. Patterns are regular expressions."""
    path: str
    verdict: str
    says: str = ""
    never_says: str = ""
    hidden_never_say: str = ""
    build_says: str = ""
    exercise: str = "04.1"
    others: str = "not-started"
    score: float = 0
    attack: "Attack" = None

    def verdicts(self):
        return set(self.verdict.replace(",", " ").split())


class Attack:
    def __init__(self, file):
        self.name = os.path.splitext(file)[0]
        self.file = file
        with open(os.path.join(HERE, "rows", file), encoding="utf-8") as opened:
            self.text = opened.read()
        self.keys = keys_of(self.text)
        unknown = set(self.keys) - KEYS
        assert not unknown, f"rows/{file}: unknown keys {unknown}; attack.py has the list"
        for key in ("row", "attack", "stopped by"):
            assert key in self.keys, f"rows/{file}: the key \"{key}\" is missing; attack.py says what it is"
        self.row = int(self.keys["row"])
        self.module = load(file) if file.endswith(".py") else None

    def is_set(self, key):
        return self.keys.get(key) == "yes"

    def case(self, path, words):
        keys = {key: fill_in(value, words) for key, value in self.keys.items()}
        return Case(path, keys["verdict"], keys.get("says", ""), keys.get("never says", ""), keys.get("hidden never say", ""),
                    keys.get("build says", ""), keys.get("exercise", "04.1"), keys.get("others", "not-started"),
                    float(keys.get("score", 0)), self)

    def outcome(self):
        """In words, for the table."""
        if self.module:
            return self.module.OUTCOME
        text = self.keys["verdict"].replace(", ", " or ")
        if "says" in self.keys:
            text += ", \"" + self.keys["says"] + "\""
        return text


def all_attacks():
    return [Attack(file) for file in sorted(os.listdir(os.path.join(HERE, "rows"))) if file.endswith((".cpp", ".py"))]


def keys_of(text):
    keys = {}
    for line in text.splitlines():
        found = re.fullmatch(r"(?:// )?([a-z ]+): (.*)", line)
        if found:
            keys[found[1]] = found[2]
        elif line.startswith("#") or (keys and not line.startswith("//")):
            break
    return keys


def load(file):
    about = importlib.util.spec_from_file_location(file.replace("-", "_")[:-3], os.path.join(HERE, "rows", file))
    module = importlib.util.module_from_spec(about)
    about.loader.exec_module(module)
    return module


def fill_in(text, words):
    return re.sub(r"@([A-Z]+)@", lambda found: words.get(found[1], found[0]), text)


def skeletons(source):
    """{lab: text of the file to write}, as it was handed out, whatever the student has made of it."""
    found = {}
    for lab in sorted(os.listdir(os.path.join(source, "labs"))):
        path = f"labs/{lab}/{lab[3:].replace('-', '_')}.cpp"
        if not os.path.exists(os.path.join(source, path)):
            continue
        original = subprocess.run(["git", "-c", "safe.directory=*", "-C", source, "show", "HEAD:" + path], capture_output=True,
                                  text=True, check=False) if os.path.exists(os.path.join(source, ".git")) else None
        if original and original.returncode == 0:
            found[lab] = original.stdout
        else:
            with open(os.path.join(source, path), encoding="utf-8") as file:
                found[lab] = file.read()
    return found


def topic_of(lab):
    return lab[3:].replace("-", "_")


def compose(attacks, words, sources):
    """(lab, text): the source to hand in: what attacks are told, the attacks, and the skeleton that calls them."""
    with open(os.path.join(HERE, "told.hpp"), encoding="utf-8") as file:
        told = file.read().replace("#pragma once\n", "")
    call = attacks[0].keys.get("replaces", "host_order()")
    function = call[:call.index("(")]
    lab = next((name for name, text in sources.items() if f'throw NotStarted("{function}");' in text), None)
    if lab is None:
        raise unittest.SkipTest(f"{function} is no longer as it was handed out")
    includes, bodies = [], []
    for attack in attacks:
        body = attack.text.replace('#include "told.hpp"\n', "")
        if len(attacks) > 1:
            includes += re.findall(r"^#include .*\n", body, re.MULTILINE)
            body = "namespace " + namespace(attack) + " {\n" + re.sub(r"^#include .*\n", "", body, flags=re.MULTILINE) + "}\n"
        bodies.append(body)
    if len(attacks) > 1:
        lines = "".join(f'  said += "\\n{attack.name}: " + {namespace(attack)}::attack();\n' for attack in attacks)
        bodies.append("static std::string attack() {\n  std::string said;\n" + lines + "  return said;\n}\n")
    instead = "return attack(" + call[call.index("(") + 1:] + ";" if "replaces" in attacks[0].keys else "told::tell(&attack);"
    header = f'#include "{topic_of(lab)}.hpp"\n'
    skeleton = sources[lab].replace(f'throw NotStarted("{function}");', instead).replace(header, "")
    if len(attacks) > 1:  # a long source: the optimizer would take most of the compiler's time
        header += '#pragma GCC optimize("O0")\n'
    text = header + told + "".join(includes) + "".join(bodies) + skeleton
    return lab, fill_in(text, words)


def namespace(attack):
    return "row_" + re.sub("[^a-z0-9]", "_", attack.name)
