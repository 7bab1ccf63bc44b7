"""The language stages: the cases are text, in `cases/*/*.md`; `cases/README.md` tells the format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from reading import Reading, read

from kg import cues
from kg.model import Assertion
from kg.nlp import Parser
from kg.ontology import Ontology

CASES = Path(__file__).parent / "cases"
FOLDERS = ("frames", "clauses", "claims", "coref", "mentions", "timing")
FACTUALITIES = ("Actual", "Negated", "Planned", "Possible")
ONLY_WHEN_LISTED = ("holdsPosition", "spouse")
"""Titles and families stand in nearly every text; they are compared where a case lists them or says `facts: all`."""


class Line(NamedTuple):
    """One expected line and where it stands."""

    where: str
    kind: str
    """`fact`, `not`, `nothing`, `facts`, `chain`, `group`, `alone` or `mention`."""
    words: str


class Case(NamedTuple):
    """One case: a text and what is expected of it."""

    where: str
    title: str
    day: str | None
    text: str
    expected: tuple[Line, ...]
    xfail: str


class Expected(NamedTuple):
    """A fact as a case lists it."""

    subject: str
    property: str
    object: str
    factuality: str = "Actual"
    speaker: str = "-"
    time: str | None = None
    at: str | None = None
    """Place or occasion of the event."""


# -- reading the files -----------------------------------------------------------------------------------------


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file; a file that is not in the format fails here and not silently."""
    lines = path.read_text(encoding="utf-8").splitlines()
    dots = [n for n, line in enumerate(lines) if line == "."]
    assert dots and len(dots) % 3 == 0, f"{path}: a case has three lines with a dot"
    for start, middle, end in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        text = lines[start + 1 : middle]
        day = text.pop(0).removeprefix("date: ") if text[0].startswith("date: ") else None
        name = f"{path.parent.name}/{path.name}"
        expected = [_line(f"{name}:{n + 1}", lines[n]) for n in range(middle + 1, end)]
        assert expected and lines[start - 1], f"{name}:{start}: a case has a title and expectations"
        xfail = "; ".join(line.words for line in expected if line.kind == "xfail")
        kept = tuple(line for line in expected if line.kind != "xfail")
        yield Case(f"{name}:{start}", lines[start - 1], day, "\n".join(text), kept, xfail)


def _line(where: str, line: str) -> Line:
    kind, colon, words = line.partition(": ")
    if line == "nothing":
        return Line(where, "nothing", "")
    return Line(where, kind, words) if colon and kind in (*CHECKS, "xfail") else Line(where, "fact", line)


def _fact(line: Line, properties: dict[str, object]) -> Expected:
    """`Anna Berg metWith Karl Lind | Planned | by Eva Holt | 2031-05 | at Vienna`"""
    statement, *fields = (field.strip() for field in line.words.split(" | "))
    words = statement.split()
    at = [n for n, word in enumerate(words) if word in properties]
    assert len(at) == 1, f"{line.where}: no property in {statement!r}"
    fact = Expected(" ".join(words[: at[0]]), words[at[0]], " ".join(words[at[0] + 1 :]))
    for field in fields:
        if field in FACTUALITIES:
            fact = fact._replace(factuality=field)
        elif field.startswith("by "):
            fact = fact._replace(speaker=field.removeprefix("by "))
        elif field.startswith("at "):
            fact = fact._replace(at=field.removeprefix("at "))
        else:
            fact = fact._replace(time=field)
    return fact


# -- facts -----------------------------------------------------------------------------------------------------


def _named(reading: Reading, chain: int | str) -> tuple[str, ...]:
    """What a case may call the thing behind a chain; a speaker that the text does not tell is `-`."""
    if isinstance(chain, str):
        return (chain,)
    if chain < 0:
        return ("-",)
    found = reading.extraction.chains[chain]
    return (found.label, *found.names)


def _same(reading: Reading, words: str, chain: int | str) -> bool:
    return words.casefold() in (name.casefold() for name in _named(reading, chain))


def _fits(reading: Reading, fact: Expected, found: Assertion, symmetric: bool) -> bool:
    if fact.property != found.property or fact.factuality != found.factuality:
        return False
    pairs = [(found.subject, found.object), (found.object, found.subject)][: 2 if symmetric else 1]
    if not any(_same(reading, fact.subject, a) and _same(reading, fact.object, b) for a, b in pairs):
        return False
    event = reading.extraction.events[found.event]
    at = [role.chain for role in event.roles if role.role in ("place", "occasion")]
    return (
        _same(reading, fact.speaker, found.speaker)
        and (fact.time is None or fact.time == (event.time or "-"))
        and (fact.at is None or any(_same(reading, fact.at, chain) for chain in at))
    )


def _shown(reading: Reading, found: Assertion) -> str:
    event = reading.extraction.events[found.event]
    places = [f"at {_named(reading, r.chain)[0]}" for r in event.roles if r.role in ("place", "occasion")]
    return " | ".join(
        [
            f"{_named(reading, found.subject)[0]} {found.property} {_named(reading, found.object)[0]}",
            found.factuality, f"by {_named(reading, found.speaker)[0]}", event.time or "-", *places, f"({found.rule})",
        ]
    )  # fmt: skip


def problems_of_facts(case: Case, reading: Reading, ontology: Ontology) -> list[str]:
    """Listed facts that are not found, and found facts that are not listed."""
    lines = [line for line in case.expected if line.kind in ("fact", "not", "nothing", "facts")]
    if not lines:
        return []
    listed = [(line, _fact(line, dict(ontology.properties))) for line in lines if line.kind in ("fact", "not")]
    compared = {fact.property for line, fact in listed if line.kind == "fact"}
    left = list(reading.extraction.assertions)
    problems = []
    for line, fact in listed:
        symmetric = ontology.properties[fact.property].symmetric
        fitting = [found for found in left if _fits(reading, fact, found, symmetric)]
        if line.kind == "fact" and not fitting:
            problems.append(f"{line.where}: not found: {line.words}")
        if line.kind == "not":
            problems.extend(f"{line.where}: found: {_shown(reading, found)}" for found in fitting)
        left = [found for found in left if found not in fitting]
    everything = any(line.kind == "facts" for line in lines)
    surplus = [a for a in left if everything or a.property in compared or a.property not in ONLY_WHEN_LISTED]
    return problems + [f"{case.where}: not listed: {_shown(reading, found)}" for found in surplus]


# -- mentions and chains -----------------------------------------------------------------------------------------


def _spans(text: str, phrases: list[str], where: str) -> list[tuple[int, int]]:
    """Where phrases stand: next behind the one before, else first in the text; or the n-th in the text (`her#2`)."""
    spans, behind = [], 0
    for phrase in phrases:
        words, _, number = phrase.partition("#")
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
        found = [m.span() for m in re.finditer(pattern, text)]
        kept = found[int(number) - 1 : int(number)] if number else [s for s in found if s[0] >= behind][:1] or found[:1]
        assert kept, f"{where}: the text has no {phrase!r} there"
        spans.append(kept[0])
        behind = kept[0][1]
    return spans


def _chains(reading: Reading, line: Line, phrases: list[str]) -> list[set[int]]:
    found = []
    for span in _spans(reading.text, phrases, line.where):
        mention = reading.referring(*span)
        found.append(reading.members(mention) if mention is not None else set())
    return found


def _chain_problems(reading: Reading, line: Line) -> list[str]:
    """`chain: Anna Berg = She = the mayor`: all of them are one thing."""
    phrases = line.words.split(" = ")
    first, *others = _chains(reading, line, phrases)
    return [
        f"{line.where}: {phrase!r} is {_labels(reading, chains)}, not {phrases[0]!r}"
        for phrase, chains in zip(phrases[1:], others, strict=True)
        if chains != first or not chains
    ]


def _group_problems(reading: Reading, line: Line) -> list[str]:
    """`group: They = Anna Berg + Karl Lind`: the first is the others together."""
    group, _, members = line.words.partition(" = ")
    expected = set().union(*_chains(reading, line, [f"{m}#1" if "#" not in m else m for m in members.split(" + ")]))
    found = _chains(reading, line, [group])[0]
    return [] if found == expected else [f"{line.where}: {group!r} is {_labels(reading, found)}"]


def _alone_problems(reading: Reading, line: Line) -> list[str]:
    """`alone: We`: nothing else in the text is this."""
    chains = _chains(reading, line, [line.words])[0]
    others = [c for c in chains if len(reading.coreference.chains[c].mentions) > 1]
    return [f"{line.where}: {line.words!r} is {_labels(reading, chains)}"] if others else []


def _mention_problems(reading: Reading, line: Line) -> list[str]:
    """`mention: three of them = Group 3 | name … | title …`; `= none` when no mention may stand there."""
    words, _, wanted = line.words.partition(" = ")
    found = reading.mention(*_spans(reading.text, [words], line.where)[0])
    if found is None:
        near = [reading.words(m) for m in reading.mentions.all]
        return [] if wanted == "none" else [f"{line.where}: no mention {words!r} among {near}"]
    shown = {"kind": found.kind, "gender": found.gender, "count": found.count, "name": found.name}
    shown["title"] = " ".join(found.titles)
    head, *fields = wanted.split(" | ")
    for word in head.split():
        key = "gender" if word in ("f", "m") else "count" if word[0].isdigit() else "kind"
        fields.append(f"{key} {word}")
    return [
        f"{line.where}: {words!r} has {field.split()[0]} {shown[field.split()[0]]!r}, not {field.partition(' ')[2]!r}"
        for field in fields
        if shown[field.split()[0]] != field.partition(" ")[2]
    ]


def _labels(reading: Reading, chains: set[int]) -> str:
    return " + ".join(repr(reading.coreference.chains[c].label() or "unnamed") for c in sorted(chains)) or "nothing"


def _distinct_problems(case: Case, reading: Reading) -> list[str]:
    """Chains that a case lists apart are apart."""
    seen: list[tuple[Line, set[int]]] = []
    problems = []
    for line in (line for line in case.expected if line.kind == "chain"):
        chains = _chains(reading, line, line.words.split(" = ")[:1])[0]
        same = [other.where for other, theirs in seen if chains and chains == theirs]
        problems.extend(f"{line.where}: the same as the chain of {where}" for where in same)
        seen.append((line, chains))
    return problems


CHECKS: dict[str, Callable[[Reading, Line], list[str]] | None] = {
    "not": None, "facts": None, "chain": _chain_problems, "group": _group_problems, "alone": _alone_problems,
    "mention": _mention_problems,
}  # fmt: skip
"""Expected lines by the word before their colon; those without a function of their own are compared as facts."""


# -- the tests ---------------------------------------------------------------------------------------------------


def _parameters() -> Iterator[object]:
    for folder in FOLDERS:
        for path in sorted((CASES / folder).glob("*.md")):
            for case in read_cases(path):
                marks = [pytest.mark.xfail(reason=case.xfail, raises=AssertionError, strict=True)] if case.xfail else []
                yield pytest.param(case, id=f"{case.where} {case.title}", marks=marks)


def test_nouns_that_leave_an_event_open_say_how() -> None:
    """Each noun that makes a definite phrase open ("preparations for the meeting") has its factuality."""
    assert set(cues.NOMINAL_CUES) >= cues.UNREALISED_NOUNS


@pytest.mark.parametrize("case", list(_parameters()))
def test_case(case: Case, parser: Parser, ontology: Ontology) -> None:
    """Exactly the listed facts, chains and mentions are found in the text."""
    reading = read(case.text, parser, ontology, case.day)
    problems = problems_of_facts(case, reading, ontology) + _distinct_problems(case, reading)
    for line in case.expected:
        check = CHECKS.get(line.kind)
        problems.extend(check(reading, line) if check is not None else [])
    found = [_shown(reading, a) for a in reading.extraction.assertions] or ["nothing"]
    assert not problems, "\n".join([case.title, *problems, "text: " + case.text, "found:", *found])
