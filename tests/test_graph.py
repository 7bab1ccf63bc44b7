"""The graph: what stands in which named graph, and that it conforms to the shapes."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import (
    NAMESPACES,
    Run,
    document_iri,
    document_quads,
    entities_graph,
    entity_quads,
    layout,
    run_iri,
    run_quads,
)
from kg.model import Assertion, Chain, Event, Evidence, Extraction, Metadata, Role, Source
from kg.ontology import KG, Ontology, Property
from kg.resolve import BASE, UserEntities, UserEntity, resolve
from kg.store import Quad, Writer
from kg.store.terms import XSD, integer, literal, parse
from kg.timenodes import is_date, time_term

SHAPES = Path(__file__).parent.parent / "ontology" / "shapes.ttl"
RUN = Run("0.1.0", "pipeline", "3.8.0", "a" * 64, "b" * 64)

ONTOLOGY = Ontology(
    supers={"Person": ("Agent",), "Group": ("Agent",), "LetterWriting": ("Event",), "Meeting": ("Event",),
            "PositionHolding": ("Event",)},
    nouns={}, entity_labels={}, triggers=(), bridges=(), labels={}, fingerprint="a" * 64,
    properties={
        "wroteLetterTo": Property("wroteLetterTo", "wrote to", "LetterWriting", "sender", ("recipient",)),
        "metWith": Property("metWith", "met", "Meeting", "participant", ("participant",), symmetric=True),
        "holdsPosition": Property("holdsPosition", "is", "PositionHolding", "holder", ("position",), literal=True),
    },
)  # fmt: skip

TEXT = "Zoë Kovac, mayor of Velm, wrote a letter to Ivo Markt. She said he will meet eight children in May 2031."


def evidence(quote: str) -> Evidence:
    start = TEXT.index(quote)
    end = start + len(quote)
    return Evidence(start, end, quote, TEXT[max(0, start - 32) : start], TEXT[end : end + 32])


def report(name: str = "a.txt", **metadata: str) -> Extraction:
    """What `TEXT` says."""
    return Extraction(
        source=Source(name, "0" * 64, metadata=Metadata(**metadata)),
        sentences=2,
        chains=(
            Chain(0, "Person", "Zoë Kovac", ("Kovac",), ("mayor",), "f", named=True),
            Chain(1, "Person", "Ivo Markt", (), (), "m", named=True),
            Chain(2, "Letter", "letter"),
            Chain(3, "Group", "eight children", count="8"),
            Chain(4, "Place", "Velm", named=True),
            Chain(5, "Group", "nobody that matters"),
        ),
        events=(
            Event(0, "LetterWriting", (Role("letter", 2), Role("recipient", 1), Role("sender", 0)), "Actual"),
            Event(1, "Meeting", (Role("participant", 1), Role("participant", 3)), "Planned", "2031-05"),
            Event(2, "PositionHolding", (Role("holder", 0),), "Actual"),
        ),
        evidence=(evidence(TEXT[: TEXT.index(". She")]), evidence("he will meet eight children in May 2031")),
        assertions=(
            Assertion(0, "wroteLetterTo", 1, "Actual", -1, 0, 0, "0.90", "LetterWriting/write"),
            Assertion(3, "metWith", 1, "Planned", 0, 1, 1, "1", "Meeting/meet"),
            Assertion(0, "holdsPosition", "mayor of Velm", "Actual", -1, 2, 0, "0.8", "PositionHolding/mayor"),
        ),
    )


def graph(*extractions: Extraction) -> list[Quad]:
    """All quads of a build."""
    table = resolve(extractions, symmetric=["metWith"])
    run = run_iri(BASE, RUN)
    quads = [q for x in extractions for q in document_quads(x, table, ONTOLOGY, run)]
    return [*quads, *entity_quads(table, ONTOLOGY), *run_quads(RUN)]


def short(term: str) -> str:
    """A term for reading: `kg:metWith`, `person/ivo-markt`, texts and numbers bare."""
    kind, value, *_ = parse(term)
    for prefix, namespace in NAMESPACES.items():
        value = value.replace(namespace, f"{prefix}:") if kind == "iri" else value
    return value.removeprefix(BASE)


def about(quads: Iterable[Quad], subject: str) -> list[str]:
    """`predicate object` of all triples of the subjects whose short form begins so."""
    return sorted({f"{short(p)} {short(o)}" for s, p, o, _ in quads if short(s).startswith(subject)})


def direct(quads: Iterable[Quad]) -> set[str]:
    """The direct triples."""
    names = {f"<{KG}{p}>" for p in ONTOLOGY.properties}
    return {f"{short(s)} {short(p)} {short(o)}" for s, p, o, _ in quads if p in names}


# -- documents -----------------------------------------------------------------------------------------------


def test_entities() -> None:
    """A global entity has label, names, all classes and its documents; a local one its count."""
    quads = graph(report("a.txt"), report("b.txt"))
    a, b = (document_iri(BASE, n).removeprefix(BASE) for n in ("a.txt", "b.txt"))
    assert about(quads, "person/zoe-kovac") == sorted([
        "rdf:type kg:Person", "rdf:type kg:Agent", "rdfs:label Zoë Kovac", "skos:altLabel Kovac", f"kg:mentionedIn {a}",
        f"kg:mentionedIn {b}", "kg:wroteLetterTo person/ivo-markt", "kg:holdsPosition mayor of Velm",
    ])  # fmt: skip
    group = about(graph(report("a.txt")), "group/eight-children-")
    assert group == ["kg:count 8", f"kg:mentionedIn {a}", "rdf:type kg:Agent", "rdf:type kg:Group",
                     "rdfs:label eight children"]  # fmt: skip


def test_things_without_facts() -> None:
    """A named place is kept, an unnamed thing of which nothing is said is not."""
    quads = graph(report())
    assert "rdfs:label Velm" in about(quads, "place/velm")
    assert not about(quads, "group/nobody")


def test_things_of_which_something_is_said() -> None:
    """Who speaks, and who or what a fact is about, is described even when no role of an event holds it."""
    x = report()
    for subject, target, speaker in ((5, "mayor", -1), (0, 5, -1), (0, "mayor", 5)):
        name = "metWith" if target == 5 else "holdsPosition"
        told = Assertion(subject, name, target, "Actual", speaker, 2, 0, "1", "r")
        quads = graph(Extraction(x.source, 1, x.chains, x.events, x.evidence, (told,)))
        assert "rdfs:label nobody that matters" in about(quads, "group/nobody")


def test_occurrences() -> None:
    """A named thing has its number of mentions in a document, chains of one thing together; others have none."""
    x = report()
    chains = (
        msgspec.structs.replace(x.chains[0], mentions=3),
        Chain(1, "Person", "Zoë B. Kovac", (), (), "f", named=True, mentions=2),
        *x.chains[2:],
    )
    quads = graph(Extraction(x.source, 1, chains, x.events, x.evidence, x.assertions))
    counted = {s: parse(o).value for s, p, o, _ in quads if short(p) == "kg:mentionCount"}
    entities = {short(o): counted[s] for s, p, o, _ in quads if short(p) == "kg:occurrenceOf"}
    assert entities == {"person/zoe-kovac": "5", "place/velm": "1"}
    assert {short(g) for s, _, _, g in quads if s in counted} == {document_iri("", "a.txt")}


def test_spans_of_an_occurrence_are_evidence() -> None:
    """Spans that were asked for hang on the occurrence; one that proves a fact, too, is one node."""
    x = report()
    chain = msgspec.structs.replace(x.chains[0], mentions=2, spans=(0, 2))
    both = (*x.evidence, evidence("Zoë Kovac"))
    quads = graph(Extraction(x.source, 2, (chain, *x.chains[1:]), x.events, both, x.assertions))
    [node] = {s for s, p, o, _ in quads if short(p) == "kg:occurrenceOf" and short(o) == "person/zoe-kovac"}
    spans = {o for s, p, o, _ in quads if s == node and short(p) == "prov:wasDerivedFrom"}
    proofs = {o for s, p, o, _ in quads if short(s).startswith("st/") and short(p) == "prov:wasDerivedFrom"}
    assert len(spans) == 2 and len(spans & proofs) == 1
    assert len({s for s, _, o, _ in quads if short(o) == "kg:Evidence"}) == 3
    assert conforms(quads)[0]


def test_named_by_surname_only() -> None:
    """A person of whom nothing is said, and whom only this document knows, is in its graph; a group is not."""
    x = report()
    more = (Chain(6, "Person", "Lind", ("Mrs. Lind",), (), "f", named=True), Chain(7, "Group", "Linds", named=True))
    quads = graph(Extraction(x.source, 2, (*x.chains, *more), x.events, x.evidence, x.assertions))
    assert "rdfs:label Lind" in about(quads, "person/lind-")
    assert not about(quads, "group/linds")


def test_assertion() -> None:
    """An assertion has its statement, factuality, confidence, rule, event, evidence and run."""
    quads = graph(report())
    [node] = {short(s) for s, p, o, _ in quads if short(p) == "rdf:predicate" and short(o) == "kg:wroteLetterTo"}
    values = dict(line.split(" ", 1) for line in about(quads, node) if not line.startswith("rdf:type"))
    assert {"rdf:type kg:Assertion", "rdf:type rdf:Statement"} <= set(about(quads, node))
    assert re.fullmatch(r"event/[0-9a-f]{12}", values.pop("kg:aboutEvent"))
    assert re.fullmatch(r"ev/[0-9a-f]{16}", values.pop("prov:wasDerivedFrom"))
    assert values == {
        "rdf:subject": "person/zoe-kovac", "rdf:predicate": "kg:wroteLetterTo", "rdf:object": "person/ivo-markt",
        "kg:factuality": "kg:Actual", "kg:confidence": "0.9", "kg:rule": "LetterWriting/write",
        "prov:wasGeneratedBy": run_iri(BASE, RUN).removeprefix(BASE),
    }  # fmt: skip


def test_reported_speech_names_the_speaker() -> None:
    """What Zoë says is attributed to her, and only that."""
    quads = graph(report())
    speakers = {(short(s), short(o)) for s, p, o, _ in quads if short(p) == "prov:wasAttributedTo"}
    [(node, speaker)] = speakers
    assert speaker == "person/zoe-kovac"
    assert "rdf:predicate kg:metWith" in about(quads, node)


def test_direct_triples_only_for_what_happened() -> None:
    """The planned meeting is an assertion and no plain triple."""
    assert direct(graph(report())) == {
        "person/zoe-kovac kg:wroteLetterTo person/ivo-markt",
        "person/zoe-kovac kg:holdsPosition mayor of Velm",
    }


def test_symmetric_properties() -> None:
    """A symmetric property is written both ways, its assertion once, whichever way the text says it."""
    x = report()
    for subject, target in ((0, 1), (1, 0)):
        met = Assertion(subject, "metWith", target, "Actual", -1, 0, 0, "0.9", "r")
        quads = graph(Extraction(x.source, 1, x.chains, x.events, x.evidence, (met,)))
        zoe, ivo = "person/zoe-kovac", "person/ivo-markt"
        assert direct(quads) == {f"{zoe} kg:metWith {ivo}", f"{ivo} kg:metWith {zoe}"}
        assert [short(o) for _, p, o, _ in quads if short(p) == "rdf:subject"] == ["person/ivo-markt"]


def test_events() -> None:
    """An event has its classes, roles, time and factuality; a literal fills its role, too."""
    quads = graph(report())
    events = {short(s) for s, _, _, _ in quads if short(s).startswith("event/")}
    planned, writing, office = (
        next(about(quads, e) for e in events if f"rdf:type kg:{kind}" in about(quads, e))
        for kind in ("Meeting", "LetterWriting", "PositionHolding")
    )
    assert {"kg:factuality kg:Planned", "kg:time 2031-05", "rdf:type kg:Event"} <= set(planned)
    assert {"kg:sender person/zoe-kovac", "kg:recipient person/ivo-markt", "kg:factuality kg:Actual"} <= set(writing)
    assert {"kg:holder person/zoe-kovac", "kg:position mayor of Velm"} <= set(office)


def test_evidence_is_one_node_a_span() -> None:
    """Two facts of one sentence share their evidence, and its quotation stands in the text at its offsets."""
    quads = graph(report())
    nodes = {s for s, p, o, _ in quads if short(o) == "kg:Evidence"}
    assert len(nodes) == 2
    for node in nodes:
        selector = {short(p): parse(o).value for s, p, o, _ in quads if s == f"{node[:-1]}#selector>"}
        assert set(about(quads, short(node))) >= {
            "rdf:type kg:Evidence", "rdf:type oa:SpecificResource", "rdf:type prov:Entity",
            "rdf:type oa:TextPositionSelector", "rdf:type oa:TextQuoteSelector",
            f"oa:hasSource {document_iri('', 'a.txt')}", f"prov:wasQuotedFrom {document_iri('', 'a.txt')}",
        }  # fmt: skip
        start, end = int(selector["oa:start"]), int(selector["oa:end"])
        assert TEXT[start:end] == selector["oa:exact"]
        assert TEXT[:start].endswith(selector["oa:prefix"])
        assert TEXT[end:].startswith(selector["oa:suffix"])


def test_spans_that_end_together_are_two() -> None:
    """Evidence is told apart by its start and by its end."""
    x = report()
    spans = (evidence("Ivo Markt"), evidence("Markt"), evidence("Ivo"))
    chain = msgspec.structs.replace(x.chains[1], spans=(2, 3, 4))
    chains = (x.chains[0], chain, *x.chains[2:])
    quads = graph(Extraction(x.source, 1, chains, x.events, (*x.evidence, *spans), ()))
    assert len({s for s, _, o, _ in quads if short(o) == "kg:Evidence"}) == 3


def test_identifiers_have_one_length() -> None:
    """What is known by a hash only has sixteen hexadecimal digits, an event twelve; assertions sort as in the text."""
    hashed = {"doc": 16, "ev": 16, "event": 12, "mention": 16, "run": 16, "software": 16, "collection": 16}
    parts = [short(s).partition("#")[0].partition("/") for s, *_ in graph(report())]
    assert {folder: len(name) for folder, _, name in parts if folder in hashed} == hashed
    assert all(re.fullmatch("[0-9a-f]+", name) for folder, _, name in parts if folder in hashed)
    assert all(re.fullmatch("[0-9a-f]{8}-[0-9]{7}-[0-9a-f]{8}", name) for folder, _, name in parts if folder == "st")


def test_document_node() -> None:
    """The document's node says what is known; a faulty date or address is left out."""
    full = report(title="Velm", date="2031-05-04", author="A B", publisher="C", url="https://x.example/a")
    known = about(graph(full), "doc/")
    assert known == sorted([
        "rdf:type kg:SourceDocument", "rdf:type prov:Entity", "dcterms:identifier a.txt", f"schema:sha256 {'0' * 64}",
        "dcterms:format text/plain", "dcterms:title Velm", "dcterms:date 2031-05-04", "dcterms:creator A B",
        "dcterms:publisher C", "dcterms:source https://x.example/a",
    ])  # fmt: skip
    faulty = about(graph(report(date="2031-02-30", url="x.example/a b")), "doc/")
    assert not any("date" in line or "source" in line for line in faulty)


def test_one_thing_has_no_relation_with_itself() -> None:
    """A fact whose ends resolution made one is no fact."""
    x = report()
    chains = (x.chains[0], Chain(1, "Person", "Zoë B. Kovac", (), (), "f", named=True), *x.chains[2:])
    quads = graph(Extraction(x.source, 1, chains, x.events, x.evidence, x.assertions[:1]))
    assert not direct(quads)
    assert not [s for s, _, _, _ in quads if short(s).startswith("st/")]


def test_equal_statements_are_one_assertion() -> None:
    """One statement found by two rules is one assertion with both rules and the higher confidence."""
    x = report()
    second = Assertion(0, "wroteLetterTo", 1, "Actual", -1, 0, 0, "0.95", "LetterWriting/send")
    for assertions in ((x.assertions[0], second), (second, x.assertions[0])):
        lines = about(graph(Extraction(x.source, 1, x.chains, x.events, x.evidence, assertions)), "st/")
        assert [line for line in lines if "confidence" in line or "rule" in line] == [
            "kg:confidence 0.95", "kg:rule LetterWriting/send", "kg:rule LetterWriting/write"
        ]  # fmt: skip


def test_run() -> None:
    """Another version is another run; other documents are another collection that the same run used."""
    lines = about(run_quads(RUN), "")
    software = {s for s, _, o, _ in run_quads(RUN) if short(o) == "prov:SoftwareAgent"}
    assert {tuple(about(run_quads(RUN), short(s))[1:]) for s in software} == {
        ("schema:name kg", "schema:softwareVersion 0.1.0"), ("schema:name pipeline", "schema:softwareVersion 3.8.0")
    }  # fmt: skip
    node = f"<{run_iri(BASE, RUN)}>"
    assert {short(o) for s, p, o, _ in run_quads(RUN) if s == node and short(p) == "prov:wasAssociatedWith"} == {
        short(s) for s in software
    }
    used = {o for s, p, o, _ in run_quads(RUN) if s == node and short(p) == "prov:used"}
    assert {tuple(short(o) for s, _, o, _ in run_quads(RUN) if s == it) for it in used} == {
        ("prov:Entity", "a" * 64), ("prov:Collection", "b" * 64)
    }  # fmt: skip
    assert "rdf:type prov:Activity" in lines
    assert run_iri(BASE, RUN) != run_iri(BASE, RUN._replace(version="0.2.0"))
    others = RUN._replace(documents="c" * 64)
    assert run_iri(BASE, RUN) == run_iri(BASE, others)
    assert {q[0] for q in run_quads(RUN)} ^ {q[0] for q in run_quads(others)} == {
        iri for run in (RUN, others) for s, p, iri, _ in run_quads(run) if "/collection/" in iri
    }
    assert Run.documents_hash(["b", "a"]) == hashlib.sha256(b"a\nb").hexdigest()
    assert Run.documents_hash(["b", "a"]) == Run.documents_hash(["a", "b"]) != Run.documents_hash(["a"])


def test_links_to_elsewhere() -> None:
    """The graph `entities` says what the user's file and the table of places know to be the same."""
    x = report()
    chains = (*x.chains[:4], Chain(4, "Place", "Uganda", named=True), *x.chains[5:])
    uganda = Extraction(x.source, 1, chains, x.events, x.evidence, x.assertions)
    user = UserEntities((UserEntity("Zoë Kovac", "Person", same_as=("https://x.example/zoe", "https://x.example/z")),))
    quads = list(entity_quads(resolve([uganda], user=user), ONTOLOGY))
    assert {(short(s), short(o), short(g)) for s, p, o, g in quads if short(p) == "owl:sameAs"} == {
        ("person/zoe-kovac", "https://x.example/z", "entities"),
        ("person/zoe-kovac", "https://x.example/zoe", "entities"),
        ("place/uganda", "wd:Q1036", "entities"),
    }  # fmt: skip


def test_prefixes_are_of_one_namespace() -> None:
    """No prefix means two things: that of the vocabulary of time is not that of the nodes of time."""
    prefixes = [prefix for prefix, _ in layout().prefixes]
    assert len(prefixes) == len(set(prefixes))
    assert dict(layout("x:/").prefixes)["time-data"] == "x:/time/"
    assert dict(layout("x:/").prefixes)["person"] == "x:/person/"


# -- named graphs ----------------------------------------------------------------------------------------------


def test_named_graphs() -> None:
    """Each document has its graph, resolution and run have `entities`, and there are no others."""
    quads = graph(report("a.txt"), report("b.txt"))
    assert {parse(g).value for *_, g in quads} == {
        document_iri(BASE, "a.txt"), document_iri(BASE, "b.txt"), entities_graph(BASE)
    }  # fmt: skip


def test_removing_a_document_is_removing_its_graph() -> None:
    """Without the graph of a document, nothing speaks of it but names that resolution collected."""
    quads = graph(report("a.txt"), report("b.txt"))
    gone = f"<{document_iri(BASE, 'b.txt')}>"
    left = [q for q in quads if q[3] != gone]
    assert not [q for q in left if gone in q]
    own = {q[:3] for q in left if q[3] != f"<{entities_graph(BASE)}>"}
    assert own == {q[:3] for q in graph(report("a.txt")) if q[3] != f"<{entities_graph(BASE)}>"}


def test_event_of_two_documents() -> None:
    """Two reports of one letter share the event, and each says of it what it knows."""
    quads = graph(report("a.txt"), report("b.txt"))
    events = {s for s, p, o, _ in quads if short(o) == "kg:LetterWriting"}
    [event] = events
    assert len({g for s, _, _, g in quads if s == event}) == 3  # both documents, and `entities`, which merged them
    assert [(short(p), short(o)) for s, p, o, g in quads if s == event and short(g) == "entities"] == [
        ("rdf:type", "kg:Event")
    ]  # fmt: skip
    assert len([o for _, p, o, _ in set(quads) if short(p) == "kg:aboutEvent" and o == event]) == 2


def test_no_blank_nodes_and_no_doubles() -> None:
    """All nodes are IRIs, and all literals have types that every store keeps."""
    for quad in graph(report(title="x"), report("b.txt")):
        assert all(t[0] == "<" for t in (quad[0], quad[1], quad[3]))
        assert quad[2][0] in '<"'
        assert parse(quad[2]).datatype in ("", *(XSD + t for t in ("integer", "decimal", "date", "gYearMonth")))


# -- times -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2031-05-04", "xsd:date"), ("2031-05", "xsd:gYearMonth"), ("2031", "xsd:gYear"), ("--08", "xsd:gMonth"),
        ("--08-14", "xsd:gMonthDay"), ("--02-29", "xsd:gMonthDay"), ("2031-02-30", "edtf:EDTF"),
        ("2031-21", "edtf:EDTF"), ("2031/..", "edtf:EDTF"), ("203X", "edtf:EDTF"), ("0000", "edtf:EDTF"),
        ("--13", "edtf:EDTF"),
    ],
)  # fmt: skip
def test_time_types(value: str, datatype: str) -> None:
    """A time has the XSD type of its precision, and EDTF's where XSD has none."""
    term = parse(time_term(value))
    assert (term.value, short(f"<{term.datatype}>")) == (value, datatype)
    assert is_date(value) is (datatype == "xsd:date")


def test_intervals() -> None:
    """A closed interval is a literal and, for reasoners, an OWL-Time interval with two instants."""
    x = report()
    told = Event(1, "Meeting", x.events[1].roles, "Planned", "2031-05-15/2031-06")
    quads = graph(Extraction(x.source, 1, x.chains, (x.events[0], told, x.events[2]), x.evidence, x.assertions))
    assert about(quads, "time/2031-05-15_2031-06") == [
        "rdf:type time:ProperInterval", "time:hasBeginning time/2031-05-15", "time:hasEnd time/2031-06"
    ]  # fmt: skip
    assert "time:inXSDgYearMonth 2031-06" in about(quads, "time/2031-06")
    assert "time:hasTime time/2031-05-15_2031-06" in about(quads, "event/")
    assert {"kg:time 2031-05-15/2031-06"} <= set(about(quads, "event/"))


# -- bytes and shapes ------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_same_bytes_for_any_order(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Documents and quads in any order give the same file."""
    extractions = [report(f"{i}.txt") for i in range(4)]
    path = tmp_path_factory.getbasetemp() / "graph.ttl"

    def build(shuffled: list[Extraction], quads: list[Quad] | None = None) -> bytes:
        with Writer(path, layout()) as writer:
            writer.add(quads or graph(*shuffled))
            writer.finish(["x"])
        return path.read_bytes()

    expected = build(extractions)
    random.Random(seed).shuffle(extractions)
    quads = graph(*extractions)
    random.Random(seed).shuffle(quads)
    assert build(extractions) == build([], quads) == expected


def test_turtle_reads_well(tmp_path: Path) -> None:
    """The Turtle of a document begins with its people, short and in a sensible order."""
    with Writer(tmp_path / "g.ttl", layout()) as writer:
        writer.add(graph(report()))
        writer.finish()
    text = (tmp_path / "g.ttl").read_text(encoding="utf-8")
    blocks = text.split("\n\n")[1:]
    assert blocks[1] == (
        "person:zoe-kovac a kg:Agent, kg:Person ;\n"
        '    rdfs:label "Zoë Kovac" ;\n'
        '    skos:altLabel "Kovac" ;\n'
        '    kg:holdsPosition "mayor of Velm" ;\n'
        f"    kg:mentionedIn doc:{document_iri('', 'a.txt')[4:]} ;\n"
        "    kg:wroteLetterTo person:ivo-markt ."
    )
    kinds = [re.split(r"[:/]", block.replace(BASE, ""))[0].lstrip("<") for block in blocks]
    order = "person group place letter event st mention ev doc collection run software".split()
    assert kinds == sorted(kinds, key=order.index)


def conforms(quads: Iterable[Quad]) -> tuple[bool, str]:
    """Whether the shapes hold for the quads, and the report."""
    import pyshacl

    data = rdflib.Graph()
    data.parse(data="\n".join(f"{s} {p} {o} ." for s, p, o, _ in quads), format="nt11")
    result, _, text = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES), inference="none")
    return bool(result), str(text)


def test_graph_conforms() -> None:
    """A graph of two documents holds what the shapes ask."""
    ok, text = conforms(graph(report("a.txt", title="x", date="2031-05-04"), report("b.txt")))
    assert ok, text


FAULTS = {
    "An assertion has exactly one rdf:subject": ("st/", "rdf:subject", None),
    "An assertion has exactly one kg:factuality": ("st/", "kg:factuality", f"<{KG}Maybe>"),
    "An assertion has exactly one kg:confidence": ("st/", "kg:confidence", literal("2", f"{XSD}decimal")),
    "An assertion needs evidence": ("st/", "prov:wasDerivedFrom", None),
    "Evidence has exactly one oa:hasSource": ("ev/", "oa:hasSource", None),
    "Evidence has exactly one oa:hasSelector": ("ev/", "oa:hasSelector", None),
    "A selector starts before it ends": ("ev/", "oa:end", integer(0)),
    "A selector quotes its span": ("ev/", "oa:exact", None),
    "An occurrence has exactly one kg:occurrenceOf": ("mention/", "kg:occurrenceOf", None),
    "An occurrence has exactly one oa:hasSource": ("mention/", "oa:hasSource", None),
    "An occurrence has exactly one kg:mentionCount": ("mention/", "kg:mentionCount", integer(0)),
    "What occurs in a document is mentioned in it": ("person/zoe", "kg:mentionedIn", None),
    "A document has exactly one dcterms:identifier": ("doc/", "dcterms:identifier", None),
    "A document has exactly one schema:sha256": ("doc/", "schema:sha256", literal("abc")),
    "An entity has exactly one rdfs:label": ("person/", "rdfs:label", None),
    "A group has at most one kg:count": ("group/", "kg:count", literal("8")),
    "An event has exactly one kg:factuality": ("event/", "kg:factuality", None),
    "kg:time is an xsd:date": ("event/", "kg:time", literal("May")),
    "What an assertion tells of is a kg:Event": ("event/", "rdf:type", None),
    "The subject of this property is a kg:Agent": ("person/zoe", "rdf:type", None),
    "The object of this property is a kg:Agent": ("person/ivo", "rdf:type", None),
    "A position is a plain text": ("person/zoe", "kg:holdsPosition", integer(1)),
    "An assertion needs an IRI": ("st/", "", "blank"),
}


@pytest.mark.parametrize("message", FAULTS)
def test_shapes_find_faults(message: str) -> None:
    """Each shape refuses a graph with its fault, with a message that tells what to do."""
    subject, predicate, value = FAULTS[message]
    faulty = []
    for s, p, o, g in graph(report()):
        if not short(s).startswith(subject) or predicate not in ("", short(p)):
            faulty.append((s, p, o, g))
        elif value == "blank":
            faulty.append(("_:b", p, o, g))
        elif value is not None:
            faulty.append((s, p, value, g))
    ok, text = conforms(faulty)
    assert not ok
    assert message in text
