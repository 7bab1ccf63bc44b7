"""What a query gives, and its formats."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from kg.errors import QueryError
from kg.query.escapes import as_xml_text, without_formulas
from kg.query.parameters import entity_label
from kg.query.prefixes import PREFIXES, shorten

if TYPE_CHECKING:
    from pyoxigraph import (
        BlankNode,
        Literal,
        NamedNode,
        QueryBoolean,
        QuerySolutions,
        QueryTriples,
        Store,
        Triple,
    )

    Cell = NamedNode | BlankNode | Literal | Triple | None

__all__ = ["FORMATS", "Result", "format_result", "printable"]

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml")
GRAPH_FORMATS = ("turtle", "n-triples")
FORMATS = (*ROW_FORMATS, *GRAPH_FORMATS)
"""Formats by name: the first five for SELECT and ASK, the last two for CONSTRUCT and DESCRIBE."""

NARROWEST = 10
"""A column of a table is never cut below this width, which is that of a date."""
UNPRINTABLE = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Line separators and marks that turn the direction of text; control characters are category Cc."""


class Result(msgspec.Struct, frozen=True):
    """The outcome of one query, a plain value."""

    kind: str
    """`select`, `ask` or `graph`."""
    payload: bytes
    """SPARQL 1.1 Query Results JSON, or sorted N-Triples for a graph."""
    given: tuple[str, ...] = ()
    """Columns that hold the value of a parameter, the same in every row; a table leaves them out."""

    @classmethod
    def from_answer(cls, answer: QuerySolutions | QueryBoolean | QueryTriples, given: Sequence[str] = ()) -> Result:
        """Run the engine's answer to its end and keep it; `given` are the parameters that had a value."""
        from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions

        if isinstance(answer, QuerySolutions | QueryBoolean):
            kind = "select" if isinstance(answer, QuerySolutions) else "ask"
            return cls(kind, answer.serialize(format=QueryResultsFormat.JSON) or b"", tuple(given))
        lines = sorted({f"{triple} .\n" for triple in answer})
        return cls("graph", "".join(lines).encode())

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of a SELECT's variables, in its order; empty for the other kinds."""
        if self.kind != "select":
            return ()
        return tuple(variable.value for variable in self._solutions().variables)

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of a SELECT as pyoxigraph terms, None where a variable has no value; empty for the other kinds."""
        if self.kind != "select":
            return ()
        return tuple(tuple(row) for row in self._solutions())

    @property
    def boolean(self) -> bool:
        """The answer of an ASK; for the other kinds, whether anything was found."""
        if self.kind == "ask":
            return bool(msgspec.json.decode(self.payload)["boolean"])
        return bool(self.rows or self.triples)

    @property
    def triples(self) -> tuple[Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE, sorted as N-Triples; empty for the other kinds."""
        from pyoxigraph import RdfFormat, parse

        if self.kind != "graph":
            return ()
        return tuple(quad.triple for quad in parse(self.payload, format=RdfFormat.N_TRIPLES))

    def _solutions(self) -> QuerySolutions:
        from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

        solutions = parse_query_results(self.payload, format=QueryResultsFormat.JSON)
        assert isinstance(solutions, QuerySolutions)
        return solutions


def format_result(
    result: Result, format: str | None = None, *, width: int | None = None, store: Store | None = None
) -> str:
    """The result as text that ends with a line end.

    `format` is one of FORMATS; None means a table, for a graph Turtle. `width` is the terminal's width in columns for
    the table, None for no limit; with `store`, the table shows entities by label. A table holds nothing that a terminal
    obeys, CSV nothing that a spreadsheet runs (an apostrophe stands before such a text); the other formats keep every
    text as it is. Raises QueryError when the format does not fit the kind of query.
    """
    format = format or ("turtle" if result.kind == "graph" else "table")
    allowed = GRAPH_FORMATS if result.kind == "graph" else ROW_FORMATS
    if format not in allowed:
        raise QueryError(f"{format} does not fit the result of this query; choose {', '.join(allowed)}")
    if result.kind == "graph":
        return format_triples(result, format)
    if format == "table":
        return format_table(result, width, store)
    from pyoxigraph import QueryResultsFormat, parse_query_results

    payload = without_formulas(result.payload) if format == "csv" else result.payload
    answer = parse_query_results(payload, format=QueryResultsFormat.JSON)
    text = (answer.serialize(format=getattr(QueryResultsFormat, format.upper())) or b"").decode()
    if format == "xml":
        text = as_xml_text(text)
    return text if text.endswith("\n") else text + "\n"


def format_triples(result: Result, format: str) -> str:
    """A graph as Turtle or N-Triples, sorted."""
    from pyoxigraph import RdfFormat, serialize

    if format == "n-triples":
        return result.payload.decode()
    return (serialize(result.triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


# -- the table ---------------------------------------------------------------------------------------------


def format_table(result: Result, width: int | None, store: Store | None) -> str:
    """Rows as aligned plain text: a head, a rule, one line for each row.

    `xLabel` stands in for its column `x`, as Wikidata's queries have it; columns that hold a given parameter, and those
    without any value, are left out.
    """
    if result.kind == "ask":
        return "yes\n" if result.boolean else "no\n"
    columns, rows = result.columns, result.rows
    hidden = {*result.given, *(name.removesuffix("Label") for name in columns if name.endswith("Label"))}
    shown = [i for i, name in enumerate(columns) if name not in hidden and (not rows or any(row[i] for row in rows))]
    heads = [columns[i].removesuffix("Label") for i in shown]
    labels: dict[str, str] = {}
    body = [[cell_text(row[i], store, labels) for i in shown] for row in rows]
    widths = column_widths([heads, *body], width)
    right = [bool(rows) and all(is_number(row[i]) for row in rows) for i in shown]
    lines = [aligned(heads, widths, right), "  ".join("-" * size for size in widths)]
    lines += [aligned(cells, widths, right) for cells in body]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def cell_text(cell: Cell, store: Store | None, labels: dict[str, str]) -> str:
    """A term for people: a literal's text, an IRI's label or prefixed name; `labels` remembers what was looked up."""
    from pyoxigraph import Literal, NamedNode

    if cell is None:
        return ""
    if isinstance(cell, Literal):
        return printable(cell.value)
    if not isinstance(cell, NamedNode):
        return printable(str(cell))
    if cell.value not in labels:
        label = entity_label(store, cell) if store is not None else cell.value
        labels[cell.value] = printable(shorten(label) if label == cell.value else label)
    return labels[cell.value]


def printable(text: str) -> str:
    r"""Text for one line of a terminal: white space as single spaces, without control and direction characters.

    >>> printable("a\x1b[31mb\n c")
    'a[31mb c'
    """
    flat = " ".join(text.split())
    return "".join(c for c in flat if unicodedata.category(c) != "Cc" and c not in UNPRINTABLE)


def is_number(cell: Cell) -> bool:
    """Whether a cell is empty or a number, and hence set to the right."""
    from pyoxigraph import Literal

    numeric = {PREFIXES["xsd"] + kind for kind in ("integer", "decimal", "double", "float")}
    return cell is None or (isinstance(cell, Literal) and cell.datatype.value in numeric)


def column_widths(table: Sequence[Sequence[str]], limit: int | None) -> list[int]:
    """Widths that hold every cell; with a limit, the widest columns give way until the line fits."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    if limit is None:
        return widths
    while sum(widths) + 2 * (len(widths) - 1) > limit and max(widths, default=0) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def aligned(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    """One line of the table; a cell that does not fit ends with an ellipsis."""
    from rich.cells import cell_len, set_cell_size

    parts = []
    for cell, size, flush in zip(cells, widths, right, strict=True):
        fitted = cell if cell_len(cell) <= size else set_cell_size(cell, size - 1).rstrip() + "…"
        padding = " " * (size - cell_len(fitted))
        parts.append(padding + fitted if flush else fitted + padding)
    return "  ".join(parts)
