"""The user's file of entities, which wins over every rule.

TOML, one `[[entity]]` table for each thing:

    [[entity]]
    name    = "Anna Kovac"              # required: the label in the graph
    class   = "Person"                  # required: local name of a class
    aliases = ["A. Kovac", "Kovac"]     # names that always mean her
    not     = ["Anna B. Kovac"]         # names that never mean her
    iri     = "https://example.org/id/anna-kovac"                # her own IRI in the graph
    same_as = ["http://www.wikidata.org/entity/Q1"]              # written as owl:sameAs

Names are compared as documents' names are: without case, titles and articles; `not` looks at diacritics and initials.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import OntologyError
from kg.resolve.names import Name, name_of
from kg.store.terms import is_iri

__all__ = ["UserEntities", "UserEntity", "read_entities"]

_KEYS = ("name", "class", "aliases", "not", "iri", "same_as")


class UserEntity(NamedTuple):
    """One entry of the file."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    """Names that never mean this entity."""
    iri: str = ""
    same_as: tuple[str, ...] = ()


class UserEntities:
    """The entries, found by name. Raises `OntologyError` when one name means two of them."""

    def __init__(self, entries: tuple[UserEntity, ...] = (), where: str = "entities") -> None:
        self.entries = entries
        self._exact: dict[tuple[str, str], int] = {}
        self._base: dict[tuple[str, str], set[int]] = {}
        self._apart = [frozenset(name_of(e.kind, n).exact for n in e.apart) for e in entries]
        iris: dict[str, str] = {}
        for i, entry in enumerate(entries):
            if entry.iri and iris.setdefault(entry.iri, entry.name) != entry.name:
                reason = f"has the iri of {iris[entry.iri]!r}; make them one entry with aliases"
                raise OntologyError(f"{where}, entity {i + 1} ({entry.name})", reason)
            for text in (entry.name, *entry.aliases):
                name = name_of(entry.kind, text)
                if self._exact.setdefault((entry.kind, name.exact), i) != i:
                    other = entries[self._exact[entry.kind, name.exact]].name
                    reason = f"{text!r} already means {other!r}; remove it from one of the two entries"
                    raise OntologyError(f"{where}, entity {i + 1} ({entry.name})", reason)
                self._base.setdefault((entry.kind, name.base), set()).add(i)

    def find(self, kind: str, label: str) -> int | None:
        """Index of the entry that `label` names, or None; an undecided `Agent` fits an entry of any agent class."""
        if not self.entries:
            return None
        kinds = ("Person", "Organization", "Group", "Agent") if kind == "Agent" else (kind, "Agent")
        found = {i for k in kinds for i in self._find_one(k, name_of(k, label))}
        return found.pop() if len(found) == 1 else None

    def _find_one(self, kind: str, name: Name) -> set[int]:
        exact = self._exact.get((kind, name.exact))
        found = {exact} if exact is not None else self._base.get((kind, name.base), set())
        found = {i for i in found if not self.forbids(i, name)}
        return found if len(found) == 1 else set()

    def forbids(self, index: int, name: Name) -> bool:
        """Whether entry `index` lists `name` under `not`."""
        return name.exact in self._apart[index]


def read_entities(path: str | Path) -> UserEntities:
    """Read the user's file of entities (format: see the module). Raises `OntologyError` naming the entry."""
    where = str(path)
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise OntologyError(where, f"cannot be read ({error.strerror}); check the path") from None
    except UnicodeDecodeError:
        raise OntologyError(where, "is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(where, f"is no TOML: {error}") from None
    unknown = sorted(set(tables) - {"entity"})
    entries = tables.get("entity", [])
    if unknown or not isinstance(entries, list):
        raise OntologyError(where, f"only [[entity]] tables are allowed, found {', '.join(unknown) or 'entity'}")
    return UserEntities(tuple(_entry(e, f"{where}, entity {i}") for i, e in enumerate(entries, 1)), where)


def _entry(table: Mapping[str, Any], where: str) -> UserEntity:
    where = f"{where} ({table['name']})" if isinstance(table.get("name"), str) else where
    for key in table:
        if key not in _KEYS:
            raise OntologyError(where, f"unknown key {key!r}; allowed are {', '.join(_KEYS)}")
    texts = {key: _text(table, key, where, required=key in ("name", "class")) for key in ("name", "class", "iri")}
    lists = {key: _texts(table, key, where) for key in ("aliases", "not", "same_as")}
    for iri in filter(None, (texts["iri"], *lists["same_as"])):
        if not is_iri(iri):
            raise OntologyError(where, f"{iri!r} is no absolute IRI; write it in full, without spaces")
    same_as = tuple(sorted(set(lists["same_as"])))
    return UserEntity(texts["name"], texts["class"], lists["aliases"], lists["not"], texts["iri"], same_as)


def _text(table: Mapping[str, Any], key: str, where: str, *, required: bool) -> str:
    value = table.get(key, "")
    if not isinstance(value, str) or (required and not value.strip()):
        raise OntologyError(where, f"{key} must be a text, found {value!r}" if key in table else f"{key} is missing")
    return value.strip()


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise OntologyError(where, f"{key} must be a list of texts, found {value!r}")
    return tuple(v.strip() for v in value)
