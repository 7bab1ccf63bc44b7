"""What kg finds in the annotated documents, against floors that only a person changes."""

from __future__ import annotations

import hashlib
import json
import operator
from pathlib import Path
from typing import Any

import pytest
import refresh_readme

TESTS = Path(__file__).parent
FLOORS: dict[str, Any] = json.loads((TESTS / "quality.json").read_text(encoding="utf-8"))


def corpus_hash(folder: Path) -> str:
    """SHA-256 over names and bytes of all texts and annotations."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.txt")]):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def test_floors_belong_to_this_corpus() -> None:
    """Figures of another corpus say nothing; a changed corpus needs floors set anew."""
    assert corpus_hash(TESTS / "gold") == FLOORS["corpus"]


@pytest.mark.slow
def test_figures_hold() -> None:
    """`kg eval tests/gold` reaches every floor, and the README shows what it gives."""
    figures = refresh_readme.measure()
    missed = [
        f"{name} is {figures[name]}, {word} {bound}"
        for word, holds in (("at_least", operator.ge), ("at_most", operator.le))
        for name, bound in FLOORS[word].items()
        if not holds(figures[name], bound)
    ]
    assert missed == []
    readme = refresh_readme.README.read_text(encoding="utf-8")
    now = refresh_readme.with_figures(readme, figures)
    assert refresh_readme.difference(readme, now) == "", "run scripts/refresh_readme.py"
