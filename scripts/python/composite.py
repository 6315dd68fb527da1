"""Runs a composite action as GitHub's runner would: its steps one after the other, each script in a file of its own, with expressions
only where this repository uses them.

    run = composite.run(action, inputs, workspace, variables)
    run.status, run.log, run.summary, run.outputs
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

Run = collections.namedtuple("Run", "status log summary outputs")

EXPRESSION = re.compile(r"\$\{\{ *([a-z_.-]+) *\}\}")
# What `shell: bash` means to the runner.
BASH = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"]


def run(action, inputs, workspace, variables, source):
    """Runs `action`, which lies in the folder `source`, over the folder `workspace`. A step that fails is the last."""
    unknown = inputs.keys() - action["inputs"].keys()
    if unknown:
        sys.exit(f"error: the action has no input called {', '.join(unknown)}")
    values = {f"inputs.{name}": inputs.get(name, known["default"]) for name, known in action["inputs"].items()}
    log, summary, status = "", "", 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        values |= {"github.action_path": str(source), "runner.temp": str(folder / "runner")}
        for step in action["runs"]["steps"]:
            files = {name: folder / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
            for file in files.values():
                file.write_text("", encoding="utf-8")
            given = {name: evaluated(text, values) for name, text in step["env"].items()}
            fixed = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(workspace), "GITHUB_ACTION_PATH": str(source)}
            done = script(step, folder / "script.sh", workspace, variables | fixed | {name: str(file) for name, file in files.items()} | given)
            log += done.stdout
            summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
            for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
                name, _, value = line.partition("=")
                values[f"steps.{step['id']}.outputs.{name}"] = value
            status = done.returncode
            if status:
                break
    return Run(status, log, summary, {name: evaluated(output["value"], values) for name, output in action["outputs"].items()})


def script(step, file, workspace, variables):
    if "${{" in step["run"]:
        sys.exit(f"error: the script of `{step['name']}` holds an expression, whose value could be commands")
    if step.keys() - {"name", "id", "shell", "env", "run"} or step["shell"] != "bash":
        sys.exit(f"error: `{step['name']}` has more than is understood here")
    file.write_text(step["run"], encoding="utf-8")
    return subprocess.run(
        [*BASH, file], cwd=workspace, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def evaluated(text, values):
    """The text with the values of its expressions; what a step that did not run would have given is empty."""

    def value(found):
        name = found[1]
        if name not in values and not name.startswith("steps."):
            sys.exit(f"error: `{name}` is not understood here")
        return values.get(name, "")

    return EXPRESSION.sub(value, text)
