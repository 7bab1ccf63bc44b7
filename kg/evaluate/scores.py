"""The figures of an evaluation, how they are counted, and how they are shown."""

from __future__ import annotations

from collections import Counter, defaultdict

import msgspec

from kg.evaluate.gold import PROPERTIES
from kg.evaluate.predictions import Prediction

__all__ = ["Figures", "Scores", "Tally", "as_json", "format_scores"]


class Figures(msgspec.Struct, frozen=True):
    """Precision, recall and F1 over facts that happened, rounded to three digits."""

    p: float
    r: float
    f1: float
    gold: int
    """Number of gold facts."""
    predicted: int
    """Number of distinct predicted facts."""


class Scores(msgspec.Struct, frozen=True):
    """All figures of one evaluation; a share is None where nothing could be counted."""

    documents: int
    all: Figures
    wrong_actual: int
    """Facts asserted as having happened that the gold only knows as denied, planned or possible."""
    other_recall: float | None
    """Share of the denied, planned and possible gold facts that were found with the right factuality."""
    other: int
    """Number of denied, planned and possible gold facts."""
    speaker: float | None
    """Share of matched facts with the right speaker, or rightly with none."""
    speaker_when_said: float | None
    """The same where the gold names a speaker."""
    time: float | None
    """Share of matched facts with exactly the gold's time, where it has one."""
    evidence: float | None
    """Share of matched facts whose quotation overlaps the gold's."""
    exact: float | None
    """Share of all quotations that equal the source text at their offsets."""
    per: dict[str, Figures]
    """Figures by property."""
    calibration: dict[str, tuple[int, int]] = {}
    """Facts that happened by confidence in steps of a tenth (`0.9`: up to below 1): how many right, how many found."""


class Tally:
    """Counts over all documents."""

    def __init__(self) -> None:
        self.facts: Counter[tuple[str, str]] = Counter()
        """By what was counted (`gold`, `found`, `right`, `false`) and property; the empty property is all of them."""
        self.shares: defaultdict[str, list[bool]] = defaultdict(list)
        self.wrong_actual = 0
        self.judged: list[tuple[Prediction, bool]] = []
        """Predicted facts that happened, and whether each is right."""

    def add(self, what: str, p: str) -> None:
        """Count one fact of a property."""
        self.facts[what, p] += 1
        self.facts[what, ""] += 1

    def scores(self, documents: int) -> Scores:
        """The figures."""
        share = {name: round(sum(hits) / len(hits), 3) for name, hits in self.shares.items() if hits}
        return Scores(
            documents=documents, all=self.figures(""), wrong_actual=self.wrong_actual,
            other_recall=share.get("other"), other=len(self.shares["other"]), speaker=share.get("speaker"),
            speaker_when_said=share.get("speaker when said"), time=share.get("time"), evidence=share.get("evidence"),
            exact=share.get("exact"), per={p: self.figures(p) for p in PROPERTIES}, calibration=self.calibration(),
        )

    def calibration(self) -> dict[str, tuple[int, int]]:
        """What share of the facts with a confidence was right: they agree when a confidence means what it says."""
        steps: Counter[tuple[str, bool]] = Counter()
        for fact, right in self.judged:
            if fact.confidence is not None:
                steps[f"{int(fact.confidence * 10) / 10}", right] += 1
        found = sorted({step for step, _ in steps})
        return {step: (steps[step, True], steps[step, True] + steps[step, False]) for step in found}

    def figures(self, p: str) -> Figures:
        """Precision over distinct predicted facts, recall over gold facts."""
        right, gold = self.facts["right", p], self.facts["gold", p]
        predicted = right + self.facts["false", p]
        precision = right / predicted if predicted else 0.0
        recall = self.facts["found", p] / gold if gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return Figures(round(precision, 3), round(recall, 3), round(f1, 3), gold, predicted)


def format_scores(scores: Scores) -> str:
    """The scores as an aligned table and one line of the other figures."""
    lines = [
        f"{p:22} P {f.p:.3f}  R {f.r:.3f}  F1 {f.f1:.3f}  gold {f.gold:4}  predicted {f.predicted:4}"
        for p, f in [*scores.per.items(), ("all", scores.all)]
    ]
    others = ("documents", "wrong_actual", "other_recall", "speaker", "speaker_when_said", "time", "evidence", "exact")
    lines.append("  ".join(f"{name} {'-' if (v := getattr(scores, name)) is None else v}" for name in others))
    if scores.calibration:
        steps = (f"{step} {right / found:.2f} of {found}" for step, (right, found) in scores.calibration.items())
        lines.append("right by confidence: " + ", ".join(steps))
    return "\n".join(lines) + "\n"


def as_json(scores: Scores) -> str:
    """The scores as JSON: the figures of all properties on top, those of each under `per`."""
    record = {**msgspec.to_builtins(scores.all), **msgspec.to_builtins(scores)}
    del record["all"]
    return msgspec.json.format(msgspec.json.encode(record), indent=1).decode() + "\n"
