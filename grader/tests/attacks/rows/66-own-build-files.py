"""
row: 66
attack: hands in build files, flags, its own contract, a precompiled header and a folder of headers beside its source
stopped by: only the files that lab.toml names are taken; the others are ignored, and the result says so
must not happen: any effect of them
"""
import os

from attack import Case, LAB

OUTCOME = "graded as if nothing else were there; the result names what was ignored"


def make(place, world):
    folder = os.path.join(place, LAB)
    world.write(folder, world.skeleton(LAB))
    for name, text in {
            "meson.build": "run_command('touch', '" + world.precious + "', check: true)\n",
            "Makefile": "all:\n\tfalse\n",
            "network_byte_order.hpp": "#error own contract\n",
            "network_byte_order.hpp.gch": "no precompiled header\n",
            "network_byte_order.o": "no object\n",
            "support/errors.hpp": "#error own header\n",
            "public_test.cpp": "#error own tests\n",
            "lab.toml": "title = 'own'\nfiles = []\n",
            "specs": "*cc1plus:\n-fplugin=/tmp/x.so\n",
            "@flags": "-DOWN\n",
    }.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    yield Case(place, "not-started", says="Makefile|meson.build")
