"""Known differences between pyoxigraph and rdflib, each with the clause of SPARQL 1.1 and what it means for kg."""

from __future__ import annotations

import re
from collections import Counter

from conformance.engines import Row

__all__ = ["explanation"]

Answer = Counter[Row] | str
"""Rows with how often each came, or the kind of error."""


def explanation(text: str, ours: Answer, theirs: Answer) -> str | None:
    """Why pyoxigraph (`ours`) and rdflib (`theirs`) answer otherwise; None when nobody knows."""
    if isinstance(ours, str) or isinstance(theirs, str):
        return None
    grouped = "GROUP BY" in text
    if grouped and not ours and all(row[0] == "-" for row in theirs):
        return "rdflib gives a group of nothing (18.5.1: no solutions, no groups); kg asks pyoxigraph"
    if re.search(r":\w+\|:\w+", text) and (grouped or set(ours) == set(theirs)):
        return "pyoxigraph names a pair of nodes once for p|q (18.4: a union keeps both); no saved query has one"
    if re.search(r":\w+/\^?:\w+", text) and (grouped or set(ours) == set(theirs)):
        return "rdflib may name a pair of nodes once for p/q (18.4: a row for each way); saved queries say DISTINCT"
    respelled = Counter(tuple('"1"' if it == '"1.0"' else it for it in row) for row in theirs.elements())
    if "STR(" in text and ours == respelled:
        return "pyoxigraph's store keeps the value of 1.0, not its spelling; kg writes decimals in one spelling"
    return next((reason for pattern, reason in _BY_FEATURE.items() if re.search(pattern, text)), None)


_BY_FEATURE = {
    r"COUNT\(DISTINCT STR\(": (
        "pyoxigraph leaves COUNT of an expression unbound when it is an error in a row (18.5.1.2: errors do not count);"
        " saved queries count variables"
    ),
    r"FILTER\([^()]* IN \([^()]*, 1\)\)": (
        "rdflib's IN compares terms, not values (17.4.1.9: as =); saved queries list IRIs and texts"
    ),
    r"FILTER\(\?\w+ > 1\)": (
        "rdflib orders texts and IRIs after numbers (17.3: an error); saved queries compare texts with texts"
    ),
}
"""What stands in the query -> why the engines may differ."""
