"""An answer as lines, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from kg.query.results import printable
from kg.why_not.answer import Answer, Passage, TextFact
from kg.why_not.wording import Reason

__all__ = ["as_json", "format_answer", "format_reason"]

_AS = {"Actual": "", "Negated": ", as denied", "Planned": ", as planned", "Possible": ", as possible"}


def as_json(answer: Answer) -> str:
    """The answer as a JSON object with the fields of the records."""
    shown = {"document": answer.document, "found": answer.found, "passages": msgspec.to_builtins(answer.passages)}
    return json.dumps(shown, indent=2, ensure_ascii=False)


def format_answer(answer: Answer) -> str:
    """The answer as text that ends with a line end: each place with its facts, or that there is none, and reasons."""
    return "".join(f"{line}\n" for passage in answer.passages for line in _lines(answer.document, passage))


def format_reason(reason: Reason) -> str:
    """One line: `"wrote" gives no letter writing: found …; wanted …; next: …`."""
    gives = f"gives no {reason.kind}" if reason.kind else "gives nothing"
    advice = f"; next: {reason.next}" if reason.next else ""
    return printable(f'"{reason.word}" {gives}: found {reason.found}; wanted {reason.wanted}{advice}')


def _lines(document: str, passage: Passage) -> Iterator[str]:
    place = f"{printable(document)}:{passage.line}:{passage.column}"
    for fact in passage.facts:
        yield f"{place}: {_told(fact)}"
    if not passage.facts:
        yield f"{place}: nothing stands there"
    if not passage.facts and not passage.reasons:
        yield "  no verb or noun stands there that could tell one"
    for reason in passage.reasons:
        yield f"  {format_reason(reason)}"


def _told(fact: TextFact) -> str:
    said = f", said by {fact.speaker}" if fact.speaker else ""
    first = f', told first at {fact.line}:{fact.column}: "{fact.quote}"' if fact.elsewhere else ""
    plain = "" if fact.factuality == "Actual" else "; an assertion only, no plain triple"
    statement = f"{fact.subject} {fact.property} {fact.object}"
    known = f"({fact.factuality}{said}, rule {fact.rule}{first})"
    return printable(f"it is there{_AS[fact.factuality]}: {statement} {known}{plain}")
