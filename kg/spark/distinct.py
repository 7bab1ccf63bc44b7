"""One document for each identifier, as `documents.find` makes sure of on one machine, without moving a text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.documents import Problem
from kg.spark.records import Given

if TYPE_CHECKING:
    from pyspark import RDD

__all__ = ["distinct"]

Place = tuple[int, int]
"""Partition, and index in it."""


def distinct(documents: RDD[Given]) -> tuple[RDD[Given], tuple[Problem, ...]]:
    """Documents that share an identifier get a piece of their hash; the same bytes twice are one document.

    Also returns a problem for each identifier that different documents claimed. Identifiers are shuffled, and places of
    the claimants are sent to all executors; texts stay where they are.
    """
    counts = documents.map(lambda given: (given.id, 1)).reduceByKey(lambda a, b: a + b)
    shared = frozenset(counts.filter(lambda item: item[1] > 1).keys().collect())
    if not shared:
        return documents, ()
    claims = documents.mapPartitionsWithIndex(lambda index, rows: _claims(index, rows, shared))
    first = dict(claims.reduceByKey(min).collect())
    kept = frozenset(first.values())
    names: dict[str, list[str]] = {}
    for identifier, name in sorted(first):
        names.setdefault(identifier, []).append(name)
    problems = tuple(
        Problem(identifier, f"names {len(own)} different files: {', '.join(own)}", skipped=False)
        for identifier, own in names.items()
        if len(own) > 1
    )
    return documents.mapPartitionsWithIndex(lambda index, rows: _renamed(index, rows, shared, kept)), problems


def _claims(partition: int, rows: Iterable[Given], shared: frozenset[str]) -> Iterator[tuple[tuple[str, str], Place]]:
    for index, given in enumerate(rows):
        if given.id in shared:
            yield (given.id, _own_name(given)), (partition, index)


def _renamed(
    partition: int, rows: Iterable[Given], shared: frozenset[str], kept: frozenset[Place]
) -> Iterator[Given]:
    for index, given in enumerate(rows):
        if given.id not in shared:
            yield given
        elif (partition, index) in kept:
            yield msgspec.structs.replace(given, id=_own_name(given))


def _own_name(given: Given) -> str:
    try:
        content = given.content if given.path is None else Path(given.path).read_bytes()
    except OSError:
        content = b""  # reading it as a document tells why
    stem, dot, suffix = given.id.rpartition(".")
    return f"{stem}~{hashlib.sha256(content).hexdigest()[:8]}{dot}{suffix}"
