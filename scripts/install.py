"""Makes .venv and installs what requirements/<name>.txt lists, unless that has been done already.

    python3 scripts/install.py base|dev

Uses the standard library alone and no new syntax: it is what tells users of an old Python why nothing works.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "installed")


def main(name):
    if sys.version_info < (3, 11):
        sys.exit(
            "error: Python 3.11 or newer is needed, and this is %s. "
            "Install one and name it: make demo PYTHON=python3.12" % sys.version.split()[0]
        )
    wanted = stamp(name)
    installed = read(STAMP)
    if wanted in installed and runs():
        return
    if not runs():
        installed = []
        print("Making .venv with Python %s …" % sys.version.split()[0], flush=True)
        run(
            [sys.executable, "-m", "venv", "--clear", VENV],
            "Python's venv module could not make .venv. On Debian and Ubuntu: apt-get install python3-venv",
        )
    print("Installing requirements/%s.txt …" % name, flush=True)
    run(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        # No compiler is needed, and no package runs code of its own while it is installed.
        + ["--require-hashes", "--only-binary=:all:", "-r", "requirements/%s.txt" % name],
        "pip could not install requirements/%s.txt. Is this machine online?" % name,
    )
    lines = [line for line in installed if not line.startswith(name + " ")]
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write("\n".join([*lines, wanted]) + "\n")


def stamp(name):
    """What STAMP holds once these requirements are installed: a name and the hash of the file."""
    with open(os.path.join(ROOT, "requirements", name + ".txt"), "rb") as file:
        return name + " " + hashlib.sha256(file.read()).hexdigest()


def runs():
    """Whether .venv holds a Python that starts; it does not after the system's Python was replaced."""
    try:
        return subprocess.call([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]) == 0
    except OSError:
        return False


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()
    except OSError:
        return []


def run(command, fault):
    if subprocess.call(command, cwd=ROOT) != 0:
        sys.exit("error: " + fault)


if __name__ == "__main__":
    main(sys.argv[1])
