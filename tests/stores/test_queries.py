"""Saved queries ask a store and a file alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import store
from kg.load import load
from kg.query import format_result, labels_of, run, run_remote, saved_queries
from stores.reach import opened
from stores.server import Server

pytestmark = pytest.mark.slow


def test_saved_queries_give_the_same_rows(server: Server, seeds: Path) -> None:
    """Every saved query, with and without its parameters, gives the same text in every format as on the file."""
    local = store.read(seeds)
    person = run(local, "SELECT ?p { [] a kg:Assertion ; rdf:subject ?p . ?p a kg:Person } ORDER BY ?p LIMIT 1")
    name = str(person.rows[0][0].value)
    with opened(server) as endpoint:
        load(seeds, endpoint)
        for query in saved_queries():
            needed = {it.name: name for it in query.parameters if not it.optional and it.default is None}
            asked = [needed] + [{**needed, it.name: name} for it in query.parameters if it.type == "entity"]
            for values in asked:
                here, there = run(local, query, values), run_remote(endpoint, query, values)
                labels = labels_of(endpoint, there)
                for form in ("csv", "table"):
                    expected = format_result(here, form, store=local)
                    assert format_result(there, form, store=labels) == expected, (query.name, values, form)
