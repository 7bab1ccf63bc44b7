"""Quotations against their sources, on copies of the sample graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store import quads
from kg.verify import Failure, format_report, offset, verify

GRAPHS = Path(__file__).parent / "graphs"
SAMPLE = GRAPHS / "sample.ttl"
SOURCES = GRAPHS / "sources"
TURTLE = SAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the sources that a test may spoil."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for path in SOURCES.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def edited(tmp_path: Path, *replacements: tuple[str, str]) -> Path:
    """A copy of the sample graph with some text replaced, each exactly once."""
    turtle = TURTLE
    for old, new in replacements:
        assert turtle.count(old) == 1, old
        turtle = turtle.replace(old, new)
    path = tmp_path / "graph.ttl"
    path.write_text(turtle, encoding="utf-8")
    return path


def reasons(failures: tuple[Failure, ...]) -> list[str]:
    """Document and reason of each failure."""
    return [f"{failure.document}: {failure.reason}" for failure in failures]


@pytest.mark.parametrize("folder", [SOURCES, GRAPHS, SOURCES / "..", SOURCES.parent.parent])
def test_everything_holds(folder: Path) -> None:
    """Every quotation is proved from the folder itself, the one above, or any above that (by hash).

    One source has a byte order mark, Windows line ends, and characters outside the basic plane.
    """
    report = verify(SAMPLE, [folder])
    assert (report.ok, report.documents, report.evidence, report.assertions) == (True, 3, 14, 17)
    assert format_report(report) == "3 documents, 14 quotations, 17 assertions: all hold\n"


def test_single_files_are_sources() -> None:
    """Sources may be given file by file."""
    assert verify(SAMPLE, sorted(SOURCES.iterdir())).ok


def test_moved_source_is_found_by_its_hash(sources: Path) -> None:
    """A source that was renamed and moved is the same source."""
    (sources / "deep").mkdir()
    (sources / "harbour.txt").rename(sources / "deep" / "renamed.txt")
    assert verify(SAMPLE, [sources]).ok


def test_right_hash_wins_over_right_name(sources: Path) -> None:
    """Of a changed file with the right name and the original under another name, the original counts."""
    original = sources / "harbour.txt"
    (sources / "old.txt").write_bytes(original.read_bytes())
    original.write_text("Something else.", encoding="utf-8")
    assert verify(SAMPLE, [sources]).ok


def test_missing_source_fails(sources: Path) -> None:
    """A source that is not there is one failure that counts the quotations left unproved."""
    (sources / "postcard.md").unlink()
    report = verify(SAMPLE, [sources])
    assert not report.ok
    assert reasons(report.failures) == ["sources/postcard.md: source not found, 2 quotations unproved"]


def test_changed_source_fails_where_it_changed(sources: Path) -> None:
    """One word changed: the hash fails, and so do the quotation that held the word and the contexts that did."""
    path = sources / "chronicle.txt"
    path.write_bytes(path.read_bytes().replace(b"1999", b"1998"))
    failures = verify(SAMPLE, [sources]).failures
    assert [(f.start, f.reason) for f in failures] == [
        (-1, "source has changed"), (0, "suffix differs"), (72, "quotation differs"), (101, "prefix differs"),
    ]
    assert (failures[2].expected, failures[2].found) == ("Markt met Lena Foss in 1999.", "Markt met Lena Foss in 1998.")


def test_report_names_place_and_difference(sources: Path) -> None:
    """A failure is one line: document, offsets, reason, expected, found, node."""
    path = sources / "chronicle.txt"
    path.write_bytes(path.read_bytes().replace(b"1999", b"1998"))
    lines = format_report(verify(SAMPLE, [sources])).splitlines()
    assert lines[2] == (
        "sources/chronicle.txt @72-100: quotation differs: expected 'Markt met Lena Foss in 1999.', "
        "found 'Markt met Lena Foss in 1998.' <https://kg.example/id/ev/e9>"
    )
    assert lines[-1] == "3 documents, 14 quotations, 17 assertions: 4 do not hold"


def test_unreadable_source_fails(sources: Path) -> None:
    """A source that became binary is no text to prove anything with."""
    (sources / "postcard.md").write_bytes(b"\x00\x01\x02")
    assert reasons(verify(SAMPLE, [sources]).failures) == [
        "sources/postcard.md: source has changed",
        "sources/postcard.md: source is no readable text, 2 quotations unproved",
    ]


@pytest.mark.parametrize(("old", "new", "reason"), [
    ("oa:start 72", "oa:start 73", "quotation differs"),
    ("oa:end 100", "oa:end 99", "quotation differs"),
    ("oa:end 100", "oa:end 100000", "offsets lie outside the text"),
    ("oa:end 100", "oa:end 72", "offsets lie outside the text"),
    ("oa:start 72", "oa:start -1", "evidence needs one start, one end and one exact text"),
    ("oa:start 72", "oa:start 72, 73", "evidence needs one start, one end and one exact text"),
    ("oa:start 72", 'oa:start "x"', "evidence needs one start, one end and one exact text"),
    ('oa:exact "Markt met Lena Foss in 1999."', 'oa:exact "Markt met Lena Foss in 1999!"', "quotation differs"),
    ('oa:prefix "rkt in March 2031, Lena Foss said.\\n"', 'oa:prefix "x"', "prefix differs"),
    ('oa:suffix " Tomas Berg may have spoken with"', 'oa:suffix "x"', "suffix differs"),
])
def test_wrong_evidence_fails(old: str, new: str, reason: str, tmp_path: Path) -> None:
    """Offsets, words and context all have to fit the text."""
    if old.startswith("oa:prefix"):
        old = next(line for line in TURTLE.splitlines() if "oa:prefix" in line and "Lena Foss said.\\n" in line)
        old, new = old.strip(), 'oa:prefix "x" ;'
    report = verify(edited(tmp_path, (old, new)), [SOURCES])
    assert reasons(report.failures) == [f"sources/chronicle.txt: {reason}"]


def test_assertion_without_evidence_fails(tmp_path: Path) -> None:
    """An assertion that rests on nothing, and one that rests on a node that is no evidence, are failures."""
    graph = edited(
        tmp_path,
        ("    prov:wasDerivedFrom ev:e14 ;\n", ""),
        ("prov:wasDerivedFrom ev:e13", "prov:wasDerivedFrom run:r1"),
    )
    assert [(f.reason, f.node[-6:]) for f in verify(graph, [SOURCES]).failures] == [
        ("assertion has no evidence", "st/s17"),
        ("assertion rests on a node that is no evidence", "st/s16"),
    ]


def test_evidence_without_document_fails(tmp_path: Path) -> None:
    """Evidence has exactly one source document."""
    node = "ev:e14 a kg:Evidence, oa:SpecificResource, prov:Entity ;\n"
    graph = edited(tmp_path, (f"{node}    oa:hasSource doc:d3 ;\n", node))
    assert [f.reason for f in verify(graph, [SOURCES]).failures] == ["evidence has 0 source documents, not 1"]


@pytest.mark.parametrize("identifier", ["../secret.txt", "/etc/hostname", "sources/../../secret.txt"])
def test_identifier_never_leads_out_of_the_sources(identifier: str, tmp_path: Path, sources: Path) -> None:
    """A graph cannot make verification read, or show, a file elsewhere."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (sources / "postcard.md").unlink()
    graph = edited(tmp_path, ("sources/postcard.md", identifier))
    assert reasons(verify(graph, [sources]).failures) == [f"{identifier}: source not found, 2 quotations unproved"]


def test_report_is_safe_for_a_terminal(tmp_path: Path) -> None:
    """Control characters of a graph do not reach the terminal."""
    graph = edited(tmp_path, ("sources/postcard.md", "\\u001b[31mred.txt"), ('schema:sha256 "190', 'schema:sha256 "0'))
    assert "\x1b" not in format_report(verify(graph, [SOURCES]))


def test_named_graphs_hold_the_same(tmp_path: Path) -> None:
    """A triple that stands in several graphs of an N-Quads file is one triple."""
    graphs = ox.NamedNode("https://x.example/1"), ox.NamedNode("https://x.example/2")
    path = tmp_path / "graph.nq"
    doubled = [ox.Quad(q.subject, q.predicate, q.object, g) for q in quads(SAMPLE) for g in graphs]
    ox.serialize(doubled, str(path), ox.RdfFormat.N_QUADS)
    assert verify(path, [SOURCES]) == verify(SAMPLE, [SOURCES])


def test_unreadable_graph_is_an_error(tmp_path: Path) -> None:
    """A graph that is no RDF cannot be checked at all."""
    path = tmp_path / "graph.ttl"
    path.write_text("this is not Turtle", encoding="utf-8")
    with pytest.raises(StoreError, match=r"graph\.ttl"):
        verify(path, [SOURCES])


@pytest.mark.parametrize("lexical", ["1_2", "+12", "012", " 12", "١٢", "-0", "12.0", ""])
def test_offsets_are_plain_digits(lexical: str) -> None:
    """What Python would take for a number, and RDF or another reader would not, is no offset."""
    assert offset(lexical) == -1
    assert offset("12") == 12
