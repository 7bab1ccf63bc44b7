"""A build on Spark gives the lines of the one-process build, whatever is shared out how and whatever dies on the way.

`local[2]` has worker processes of Python, `local-cluster` also executors that are processes of their own. Spark reads
`viewfs://` as it reads hdfs:// and s3a://: only through Hadoop, never as a path of this machine.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import multiprocessing
import os
import runpy
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import ontology
from kg.documents import find
from kg.errors import KgError, SourceError, StoreError
from kg.run import Options, Report
from kg.run import build as build_here
from kg.spark import Settings
from kg.spark import build as build_on_spark
from kg.spark.guard import Guard
from kg.spark.records import Given

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
]
pytest.importorskip("pyspark", reason="pip install 'kg[spark]'")

ROOT = Path(__file__).parents[1]
REPORTS = 12
MASTER = "local[2]"
CLUSTER = "local-cluster[2,1,1024]"
EXECUTOR = "CoarseGrainedExecutorBackend"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seeds with a sidecar, invented reports, an accent in a name, a subfolder, and a file that is no text."""
    folder = tmp_path_factory.mktemp("sources") / "texts"
    shutil.copytree(ROOT / "seeds", folder)
    runpy.run_path(str(ROOT / "benchmarks/corpus.py"))["write"](folder / "more reports", range(REPORTS))
    (folder / "über-Zürich.txt").write_text("Jürg Frei wrote a letter to Zoë Ås.", encoding="utf-8")
    (folder / "a#b?.TXT").write_text("Jürg Frei met Zoë Ås in Bern.", encoding="utf-8")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 8)
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The sorted lines of the build in one process."""
    return lines_here([folder], tmp_path_factory.mktemp("expected"))


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[dict[str, str]]:
    """The documents of the folder as rows of a table."""
    rows = []
    for file in find([folder]).files:
        assert file.path is not None
        row = {"id": file.id, "text": "" if file.id.endswith("picture.txt") else file.path.read_text(encoding="utf-8")}
        sidecar = file.path.with_name(file.path.name + ".meta.json")
        rows.append(row | (json.loads(sidecar.read_text(encoding="utf-8")) if sidecar.exists() else {}))
    return rows


def lines_here(paths: list[Path], scratch: Path) -> list[bytes]:
    """Sorted lines of one process's N-Quads."""
    build_here(paths, scratch / "graph.nq", Options(jobs=1))
    return sorted((scratch / "graph.nq").read_bytes().splitlines(keepends=True))


def lines_of(output: Path) -> list[bytes]:
    """Sorted lines of all parts, after `_SUCCESS` has been compared with what is there."""
    success = json.loads((output / "_SUCCESS").read_text())
    assert {part["name"] for part in success["parts"]} == {path.name for path in output.glob("part-*")}
    lines: list[bytes] = []
    for part in success["parts"]:
        text = gzip.decompress((output / part["name"]).read_bytes())
        assert (text.count(b"\n"), hashlib.sha256(text).hexdigest()) == (part["lines"], part["sha256"])
        lines += text.splitlines(keepends=True)
    assert sum(not line.startswith(b"#") for line in lines) == success["quads"]
    return sorted(lines)


def problems_of(output: Path) -> dict[str, str]:
    """Document -> reason, of the side table."""
    problems = map(json.loads, (output / "_problems.jsonl").read_text(encoding="utf-8").splitlines())
    return {problem["document"]: problem["reason"] for problem in problems}


def spark(paths: list[str | Path], output: str | Path, *, options: Options | None = None, **settings: object) -> Report:
    """A build with two Python workers."""
    conf = settings.pop("conf", {})
    assert isinstance(conf, dict)
    given = Settings(master=MASTER, conf=tuple(conf.items()), **settings)  # type: ignore[arg-type]
    return build_on_spark(paths, str(output), options, given)


# -- the same lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("parallelism", "shards"), [(1, None), (7, None), (7, 2)])
def test_partitions_do_not_matter(
    parallelism: int, shards: int | None, folder: Path, expected: list[bytes], tmp_path: Path
) -> None:
    """However many partitions and shards, the parts together are the lines of one process; so is the side table."""
    report = spark([folder], tmp_path / "out", conf={"spark.default.parallelism": str(parallelism)}, shards=shards)
    assert lines_of(tmp_path / "out") == expected
    assert shards is None or len(list((tmp_path / "out").glob("part-0*"))) == shards
    assert problems_of(tmp_path / "out") == {problem.document: problem.reason for problem in report.problems}
    assert list(problems_of(tmp_path / "out")) == ["texts/picture.txt"]


def test_file_systems_of_spark(folder: Path, expected: list[bytes], tmp_path: Path) -> None:
    """Folder and output that only Spark can open give the same identifiers, sidecars and lines."""
    (tmp_path / "out").mkdir()
    links = "spark.hadoop.fs.viewfs.mounttable.c.link./"
    conf = {links + "in": folder.parent.as_uri(), links + "out": (tmp_path / "out").as_uri()}
    report = spark(["viewfs://c/in/texts"], "viewfs://c/out/graph", conf=conf)
    assert lines_of(tmp_path / "out" / "graph") == expected
    assert report.documents == len(find([folder]).files) - 1


def test_json_lines(rows: list[dict[str, str]], expected: list[bytes], tmp_path: Path) -> None:
    """Lines with identifier, text and metadata are documents; what is none costs itself."""
    table = tmp_path / "table.jsonl"
    good = [json.dumps(row) for row in rows if row["text"]]
    table.write_text("\n".join([*good, "{", "[1]", '{"text": "No id."}', '{"id": "x"}', ""]), encoding="utf-8")
    spark([table], tmp_path / "out", conf={"spark.sql.files.maxPartitionBytes": "20k"})
    assert lines_of(tmp_path / "out") == expected
    reasons = [reason.partition(" (")[0] for reason in problems_of(tmp_path / "out").values()]
    assert sorted(reasons) == ["has no id", "has no text", "is no JSON", "is no JSON object"]


def test_parquet(rows: list[dict[str, str]], expected: list[bytes], tmp_path: Path) -> None:
    """Rows of Parquet are documents, too."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(MASTER).config("spark.ui.enabled", "false").getOrCreate()
    fields = sorted({field for row in rows for field in row})
    values = [tuple(row.get(field) for field in fields) for row in rows if row["text"]]
    schema = ", ".join(f"`{field}` string" for field in fields)
    session.createDataFrame(values, schema).repartition(3).write.parquet(str(tmp_path / "table.parquet"))
    session.stop()
    spark([tmp_path / "table.parquet"], tmp_path / "out")
    assert lines_of(tmp_path / "out") == expected


def test_repeated_identifiers(tmp_path: Path) -> None:
    """Documents with one identifier get a piece of their hash, equal ones are one document, as on one machine."""
    texts = ["Jürg Frei met Zoë Ås.", "Zoë Ås wrote a letter to Jürg Frei.", "Jürg Frei met Zoë Ås."]
    folders = []
    for number, text in enumerate(texts):
        folders.append(tmp_path / str(number) / "texts")
        folders[-1].mkdir(parents=True)
        (folders[-1] / "note.txt").write_text(text, encoding="utf-8")
    table = tmp_path / "table.jsonl"
    table.write_text("\n".join(json.dumps({"id": "texts/note", "text": text}) for text in texts), encoding="utf-8")
    spark([table], tmp_path / "out", conf={"spark.sql.files.maxPartitionBytes": "60"})
    assert lines_of(tmp_path / "out") == lines_here(folders, tmp_path)
    assert "names 2 different files" in problems_of(tmp_path / "out")["texts/note.txt"]


# -- what dies ---------------------------------------------------------------------------------------------


def test_executor_dies(tmp_path: Path) -> None:
    """Executors are processes of their own here, and one is killed while it reads; no line is missing, none is new."""
    folder = tmp_path / "texts"  # enough to read for a while after the model has been loaded
    runpy.run_path(str(ROOT / "benchmarks/corpus.py"))["write"](folder, range(160))
    command = [sys.executable, "-m", "kg", "build", str(folder), "-o", str(tmp_path / "out")]
    command += ["--engine", "spark", "--master", CLUSTER, "--shards", "3", "--no-progress"]
    build = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        killed = wait_for(lambda: busy_executor(build.pid), build)
        os.kill(killed, signal.SIGKILL)
        _, said = build.communicate(timeout=500)
    finally:
        build.kill()
    assert build.returncode == 0, said
    assert lines_of(tmp_path / "out") == lines_here([folder], tmp_path)


def busy_executor(ancestor: int) -> int | None:
    """An executor below a process in which a model has been loaded and reads."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    for process in parents:
        above = [process]
        while above[-1] in parents:
            above.append(parents[above[-1]])
        executors = [pid for pid in above if EXECUTOR in command_of(pid)]
        if ancestor in above and executors and "spawn_main" in command_of(process) and seconds_of(process) > 4:
            return executors[0]
    return None


def command_of(process: int) -> str:
    """The command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def seconds_of(process: int) -> float:
    """CPU seconds that a process has used."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for(what: Callable[[], int | None], build: subprocess.Popen[str]) -> int:
    """The first answer that is not None, while the build lasts."""
    while build.poll() is None:
        answer = what()
        if answer is not None:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"the build ended before: {build.communicate()[1]}")


@pytest.fixture
def guard() -> Iterator[Guard]:
    """A guard that waits ten seconds."""
    guard = Guard(Options(), ontology.load(), 10.0)
    yield guard
    guard._stop()


def kill_children_that_read(times: int) -> threading.Thread:
    """Kill this process's child as often as it has been started and got work."""

    def kill() -> None:
        seen: set[int | None] = set()
        while len(seen) < times:
            for child in multiprocessing.active_children():
                if child.pid is not None and child.pid not in seen and seconds_of(child.pid) > 4:
                    seen.add(child.pid)
                    child.kill()
            time.sleep(0.05)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    return thread


def a_long_text(megabytes: float) -> Given:
    """Far more than ten seconds of reading for each megabyte."""
    sentence = "Jürg Frei, the mayor of Bern, met Zoë Ås in Oslo and wrote her a letter about the harbour.\n"
    return Given("long.txt", None, (sentence * int(megabytes * 1e6 / len(sentence))).encode())


def test_document_that_takes_too_long(guard: Guard) -> None:
    """It is skipped with the reason, and the next document is read by a new process."""
    outcome = guard.outcome(a_long_text(5))
    assert [problem.reason for problem in outcome.problems] == ["took more than 10 seconds"]
    assert outcome.extraction is None
    assert guard.outcome(Given("short.txt", None, b"Anna Berg met Carl Dorn.")).extraction is not None


def test_document_that_ends_its_process(guard: Guard) -> None:
    """A process that dies over a document is replaced once; when that one dies, too, the document is skipped."""
    thread = kill_children_that_read(times=2)
    outcome = guard.outcome(a_long_text(5))
    thread.join()
    reasons = [problem.reason for problem in outcome.problems]
    assert reasons == ["ended the process that read it, 2 times (exit code -9)"]
    assert guard.outcome(Given("short.txt", None, b"Anna Berg met Carl Dorn.")).extraction is not None


def test_poisoned_document_costs_itself(folder: Path, expected: list[bytes], tmp_path: Path) -> None:
    """A job with a document that takes too long gives all the others."""
    poisoned = tmp_path / "texts"
    shutil.copytree(folder, poisoned)
    (poisoned / "long.txt").write_bytes(a_long_text(5).content)
    spark([poisoned], tmp_path / "out", seconds=15.0)
    assert problems_of(tmp_path / "out")["texts/long.txt"] == "took more than 15 seconds"
    assert lines_of(tmp_path / "out") == expected


# -- what cannot run ---------------------------------------------------------------------------------------


def test_output_that_exists(folder: Path, tmp_path: Path) -> None:
    """An older folder is never mixed with a new one."""
    with pytest.raises(StoreError, match="is there already"):
        spark([folder], tmp_path)


def test_strict(folder: Path, tmp_path: Path) -> None:
    """With strict, a skipped document is an error and nothing is written."""
    with pytest.raises(SourceError, match=r"picture\.txt"):
        spark([folder], tmp_path / "out", options=Options(strict=True))
    assert not (tmp_path / "out").exists()


def test_missing_model(folder: Path, tmp_path: Path) -> None:
    """An executor without the model is told in one line."""
    with pytest.raises(KgError, match="an executor cannot read: spaCy pipeline 'no_such_model' is not installed"):
        spark([folder], tmp_path / "out", options=Options(model="no_such_model"))


def test_missing_table(tmp_path: Path) -> None:
    """What Spark cannot find is one line that names it."""
    with pytest.raises(KgError, match=r"(?i)path.*none\.jsonl"):
        spark([tmp_path / "none.jsonl"], tmp_path / "out")
