"""The hard terms are what they claim to be: RDF that a store should take."""

from __future__ import annotations

import pyoxigraph
import pytest

from stores.terms import HARD_TERMS, triple


@pytest.mark.parametrize("name", sorted(HARD_TERMS.keys() - {"iri/private-use"}))
def test_is_one_triple(name: str) -> None:
    """Each term is one object in N-Triples, and as Turtle it is the same one."""
    line = triple(name).encode()
    (as_triples,) = pyoxigraph.parse(line, pyoxigraph.RdfFormat.N_TRIPLES)
    (as_turtle,) = pyoxigraph.parse(line, pyoxigraph.RdfFormat.TURTLE)
    assert as_triples == as_turtle


def test_private_use_characters_in_iris_are_refused() -> None:
    """RFC 3987 allows them in the query part of an IRI only; stores disagree."""
    with pytest.raises(SyntaxError, match="Invalid IRI"):
        list(pyoxigraph.parse(triple("iri/private-use").encode(), pyoxigraph.RdfFormat.N_TRIPLES))
