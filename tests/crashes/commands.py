"""Each command of kg once, as it is called on one small folder of documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["GOLD", "LOCAL", "Workplace"]

ROOT = Path(__file__).parents[2]
_TEXT = "Anna Berg wrote a letter to Carl Dahl. Eva Holt sent a telegram.\n"
GOLD = {
    "name": "letter",
    "date": None,
    "entities": [
        {"id": "a", "name": "Anna Berg", "type": "person", "aliases": []},
        {"id": "b", "name": "Carl Dahl", "type": "person", "aliases": []},
    ],
    "facts": [
        {
            "p": "wroteLetterTo", "s": "a", "o": "b", "status": "actual", "said_by": None, "time": None,
            "evidence": "Anna Berg wrote a letter to Carl Dahl",
        }
    ],
}  # fmt: skip

LOCAL = {
    "help": ["--help"],
    "version": ["--version"],
    "build": ["build", "in"],
    "build in two processes": ["build", "in", "--jobs", "2", "--no-cache"],
    "build -v": ["build", "in", "-v", "-o", "again.ttl"],
    "build of a store": ["build", "in", "-q", "-o", "built.db"],
    "store": ["store", "graph.ttl", "-o", "copied.db"],
    "cache": ["cache", "info"],
    "query": ["query", "who-wrote-to-whom", "graph.ttl"],
    "query with text": ["query", "graph.ttl", "--sparql", "SELECT * { ?a ?b ?c }", "--format", "json"],
    "queries": ["queries"],
    "explain": ["explain", "graph.ttl", "Anna Berg"],
    "why-not": ["why-not", "in/letter.txt", "wrote a letter"],
    "verify": ["verify", "graph.ttl", "--sources", "in"],
    "validate": ["validate", "graph.ttl"],
    "eval": ["eval", "in", "-q"],
    "portability": ["portability", "graph.ttl"],
    "completion": ["completion", "bash"],
}
"""Every command that asks no server; all of them end with 0."""


@dataclass(frozen=True)
class Workplace:
    """A folder with two documents, their gold, their graph and a filled cache."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def make(cls, folder: Path) -> Workplace:
        """Write the documents and build their graph."""
        (folder / "in").mkdir(parents=True)
        (folder / "tmp").mkdir()
        for name in ("letter", "second"):
            (folder / "in" / f"{name}.txt").write_text(_TEXT, encoding="utf-8")
            (folder / "in" / f"{name}.json").write_text(json.dumps(GOLD | {"name": name}), encoding="utf-8")
        # Without PYTHONUNBUFFERED and the like: what buffers hold at the end is part of what is tested.
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHONUNBUF"))}
        place = cls(
            folder,
            kept | {"XDG_CACHE_HOME": str(folder / "cache"), "TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(ROOT)},
        )
        done = place.run("build", "in", "-o", "graph.ttl", "-q")
        assert (done.returncode, done.stderr) == (0, ""), done
        return place

    def run(self, *arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
        """`kg` as a process of its own; options as those of `subprocess.run`."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        environment = self.environment | options.pop("env", {})
        return subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            **{"cwd": self.folder, "env": environment, "text": True, "check": False, **streams, **options},
        )

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        """The same without waiting for it."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            [sys.executable, "-m", "kg", *arguments], cwd=self.folder, env=self.environment, **{**streams, **options}
        )
