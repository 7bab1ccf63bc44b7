"""The benchmark of pronouns reads the data set's format and counts as its authors do."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from kg import ontology
from kg.nlp import load

TEXT = "Clara Voss met Rudolf Marek in the park. She was early. Nadia Sorel came later."
HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"


@pytest.fixture(scope="module")
def gap() -> dict[str, Any]:
    """The names of the script."""
    return runpy.run_path(str(Path(__file__).parents[1] / "benchmarks/gap.py"))


@pytest.fixture
def examples(gap: dict[str, Any], tmp_path: Path) -> list[Any]:
    """One snippet, and the same with the true name as B and a quotation mark in an odd place."""
    she, nadia = TEXT.index("She"), TEXT.index("Nadia")
    first = ["x-1", TEXT, "She", she, "Clara Voss", 0, "TRUE", "Nadia Sorel", nadia, "FALSE", "http://example.org/a"]
    second = ["x-2", f'{TEXT} "', "She", she, "Nadia Sorel", nadia, "FALSE", "Clara Voss", 0, "TRUE", "-"]
    path = tmp_path / "examples.tsv"
    rows = ["\t".join(map(str, row)) for row in (first, second)]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return list(gap["read_examples"](path))


def test_answers_from_chains(gap: dict[str, Any], examples: list[Any]) -> None:
    """The name in the pronoun's chain is answered with yes, the other with no."""
    parser, terms = load(), ontology.load()
    answers = [gap["answer"](e, parser.parse(e.text), terms) for e in examples]
    assert answers == [(True, False), (False, True)]


def test_counts(gap: dict[str, Any], examples: list[Any]) -> None:
    """A yes is right or wrong; a name that was meant and got a no is missed; a no for another name counts nothing."""
    assert gap["count"](zip(examples, [(True, True), (False, False)], strict=True)) == (1, 1, 1)
    figures = gap["Figures"](6, 2, 4)
    assert (figures.precision, figures.recall, round(figures.f1, 4)) == (0.75, 0.6, 0.6667)


def test_report_by_gender(gap: dict[str, Any], examples: list[Any]) -> None:
    """Feminine pronouns are counted apart; without masculine ones the bias is 0."""
    lines = list(gap["report"](examples, [(True, False), (False, True)]))
    assert lines[2] == "feminine   P 1.000  R 1.000  F1 1.000"
    assert lines[3].startswith("bias       0.000")
