"""Why words give no fact: the cases are text, in `cases/why_not/`; `cases/README.md` tells the format."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import ontology as ontology_folder
from kg.claims import Claim
from kg.coref import ChainBuilder, Coreference
from kg.errors import SourceError
from kg.events import CONDITIONS, DraftEvent, Fill, facts_of, no_facts
from kg.extract import Reading, extract
from kg.model import Document
from kg.nlp import Parser, load
from kg.ontology import Ontology, Property
from kg.why_not import as_json, ask, format_answer, format_reason, refused_clauses, why_not
from kg.why_not.passage import find_words, nearest_line, place
from kg.why_not.wording import Wording

CASES = Path(__file__).parent / "cases" / "why_not"
SEEDS = Path(__file__).parents[1] / "seeds"
PLACE = re.compile(r"^case\.txt:\d+:\d+: ")


class Case(NamedTuple):
    """A text, words of it, and the lines expected of `kg why-not` and of a verbose build."""

    where: str
    title: str
    text: str
    words: str
    lines: tuple[str, ...]
    build: tuple[str, ...]


def cases() -> Iterator[object]:
    """The cases of all files."""
    for path in sorted(CASES.glob("*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        dots = [n for n, line in enumerate(lines) if line == "."]
        assert dots and len(dots) % 3 == 0, f"{path}: a case has three lines with a dot"
        for start, middle, end in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
            words, *expected = lines[middle + 1 : end]
            assert words.startswith("words: ") and expected, f"{path}:{middle + 2}: a case has words and lines"
            build = tuple(line.removeprefix("build: ") for line in expected if line.startswith("build: "))
            answer = tuple(line for line in expected if not line.startswith("build: "))
            text = "\n".join(lines[start + 1 : middle])
            case = Case(f"{path.name}:{start}", lines[start - 1], text, words.removeprefix("words: "), answer, build)
            yield pytest.param(case, id=f"{case.where} {case.title}")


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default pipeline."""
    return load()


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    """The project's vocabulary with the lexicon of the cases."""
    folder = tmp_path_factory.mktemp("ontology")
    for path in (*(SEEDS.parent / "ontology" / name for name in ("kg.ttl", "labels.ttl")), CASES / "lexicon.ttl"):
        shutil.copy(path, folder)
    return ontology_folder.load(folder)


def reading(text: str, parser: Parser, ontology: Ontology) -> Reading:
    """All stages over a text."""
    document = Document("case.txt", text, hashlib.sha256(text.encode()).hexdigest())
    return extract(document, parser, ontology)


def answer_lines(text: str, words: str, parser: Parser, ontology: Ontology) -> list[str]:
    """What `kg why-not` prints, without places."""
    printed = format_answer(why_not(reading(text, parser, ontology), ontology, words))
    return [PLACE.sub("", line).strip() for line in printed.splitlines()]


# -- the lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: Case, parser: Parser, ontology: Ontology) -> None:
    """Exactly the listed lines are said of the words, and of the document by a verbose build."""
    assert answer_lines(case.text, case.words, parser, ontology) == list(case.lines)
    told = refused_clauses(reading(case.text, parser, ontology), ontology)
    assert [format_reason(reason) for reason in told] == list(case.build)


def test_every_condition_has_a_case(parser: Parser, ontology: Ontology) -> None:
    """The cases meet each condition of the matcher; a list of sixty names and a doubtful fact have tests below."""
    met = set()
    for parameter in cases():
        case: Case = parameter.values[0]  # type: ignore[attr-defined]
        found = reading(case.text, parser, ontology)
        met |= {reason.condition for it in why_not(found, ontology, case.words).passages for reason in it.reasons}
    assert set(CONDITIONS) - met == {"many", "unsure"}


def test_register_of_names_is_refused(ontology: Ontology) -> None:
    """A meeting of more parties than anybody means gives no pairs, and says so."""
    builder = ChainBuilder(())
    chains = [builder.new().id for _ in range(60)]
    trigger = next(trigger for trigger in ontology.triggers if trigger.event == "Meeting")
    fills = tuple(Fill(0, "participant", chain, -1) for chain in chains)
    draft = DraftEvent(trigger, 0, "meet", fills, Claim("Actual", -1), 0, False)
    coreference = Coreference(builder.chains, builder.of, (), frozenset())
    properties: dict[str, Property] = ontology.properties
    assert facts_of(draft, properties, coreference) == []
    assert no_facts(draft, properties, coreference).condition == "many"


def test_doubtful_fact_is_refused(parser: Parser, ontology: Ontology) -> None:
    """What is less often right than was asked for is left out and says how to have it; what is denied stays."""
    document = Document("case.txt", "A shepherd met Karl Lind. Anna Berg did not meet him.", "0")
    strict = extract(document, parser, ontology, minimum=0.999)
    assert [a.factuality for a in strict.extraction.assertions] == ["Negated"]
    told = [format_reason(reason) for it in why_not(strict, ontology, "shepherd met").passages for reason in it.reasons]
    assert "--min-confidence 0" in told[0]


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name)
def test_every_refusal_has_words(path: Path, parser: Parser) -> None:
    """Whatever the stages turn down, with the project's own lexicon, can be told in one line."""
    vocabulary = ontology_folder.load()
    found = reading(path.read_text(encoding="utf-8"), parser, vocabulary)
    wording = Wording(found, vocabulary)
    lines = [format_reason(wording.reason(refusal)) for refusal in found.refusals]
    assert lines
    for line in lines:
        assert re.fullmatch(r'"[^"]+" gives no [^:]+: found [^;]*\S; wanted .*\S', line), line


def test_reason_stands_where_the_word_stands(parser: Parser, ontology: Ontology) -> None:
    """Offsets of a reason give the word, line and column its place."""
    text = "It rained.\r\n\r\nAnna Berg\r\nsent a letter."
    (reason,) = refused_clauses(reading(text, parser, ontology), ontology)
    assert text[reason.start : reason.end] == reason.word == "sent"
    assert (reason.line, reason.column) == (4, 1)


def test_control_characters_do_not_reach_the_terminal(parser: Parser, ontology: Ontology) -> None:
    """What a text holds beside letters is left out of the lines."""
    found = reading("Anna Berg wrote a \x1b[31mmemorandum\u202e to Karl Lind.", parser, ontology)
    assert not {"\x1b", "\u202e"} & set(format_answer(why_not(found, ontology, "wrote")))


# -- finding the words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("She wrote\r\n  to Karl.", "wrote to Karl", [(4, 20)]),
        ("Karl’s “note”", "Karl's \"note\"", [(0, 13)]),
        ("a – b", "a - b", [(0, 5)]),
        ("met. Met.", "met", [(0, 3)]),
        ("Met. Met.", "met", [(0, 3), (5, 8)]),
        ("metal met", "met", [(6, 9)]),
        ("metal", "met", [(0, 3)]),
        ("a.c abc", "a.c", [(0, 3)]),
        ("nothing", "other", []),
        ("nothing", "  ", []),
    ],
)
def test_words_are_found(text: str, words: str, spans: list[tuple[int, int]]) -> None:
    """White space and marks match any of their kind; whole words and their case count when they fit anywhere."""
    assert find_words(text, words) == spans


def test_nearest_line_shares_most_words() -> None:
    """The nearest line holds most letters of the words, is cut when long, and is none when nothing is shared."""
    text = "Anna slept.\nKarl wrote to Anna in May.\n" + "word " * 100
    assert nearest_line(text, "wrote to Anna") == (2, "Karl wrote to Anna in May.")
    number, line = nearest_line(text, "word") or (0, "")
    assert (number, len(line), line[-1]) == (3, 80, "…")
    assert nearest_line(text, "zebra") is None


def test_places_count_every_kind_of_line_end() -> None:
    """Lines and columns start at 1, whatever ends the lines."""
    assert [place("a\r\nb\rc\nd", offset) for offset in (0, 3, 5, 7)] == [(1, 1), (2, 1), (3, 1), (4, 1)]


# -- a document --------------------------------------------------------------------------------------------------


def test_words_that_are_not_there_name_the_nearest_line(tmp_path: Path) -> None:
    """The error has the document and the nearest line; words of the front matter are no prose."""
    path = tmp_path / "note.md"
    path.write_text("---\ntitle: Two sisters\n---\nAnna Berg wrote to Karl Lind.\n")
    with pytest.raises(SourceError, match=r'note\.md: .*nearest is line 4: "Anna Berg wrote to Karl Lind\."'):
        ask(str(path), "Anna Berg telephoned")
    with pytest.raises(SourceError, match="front matter"):
        ask(str(path), "Two sisters")
    with pytest.raises(SourceError, match="nor does any line"):
        ask(str(path), "zebra")


def test_json_has_the_fields_of_the_records(parser: Parser, ontology: Ontology) -> None:
    """JSON holds document, places, facts and reasons, and offsets that give the words."""
    text = "They met in Holm."
    shown = json.loads(as_json(why_not(reading(text, parser, ontology), ontology, "They met")))
    assert (shown["document"], shown["found"]) == ("case.txt", False)
    (passage,) = shown["passages"]
    assert text[passage["start"] : passage["end"]] == "They met"
    assert passage["reasons"][0]["rule"] == "Meeting/meet"
    assert set(passage["reasons"][0]) >= {"word", "condition", "found", "wanted", "next"}
