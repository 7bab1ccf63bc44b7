"""IRIs of entities and events: readable where a name is known everywhere, hashed where it belongs to one document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from kg.resolve.candidates import Candidate
from kg.resolve.names import slug
from kg.resolve.rows import ChainRow

__all__ = ["BASE", "digest", "event_iri", "global_iris", "local_iri", "local_iris"]

BASE = "https://kg.example/id/"
"""Base IRI of data unless the user sets one."""

_FOLDERS = {"Organization": "org"}


def digest(*parts: str, length: int) -> str:
    """The first `length` hexadecimal digits of the SHA-256 of `parts`; (`a`, `bc`) and (`ab`, `c`) differ."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:length]


def folder(kind: str) -> str:
    """The path segment of a class: `org` for Organization, else its name in lower case with hyphens."""
    return _FOLDERS.get(kind) or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", kind).lower()


def local_iri(base: str, document: str, row: ChainRow, ordinal: int = 0) -> str:
    """IRI of a thing that only `document` knows.

    `ordinal` counts the document's earlier chains of the same class and label. Forty bits keep "letter" of a million
    documents apart.
    """
    extra = (str(ordinal),) if ordinal else ()
    return f"{base}{folder(row.kind)}/{slug(row.label)}-{digest(document, row.kind, row.label, *extra, length=10)}"


def local_iris(base: str, document: str, chains: Iterable[ChainRow]) -> list[str]:
    """The local IRI of each chain of a document, all different."""
    seen: dict[tuple[str, str], int] = {}
    iris = []
    for row in chains:
        ordinal = seen.get((row.kind, row.label), 0)
        seen[row.kind, row.label] = ordinal + 1
        iris.append(local_iri(base, document, row, ordinal))
    return iris


def event_iri(base: str, document: str, event: int) -> str:
    """IRI of an event as its first document numbers it."""
    return f"{base}event/{digest(document, str(event), length=12)}"


def global_iris(base: str, candidates: Sequence[Candidate], given: Sequence[str]) -> list[str]:
    """One IRI for each candidate, in order; `given` holds those that are already fixed, else empty strings.

    Two names with one slug are told apart by six digits of their key's hash; the first in order of keys has none.
    """
    taken = set(given) - {""}
    iris = []
    for candidate, fixed in zip(candidates, given, strict=True):
        iri = fixed or f"{base}{folder(candidate.kind)}/{slug(candidate.name.base)}"
        if not fixed and iri in taken:
            iri += "-" + digest(*map(str, candidate.key), length=6)
        taken.add(iri)
        iris.append(iri)
    return iris
