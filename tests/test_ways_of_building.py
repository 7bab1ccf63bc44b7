"""One graph, whatever way it was built: processes, cache, form of the output, Spark."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import store
from kg.run import Options, build

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[1]
REPORTS = 24
"""With the seeds more documents than one process alone would take, had it the choice."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds and invented reports whose people meet each other across documents."""
    folder = tmp_path_factory.mktemp("sources") / "texts"
    shutil.copytree(ROOT / "seeds", folder)
    runpy.run_path(str(ROOT / "benchmarks/corpus.py"))["write"](folder / "reports", range(REPORTS))
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[str]]:
    """The N-Quads file of one process without a cache, and its quads as sorted lines."""
    path = tmp_path_factory.mktemp("expected") / "graph.nq"
    build([folder], path, Options(jobs=1))
    return path.read_bytes(), lines_of(path)


def lines_of(path: Path) -> list[str]:
    """The quads of a file or folder as sorted lines."""
    return sorted(str(quad) for quad in store.quads(path))


def _file(folder: Path, output: Path, options: Options) -> Path:
    build([folder], output / "graph.nq", options)
    return output / "graph.nq"


def _one_process(folder: Path, output: Path) -> Path:
    return _file(folder, output, Options(jobs=1))


def _two_processes(folder: Path, output: Path) -> Path:
    return _file(folder, output, Options(jobs=2))


def _cold_cache(folder: Path, output: Path) -> Path:
    return _file(folder, output, Options(jobs=2, cache=output / "cache"))


def _warm_cache(folder: Path, output: Path) -> Path:
    """Half of the documents are known from a build that knew nothing of the others."""
    options = Options(jobs=1, cache=output / "cache")
    build(sorted(folder.rglob("*.txt"))[::2], output / "half.nq", options)
    return _file(folder, output, options)


def _hot_cache(folder: Path, output: Path) -> Path:
    _cold_cache(folder, output)
    return _cold_cache(folder, output)


def _database(folder: Path, output: Path) -> Path:
    build([folder], output / "graph.db", Options(jobs=1))
    return output / "graph.db"


def _shards(folder: Path, output: Path) -> Path:
    build([folder], output / "shards", Options(jobs=2), shards=5)
    return output / "shards"


def _spark(master: str) -> Callable[[Path, Path], Path]:
    def built(folder: Path, output: Path) -> Path:
        if shutil.which("java") is None:
            pytest.skip("Spark needs Java")
        pytest.importorskip("pyspark", reason="pip install 'kg[spark]'")
        from kg.spark import Settings
        from kg.spark import build as build_on_spark

        build_on_spark([folder], str(output / "out"), Options(), Settings(master=master))
        return output / "out"

    return built


WAYS: dict[str, Callable[[Path, Path], Path]] = {
    "one process": _one_process,
    "two processes": _two_processes,
    "cold cache": _cold_cache,
    "warm cache": _warm_cache,
    "hot cache": _hot_cache,
    "store": _database,
    "shards": _shards,
    "Spark, local": _spark("local[2]"),
    "Spark, local-cluster": _spark("local-cluster[2,1,1024]"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_gives_the_same_graph(
    way: str, folder: Path, expected: tuple[bytes, list[str]], tmp_path: Path
) -> None:
    """Files byte for byte, folders quad for quad."""
    path = WAYS[way](folder, tmp_path)
    if path.is_file():
        assert path.read_bytes() == expected[0]
    assert lines_of(path) == expected[1]
