#!/bin/sh
# Runs once, as root, when Gradescope builds the image: unpacks the course, installs its packages, builds it.
set -eu
source=${AUTOGRADER:-/autograder}/source
for part in course solutions; do
  tar -xzf "$source/$part.tar.gz" -C "$source"
  rm "$source/$part.tar.gz"
done
course=$source/sockets-lab
# What doctor says of the sandbox counts when submissions run, not now.
"$course/grader/socklab" doctor || [ -x "$course/build/grader/cli/socklab" ]
chmod -R o+rX "$course"  # root's sandboxes belong to the user nobody
chmod +x "$source/run_autograder"
