#!/bin/sh
# Make .venv where it is missing or broken, and install one file of pinned requirements into it.
# Usage: sh tools/make_venv.sh requirements.txt
# $PYTHON names another interpreter than the first good one on PATH.
set -eu

good='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$candidate" -c "$good" 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    {
        found=$(python3 --version 2>/dev/null || echo 'no python3')
        echo "The app needs Python 3.11 or later with its venv module; ${PYTHON:-PATH} has $found."
        echo "Install one (Debian: apt-get install python3 python3-venv), or name it: make run PYTHON=/path/to/python3"
    } >&2
    return 1
}

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version)."
    "$python" -m venv --clear .venv
fi

echo "Installing $1 into .venv: seconds if it is there already, minutes the first time."
# --no-deps: the files name everything (tests/test_requirements.py), so pip need not work it out.
# --no-compile: Python compiles what is imported when it is, a tenth of what there is.
.venv/bin/python -m pip --disable-pip-version-check --no-input -qq \
    install --progress-bar off --no-deps --no-compile -r "$1"
