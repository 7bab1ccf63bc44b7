"""Find saved queries, bind parameters, run them, format their rows.

    query = find_query("who-wrote-to-whom", saved_queries())
    result = run(read(path), query, {"sender": "Anna Berg"})
    print(format_result(result, "table"))

The engine is pyoxigraph; a query is SPARQL 1.1 in a `.rq` file whose comment header names its parameters.
"""

from __future__ import annotations

from kg.query.engine import run
from kg.query.parameters import resolve_entity
from kg.query.remote import labels_of, run_remote
from kg.query.results import FORMATS, Result, format_result, printable
from kg.query.saved import Parameter, SavedQuery, default_folders, find_query, parse_query, saved_queries

__all__ = [
    "FORMATS",
    "Parameter",
    "Result",
    "SavedQuery",
    "default_folders",
    "find_query",
    "format_result",
    "labels_of",
    "parse_query",
    "printable",
    "resolve_entity",
    "run",
    "run_remote",
    "saved_queries",
]
