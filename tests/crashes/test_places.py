"""Disks that are full, folders that may not be written, and users without a home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crashes.commands import LOCAL, ROOT, Workplace


def mounted(folder: Path, options: str) -> bool:
    """Whether a small file system could be put there; only root may."""
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    may = not os.geteuid() and shutil.which("mount") is not None
    return may and subprocess.run(mount, capture_output=True).returncode == 0


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 KB, too small for a graph or a cache."""
    folder = tmp_path / "small"
    folder.mkdir()
    if not mounted(folder, "size=8k"):
        pytest.skip("needs root to mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that holds an old graph and may not be written."""
    folder = tmp_path / "closed"
    folder.mkdir()
    is_mounted = mounted(folder, "size=64k")
    (folder / "graph.ttl").write_text("old")
    if is_mounted:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    elif os.geteuid():
        folder.chmod(0o500)
    else:
        pytest.skip("the superuser can write everywhere, and here cannot mount")
    yield folder
    if is_mounted:
        subprocess.run(["umount", "-l", str(folder)], check=False)
    else:
        folder.chmod(0o700)


def error(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that could not run."""
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, ""), done
    assert line.startswith("kg: error: ")
    return line.removeprefix("kg: error: ")


# -- a full disk -------------------------------------------------------------------------------------------


def test_no_room_for_the_graph(workplace: Workplace, small: Path) -> None:
    """The old graph stays, and nothing beside it."""
    (small / "graph.ttl").write_text("old")
    said = error(workplace.run("build", "in", "-q", "-o", small / "graph.ttl"))
    assert said == f"{small}/graph.ttl: cannot be written (No space left on device); check the path"
    assert [(path.name, path.read_text()) for path in small.iterdir()] == [("graph.ttl", "old")]


def test_no_room_for_temporary_files(workplace: Workplace, small: Path, tmp_path: Path) -> None:
    """The error names the place and the variable that names another one."""
    (tmp_path / "many").mkdir()
    for n in range(15):
        (tmp_path / "many" / f"{n}.txt").write_text(f"Anna Berg wrote a letter to Carl Dahl. It was number {n}.\n")
    environment = {"TMPDIR": str(small), "KG_NO_CACHE": "1"}
    said = error(workplace.run("build", "many", "-q", cwd=tmp_path, env=environment))
    assert said == f"{small}: No space left on device; free space or set TMPDIR"
    assert list(small.iterdir()) == []


def test_no_room_for_the_cache(workplace: Workplace, small: Path) -> None:
    """A cache that cannot grow costs a warning, not the build."""
    done = workplace.run("build", "in", "-q", "-o", "-", "--cache", small / "cache")
    assert done.returncode == 0
    assert done.stdout == (workplace.folder / "graph.ttl").read_text(encoding="utf-8")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"kg: warning: {small}/cache/kg-extractions.sqlite: cannot be used as a cache")


def test_no_room_for_the_list_of_errors(workplace: Workplace, small: Path) -> None:
    """`kg eval --errors` on a full disk is one line."""
    (small / "ballast").write_bytes(bytes(8_192))
    (workplace.folder / "missed").mkdir(exist_ok=True)
    gold = (workplace.folder / "in" / "letter.json").read_text().replace("wroteLetterTo", "metWith")
    (workplace.folder / "missed" / "letter.json").write_text(gold)
    shutil.copy(workplace.folder / "in" / "letter.txt", workplace.folder / "missed")
    done = workplace.run("eval", "missed", "-q", "--errors", small / "errors.txt")
    assert done.returncode == 2
    assert "No space left on device" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


# -- no right to write -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["graph.ttl", "new.ttl"])
def test_folder_that_may_not_be_written(name: str, workplace: Workplace, closed: Path) -> None:
    """A graph that may not be written is one line with the reason, and the old one stays."""
    said = error(workplace.run("build", "in", "-q", "-o", closed / name))
    assert said.startswith(f"{closed}/{name}: cannot be written (")
    assert [(path.name, path.read_text()) for path in closed.iterdir()] == [("graph.ttl", "old")]


def test_work_in_a_folder_that_may_not_be_written(workplace: Workplace, closed: Path) -> None:
    """Who stands in such a folder can build to standard output, and ask."""
    documents = workplace.folder / "in"
    done = workplace.run("build", documents, "-q", cwd=closed)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (workplace.folder / "graph.ttl").read_text(encoding="utf-8")
    done = workplace.run("query", "who-wrote-to-whom", workplace.folder / "graph.ttl", cwd=closed)
    assert (done.returncode, done.stderr) == (0, "")


def test_cache_that_may_not_be_written(workplace: Workplace, closed: Path) -> None:
    """Such a cache costs a warning; when it is the user's own by default, not even that."""
    done = workplace.run("build", "in", "-q", "--cache", closed / "cache")
    (line,) = done.stderr.splitlines()
    assert (done.returncode, line.startswith(f"kg: warning: {closed}/cache/")) == (0, True)
    done = workplace.run("build", "in", "-q", env={"XDG_CACHE_HOME": str(closed)})
    assert (done.returncode, done.stderr) == (0, "")


def test_no_folder_for_temporary_files(workplace: Workplace, closed: Path) -> None:
    """The folder that TMPDIR names is passed over when it may not be written, as Python's `tempfile` does."""
    done = workplace.run("build", "in", "-q", env={"TMPDIR": str(closed)})
    assert (done.returncode, done.stderr) == (0, "")


# -- no home, no folder ------------------------------------------------------------------------------------


def test_no_home(workplace: Workplace) -> None:
    """Every command works for a user whose home is no folder; only the cache has to be named."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TMPDIR": workplace.environment["TMPDIR"]}
    place = Workplace(workplace.folder, environment | {"HOME": "/dev/null"})
    for name in ("build", "query"):
        done = place.run(*LOCAL[name], *(["-q"] if name == "build" else []))
        assert (done.returncode, done.stderr) == (0, ""), name
    assert "name one with --cache" in error(place.run("cache", "info"))


def test_user_without_a_name(workplace: Workplace) -> None:
    """A user whom the system does not know, as in some containers, can build and ask."""
    try:
        imports = subprocess.run([sys.executable, "-c", "import kg.cli, spacy"], cwd=ROOT, user=54_321, check=False)
    except PermissionError:
        pytest.skip("needs root, and a Python that everybody can run")
    if imports.returncode:
        pytest.skip("needs a checkout that everybody can read")
    text = (workplace.folder / "in" / "letter.txt").read_text()
    environment = {"HOME": "", "TMPDIR": "/tmp", "XDG_CACHE_HOME": ""}
    done = workplace.run("build", "-", "-q", cwd="/", env=environment, user=54_321, stdin=None, input=text)
    assert (done.returncode, done.stderr) == (0, "")
    assert "person:anna-berg" in done.stdout


def test_current_folder_is_gone(workplace: Workplace, tmp_path: Path) -> None:
    """Who stands in a folder that was removed is told so."""
    gone = tmp_path / "gone"
    gone.mkdir()
    leave = f"rmdir {gone}; exec {sys.executable} -m kg build {workplace.folder / 'in'} -q"
    done = subprocess.run(["sh", "-c", leave], cwd=gone, env=workplace.environment, capture_output=True, text=True)
    assert error(done) == "current folder: is gone: change to one that exists"
