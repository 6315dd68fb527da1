"""Packages of npm, for the script that asks: installed once under the target directory, without their own scripts."""

import subprocess

import environment


def packages(*wanted):
    """The folder `node_modules` with the packages, each with its version. What cannot be installed ends in an error."""
    home = environment.folder() / "node"
    installed = home / "installed"
    names = "\n".join(wanted)
    if not installed.exists() or installed.read_text(encoding="utf-8") != names:
        home.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", home]
        subprocess.run([*install, *wanted], check=True)
        installed.write_text(names, encoding="utf-8")
    return home / "node_modules"
