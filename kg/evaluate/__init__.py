"""Score a graph against gold documents: precision, recall and F1 over facts that happened, and what goes with them.

A gold document is `NAME.json` with its entities and facts, beside `NAME.txt`. A predicted fact is one assertion
(subject, property, object, factuality) of the source document whose `dcterms:identifier` ends with `NAME` and a suffix.
"""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from kg.evaluate.compare import Comparison
from kg.evaluate.gold import gold_paths, read_gold
from kg.evaluate.predictions import Prediction, Predictions
from kg.evaluate.scores import Figures, Scores, Tally, as_json, format_scores
from kg.evaluate.texts import copy_texts

__all__ = ["Figures", "Prediction", "Scores", "as_json", "copy_texts", "evaluate", "format_scores", "judged"]


def evaluate(gold: Path, graph: Path, errors: TextIO | None = None) -> Scores:
    """Compare the graph's assertions with the facts of `gold/*.json`.

    Every missed and every false fact goes to `errors`, one a line. Raises SourceError when the folder holds no gold
    documents, StoreError when the graph cannot be read.
    """
    tally, documents = _compare(gold, graph, errors)
    return tally.scores(documents)


def judged(gold: Path, graph: Path) -> list[tuple[Prediction, bool]]:
    """Every predicted fact that happened, and whether it is right. Raises as `evaluate`."""
    return _compare(gold, graph, None)[0].judged


def _compare(gold: Path, graph: Path, errors: TextIO | None) -> tuple[Tally, int]:
    paths = gold_paths(gold)
    predictions = Predictions(graph)
    tally = Tally()
    for path in paths:
        Comparison(read_gold(path), predictions, tally, errors).count()
    return tally, len(paths)
