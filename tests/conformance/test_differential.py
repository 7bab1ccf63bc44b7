"""Generated queries over generated graphs: pyoxigraph and rdflib agree, or the difference is a known one.

KG_DIFFERENTIAL=5000 KG_DIFFERENTIAL_SEED=7 pytest tests/conformance/test_differential.py
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from random import Random

import pytest

from conformance.differences import explanation
from conformance.engines import ENGINES, Row
from conformance.generated import graph, query

COUNT = int(os.environ.get("KG_DIFFERENTIAL") or 200)
SEED = int(os.environ.get("KG_DIFFERENTIAL_SEED") or 1)


def answer(engine: str, turtle: str, text: str) -> Counter[Row] | str:
    """Each row with how often it came; the kind of error when the engine fails."""
    try:
        return Counter(ENGINES[engine](turtle, text))
    except Exception as error:  # whatever an engine raises is its answer
        return type(error).__name__


def test_engines_agree(caplog: pytest.LogCaptureFixture) -> None:
    """Every difference is explained; queries that return nothing are the smaller part."""
    caplog.set_level(logging.CRITICAL, logger="rdflib")
    told, reasons, full = list[str](), Counter[str](), 0
    for n in range(COUNT):
        random = Random(f"{SEED}/{n}")
        turtle, text = graph(random), query(random)
        ours, theirs = answer("pyoxigraph", turtle, text), answer("rdflib", turtle, text)
        full += bool(ours)
        if ours != theirs:
            reason = explanation(text, ours, theirs)
            reasons[reason or "unexplained"] += 1
            if reason is None:
                shown = f"pyoxigraph: {_shown(ours, theirs)}\nrdflib: {_shown(theirs, ours)}"
                told.append(f"{SEED}/{n}\n{turtle}{text}\n{shown}")
    print(f"{COUNT} queries, {full} with rows, {COUNT - sum(reasons.values())} alike; {dict(reasons)}")  # noqa: T201
    assert not told, "\n\n".join(told[:3])
    assert full > COUNT / 3


def _shown(answer: Counter[Row] | str, other: Counter[Row] | str) -> str:
    if isinstance(answer, str):
        return answer
    return f"{sum(answer.values())} rows; only here {answer - other if isinstance(other, Counter) else ''}"[:500]


def test_generator_repeats_itself() -> None:
    """A seed gives the same graph and the same query, so that a difference can be looked at."""
    assert [(graph(Random(n)), query(Random(n))) for n in range(9)] == [
        (graph(Random(n)), query(Random(n))) for n in range(9)
    ]
