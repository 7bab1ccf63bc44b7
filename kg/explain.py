"""Tell where each fact of an entity comes from: file, place, words, speaker and rule."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import msgspec

from kg.errors import QueryError
from kg.query import Parameter, SavedQuery, resolve_entity, run
from kg.query.parameters import entity_label, names_of
from kg.query.prefixes import KG
from kg.query.results import printable
from kg.sources import Sources

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

__all__ = ["Explanation", "explain", "format_explanations"]

STATEMENTS = SavedQuery("explain", parameters=(Parameter("entity", "entity"),), text="""
SELECT DISTINCT ?source ?start ?end ?subject ?predicate ?object ?factuality ?speaker ?time ?confidence ?rule
  ?quote ?sha256 ?entity
WHERE {
  { ?assertion rdf:subject ?entity } UNION { ?assertion rdf:object ?entity }
  UNION { ?assertion prov:wasAttributedTo ?entity }
  ?assertion rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:factuality ?factuality ;
    prov:wasDerivedFrom ?evidence .
  ?evidence oa:hasSource ?document ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  ?document dcterms:identifier ?source ; schema:sha256 ?sha256 .
  OPTIONAL { ?assertion prov:wasAttributedTo ?speaker }
  OPTIONAL { ?assertion kg:aboutEvent ?event OPTIONAL { ?event kg:time ?time } FILTER(BOUND(?time)) }
  OPTIONAL { ?assertion kg:confidence ?confidence }
  OPTIONAL { ?assertion kg:rule ?rule }
}
ORDER BY ?source ?start ?end ?predicate ?subject ?object ?factuality ?speaker ?time ?confidence ?rule
""")

LINE_END = re.compile(r"\r\n|\r|\n")
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


class Explanation(msgspec.Struct, frozen=True):
    """One assertion with all that supports it."""

    subject: str
    """Label."""
    property: str
    """Local name: `wroteLetterTo`."""
    object: str
    """Label, or the text of a literal."""
    factuality: str
    """`Actual`, `Negated`, `Planned` or `Possible`."""
    speaker: str
    """Label of whoever the text makes responsible; empty for the document's own voice."""
    time: str
    """As the graph has it; empty when not said."""
    confidence: str
    rule: str
    """Name of the trigger that fired."""
    document: str
    """Identifier of the source document."""
    start: int
    end: int
    """Offsets in the document's text: code points, end exclusive."""
    quote: str
    marks: tuple[tuple[int, int], ...]
    """Where subject and object stand in the quote: code points, end exclusive, sorted, apart."""
    line: int | None = None
    column: int | None = None
    """Place of `start`, both from 1; None when the source was not at hand or has changed."""


def explain(store: Store, name: str, sources: Sequence[Path] = ()) -> tuple[Explanation, ...]:
    """Every assertion in which the entity that `name` (a name or an IRI) means is subject, object or speaker.

    Sorted by document and offset. With `sources`, the folders of the originals, places are lines and columns. Raises
    QueryError when no entity or several have the name.
    """
    entity = resolve_entity(store, name)
    result = run(store, STATEMENTS, {"entity": f"<{entity.value}>"})
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    if not rows and next(store.quads_for_pattern(entity, None, None, None), None) is None:
        raise QueryError(f"<{entity.value}>: no such entity in the graph; `kg query entities` lists all")
    places = Places(Sources(sources) if sources else None)
    return tuple(explanation(store, row, places) for row in rows)


def explanation(store: Store, row: dict[str, Any], places: Places) -> Explanation:
    """One row of the query as a record; its values are pyoxigraph terms or None."""
    value = {name: "" if term is None else str(term.value) for name, term in row.items()}
    start, end = int(value["start"]), int(value["end"])
    line, column = places.of(value["source"], value["sha256"], start) or (None, None)
    return Explanation(
        subject=label(store, row["subject"]),
        property=value["predicate"].removeprefix(KG),
        object=label(store, row["object"]),
        factuality=value["factuality"].removeprefix(KG),
        speaker=label(store, row["speaker"]) if row["speaker"] else "",
        time=value["time"],
        confidence=value["confidence"],
        rule=value["rule"],
        document=value["source"],
        start=start,
        end=end,
        quote=value["quote"],
        marks=occurrences(value["quote"], [*forms(store, row["subject"]), *forms(store, row["object"])]),
        line=line,
        column=column,
    )


def label(store: Store, term: NamedNode | Literal) -> str:
    """What a person calls a term: an entity's label, a literal's text."""
    return entity_label(store, term) if is_entity(term) else term.value


def forms(store: Store, term: NamedNode | Literal) -> list[str]:
    """Every name under which a term may stand in a quote."""
    return names_of(store, term) if is_entity(term) else [term.value]


def is_entity(term: NamedNode | Literal) -> TypeGuard[NamedNode]:
    """Whether a term is an IRI."""
    from pyoxigraph import NamedNode

    return isinstance(term, NamedNode)


def occurrences(quote: str, names: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where one of the names stands in the quote as whole words, whatever its case; the longest name wins.

    >>> occurrences("Anna Berg wrote to her.", ["Berg", "Anna Berg"])
    ((0, 9),)
    """
    longest_first = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    if not longest_first:
        return ()
    either = "|".join(re.escape(name) for name in longest_first)
    return tuple(match.span() for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", quote, re.IGNORECASE))


class Places:
    """Lines and columns of offsets in the sources; each source is read once."""

    def __init__(self, sources: Sources | None) -> None:
        self.sources = sources
        self.line_starts: dict[tuple[str, str], list[int]] = {}

    def of(self, identifier: str, sha256: str, offset: int) -> tuple[int, int] | None:
        """Line and column, both from 1; None when the source is not there or has changed."""
        key = identifier, sha256
        if key not in self.line_starts:
            source = self.sources.read(identifier, sha256) if self.sources else None
            text = source.text if source and source.sha256 == sha256 else None
            self.line_starts[key] = [] if text is None else [0, *(match.end() for match in LINE_END.finditer(text))]
        starts = self.line_starts[key]
        if not starts:
            return None
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1


# -- output ------------------------------------------------------------------------------------------------


def format_explanations(explanations: Sequence[Explanation], *, color: bool = False) -> str:
    """The explanations as text, one block for each assertion with an empty line between them.

    Subject and object are marked in the quote as «Anna Berg»; with `color`, for terminals, they are bold as well.
    """
    if not explanations:
        return "no assertion\n"
    return "\n".join(block(explanation, color) for explanation in explanations)


def block(e: Explanation, color: bool) -> str:
    """One explanation: the statement, its place, its words, and what is known of it."""
    place = f"{e.document}:{e.line}:{e.column}" if e.line else f"{e.document} @{e.start}-{e.end}"
    known = [
        e.factuality,
        f"said by {e.speaker}" if e.speaker else "",
        f"time {e.time}" if e.time else "",
        f"confidence {e.confidence}" if e.confidence else "",
        f"rule {e.rule}" if e.rule else "",
    ]
    lines = [f"{e.subject} {e.property} {e.object}", place, marked(e, color), ", ".join(part for part in known if part)]
    first, *rest = [line if i == 2 else printable(line) for i, line in enumerate(lines)]
    return f"{first}\n" + "".join(f"  {line}\n" for line in rest)


def marked(e: Explanation, color: bool) -> str:
    """The quote on one line with its marks."""
    opening, closing = (f"{BOLD}«", f"»{PLAIN}") if color else ("«", "»")
    parts, done = [], 0
    for start, end in e.marks:
        parts += [spaced(e.quote[done:start]), opening, printable(e.quote[start:end]), closing]
        done = end
    return "".join([*parts, spaced(e.quote[done:])]).strip()


def spaced(text: str) -> str:
    """`printable` text that keeps one space at either end where there was white space."""
    return printable(f"|{text}|")[1:-1]
