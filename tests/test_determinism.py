"""The same documents give the same bytes, whatever else is different.

Built here: the documents that come with kg, invented reports (`benchmarks/corpus.py`), and one with an accent in its
file name. A variation is one build in a process of its own, written as Turtle and as N-Quads.
"""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
import pytest
from threadpoolctl import ThreadpoolController

import kg
from kg import nlp
from kg.documents import find, read
from kg.graph import layout
from kg.model import Document, Parse
from kg.store import FORMATS, Writer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
REPORTS = 20
ASCII_ONLY = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
"""The locale C as it is, without Python's own leap to UTF-8."""
BUILD = """
import sys
import kg

if __name__ == "__main__":
    output, jobs, *paths = sys.argv[1:]
    graph = kg.build(paths, jobs=int(jobs), mentions=True)
    graph.write(output + ".ttl")
    graph.write(output + ".nq")
"""


@dataclass(frozen=True)
class Variation:
    """What is different in a build."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    jobs: int = 1
    reverse: bool = False


def a_utf8_locale() -> str:
    """American English where it is installed, else C.UTF-8, which always is."""
    installed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    return next((name for name in installed if name.lower() in ("en_us.utf-8", "en_us.utf8")), "C.UTF-8")


VARIATIONS = (
    Variation("a second run"),
    Variation("hash seed 1", {"PYTHONHASHSEED": "1"}),
    Variation("hash seed 2", {"PYTHONHASHSEED": "2"}),
    Variation("locale C", ASCII_ONLY),
    Variation("locale UTF-8", {"LC_ALL": a_utf8_locale(), "TZ": "Asia/Kathmandu"}),
    Variation("another kind of processor, more threads", {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "4"}),
    Variation("files in reverse order", reverse=True),
    Variation("two processes, three documents at once", jobs=2),
    Variation("three processes, two documents at once, in reverse order", jobs=3, reverse=True),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all documents."""
    folder = tmp_path_factory.mktemp("sources") / "texts"
    shutil.copytree(ROOT / "seeds", folder)
    runpy.run_path(str(ROOT / "benchmarks/corpus.py"))["write"](folder, range(REPORTS))
    (folder / "über-Zürich.txt").write_text("Jürg Frei wrote a letter to Zoë Ås.", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(folder: Path) -> kg.Graph:
    """The graph of all documents with every mention, which is the most that a build writes."""
    return kg.build(folder, mentions=True)


@pytest.fixture(scope="module")
def documents(folder: Path) -> list[Document]:
    """All documents."""
    return [read(file) for file in find([folder]).files]


def written(graph: kg.Graph, path: Path) -> bytes:
    """The bytes of the graph in the format that the suffix names."""
    graph.write(path)
    return path.read_bytes()


def triples(path: Path, format: pyoxigraph.RdfFormat) -> set[pyoxigraph.Triple]:
    """The union of all graphs of a file."""
    return {quad.triple for quad in pyoxigraph.parse(path=path, format=format)}


# -- bytes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda variation: variation.name)
def test_bytes_are_the_same(variation: Variation, folder: Path, graph: kg.Graph, tmp_path: Path) -> None:
    """Run, hash seed, locale, time zone, processor, order of files, processes and size of portions change no byte."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt"))
    paths = reversed(files) if variation.reverse else [folder]
    subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path / "again"), str(variation.jobs), *map(str, paths)],
        cwd=ROOT, env={**os.environ, **variation.environment}, check=True, timeout=300,
    )  # fmt: skip
    for suffix in (".ttl", ".nq"):
        assert (tmp_path / f"again{suffix}").read_bytes() == written(graph, tmp_path / f"first{suffix}")


@pytest.mark.parametrize("suffix", [".ttl", ".nq"])
def test_size_of_sorted_runs_does_not_matter(suffix: str, graph: kg.Graph, tmp_path: Path) -> None:
    """However much the writer holds in memory before it sorts on disk, the bytes are the same."""
    path = tmp_path / f"again{suffix}"
    with Writer(path, layout(), run_chars=20_000) as writer:
        writer.add(graph.quads())
        writer.finish()
    assert path.read_bytes() == written(graph, tmp_path / f"first{suffix}")


# -- formats -----------------------------------------------------------------------------------------------


def test_named_graphs_together_are_the_turtle(graph: kg.Graph, tmp_path: Path) -> None:
    """The union of all named graphs is exactly what the Turtle says; each document has a graph, and one is for all."""
    written(graph, tmp_path / "graph.nq")
    written(graph, tmp_path / "graph.ttl")
    assert triples(tmp_path / "graph.nq", pyoxigraph.RdfFormat.N_QUADS) == triples(
        tmp_path / "graph.ttl", pyoxigraph.RdfFormat.TURTLE
    )
    names = {quad.graph_name for quad in pyoxigraph.parse(path=tmp_path / "graph.nq")}
    assert len(names) == graph.report.documents + 1


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_formats_have_the_same_triples(name: str, graph: kg.Graph, tmp_path: Path) -> None:
    """Every format says the same, read by a parser that is not ours."""
    path = tmp_path / f"graph{FORMATS[name][0]}"
    written(graph, path)
    written(graph, tmp_path / "expected.nt")
    format = pyoxigraph.RdfFormat.from_extension(path.suffix.removeprefix("."))
    assert format is not None
    assert triples(path, format) == triples(tmp_path / "expected.nt", pyoxigraph.RdfFormat.N_TRIPLES)


# -- tokens ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parses(documents: list[Document]) -> dict[str, Parse]:
    """Every document parsed in order by one parser."""
    parser = nlp.load()
    return {document.id: parser.parse(document.text, document.body) for document in documents}


def test_tokens_do_not_depend_on_what_was_read_before(documents: list[Document], parses: dict[str, Parse]) -> None:
    """A parser that has read all other documents in another order gives the same tokens and sentences."""
    parser = nlp.load()
    for document in reversed(documents):
        assert parser.parse(document.text, document.body) == parses[document.id], document.id


def test_tokens_of_a_document_alone_are_the_same(documents: list[Document], parses: dict[str, Parse]) -> None:
    """A parser that has read nothing else gives the same tokens and sentences."""
    for document in documents[:: len(documents) // 3]:
        assert nlp.load().parse(document.text, document.body) == parses[document.id], document.id


def test_tokens_do_not_depend_on_who_multiplies(
    documents: list[Document], parses: dict[str, Parse], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With spaCy's own library for matrix products the tokens and sentences are the same."""
    monkeypatch.setattr(nlp, "_products", lambda: ThreadpoolController().select(internal_api="mkl"))
    parser = nlp.load()
    for document in documents:
        assert parser.parse(document.text, document.body) == parses[document.id], document.id
