"""How files are handed to processes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import kg.run
from kg.documents import SourceFile
from kg.run import Options
from kg.run.workers import cut


def files(count: int) -> list[SourceFile]:
    return [SourceFile(f"in/{n}.txt", f"/in/{n}.txt") for n in range(count)]


@pytest.mark.parametrize("seed", range(20))
def test_portions_are_the_files_in_order(seed: int) -> None:
    """Whatever the sizes, no file is lost, doubled or moved, and no portion is both large and of several files."""
    draw = random.Random(seed)
    count, jobs = draw.randrange(300), draw.randrange(1, 9)
    sizes = [int(10 ** draw.uniform(0, 6)) for _ in range(count)]
    known = files(count)
    portions = cut(known, sizes, jobs)
    assert [file for portion in portions.all for file in portion] == known
    size_of = dict(zip(known, sizes, strict=True))
    for portion in portions.all:
        assert len(portion) == 1 or sum(map(size_of.__getitem__, portion)) <= 64_000
        assert len(portion) <= max(1, min(16, count // (4 * jobs)))
    assert len(portions.first) < 50
    assert set(portions.first) <= set(portions.all)


def test_long_documents_are_begun_first() -> None:
    """A document for which all would wait at the end is begun at the start, the longest first."""
    known = files(402)
    portions = cut(known, [3_000] * 400 + [90_000, 700_000], 2)
    assert portions.first == ((known[401],), (known[400],))
    assert portions.all[-2:] == ((known[400],), (known[401],))
    assert cut(known, [3_000] * 402, 2).first == ()


def test_order_of_work_is_not_the_order_of_outcomes(tmp_path: Path) -> None:
    """Documents are told in the order of their identifiers although the longest was begun first."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(8):
        (folder / f"{n}.txt").write_text("Anna Berg wrote a letter to Carl Dahl.\n\n" * (40 if n == 7 else 1))
    told: list[str] = []

    class Recorder(kg.run.Silent):
        def document(self, identifier: str, sentences: int, facts: int) -> None:
            told.append(identifier)

    kg.run.build([folder], tmp_path / "2.nq", Options(jobs=2), progress=Recorder())
    kg.run.build([folder], tmp_path / "1.nq", Options(jobs=1))
    assert told == [f"in/{n}.txt" for n in range(8)]
    assert (tmp_path / "2.nq").read_bytes() == (tmp_path / "1.nq").read_bytes()
