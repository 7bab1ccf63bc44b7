"""How often facts of a kind are right: the share found right on annotated documents, by event class and grounds.

A fact's *grounds* are how the least certain of its parties is referred to. `confidence.tsv` holds the counts that
`scripts/calibrate.py` took; small counts are drawn towards what all classes have with the same grounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["GROUNDS", "MINIMUM", "confidence"]

GROUNDS = ("name", "description", "pronoun", "implied", "group", "relative", "unnamed")
"""From sure to unsure: by name; by a description or a pronoun of something that the text also names; told elsewhere
in the text. The last three have no name in the text: several ("forty sailors"), a relative ("his wife"), another."""

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
    right, found = _counts().get((frame, grounds), (0, 0))
    all_right, all_found = _counts().get(("*", grounds), (0, 0))
    overall = (all_right + 1) / (all_found + 2)
    share = (right + _WEIGHT * overall) / (found + _WEIGHT)
    return f"{min(max(share, _LEAST), _MOST):.2f}".rstrip("0")


@cache
def _counts() -> Mapping[tuple[str, str], tuple[int, int]]:
    """(class, grounds) -> (right, found); the class `*` is all of them."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[:1] not in ("#", "")]
    return {(frame, grounds): (int(right), int(found)) for frame, grounds, right, found in rows}
