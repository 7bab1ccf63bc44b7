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

from kg import store
from kg.cli import main
from kg.errors import QueryError
from kg.query import format_result, run
from kg.run.limit import OutOfTimeError, time_limit

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "graphs" / "sample.ttl"


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


# -- one query ---------------------------------------------------------------------------------------------

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(9)) + " }"


def test_query_that_takes_too_long_is_ended() -> None:
    """It ends at its limit with one line and exit code 2; no process is left."""
    started = time.monotonic()
    done = kg("query", SAMPLE, "--timeout", "1", "--sparql", ENDLESS)
    assert time.monotonic() - started < 10
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "kg: error: query: took more than 1 seconds; narrow the query, or give more with --timeout\n"
    )


def test_query_can_be_interrupted() -> None:
    """Ctrl-C ends a query in the engine at once, and its process with it."""
    command = [sys.executable, "-m", "kg", "query", str(SAMPLE), "--timeout", "0", "--sparql", ENDLESS]
    for number in (signal.SIGINT, signal.SIGTERM):
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as query:
            children = Path(f"/proc/{query.pid}/task/{query.pid}/children")
            while not children.read_text() and query.poll() is None:
                time.sleep(0.05)
            (child,) = children.read_text().split()
            query.send_signal(number)
            try:
                assert query.wait(20) == 130
            finally:
                query.kill()
            assert query.stderr is not None
            assert query.stderr.read().strip() == "kg: interrupted"
            assert not Path("/proc", child).exists()


def test_interruption_while_forking_is_not_lost() -> None:
    """Ctrl-C that comes while the child is made ends both, however Python's hooks around a fork are timed."""
    program = (
        "import os, signal, sys\n"
        "from kg.query.limit import in_child\n"
        "os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "try:\n"
        "    in_child(lambda: [None for _ in iter(int, 1)] and b'', 0, name='query')\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE, timeout=30)
    assert (done.returncode, done.stderr) == (7, b"")


def test_query_ends_with_a_killed_parent() -> None:
    """A command that is killed leaves no query behind."""
    command = [sys.executable, "-m", "kg", "query", str(SAMPLE), "--timeout", "0", "--sparql", ENDLESS]
    with subprocess.Popen(command, cwd=ROOT) as query:
        children = Path(f"/proc/{query.pid}/task/{query.pid}/children")
        while not children.read_text() and query.poll() is None:
            time.sleep(0.05)
        (child,) = children.read_text().split()
        query.kill()
    until = time.monotonic() + 10
    while Path("/proc", child).exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path("/proc", child).exists()


@pytest.mark.parametrize("query", [
    "ASK { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }",
    "ASK " + "{" * 100_000 + "}" * 100_000,
    "ASK { ?s " + "(" * 100_000 + "<x:p>" + ")" * 100_000 + " ?o }",
])  # fmt: skip
def test_query_that_overflows_the_stack_is_an_error(query: str, tmp_path: Path) -> None:
    """The engine dies of its nesting in a process of its own: one line, exit code 2."""
    path = tmp_path / "deep.rq"
    path.write_text(query)
    done = kg("query", path, SAMPLE)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("kg: error: deep: the query ended its process (SIG")
    assert line.endswith("); is it too deeply nested, or its answer too large?")


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_process_of_its_own_changes_no_result(query: str) -> None:
    """A query gives the same rows with and without a limit."""
    graph = store.read(SAMPLE)
    assert run(graph, query, seconds=60) == run(graph, query, seconds=0) == run(graph, query)


def test_store_on_disk_has_the_same_limit(tmp_path: Path) -> None:
    """A folder that is a store is opened in the query's process, gives the same answer, and ends at its limit."""
    folder = tmp_path / "graph.db"
    store.copy(SAMPLE, folder)
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    for path in (SAMPLE, folder):
        assert kg("query", path, "--format", "tsv", "--sparql", query).stdout == format_result(
            run(store.read(SAMPLE), query), "tsv"
        )
    assert "took more than 1 seconds" in kg("query", folder, "--timeout", "1", "--sparql", ENDLESS).stderr


def test_error_of_a_query_passes_through() -> None:
    """What is wrong with a query is told as without a process of its own."""
    with pytest.raises(QueryError) as here:
        run(store.read(SAMPLE), "SELECT nonsense")
    with pytest.raises(QueryError) as there:
        run(store.read(SAMPLE), "SELECT nonsense", seconds=5)
    assert str(here.value) == str(there.value)


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "1e300", "soon"])
@pytest.mark.parametrize("option", ["--timeout-per-document", "--timeout"])
def test_what_is_no_time_is_refused(option: str, seconds: str) -> None:
    """A limit is a number of seconds that a clock can measure."""
    command = ["query", str(SAMPLE)] if option == "--timeout" else ["build", str(SAMPLE)]
    result = CliRunner().invoke(main, [*command, option, seconds], prog_name="kg")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert option in result.stderr
