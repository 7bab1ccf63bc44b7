"""The README is true: its commands print what it shows, and its tutorial adds a relation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import refresh_readme as refresh

from kg.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def tutorial() -> str:
    """The file that the tutorial adds to ontology/."""
    (block,) = re.findall(r"<!-- file: ontology/lawsuit\.ttl -->\n```turtle\n(.*?)```", README, re.DOTALL)
    return str(block)


@pytest.mark.slow
def test_commands_print_what_the_readme_shows() -> None:
    """Every command, Python line and excerpt gives what stands behind it; else run scripts/refresh_readme.py."""
    with refresh.workplace() as (folder, env):
        now = refresh.refreshed(README, folder, env)
    assert refresh.difference(README, now) == "", "run scripts/refresh_readme.py"


@pytest.mark.slow
def test_tutorial_adds_a_relation() -> None:
    """One file in a copy of ontology/ is enough: the relation is found, its class and its denial, too."""
    with refresh.workplace() as (folder, env):
        (folder / "ontology" / "lawsuit.ttl").write_text(tutorial(), encoding="utf-8")
        text = "Nora Varga sued Karl Lind in May 2031. Acme Ltd did not sue Anna Berg."
        (folder / "case.txt").write_text(text, encoding="utf-8")
        refresh.printed("kg build -q case.txt --ontology ontology -o case.ttl", folder, env)
        turtle = (folder / "case.ttl").read_text(encoding="utf-8")
        refresh.printed("kg validate case.ttl && kg verify case.ttl --sources .", folder, env)
    assert len(re.findall(r"    kg:sued person:karl-lind", turtle)) == 1
    assert len(re.findall(r"a kg:Event, kg:Lawsuit ;", turtle)) == 2
    assert "rdf:object person:anna-berg ;\n    kg:factuality kg:Negated ;" in turtle
    assert "kg:sued person:anna-berg" not in turtle


@pytest.mark.slow
def test_tutorial_examples_are_read() -> None:
    """The two examples of the tutorial are tests, as the README says of every example."""
    with refresh.workplace() as (folder, env):
        (folder / "ontology" / "lawsuit.ttl").write_text(tutorial(), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_lexicon.py", "-k", "Lawsuit"]
        done = subprocess.run(
            command, cwd=ROOT, env={**env, "KG_ONTOLOGY": str(folder / "ontology"), "PYTEST_ADDOPTS": "-o addopts="},
            text=True, capture_output=True,
        )  # fmt: skip
    assert re.search(r"\b2 passed\b", done.stdout), done.stdout


def test_every_command_is_named() -> None:
    """The README's table of commands misses none."""
    assert [name for name in sorted(main.commands) if f"`kg {name}" not in README] == []


def test_two_commands_set_up() -> None:
    """The set-up block is two lines; .ci/run executes them as they stand."""
    (block,) = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    install, test = block.splitlines()
    assert install.startswith("pip install") and install.endswith("kg build seeds -o graph.ttl")
    assert test.startswith("pip install") and test.endswith("&& pytest")
    assert f"$ {install}\n" in README
