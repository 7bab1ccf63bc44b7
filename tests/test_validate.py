"""SHACL validation, with shapes made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.validate import format_report, validate

SAMPLE = Path(__file__).parent / "graphs" / "sample.ttl"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kg: <https://kg.example/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
[] a sh:NodeShape ; sh:targetClass kg:Person ;
    sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ;
    sh:property [ sh:path kg:spouse ; sh:class kg:Human ] ;
    sh:property [ sh:path kg:holdsPosition ; sh:maxLength %d ; sh:message "too long" ] .
"""
ONTOLOGY = """
@prefix kg: <https://kg.example/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:Person rdfs:subClassOf kg:Human .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    """Shapes that the sample breaks once, with an ontology beside them."""
    (tmp_path / "kg.ttl").write_text(ONTOLOGY, encoding="utf-8")
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES % 5, encoding="utf-8")
    return path


def test_violation_is_one_line(shapes: Path) -> None:
    """A violation names node, path and message; subclasses are known from the ontology beside the shapes."""
    report = validate(SAMPLE, shapes)
    assert not report.conforms
    assert format_report(report) == (
        "<https://kg.example/id/person/anna-berg>: kg:holdsPosition: Violation: too long\n"
        "the graph does not conform: 1 results\n"
    )
    assert report.violations[0].value == "mayor of Ostby"


def test_conforming_graph(shapes: Path) -> None:
    """A graph that keeps every shape conforms."""
    shapes.write_text(SHAPES % 50, encoding="utf-8")
    report = validate(SAMPLE, shapes)
    assert report.conforms
    assert format_report(report) == "the graph conforms: 0 results\n"


def test_results_are_sorted(shapes: Path) -> None:
    """Without the ontology no spouse is human: four results more, in order of node."""
    shapes.with_name("kg.ttl").unlink()
    focus = [violation.focus for violation in validate(SAMPLE, shapes).violations]
    assert focus == sorted(focus) and len(focus) == 5


@pytest.mark.parametrize("text", ["no Turtle", None])
def test_unreadable_shapes_are_told(text: str | None, shapes: Path) -> None:
    """Shapes that are missing or no Turtle are an error of the ontology."""
    shapes.unlink() if text is None else shapes.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl"):
        validate(SAMPLE, shapes)


def test_faulty_shapes_are_told(shapes: Path) -> None:
    """Shapes that SHACL does not allow are an error of the ontology."""
    faulty = '[] a sh:NodeShape ; sh:targetClass kg:Person ; sh:property "x" .'
    shapes.write_text(SHAPES % 5 + faulty, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl"):
        validate(SAMPLE, shapes)
