"""One meeting in some three hundred surroundings: whether it happened, did not, was to, or is said to have been.

`cases/factuality.tsv` has a line for each: what the sentence says of the meeting, and the sentence; behind a second tab
`xfail` where it is not read yet. What is only planned or possible must never be told as having happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from reading import read

from kg.nlp import Parser
from kg.ontology import Ontology

CASES = Path(__file__).parent / "cases" / "factuality.tsv"


def sentences() -> Iterator[object]:
    """Factuality and sentence of each line."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        factuality, sentence, *mark = line.split("\t")
        marks = [pytest.mark.xfail(strict=True, reason="not read yet")] if mark else []
        yield pytest.param(factuality, sentence, id=sentence, marks=marks)


@pytest.mark.parametrize(("factuality", "sentence"), list(sentences()))
def test_meeting(factuality: str, sentence: str, parser: Parser, ontology: Ontology) -> None:
    """The meeting with Anna Berg is told once, as what the sentence says of it."""
    extraction = read(sentence, parser, ontology).extraction
    label = [chain.label for chain in extraction.chains]
    told = [a for a in extraction.assertions if a.property == "metWith"]
    assert [a.factuality for a in told] == [factuality]
    assert "Anna Berg" in {label[told[0].subject], label[int(told[0].object)]}
