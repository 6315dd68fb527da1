"""The blocks of code in the documentation, for scripts that run or judge them.

    for fence in fences.all():
        fence.page, fence.line, fence.language, fence.marks, fence.text

A comment before a block says what is special about it, as `<!-- file: NAME; not run: REASON -->`: that it is the whole text of a
file, and why the test that runs the commands of the documentation (tests/suite/readme.rs) leaves it alone.
"""

import collections
import re

import environment

Fence = collections.namedtuple("Fence", "page line language marks text")

MARKS = re.compile(r"<!-- ((?:file|not run): .*) -->")


def all():
    """Every block, in the order of the pages."""
    pages = [environment.ROOT / "README.md", *sorted((environment.ROOT / "docs").glob("*.md"))]
    return [fence for page in pages for fence in of_page(page.name, page.read_text(encoding="utf-8"))]


def file(name):
    """The text of the only block that is the file `name`."""
    found = [fence.text for fence in all() if fence.marks.get("file") == name]
    if len(found) != 1:
        raise SystemExit(f"error: the documentation has {len(found)} files called {name}")
    return found[0]


def of_page(page, text):
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        if not lines[number].startswith("```"):
            number += 1
            continue
        begin = number
        number = lines.index("```", begin + 1)
        marks = MARKS.fullmatch(lines[begin - 1]) if begin else None
        pairs = [mark.split(": ", 1) for mark in marks[1].split("; ")] if marks else []
        yield Fence(page, begin + 1, lines[begin][3:], dict(pairs), "".join(f"{line}\n" for line in lines[begin + 1 : number]))
        number += 1
