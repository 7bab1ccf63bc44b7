"""Run every command that README.md shows and write what it really prints, and the measured figures.

    python scripts/refresh_readme.py            # rewrite README.md
    python scripts/refresh_readme.py --check    # exit with 1 when it is out of date

What is generated:

    ```console               output behind each line that starts with `$`; `pip install` in front of `&&` is left out
                             a store at localhost:7878 in it is an Oxigraph on a free port, empty at first
    ```pycon                 output behind each `>>>`
    <!-- file: NAME -->      the block below is written to NAME first, for the commands behind it
    <!-- excerpt: S [P] -->  blocks of graph.ttl: the subject S, or the assertion of S and P with its evidence
    <!-- figures: … -->      the table of `kg eval tests/gold`

All of it runs in a temporary copy of the folders that the README speaks of.
"""

from __future__ import annotations

import difflib
import doctest
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SHOWN_STORE = "localhost:7878"
FOLDERS = ("seeds", "ontology", "queries")

BLOCK = re.compile(
    r"(?:<!-- (?P<task>file|excerpt): (?P<what>[^\n]+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)```\n", re.DOTALL
)
FIGURES = re.compile(r"(<!-- figures: kg eval tests/gold -->\n).*?(<!-- end of figures -->\n)", re.DOTALL)
VARYING = re.compile(r"(?<=in )\d+\.\d(?= s)|(?<=run:)[0-9a-f]{16}")


@contextmanager
def workplace() -> Iterator[tuple[Path, dict[str, str]]]:
    """A temporary copy of the README's folders, and an environment in which `kg` is the one of this checkout."""
    with tempfile.TemporaryDirectory(prefix="kg-readme-") as name:
        folder = Path(name, "kg")
        for part in FOLDERS:
            shutil.copytree(ROOT / part, folder / part)
        command = Path(name, "bin", "kg")
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', encoding="utf-8")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        env = {key: value for key, value in os.environ.items() if not key.startswith("KG_")}
        env["PATH"] = f"{command.parent}{os.pathsep}{env['PATH']}"
        env["PYTHONPATH"] = str(ROOT)
        env["XDG_CACHE_HOME"] = str(Path(name, "cache"))
        with running_store(Path(name)) as store:
            yield folder, {**env, "README_STORE": store}


@contextmanager
def running_store(folder: Path) -> Iterator[str]:
    """Host and port of an empty Oxigraph server, the one of the extra `test`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", "-l", str(folder / "store"), "-b", place]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", int(place.rpartition(":")[2]))) == 0:
                    break
            time.sleep(0.05)
        yield place
    finally:
        server.kill()
        server.wait()


def refreshed(text: str, folder: Path, env: Mapping[str, str]) -> str:
    """The README with what its commands print now; they run in `folder`, in the order of the text."""

    def fresh(match: re.Match[str]) -> str:
        task, what, kind, body = match.group("task", "what", "kind", "body")
        if task == "file":
            (folder / what).write_text(body, encoding="utf-8")
        elif task == "excerpt":
            body = excerpt((folder / "graph.ttl").read_text(encoding="utf-8"), *what.split())
        elif kind == "console":
            commands = [line for line in body.splitlines() if line.startswith("$ ")]
            body = "".join(f"{line}\n{printed(line[2:], folder, env)}" for line in commands)
        elif kind == "pycon":
            body = session(body, folder, env)
        start, end = (at - match.start() for at in match.span("body"))
        return match[0][:start] + body + match[0][end:]

    return BLOCK.sub(fresh, text)


def printed(command: str, folder: Path, env: Mapping[str, str]) -> str:
    """What a shell command prints, on both streams; raises when it fails."""
    command = re.sub(r"^pip install [^&]*&& ", "", command).replace(SHOWN_STORE, env["README_STORE"])
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=env, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"README: `{command}` ends with {done.returncode}: {done.stdout}")
    output = done.stdout.replace(env["README_STORE"], SHOWN_STORE)
    return output if output.endswith("\n") or not output else output + "\n"


def session(body: str, folder: Path, env: Mapping[str, str]) -> str:
    """A Python session with what the interpreter answers."""
    sources = [example.source for example in doctest.DocTestParser().get_examples(body)]
    script = "import code\nconsole = code.InteractiveConsole()\n" + "".join(
        f"print('\\0', flush=True)\nconsole.runsource({source.rstrip()!r})\n" for source in sources
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, env=env, text=True, capture_output=True)
    if done.returncode or done.stderr:
        raise SystemExit(f"README: a Python session fails: {done.stderr}")
    answers = done.stdout.split("\0\n")[1:]
    return "".join(f">>> {source}{answer}" for source, answer in zip(sources, answers, strict=True))


def excerpt(turtle: str, subject: str, property: str | None = None) -> str:
    """The block of a subject; with a property, its assertion, the evidence, the selector and the document."""
    blocks = {block.split(" ", 1)[0]: block.rstrip("\n") for block in turtle.split("\n\n")}
    if property is None:
        return f"{blocks[subject]}\n"
    about = (f"rdf:subject {subject} ;", f"rdf:predicate {property} ;")
    found = [next(block for block in blocks.values() if all(part in block for part in about))]
    for predicate in ("prov:wasDerivedFrom", "oa:hasSelector"):
        link = re.search(rf"{predicate} (\S+)", found[-1])
        assert link is not None
        found.append(blocks[link[1]])
    source = re.search(r"oa:hasSource (\S+)", found[1])
    assert source is not None
    return "\n\n".join([*found, blocks[source[1]]]) + "\n"


def measure() -> dict[str, Any]:
    """The figures of `kg eval tests/gold`."""
    command = [sys.executable, "-m", "kg", "eval", "tests/gold", "--json", "--quiet"]
    return json.loads(subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True).stdout)


def with_figures(text: str, figures: Mapping[str, Any]) -> str:
    """The README with a table of these figures."""
    rows = [(f"`kg:{name}`", it) for name, it in figures["per"].items()] + [("**all**", figures)]
    lines = ["| relation | precision | recall | F1 | facts |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {it['p']:.2f} | {it['r']:.2f} | {it['f1']:.2f} | {it['gold']} |" for name, it in rows]
    others = [
        ("quotations that equal the source at their offsets", "exact"),
        ("right facts whose quotation overlaps the annotated one", "evidence"),
        ("right facts with the right speaker, or rightly none", "speaker"),
        ("right facts with exactly the annotated time", "time"),
        (f"of {figures['other']} denied, planned and possible facts, found as such", "other_recall"),
    ]
    lines += ["", "| beside that | share |", "|---|---|"]
    lines += [f"| {text} | {figures[name]:.2f} |" for text, name in others]
    lines += ["", f"Denied, planned or possible facts asserted as having happened: {figures['wrong_actual']}."]
    return FIGURES.sub(lambda match: match[1] + "\n".join(lines) + "\n" + match[2], text)


def settled(text: str) -> str:
    """The text without what says nothing: the seconds of a build, and the run's hash of the whole ontology."""
    return VARYING.sub("…", text)


def difference(shown: str, now: str) -> str:
    """What is out of date, as a diff; empty when nothing is."""
    old, new = settled(shown).splitlines(), settled(now).splitlines()
    return "\n".join(difflib.unified_diff(old, new, "README.md", "now", n=1, lineterm=""))


def main() -> int:
    """Rewrite or check README.md."""
    old = README.read_text(encoding="utf-8")
    with workplace() as (folder, env):
        new = with_figures(refreshed(old, folder, env), measure())
    if "--check" not in sys.argv[1:]:
        README.write_text(new, encoding="utf-8")
        return 0
    changed = difference(old, new)
    print(changed or "README.md is current")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
