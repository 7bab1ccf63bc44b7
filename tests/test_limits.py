"""Bounds on time: a document, or a query, that takes too long costs itself and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.run.limit import OutOfTimeError, time_limit

ROOT = Path(__file__).parents[1]


def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `kg` as a process."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "KG_NO_CACHE"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def endless() -> None:
    """Python that goes on and swallows every error."""
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


# -- one document ------------------------------------------------------------------------------------------


def test_endless_work_is_ended() -> None:
    """Work that catches every Exception ends at its limit, and the alarm is off afterwards."""
    before = signal.getsignal(signal.SIGALRM)
    started = time.monotonic()
    with pytest.raises(OutOfTimeError), time_limit(0.2):
        endless()
    assert 0.2 <= time.monotonic() - started < 2
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_alarm_that_was_lost_rings_again() -> None:
    """An alarm that rings while a destructor runs is swallowed there; the next one ends the work."""

    class Slow:
        def __del__(self) -> None:
            time.sleep(0.4)

    slow = [Slow()]
    with pytest.raises(OutOfTimeError), time_limit(0.2):
        slow.clear()
        endless()


@pytest.mark.parametrize("seconds", [0, 60])
def test_work_within_its_limit_is_left_alone(seconds: float) -> None:
    """No limit and a wide one change nothing."""
    with time_limit(seconds):
        time.sleep(0.05)


def test_no_limit_outside_the_main_thread() -> None:
    """In other threads, which get no signals, work is not limited and does not fail."""
    done = []

    def work() -> None:
        with time_limit(0.05):
            time.sleep(0.2)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a short document and one that takes minutes."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "letter.txt").write_text("Anna Berg wrote a letter to Carl Dahl.")
    (folder / "long.txt").write_text("Bo Ek met Dora Falk in Lund.\n" * 100_000)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_document_that_takes_too_long_costs_itself(jobs: int, folder: Path, tmp_path: Path) -> None:
    """It is left out with its reason and not kept in the cache; the other document is built; the exit code is 0."""
    output, cache = tmp_path / "out.ttl", tmp_path / "cache"
    options = ["-q", "-o", output, "--jobs", jobs, "--timeout-per-document", "3", "--cache", cache]
    warning = "kg: warning: in/long.txt: took more than 3 seconds (--timeout-per-document)\n"
    done = kg("build", folder, *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", warning)
    assert "Anna Berg" in output.read_text()
    assert "documents  1\n" in kg("cache", "info", "--cache", cache).stdout
    assert kg("build", folder, *options, "--strict").returncode == 2


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "1e300", "soon"])
@pytest.mark.parametrize("option", ["--timeout-per-document"])
def test_what_is_no_time_is_refused(option: str, seconds: str, folder: Path) -> None:
    """A limit is a number of seconds that a clock can measure."""
    result = CliRunner().invoke(main, ["build", str(folder), option, seconds], prog_name="kg")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert option in result.stderr
