"""What is killed: each command with the state it finds, what must hold after the kill, and what the next run must give.

A victim goes to and fro between two states of the same documents, so that "the old output" and "the new one" are
always different bytes, both known from a run that nobody disturbed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Protocol

from stores.server import Server
from stores.servers import missing, oxigraph

__all__ = ["VICTIMS", "Moment", "Place", "Victim"]

ROOT = Path(__file__).parents[2]
DOCUMENTS = 40
_NAMES = ("Anna Berg", "Carl Dahl", "Edith Falk", "Gustav Holm", "Ingrid Juhl")

# A line when Python has started, so that no moment falls before kg's first instruction; runs of the sort so short that
# a graph of forty letters has several on disk.
_PROGRAM = """
import os, sys
import kg.__main__
os.write(2, b"{}\\n")
if os.environ.get("KG_TEST_SPILLS"):
    from kg.store import Writer
    Writer.__init__.__kwdefaults__["run_chars"] = 20_000
kg.__main__.run()
"""
COMMAND = (sys.executable, "-c", _PROGRAM)


@dataclass(frozen=True)
class Moment:
    """When a command is hit: so many seconds after it has printed `lines` lines on standard error."""

    lines: int
    seconds: float


class Place:
    """A folder with two states of the documents, their undisturbed graphs, a cache and a folder for temporary files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temporary = folder / "tmp"
        self.temporary.mkdir(parents=True)
        self._took: dict[str, float] = {}
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("KG_")} | {
            "TMPDIR": str(self.temporary), "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.sources = tuple(self._write_documents(state) for state in (0, 1))
        self.graphs = {
            suffix: tuple(self._undisturbed(state, suffix) for state in (0, 1)) for suffix in (".ttl", ".nq")
        }
        self.filled = folder / "filled-cache"
        shutil.copytree(self.cache, self.filled)

    @property
    def cache(self) -> Path:
        """The folder of the cache of extractions."""
        return self.folder / "cache" / "kg"

    def run(self, *arguments: object) -> subprocess.CompletedProcess[bytes]:
        """A command that nobody disturbs."""
        begin = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        self._took[str(arguments[0])] = time.monotonic() - begin
        return done

    def moment_of(self, command: str, random: Random) -> Moment:
        """A moment in a command that tells nothing, any as likely as another, by the time that it took last."""
        return Moment(1, random.uniform(0, self._took[command]))

    def set_cache(self, *, filled: bool) -> None:
        """A cache that knows all documents of both states, or none."""
        shutil.rmtree(self.cache, ignore_errors=True)
        if filled:
            shutil.copytree(self.filled, self.cache)

    def check_cache(self) -> None:
        """The cache opens."""
        info = self.run("cache", "info")
        assert (info.returncode, info.stderr) == (0, b""), info

    def check_temporary(self) -> None:
        """No file is left where nobody would remove it."""
        left = sorted(path.name for path in self.temporary.iterdir())
        assert left == [], f"temporary files left: {left}"

    def _write_documents(self, state: int) -> Path:
        folder = self.folder / str(state) / "in"
        folder.mkdir(parents=True)
        for n in range(DOCUMENTS - 5 * state):  # five documents go, ten change
            day = n % 28 + 1 if n % 4 else 28 - state
            text = f"{_NAMES[n % 5]} wrote a letter to {_NAMES[(n + 1) % 5]} on {day} May 2031. It was number {n}."
            (folder / f"{n}.txt").write_text(text, encoding="utf-8")
        return folder

    def _undisturbed(self, state: int, suffix: str) -> bytes:
        path = self.folder / f"undisturbed-{state}{suffix}"
        done = self.run("build", self.sources[state], "-o", path, "-q", "--jobs", "1")
        assert done.returncode == 0, done
        return path.read_bytes()


class Victim(Protocol):
    """A command under fire. The methods raise AssertionError when something does not hold."""

    targets: Sequence[str]
    """Who can be hit: "command", "group" (all processes of the command), "worker", "server"."""
    outcomes: Sequence[int]
    """Exit codes that are right when the command was not hit itself."""

    def prepare(self, state: int, random: Random) -> tuple[list[str], Moment]:
        """Set the scene for going to a state; the command's arguments and when to hit."""

    def after(self, state: int) -> str:
        """Check what the hit has left; what became of the output, in a word."""

    def again(self, state: int) -> None:
        """The same once more, undisturbed, gives the right bytes."""


class BuildVictim:
    """`kg build` with a cache, over the output of the other state."""

    outcomes = (0, 2)

    def __init__(self, place: Place, jobs: int) -> None:
        self._place = place
        self._jobs = jobs
        self._output = place.folder / f"graph-{jobs}.ttl"
        self._output.write_bytes(place.graphs[".ttl"][0])
        self.targets = ("command", "command", "group") if jobs == 1 else ("command", "group", "worker")

    def prepare(self, state: int, random: Random) -> tuple[list[str], Moment]:
        known = self._jobs == 1 and random.random() < 0.6
        self._place.set_cache(filled=known)
        self._old = self._place.graphs[".ttl"][1 - state]
        self._output.write_bytes(self._old)
        documents = DOCUMENTS - 5 * state
        moments = [
            Moment(1, random.uniform(0, 1.0)),  # from the first instruction on: imports, ontology, files
            Moment(2, random.uniform(0, 0.1 if known else 6.0)),  # "begin": the model, workers
            Moment(2 + random.randint(1, documents), random.uniform(0, 0.02)),  # documents, the cache
            Moment(3 + documents, random.uniform(0, 0.02)),  # "resolve"
            Moment(4 + documents, random.uniform(0, 0.1)),  # "write": sorted runs, the file aside, the rename
        ]
        return [*self._arguments(state, self._jobs), "--log-json"], random.choice(moments)

    def _arguments(self, state: int, jobs: int) -> list[str]:
        return ["build", str(self._place.sources[state]), "-o", str(self._output), "--jobs", str(jobs)]

    def after(self, state: int) -> str:
        found = self._output.read_bytes()
        new = self._place.graphs[".ttl"][state]
        assert found in (self._old, new), "the output is neither the old one nor the new one"
        beside = {path.name for path in self._output.parent.glob(f"{self._output.name}?*")}
        assert beside <= {f"{self._output.name}.part"}, beside
        self._place.check_temporary()
        self._place.check_cache()
        return "old" if found == self._old else "new"

    def again(self, state: int) -> None:
        done = self._place.run(*self._arguments(state, 1), "-q")
        assert (done.returncode, done.stderr) == (0, b""), done
        assert self._output.read_bytes() == self._place.graphs[".ttl"][state], "the next run gives other bytes"
        assert list(self._output.parent.glob(f"{self._output.name}?*")) == []
        self._place.check_temporary()


class QueryVictim:
    """`kg query` reads, so all that can be lost is its answer."""

    targets = ("command",)
    outcomes = (0,)

    def __init__(self, place: Place) -> None:
        self._place = place
        self._graphs = tuple(place.folder / f"undisturbed-{state}.ttl" for state in (0, 1))
        self._answers = tuple(place.run(*self._arguments(state)).stdout for state in (0, 1))
        assert all(answer.count(b"\n") > DOCUMENTS / 2 for answer in self._answers)

    def _arguments(self, state: int) -> list[str]:
        return ["query", "timeline", str(self._graphs[state]), "--format", "csv"]

    def prepare(self, state: int, random: Random) -> tuple[list[str], Moment]:
        return self._arguments(state), self._place.moment_of("query", random)

    def after(self, state: int) -> str:
        assert self._graphs[state].read_bytes() == self._place.graphs[".ttl"][state], "a query changed its graph"
        self._place.check_temporary()
        return "old"

    def again(self, state: int) -> None:
        done = self._place.run(*self._arguments(state))
        assert (done.returncode, done.stdout, done.stderr) == (0, self._answers[state], b""), done


class CacheVictim:
    """`kg cache clear` and `kg cache info` on a cache whose last build was killed, too: its log was not folded in."""

    targets = ("command",)
    outcomes = (0,)

    def __init__(self, place: Place) -> None:
        self._place = place
        self._output = place.folder / "from-cache.ttl"
        place.check_cache()

    def prepare(self, state: int, random: Random) -> tuple[list[str], Moment]:
        self._place.set_cache(filled=True)
        unfinished = (
            "import os, sqlite3, sys; database = sqlite3.connect(sys.argv[1], isolation_level=None);"
            "database.execute('PRAGMA journal_mode = WAL'); database.execute('UPDATE entries SET used = used + 1');"
            "os.kill(os.getpid(), 9)"
        )
        subprocess.run([sys.executable, "-c", unfinished, next(self._place.cache.glob("*.sqlite"))], check=False)
        assert len(list(self._place.cache.iterdir())) == 3
        return ["cache", random.choice(["clear", "clear", "info"])], self._place.moment_of("cache", random)

    def after(self, state: int) -> str:
        self._place.check_temporary()
        self._place.check_cache()
        found = {path.suffix for path in self._place.cache.iterdir()}
        return "old" if ".sqlite" in found else "new"

    def again(self, state: int) -> None:
        done = self._place.run("build", self._place.sources[state], "-o", self._output, "-q")
        assert (done.returncode, done.stderr) == (0, b""), done
        assert self._output.read_bytes() == self._place.graphs[".ttl"][state], "a build with this cache differs"
        self._place.check_cache()


class FolderVictim:
    """A graph as a folder, a store or shards, made by `kg build` from a filled cache or by `kg store` from a file."""

    targets = ("command", "command", "group")
    outcomes = (0,)

    def __init__(self, place: Place, name: str, options: Sequence[str], made_by: str) -> None:
        self._place = place
        self._output = place.folder / name
        self._options = options
        self._made_by = made_by

    def _arguments(self, state: int) -> list[str]:
        place, output = self._place, str(self._output)
        if self._made_by == "store":
            return ["store", str(place.folder / f"undisturbed-{state}.nq"), "-o", output]
        return ["build", str(place.sources[state]), "-o", output, "--jobs", "1", "--log-json", *self._options]

    def prepare(self, state: int, random: Random) -> tuple[list[str], Moment]:
        self._place.set_cache(filled=True)
        self.again(1 - state)
        if self._made_by == "store":
            return self._arguments(state), self._place.moment_of("store", random)
        return self._arguments(state), Moment(4 + DOCUMENTS - 5 * state, random.uniform(0, 0.4))  # from "write" on

    def after(self, state: int) -> str:
        found = self._read()
        assert found in self._wanted, "the output is neither the old one nor the new one"
        beside = {path.name for path in self._output.parent.glob(f"{self._output.name}?*")}
        assert beside <= {f"{self._output.name}.part"}, beside
        self._place.check_temporary()
        return "old" if found == self._wanted[1 - state] else "new"

    def again(self, state: int) -> None:
        done = self._place.run(*self._arguments(state))
        assert done.returncode == 0, done
        assert self._read() == self._wanted[state], "the next run gives another graph"
        assert list(self._output.parent.glob(f"{self._output.name}?*")) == []
        self._place.check_temporary()

    @cached_property
    def _wanted(self) -> tuple[dict[str, frozenset[str]], ...]:
        return tuple(_by_graph(graph) for graph in self._place.graphs[".nq"])

    def _read(self) -> dict[str, frozenset[str]]:
        from kg.store import quads

        found: dict[str, set[str]] = {}
        for quad in quads(self._output):
            found.setdefault(str(quad.graph_name), set()).add(str(quad.triple))
        return {graph: frozenset(triples) for graph, triples in found.items()}


class LoadVictim:
    """`kg load --replace --delete-missing` into a real Oxigraph that holds the other state; or the server is killed."""

    targets = ("command", "command", "server")
    outcomes = (0, 2)

    def __init__(self, place: Place, server: Server) -> None:
        self._place = place
        self.server = server
        self._files = tuple(place.folder / f"undisturbed-{state}.nq" for state in (0, 1))
        self._quads = tuple(_by_graph(graph) for graph in place.graphs[".nq"])

    def _arguments(self, state: int) -> list[str]:
        file = str(self._files[state])
        return ["load", file, "--to", self.server.url, "--replace", "--delete-missing", "--patience", "0"]

    def prepare(self, state: int, random: Random) -> tuple[list[str], Moment]:
        self.server.start()
        self.again(1 - state)
        return self._arguments(state), self._place.moment_of("load", random)

    def after(self, state: int) -> str:
        self.server.start()
        held = _by_graph(self._dump())
        old, new = self._quads[1 - state], self._quads[state]
        for graph in sorted(held.keys() | old.keys() | new.keys()):
            found = held.get(graph)
            assert found in (old.get(graph), new.get(graph)), f"{graph} is neither the old one nor the new one"
        self._place.check_temporary()
        return "old" if held == old else "new" if held == new else "between"

    def again(self, state: int) -> None:
        done = self._place.run(*self._arguments(state))
        assert done.returncode == 0, done
        assert _by_graph(self._dump()) == self._quads[state], "the next load gives other triples"

    def _dump(self) -> bytes:
        answer = self.server.send("GET", f"{self.server.url}/store", accept="application/n-quads")
        assert answer.status == 200, answer
        return answer.body


def _by_graph(quads: bytes) -> dict[str, frozenset[str]]:
    """The quads of each named graph, as pyoxigraph spells them."""
    import pyoxigraph as ox

    found: dict[str, set[str]] = {}
    for quad in ox.parse(input=quads, format=ox.RdfFormat.N_QUADS):
        found.setdefault(str(quad.graph_name), set()).add(str(quad.triple))
    return {graph: frozenset(triples) for graph, triples in found.items()}


@contextmanager
def _load(place: Place) -> Iterator[Victim]:
    if reason := missing("oxigraph"):
        raise SystemExit(f"load: {reason}; leave it out with --only")
    folder = place.folder / "oxigraph"
    folder.mkdir()
    server = oxigraph(folder)
    server.start()
    try:
        yield LoadVictim(place, server)
    finally:
        server.stop()


def _plain(make: Callable[[Place], Victim]) -> Callable[[Place], AbstractContextManager[Victim]]:
    return lambda place: nullcontext(make(place))


VICTIMS: dict[str, tuple[Callable[[Place], AbstractContextManager[Victim]], int]] = {
    "build": (_plain(lambda place: BuildVictim(place, 1)), 6),
    "build --jobs 2": (_plain(lambda place: BuildVictim(place, 2)), 3),
    "build -o graph.db": (_plain(lambda place: FolderVictim(place, "built.db", [], "build")), 3),
    "build --shards 3": (_plain(lambda place: FolderVictim(place, "shards", ["--shards", "3"], "build")), 2),
    "store": (_plain(lambda place: FolderVictim(place, "copied.db", [], "store")), 3),
    "query": (_plain(QueryVictim), 3),
    "load": (_load, 4),
    "cache": (_plain(CacheVictim), 3),
}
"""Name -> how to set it up, and its share of the hits. A command that writes has to stand here."""
