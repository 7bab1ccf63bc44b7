"""Saved queries: SPARQL files whose comment header names title, description and parameters.

The header is YAML behind `#+`, after the manner of grlc (https://github.com/CLARIAH/grlc), so that the file stays valid
SPARQL and runs as it is in any store:

    #+ title: Replies to letters
    #+ description: Who answered a letter of whom.
    #+ params:
    #+   - name: writer
    #+     type: entity
    #+     optional: true
    #+     description: whose letter was answered
    SELECT ?replier ?writer WHERE { … }
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from kg.errors import QueryError

__all__ = ["Parameter", "SavedQuery", "default_folders", "find_query", "parse_query", "saved_queries"]

ParameterType = Literal[
    "entity", "string", "integer", "decimal", "boolean", "date", "property", "class", "term", "iri"
]

ENVIRONMENT = "KG_QUERIES"
NAME = re.compile(r"[A-Za-z0-9_]+")
HEADER_LINE = re.compile(r"^#\+ ?(.*)$")


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One declared parameter; its name is the query's variable without `?`, which has to be projected."""

    name: str
    type: ParameterType = "string"
    """How the value is read: `entity` by name or IRI; `property`, `class` and `term` by local name in the ontology."""
    default: str | None = None
    """Value when none is given, as words."""
    optional: bool = False
    """Whether the query also runs without a value and then gives all rows."""
    choices: tuple[str, ...] = ()
    """The allowed values; empty: any."""
    description: str = ""


class SavedQuery(msgspec.Struct, frozen=True):
    """One query with its header."""

    name: str
    """The file's stem."""
    text: str
    """The whole file, header included."""
    title: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    path: Path | None = None
    """The file; None for a query given as text."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys that a header may have."""

    title: str = ""
    description: str = ""
    params: tuple[Parameter, ...] = ()


def default_folders(extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders that hold saved queries: `extra`, those of the environment's KG_QUERIES, then kg's own.

    A query of an earlier folder hides one of the same name in a later folder.
    """
    package = Path(__file__).parents[1]
    installed = package / "query_files"
    own = installed if installed.is_dir() else package.parent / "queries"
    named = [Path(folder) for folder in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if folder]
    return (*extra, *named, own)


def saved_queries(folders: Sequence[Path] | None = None) -> tuple[SavedQuery, ...]:
    """All saved queries of the folders (default: `default_folders()`), sorted by name.

    Raises QueryError when a folder is missing or a header is faulty.
    """
    found: dict[str, SavedQuery] = {}
    for folder in default_folders() if folders is None else folders:
        if not folder.is_dir():
            raise QueryError(f"{folder}: no such folder of queries; name a folder that holds .rq files")
        for path in sorted(folder.glob("*.rq")):
            if path.stem not in found:
                found[path.stem] = read_query(path)
    return tuple(found[name] for name in sorted(found))


def find_query(name: str, queries: Sequence[SavedQuery]) -> SavedQuery:
    """The query that a user means: the name of one of `queries`, or the path of a `.rq` file.

    Raises QueryError with the nearest names.
    """
    for query in queries:
        if query.name == name:
            return query
    path = Path(name)
    if path.suffix == ".rq" or path.is_file():
        return read_query(path)
    near = difflib.get_close_matches(name, [query.name for query in queries], n=3, cutoff=0.4)
    advice = f"did you mean {', '.join(near)}?" if near else "`kg queries` lists them"
    raise QueryError(f"{name}: no saved query and no .rq file; {advice}")


def read_query(path: Path) -> SavedQuery:
    """The query of a file. Raises QueryError when it cannot be read or its header is faulty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"{path}: the query cannot be read: {reason}") from error
    return parse_query(text, path.stem, path)


def parse_query(text: str, name: str = "query", path: Path | None = None) -> SavedQuery:
    """SPARQL text, with or without header, as a query. Raises QueryError on a faulty header."""
    import yaml

    where = path or name
    lines = [match[1] for line in text.splitlines() if (match := HEADER_LINE.match(line))]
    try:
        # BaseLoader leaves every scalar a string: a default of 2031-05-01 or "no" is a word, not a date or a false.
        header = msgspec.convert(yaml.load("\n".join(lines), yaml.BaseLoader) or {}, Header, strict=False)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise QueryError(f"{where}: header line {line}: {error.problem}; write `#+ key: value`") from error
    except (yaml.YAMLError, RecursionError) as error:
        reason = "is nested too deeply" if isinstance(error, RecursionError) else str(error).partition("\n")[0]
        raise QueryError(f"{where}: header: {reason}") from error
    except msgspec.ValidationError as error:
        raise QueryError(f"{where}: header: {error}; allowed are {allowed_keys()}") from error
    for parameter in header.params:
        if not NAME.fullmatch(parameter.name):
            raise QueryError(f"{where}: header: {parameter.name!r} is no parameter name; use letters, digits and _")
    return SavedQuery(name, text, header.title, header.description, header.params, path)


def allowed_keys() -> str:
    """The keys of a header and of its parameters, for messages."""
    return f"{', '.join(Header.__struct_fields__)} and for each of params {', '.join(Parameter.__struct_fields__)}"
