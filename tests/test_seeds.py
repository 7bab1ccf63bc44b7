"""The graph of seeds/ as its users see it: every saved query answers, and says each thing once."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import kg
from kg.query import SavedQuery, format_result, run, saved_queries

SEEDS = Path(__file__).parents[1] / "seeds"
QUERIES = {query.name: query for query in saved_queries()}


@cache
def graph() -> kg.Graph:
    """The seeds' graph, with one named graph for each document."""
    return kg.build(SEEDS)


def rows(query: SavedQuery, **params: str) -> list[dict[str, str]]:
    """The rows as words, by column."""
    result = run(graph().as_store(), query, params)
    return [{n: getattr(cell, "value", "") for n, cell in zip(result.columns, row, strict=True)} for row in result.rows]


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_saved_query_answers(name: str) -> None:
    """Each saved query runs on the seeds, and each but `corroborated` has something to tell."""
    query = QUERIES[name]
    needed = {it.name: "Winifred Ashdown" for it in query.parameters if not it.optional and it.default is None}
    result = run(graph().as_store(), query, needed)
    assert result.rows or name == "corroborated"
    assert format_result(result, "table", store=graph().as_store()).startswith(result.columns[0].removesuffix("Label"))


def test_entity_stands_in_one_row() -> None:
    """A person is an agent, too, and yet one line of the list of entities."""
    assert max(Counter(row["entity"] for row in rows(QUERIES["entities"])).values()) == 1


def test_timeline_tells_each_statement_once() -> None:
    """A meeting is an event, too, but the timeline has one line for each statement."""
    told = Counter(
        tuple(row[name] for name in ("time", "subject", "property", "object", "factuality", "source", "start"))
        for row in rows(QUERIES["timeline"])
    )
    assert max(told.values()) == 1
