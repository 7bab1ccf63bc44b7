"""Standard streams that end early, are full or closed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from crashes.commands import LOCAL, Workplace
from kg.cli import main

FULL = Path("/dev/full")
READ_OR_WRITE = "kg: error: cannot read or write on (Bad file descriptor); look where the input comes from and"


def test_every_local_command_is_tried() -> None:
    """The list of commands misses none but those that need a server."""
    assert {words[0] for words in LOCAL.values()} - {"--help", "--version"} == set(main.commands) - {"load", "unload"}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(LOCAL) - {"build in two processes", "build of a store", "store"}))
def test_reader_that_goes_away(name: str, workplace: Workplace) -> None:
    """`kg … | head` says nothing about its broken pipe; what writes nothing there does not notice."""
    process = workplace.start(*LOCAL[name])
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    told = process.stderr.read().decode().splitlines()
    code = process.wait(60)
    if name == "build -v":
        assert (code, told[-1][:17]) == (0, "kg: 2 documents, ")
    else:
        assert code == 141
        assert [line for line in told if not line.startswith("kg: 2 documents, ")] == []


@pytest.mark.slow
def test_listener_that_goes_away(workplace: Workplace) -> None:
    """`kg build -v 2>&1 | head` ends as quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    done = workplace.run(*LOCAL["build -v"], stderr=writing)
    os.close(writing)
    assert (done.returncode, done.stdout) == (141, "")


@pytest.mark.skipif(not FULL.exists(), reason="needs the device that is always full")
@pytest.mark.parametrize("name", ["help", "build", "query", "queries", "validate"])
def test_output_that_is_full(name: str, workplace: Workplace) -> None:
    """A result that cannot be written is one line and exit code 2."""
    with FULL.open("w") as full:
        done = workplace.run(*LOCAL[name], stdout=full)
    (line,) = [line for line in done.stderr.splitlines() if not line.startswith("kg: 2 documents, ")]
    assert line.startswith("kg: error: ")
    assert "No space left on device" in line
    assert done.returncode == 2


@pytest.mark.skipif(not FULL.exists(), reason="needs the device that is always full")
def test_standard_error_that_is_full(workplace: Workplace) -> None:
    """Where nothing can be told, the exit code tells."""
    with FULL.open("w") as full:
        assert workplace.run("build", "nothing", stderr=full).returncode == 2


def closing(workplace: Workplace, closed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command whose shell closes streams before it starts."""
    return workplace.run(*arguments, preexec_fn=lambda: [os.close(int(number)) for number in closed])


def test_closed_output(workplace: Workplace) -> None:
    """A result that has nowhere to go is an error, as it would be for `cat`; no file takes the stream's place."""
    for name in ("queries", "query", "build"):
        done = closing(workplace, "1", *LOCAL[name], *(["-q"] if name == "build" else []))
        (line,) = done.stderr.splitlines()
        assert line.startswith("kg: error: ")
        assert "(Bad file descriptor)" in line
        assert done.returncode == 2


def test_closed_input(workplace: Workplace) -> None:
    """A document or a graph on a closed standard input is an error; who does not read it does not notice."""
    done = closing(workplace, "0", "build", "-")
    assert (done.returncode, done.stderr.startswith(READ_OR_WRITE)) == (2, True)
    done = closing(workplace, "0", "query", "-", "--sparql", "ASK {}")
    assert (done.returncode, done.stderr) == (2, "kg: error: -: cannot be read (Bad file descriptor); check the file\n")
    assert closing(workplace, "0", "queries").returncode == 0


@pytest.mark.slow
def test_all_streams_closed(workplace: Workplace, tmp_path: Path) -> None:
    """A build to a file needs no stream, not even with several processes; the bytes are the same."""
    output = tmp_path / "graph.ttl"
    done = closing(workplace, "012", "build", "in", "-o", str(output), "--jobs", "2", "--no-cache")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert output.read_bytes() == (workplace.folder / "graph.ttl").read_bytes()
