"""A Python that has packages of others, for the script that asks.

    import environment
    environment.enter("jsonschema==4.26.0")

The first time the packages are installed into a virtual environment under the target directory, one for each script; then
the script begins again with the Python there. What cannot be installed ends it with an error.
"""

import os
import pathlib
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()


def folder():
    """Where the running script may keep what it installs."""
    return TARGET / "checks" / pathlib.Path(sys.argv[0]).name


def enter(*packages):
    """Goes on in an environment that has `packages`, each with its version."""
    home = folder() / "python"
    if pathlib.Path(sys.prefix) == home:
        return
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = home / "installed"
    wanted = "\n".join(packages)
    if not installed.exists() or installed.read_text(encoding="utf-8") != wanted:
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
        installed.write_text(wanted, encoding="utf-8")
    sys.exit(subprocess.run([python, *sys.argv]).returncode)
