"""Runs of coglint whose outputs are held to software of others: findings of every kind, none, none to be had, and attacks.

    for run in runs.of(program, "json"):
        run.name, run.status, run.text

Each run is made twice, once to standard output and once to a file, which must be the same bytes.
"""

import collections
import pathlib
import subprocess
import tempfile

import environment

Run = collections.namedtuple("Run", "name status text")

BAD = """{
  "UserPoolId": "eu-west-1_Ab12Cd34E",
  "ClientId": "1example23456789",
  "AllowedOAuthFlowsUserPoolClient": true,
  "AllowedOAuthFlows": ["code"],
  "AllowedOAuthScopes": ["openid", "Email"],
  "CallbackURLs": [
    "https://shop.acme-retail.com/cb",
    "http://shop.acme-retail.com/cb"
  ]
}
"""
OK = BAD.replace("http://", "https://").replace("Email", "email")
URL = "http://shop.acme-retail.com/cb"
SECRET = "S3cr3tS3cr3tS3cr3tS3cr3t"


def with_url(url):
    """The bad request with another URL, which is given as it stands in JSON."""
    return BAD.replace(URL, url)


# Values that speak to terminals, CI services, XML, HTML and Markdown.
ATTACKS = [
    r"http://a.example/\u001b[31m\u202e##[error]x",
    r"http://a.example/\u0000\ufffe\uffff\ud800\u0085",
    r"http://a.example/]]><script>evil()</script>&amp;<!--",
    r"http://a.example/`` ` |\\| \\` <img src=x onerror=evil()> ![x](http://evil.example/y) www.evil.example @evil",
]

# What is checked: a name, the files by their paths, and the arguments.
CASES = [
    ("a finding", {"bad.json": BAD}, ["bad.json"]),
    ("no finding", {"ok.json": OK}, ["--only", "redirect-http", "ok.json"]),
    ("findings that do not fail", {"bad.json": BAD, "ok.json": OK}, ["--fail-on", "never", "."]),
    ("several files, one broken", {"a/bad.json": BAD, "b.json": '{"UserPoolId": "eu-west-1_Abc123xyz",', "ok.json": OK}, ["."]),
    ("nothing to check", {}, ["."]),
    ("a missing file", {"bad.json": BAD}, ["bad.json", "missing.json"]),
    ("no request", {"other.json": '{"name": "x"}', "ok.json": OK}, ["other.json", "ok.json"]),
    ("an unknown rule", {"bad.json": BAD}, ["--only", "redirect-htp", "bad.json"]),
    (
        "secrets",
        {"secret.json": OK.replace("{\n", f'{{\n  "client_secret": "{SECRET}",\n  "ClientSecret": "{SECRET}",\n', 1)},
        ["secret.json"],
    ),
    ("values that attack", {f"{number}.json": with_url(url) for number, url in enumerate(ATTACKS)}, ["."]),
    (
        "a member that attacks",
        {"esc.json": BAD.replace("{\n", '{\n  "\\u001b]8;;x\\u0007::error::y<b>`|": 1,\n', 1)},
        ["esc.json"],
    ),
    ("paths that attack", {"::error title=x::y/bad.json": BAD, "a`|<b>&\"'.json": BAD, "é\u202e.json": BAD}, ["."]),
    (
        "more than people read",
        {f"{number}.json": with_url("\",\n\"".join(f"http://a{count}.example/cb" for count in range(150))) for number in range(3)},
        ["."],
    ),
]


# The same of files that are there, by their directories below `fixtures`.
FIXTURES = [
    ("the fixtures", ".", ["requests", "malformed"]),
    ("a company's repository", "projects/kestrel", ["--now", "2026-12-01", "."]),
    ("the same when a suppression is over", "projects/kestrel", ["--now", "2026-12-05", "."]),
]


def of(program, *formats):
    """Every run, in each of `formats`: its name with the format where there are several, exit status and output."""
    for name, place, arguments in FIXTURES:
        for format in formats:
            yield write(program, name, environment.ROOT / "fixtures" / place, arguments, format)
    for name, files, arguments in CASES:
        with tempfile.TemporaryDirectory() as place:
            for path, text in files.items():
                path = pathlib.Path(place, path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            for format in formats:
                yield write(program, name, place, arguments, format)


def write(program, name, place, arguments, format):
    with tempfile.TemporaryDirectory() as outputs:
        file = pathlib.Path(outputs, "output")
        printed = subprocess.run([program, "check", "-o", format, *arguments], cwd=place, capture_output=True)
        written = subprocess.run([program, "check", "-o", f"{format}={file}", *arguments], cwd=place, capture_output=True)
        text = printed.stdout.decode("utf-8")
        if printed.returncode not in (0, 1, 2) or printed.returncode != written.returncode:
            raise SystemExit(f"error: {name}, {format}: exit codes {printed.returncode} and {written.returncode}")
        if not file.exists() or file.read_bytes() != printed.stdout:
            raise SystemExit(f"error: {name}, {format}: the file differs from standard output")
        if SECRET in text:
            raise SystemExit(f"error: {name}, {format}: a secret is shown")
        return Run(f"{name} ({format})", printed.returncode, text)
