"""What triple stores will refuse or change of a graph, told before it is loaded.

Each rule was measured on running servers (Oxigraph 0.5.13, Apache Jena Fuseki 5.6.0 with TDB2, Virtuoso 7.2.5.1):
`docs/stores.md` has the list of terms that were tried, `tests/stores/terms.py` the terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["MEASURED", "Finding", "check_portability", "format_findings"]

MEASURED = ("oxigraph", "fuseki", "virtuoso")
"""The stores that the rules speak of."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_XSD_LANGUAGE = re.compile(r"[a-z]+(-x(-[a-z0-9]+)+)?|x(-[a-z0-9]+)+")
_DERIVED = frozenset(
    """nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger long int short byte unsignedInt
    unsignedShort unsignedByte""".split()
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_DOTS = re.compile(r"/\.\.?(/|$)")
_LONG_IRI, _TOO_LONG_IRI = 1_879, 8_000  # code points
_LARGE_LITERAL = 1_000_000  # bytes; every store kept this, one of them not 11 million


class Finding(msgspec.Struct, frozen=True):
    """One way in which a store does not keep a graph."""

    store: str
    what: str
    """What happens to which terms."""
    count: int
    """Terms concerned, each as often as it occurs."""
    example: str
    """The first of them, as N-Triples."""


class _Literal(NamedTuple):
    text: str
    type: str
    """Local name of an XSD type; else the datatype's IRI."""
    language: str


class _Rule(NamedTuple):
    stores: tuple[str, ...]
    what: str
    holds: Callable[[_Literal], bool]


def _form(types: str, pattern: str) -> Callable[[_Literal], bool]:
    """Literals of some XSD types whose text is not of a form."""
    names, kept = frozenset(types.split()), re.compile(pattern)
    return lambda it: it.type in names and not kept.fullmatch(it.text)


def _like(types: str, pattern: str) -> Callable[[_Literal], bool]:
    """Literals of some XSD types whose text is of a form."""
    names, changed = frozenset(types.split()), re.compile(pattern)
    return lambda it: it.type in names and bool(changed.fullmatch(it.text))


_ALL = MEASURED
_LOOSE_DECIMAL = r"\+.*|-?0\d.*|\..*|.*\.\d+0|-0(\.0*)?"
_CLOCK = "dateTime dateTimeStamp time"
_DURATIONS = "duration dayTimeDuration yearMonthDuration"
_MANY_HOURS = r".*T(2[4-9]|[3-9]\d|\d{3,})H.*|.*P(1[2-9]|[2-9]\d)M.*"  # or months
_LITERAL_RULES = (
    _Rule(("oxigraph",), "integer types become xsd:integer", lambda it: it.type in _DERIVED),
    _Rule(_ALL, "integers lose signs and zeros in front", _like("integer", r"\+\d+|-?0\d+|-0")),
    _Rule(("fuseki", "virtuoso"), "integers lose zeros in front", _like(" ".join(sorted(_DERIVED)), r"0\d+")),
    _Rule(("virtuoso",), "what is no integer becomes one", _form("integer", r"[+-]?\d+")),
    _Rule(("virtuoso",), "integers beyond 18 digits become decimals", _like("integer", r"-?\d{19,}")),
    _Rule(("fuseki",), "whole decimals get .0", _like("decimal", r"[+-]?\d+")),
    _Rule(_ALL, "decimals lose signs and zeros at their ends", _like("decimal", _LOOSE_DECIMAL)),
    _Rule(("oxigraph", "virtuoso"), "decimals lose .0", _like("decimal", r".*\.0")),
    _Rule(("virtuoso",), "decimals lose digits beyond the 15th", _like("decimal", r".*\.\d{16,}")),
    _Rule(_ALL, "doubles may be written anew", _form("double float", "NaN|-?INF")),
    _Rule(("oxigraph", "fuseki"), "booleans 1 and 0 become true and false", _like("boolean", "[01]")),
    _Rule(("virtuoso",), "booleans are answered as 1 and 0", _like("boolean", "true|false|0|1")),
    _Rule(("virtuoso",), "years before our era lose a digit", _like("date gYear gYearMonth dateTime", "-.*")),
    _Rule(("virtuoso",), "fractions of seconds are cut", _like("dateTime time", r".*\.\d{7,}.*")),
    _Rule(("oxigraph", "fuseki"), "fractions of seconds lose zeros", _like(_CLOCK, r".*\.\d*0(Z|[+-].*)?")),
    _Rule(("oxigraph",), "24:00:00 becomes the next day's 00:00:00", _like("dateTime time", r".*24:00:00.*")),
    _Rule(_ALL, "time zone -00:00 is written anew", _like(_CLOCK, r".*-00:00")),
    _Rule(("oxigraph",), "dateTimeStamp becomes dateTime", lambda it: it.type == "dateTimeStamp"),
    _Rule(("virtuoso",), "durations become numbers", _form(_DURATIONS, "PT0S")),
    _Rule(("oxigraph",), "durations are written anew", _like(_DURATIONS, _MANY_HOURS)),
    _Rule(("oxigraph", "virtuoso"), "language tags become lower case", lambda it: it.language != it.language.lower()),
    _Rule(("fuseki",), "language tags get capitals in regions", lambda it: not _kept_by_fuseki(it.language)),
    _Rule(("virtuoso",), "coordinates are written anew", lambda it: it.type.endswith("#wktLiteral")),
    _Rule(("virtuoso",), "text beyond a megabyte may be refused", lambda it: len(it.text.encode()) > _LARGE_LITERAL),
)  # fmt: skip


def _kept_by_fuseki(language: str) -> bool:
    return not language or bool(_XSD_LANGUAGE.fullmatch(language.lower()))


_IRI_RULES: tuple[tuple[tuple[str, ...], str, Callable[[str], bool]], ...] = (
    (("oxigraph",), "IRIs with characters of private use are refused", lambda it: bool(_PRIVATE.search(it))),
    (("fuseki",), "IRIs lose . and .. in their path", lambda it: bool(_DOTS.search(it))),
    (("virtuoso",), "IRIs are cut after 1,879 characters", lambda it: _LONG_IRI < len(it) <= _TOO_LONG_IRI),
    (("virtuoso",), "IRIs of thousands of characters are refused", lambda it: len(it) > _TOO_LONG_IRI),
    (("virtuoso",), "IRIs in nodeID: become blank nodes", lambda it: it.startswith("nodeID:")),
)  # fmt: skip


def check_portability(quads: Iterable[Quad], stores: Iterable[str] = MEASURED) -> tuple[Finding, ...]:
    """What the stores will not keep, by store and rule; memory does not grow with the graph.

    Language tags are looked at in lower case, which is how every parser of kg's reads them.
    """
    from pyoxigraph import BlankNode, Literal, NamedNode

    wanted = tuple(stores)
    found: dict[tuple[str, str], list[str | int]] = {}

    def note(where: tuple[str, ...], what: str, example: object) -> None:
        for store in where:
            if store in wanted:
                seen = found.setdefault((store, what), [0, str(example)])
                seen[0] = int(seen[0]) + 1

    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode):
                for where, what, holds in _IRI_RULES:
                    if holds(term.value):
                        note(where, what, term)
            elif isinstance(term, Literal):
                literal = _Literal(term.value, term.datatype.value.removeprefix(_XSD), term.language or "")
                for rule in _LITERAL_RULES:
                    if rule.holds(literal):
                        note(rule.stores, rule.what, term)
            elif isinstance(term, BlankNode):
                note(_ALL, "blank nodes are doubled by loading again; kg load refuses them", term)
        if isinstance(quad.graph_name, BlankNode):
            note(_ALL, "graphs without an IRI cannot be loaded again; kg load refuses them", quad.graph_name)
    order = {store: place for place, store in enumerate(wanted)}
    items = sorted(found.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    return tuple(Finding(store, what, int(count), str(example)) for (store, what), (count, example) in items)


def format_findings(findings: Iterable[Finding], stores: Iterable[str]) -> str:
    """A line for each finding, and one for each store that keeps everything."""
    from kg.query import printable

    lines = []
    for store in stores:
        mine = [it for it in findings if it.store == store]
        lines += [f"{store}: {it.what}: {it.count:,}, such as {printable(it.example[:100])}" for it in mine]
        if not mine:
            lines.append(f"{store}: keeps everything")
    return "".join(f"{line}\n" for line in lines)
