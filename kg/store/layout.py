"""How a graph is laid out for a reader: which prefixes shorten IRIs, what comes first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["PLAIN", "Layout", "comments"]


class Layout(NamedTuple):
    """The order of a Turtle or TriG file; without one, everything is in full and in order of IRIs."""

    prefixes: tuple[tuple[str, str], ...] = ()
    """(prefix, namespace), in the order of the prefix block; a namespace ends with `/` or `#`."""
    subjects: tuple[str, ...] = ()
    """Starts of IRIs: subjects (and graphs) are ordered by the first that fits, then by IRI; others come last."""
    predicates: tuple[str, ...] = ()
    """IRIs in their order inside a block, behind `rdf:type`; others follow in order of IRI."""


PLAIN = Layout()


def comments(header: Iterable[str]) -> list[str]:
    """Each line of a header without line ends and without the surrogates that undecodable file names bring."""
    return [" ".join(line.encode(errors="replace").decode().split()) for line in header]
