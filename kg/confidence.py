"""How often facts of a kind are right: the share found right on annotated documents, by event class and grounds.

A fact's *grounds* are how the least certain of its parties is referred to. `confidence.tsv` holds the counts that
`scripts/calibrate.py` took; small counts are drawn towards what all classes have with the same grounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["GROUNDS", "MINIMUM", "confidence"]

GROUNDS = (
    "name", "description", "pronoun", "implied", "body", "group", "contested", "office", "role", "relative", "unnamed"
)  # fmt: skip
"""From sure to unsure: by name; by a description or a pronoun of something that the text also names; told elsewhere
in the text; by a pronoun that may nearly as well mean somebody else ("contested"). The others have no name in the text:
a body, place or occasion ("the board", "a garden party"), several ("forty sailors"), a person told by what is named
("the king of Sweden"), one whom the reader is to know ("the bishop", "his cook"), a relative ("his wife"), somebody or
other ("a clerk", "a cousin"). Definite descriptions presuppose one such person, indefinite ones bring in a new one
(Heim 1982); a noun with its argument is a function that has one value (Löbner 1985)."""

MINIMUM = 0.5
"""Facts that are more often wrong than right are left out unless asked for."""

_WEIGHT = 10
"""Facts that the share of all classes counts for beside the counts of one class (a Beta prior)."""
_LEAST, _MOST = 0.05, 0.99
_TABLE = Path(__file__).parent / "confidence.tsv"


def confidence(frame: str, grounds: str) -> str:
    """Share of facts of an event class with these grounds that were right, as a decimal with two digits at most.

    A class that is not in the table, such as one of your own, has what all classes have with the same grounds.
    """
    share = 0.5
    for of, weight in (("*", 2), (frame, _WEIGHT)):
        right, found = _counts().get((of, grounds), (0, 0))
        share = (right + weight * share) / (found + weight)
    return f"{min(max(share, _LEAST), _MOST):.2f}".rstrip("0")


@cache
def _counts() -> Mapping[tuple[str, str], tuple[int, int]]:
    """(class, grounds) -> (right, found); the class `*` is all of them."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")]
    return {(frame, grounds): (int(right), int(found)) for frame, grounds, right, found in rows}
