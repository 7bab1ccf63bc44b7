"""What a rebuild writes again: the graphs that are other than before, and no others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg.run
from kg import graph
from kg.ontology import default_folder as ontology_folder
from kg.run import Options

TEXTS = {
    "a.txt": "Anna Berg wrote a letter to Carl Dahl.",
    "b.txt": "Edith Falk met Gustav Holm in Lund.",
    "c.txt": "Anna Berg met Edith Falk. She gave her a letter.",
    "d.txt": "Ingrid Juhl and Karl Moe were reunited in Oslo. He had lost her in 2031.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four documents."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fills with the names of the documents whose graphs are made."""
    made: list[str] = []
    document_quads = graph.document_quads

    def noted(extraction: object, *rest: object, **more: object) -> object:
        made.append(extraction.source.id.rpartition("/")[2])  # type: ignore[attr-defined]
        return document_quads(extraction, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(graph, "document_quads", noted)
    yield made


def build(folder: Path, suffix: str = ".ttl", *, cached: bool = True, **options: object) -> bytes:
    output = folder.with_suffix(suffix)
    cache = folder.parent / "cache" if cached else None
    kg.run.build([folder], output, Options(cache=cache, jobs=1, **options))  # type: ignore[arg-type]
    return output.read_bytes()


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nq", ".rdf"])
def test_what_is_as_before_is_not_made_again(suffix: str, folder: Path, rendered: list[str]) -> None:
    """The graph of a document is made once for each kind of output, and stays the same bytes."""
    first = build(folder, suffix)
    assert sorted(rendered) == sorted(TEXTS)
    rendered.clear()
    assert build(folder, suffix) == first
    assert rendered == []
    assert build(folder, suffix, cached=False) == first


def test_only_the_changed_document_is_made_again(folder: Path, rendered: list[str]) -> None:
    """What happens to one document touches no graph but its own."""
    build(folder)
    rendered.clear()
    (folder / "b.txt").write_text("Edith Falk wrote to Gustav Holm.")
    again = build(folder)
    assert rendered == ["b.txt"]
    assert again == build(folder, cached=False)


def test_another_decision_about_a_name_makes_its_documents_again(folder: Path, rendered: list[str]) -> None:
    """A new document that calls somebody by a fuller name changes the graphs of those who know him, unread."""
    build(folder)
    rendered.clear()
    (folder / "e.txt").write_text("Anna Berg-Lind, born Anna Berg, and Karl Magnus Moe met in Oslo.")
    again = build(folder)
    assert "e.txt" in rendered
    assert "b.txt" not in rendered
    assert again == build(folder, cached=False)


def test_kinds_of_output_do_not_meet(folder: Path, rendered: list[str]) -> None:
    """Turtle and N-Quads of a document are two renderings."""
    build(folder)
    rendered.clear()
    lines = build(folder, ".nq")
    assert sorted(rendered) == sorted(TEXTS)
    assert lines == build(folder, ".nq", cached=False)


@pytest.mark.parametrize("option", ["base", "ontology"])
def test_settings_of_a_graph_count(option: str, folder: Path, tmp_path: Path) -> None:
    """Another base, or an ontology in which a class has another parent, writes what a build from nothing writes."""
    first = build(folder)
    if option == "base":
        changed = build(folder, base="https://archive.example/")
        anew = build(folder, cached=False, base="https://archive.example/")
    else:
        copy = Path(shutil.copytree(ontology_folder(), tmp_path / "ontology"))
        path = copy / "kg.ttl"
        text = path.read_text()
        assert "kg:Meeting" in text
        path.write_text(text + "\nkg:Meeting <http://www.w3.org/2000/01/rdf-schema#subClassOf> kg:Reunion .\n")
        changed = build(folder, ontology=copy)
        anew = build(folder, cached=False, ontology=copy)
    assert changed == anew != first
