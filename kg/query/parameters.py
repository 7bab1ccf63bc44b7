"""Parameter values: words of the command line as RDF terms, never as query text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.prefixes import KG, PREFIXES, expand
from kg.query.saved import Parameter, SavedQuery

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

    Value = NamedNode | Literal

__all__ = ["bind", "check_text", "entity_label", "names_of", "resolve_entity"]

LABEL = PREFIXES["rdfs"] + "label"
ALTERNATIVE = PREFIXES["skos"] + "altLabel"
LISTED = 8
"""At most so many entities are listed in a message."""
COMPARED = 20_000
"""At most so many labels are compared for the nearest ones; difflib takes about 50 microseconds for each."""

LEXICAL = {
    "integer": (re.compile(r"[+-]?\d+"), "integer", "a whole number"),
    "decimal": (re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"), "decimal", "a number"),
    "boolean": (re.compile(r"true|false"), "boolean", "true or false"),
}
DATES = {
    re.compile(r"-?\d{4,}-\d\d-\d\d"): "date",
    re.compile(r"-?\d{4,}-\d\d"): "gYearMonth",
    re.compile(r"-?\d{4,}"): "gYear",
}
LOCAL_NAME = re.compile(r"[^\W\d][\w-]*")


def bind(store: Store, query: SavedQuery, values: Mapping[str, str]) -> dict[str, Value]:
    """The terms of the query's parameters by name; an optional parameter without value is left out.

    Raises QueryError for an undeclared name, a missing value, or a value that its type does not allow.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            allowed = f"it has {', '.join(known)}" if known else "it has none"
            raise QueryError(f"{query.name}: no parameter {name}; {allowed}")
    bound: dict[str, Value] = {}
    for name, parameter in known.items():
        value = values.get(name, parameter.default)
        if value is not None:
            bound[name] = term(store, query.name, parameter, value)
        elif not parameter.optional:
            raise QueryError(f"{query.name}: parameter {name} needs a value; give --param {name}=…")
    return bound


def term(store: Store, query: str, parameter: Parameter, value: str) -> Value:
    """The RDF term of one value, read as the parameter's type says."""
    from pyoxigraph import Literal, NamedNode

    where = f"{query}: parameter {parameter.name}"
    check_text(where, value)
    if parameter.choices:
        value = chosen(where, parameter.choices, value)
    if parameter.type == "entity":
        return resolve_entity(store, value)
    if parameter.type in ("property", "class", "term", "iri"):
        iri = expand(value)
        if iri is None and parameter.type != "iri" and LOCAL_NAME.fullmatch(value):
            iri = KG + value
        if iri is None:
            raise QueryError(f"{where}: {value!r} is not a {parameter.type}; give a prefixed name or an IRI")
        return named_node(iri)
    if parameter.type == "date":
        kinds = [kind for pattern, kind in DATES.items() if pattern.fullmatch(value)]
        if not kinds:
            raise QueryError(f"{where}: {value!r} is not a date; give YYYY, YYYY-MM or YYYY-MM-DD")
        return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + kinds[0]))
    if parameter.type in LEXICAL:
        pattern, kind, wanted = LEXICAL[parameter.type]
        if not pattern.fullmatch(value):
            raise QueryError(f"{where}: {value!r} is not {wanted}")
        return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + kind))
    return Literal(value)


def check_text(where: str, value: str) -> None:
    """Raise QueryError for what no term can hold: bytes of a command line that are not UTF-8 arrive as surrogates."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise QueryError(f"{where}: {value!r} is not UTF-8; check the encoding of the terminal or script") from None


def chosen(where: str, choices: Sequence[str], value: str) -> str:
    """The choice that the value names, whatever its case."""
    for choice in choices:
        if choice.casefold() == value.casefold():
            return choice
    raise QueryError(f"{where}: {value!r} is not one of {', '.join(choices)}")


def named_node(iri: str) -> NamedNode:
    """The IRI as a term. Raises QueryError when it is not a legal absolute IRI (RFC 3987)."""
    from pyoxigraph import NamedNode

    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is not an IRI: {error}") from error


# -- entities by name --------------------------------------------------------------------------------------


def resolve_entity(store: Store, name: str) -> NamedNode:
    """The one entity that `name` means: an IRI (also prefixed or in angle brackets), a label, or another name.

    The exact label comes first, then the exact alternative name, then both whatever their case. Raises QueryError when
    several entities have the name (it lists them) or none has it (it gives the nearest labels).
    """
    from pyoxigraph import Literal

    check_text("name", name)
    iri = expand(name)
    if iri is not None:
        return named_node(iri)
    for predicate in (LABEL, ALTERNATIVE):
        hits = subjects(store, predicate, Literal(name))
        if hits:
            return only(store, name, hits)
    folded = name.casefold()
    hits = {subject for text, subject in names(store) if text.casefold() == folded}
    if hits:
        return only(store, name, hits)
    near = nearest(store, folded)
    advice = f"nearest are {', '.join(near)}" if near else "`kg query entities` lists all"
    raise QueryError(f"{name!r}: no entity has this name; {advice}")


def subjects(store: Store, predicate: str, value: Literal) -> set[NamedNode]:
    """The IRIs that have this literal for this property."""
    from pyoxigraph import NamedNode

    quads = store.quads_for_pattern(None, NamedNode(predicate), value, None)
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def names(store: Store) -> Iterator[tuple[str, NamedNode]]:
    """Every label and alternative name with its entity."""
    from pyoxigraph import Literal, NamedNode

    for predicate in (LABEL, ALTERNATIVE):
        for quad in store.quads_for_pattern(None, NamedNode(predicate), None, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.object.value, quad.subject


def only(store: Store, name: str, hits: set[NamedNode]) -> NamedNode:
    """The single hit, or an error that lists them."""
    if len(hits) == 1:
        return next(iter(hits))
    ordered = sorted(hits, key=lambda node: node.value)
    listed = [f'<{n.value}> "{entity_label(store, n)}" ({entity_classes(store, n)})' for n in ordered[:LISTED]]
    more = f", and {len(ordered) - LISTED} more" if len(ordered) > LISTED else ""
    raise QueryError(f"{name!r} names {len(ordered)} entities: {', '.join(listed)}{more}; give the IRI of one")


def nearest(store: Store, folded: str) -> list[str]:
    """Up to three names that resemble the case-folded name, nearest first."""
    spelled: dict[str, str] = {}
    for text, _ in islice(names(store), COMPARED):
        key = text.casefold()
        spelled[key] = min(text, spelled.get(key, text))
    return [spelled[key] for key in difflib.get_close_matches(folded, sorted(spelled), n=3)]


def names_of(store: Store, node: NamedNode) -> list[str]:
    """All names of one entity, label and alternatives, sorted."""
    return sorted({*values(store, node, LABEL), *values(store, node, ALTERNATIVE)})


def entity_label(store: Store, node: NamedNode) -> str:
    """The label of an entity; its IRI when it has none."""
    return min(values(store, node, LABEL), default=node.value)


def entity_classes(store: Store, node: NamedNode) -> str:
    """The local names of an entity's classes."""
    classes = [iri.removeprefix(KG) for iri in values(store, node, PREFIXES["rdf"] + "type") if iri.startswith(KG)]
    return ", ".join(sorted(classes)) or "no class"


def values(store: Store, node: NamedNode, predicate: str) -> list[str]:
    """The values of one property of a node, in any order."""
    from pyoxigraph import Literal, NamedNode

    quads = store.quads_for_pattern(node, NamedNode(predicate), None, None)
    return [quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)]
