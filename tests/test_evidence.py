"""Quotations are exact for any text, and `kg verify` notices every single character that changes."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from kg import nlp, ontology
from kg.documents import SourceFile, read
from kg.errors import SourceError
from kg.extract import extract
from kg.run import Options, build
from kg.verify import verify

ROOT = Path(__file__).parents[1]
EXAMPLES = int(os.environ.get("KG_EXAMPLES", "60"))
MUTATIONS = int(os.environ.get("KG_MUTATIONS", "300"))
"""Tampered graphs and sources; the full budget is 10000 (CONTRIBUTING.md)."""

WORDS = (
    """Anna Berg Mr. Carl Dahl Dora O'Neill Zoë wrote to met called married said promised that she he her mother
    a letter in Lund on 3 May yesterday . , ; “ ” " ' — ( ) not who and""".split()
)
GAPS = st.sampled_from([*"   \n\r\t\xa0\u200b\u2028\x85\x0c\u202e", "", "\r\n"])
ODD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
TEXTS = st.lists(st.tuples(st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), ODD), GAPS), max_size=40).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


@pytest.fixture(scope="module")
def parser() -> nlp.Parser:
    return nlp.load()


def test_quotations_are_slices(parser: nlp.Parser) -> None:
    """Each quotation of an assertion or mention is the text between its offsets, whatever the text holds."""
    vocabulary = ontology.load()
    quoted = 0

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(TEXTS)
    def holds(text: str) -> None:
        nonlocal quoted
        try:
            document = read(SourceFile("in/a.txt", None, f"Anna Berg wrote to Carl Dahl. {text}".encode()))
        except SourceError:  # more control characters than a text has
            reject()
        found = extract(document, parser, vocabulary, spans=True, minimum=0).extraction
        for span in found.evidence:
            quoted += 1
            assert 0 <= span.start < span.end <= len(document.text)
            assert span.exact == document.text[span.start : span.end]
            assert document.text[: span.start].endswith(span.prefix)
            assert document.text[span.end :].startswith(span.suffix)

    holds()
    assert quoted > EXAMPLES


# -- tampering ---------------------------------------------------------------------------------------------

LINE = re.compile(r'<[^>]*> <http://www\.w3\.org/ns/oa#(start|end|exact)> "(?P<value>.*)"(?:\^\^<[^>]*>)? <[^>]*> \.')
CHARACTERS = "aeAE09 _+-.,'\u00e9\u0301\u200b\U0001f600"


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A graph of two documents, one of them in CRLF with characters of every width, and the folder of its sources."""
    folder = tmp_path_factory.mktemp("proof") / "in"
    folder.mkdir()
    letter = "Zoë 😀 Berg wrote a letter to Carl Dahl on 3 May 2031.\r\nHe answered “Dora\u200b O’Neill” in Lund.\r\n"
    (folder / "wide.txt").write_bytes((letter * 3).encode())
    shutil.copy(sorted((ROOT / "seeds").glob("*.txt"))[0], folder)
    graph = folder.with_name("graph.nq")
    build([folder], graph, Options(min_confidence=0, mentions=True))
    report = verify(graph, [folder])
    assert report.ok
    assert report.evidence > 40
    return graph, folder


def tampered(text: str, chance: random.Random) -> str:
    """The text with one character replaced, added or removed."""
    while True:
        place, char = chance.randrange(len(text) + 1), chance.choice(CHARACTERS)
        changed = text[:place] + chance.choice([char, "", char + text[place : place + 1]]) + text[place + 1 :]
        if changed != text:
            return changed


def test_tampering_with_a_graph_is_found(proved: tuple[Path, Path], tmp_path: Path) -> None:
    """One character of one offset or quotation, anywhere: `kg verify` finds just that evidence wanting."""
    graph, folder = proved
    lines = graph.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if LINE.match(line)]
    chance = random.Random(6)
    path = tmp_path / "graph.nq"
    for _ in range(MUTATIONS):
        number = chance.choice(places)
        match = LINE.match(lines[number])
        assert match is not None
        value = tampered(re.sub(r"\\(.)", r"\1", match["value"]), chance).replace("\\", "").replace('"', "")
        line = lines[number][: match.start("value")] + value + lines[number][match.end("value") :]
        path.write_text("".join([*lines[:number], line, *lines[number + 1 :]]), encoding="utf-8")
        report = verify(path, [folder])
        assert len(report.failures) == 1, (lines[number], line)


def test_tampering_with_a_source_is_found(proved: tuple[Path, Path], tmp_path: Path) -> None:
    """One byte of a source, anywhere: the document is told to have changed."""
    graph, folder = proved
    chance = random.Random(6)
    copy = shutil.copytree(folder, tmp_path / "in")
    paths = sorted(copy.iterdir())
    for _ in range(MUTATIONS // 3):
        path = chance.choice(paths)
        content = path.read_bytes()
        place = chance.randrange(len(content))
        byte, old = bytes([(content[place] + chance.randrange(1, 256)) % 256]), content[place : place + 1]
        path.write_bytes(content[:place] + chance.choice([byte, b"", byte + old]) + content[place + 1 :])
        report = verify(graph, [copy])
        path.write_bytes(content)
        assert any(f"in/{path.name}" == failure.document for failure in report.failures)
