"""Resolution: which names are one entity, which records one event."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.model import Assertion, Chain, Entity, Event, Evidence, Extraction, Role, Source
from kg.resolve import EntityTable, Resolver, UserEntities, UserEntity, read_entities, resolve

KINDS = {"P": "Person", "O": "Organization", "G": "Group", "L": "Place", "E": "Event", "A": "Agent", "X": "Letter"}


def chain(index: int, text: str) -> Chain:
    """A chain from `P Anna Kovac = A. K. | mayor, first lady | f`; a leading `-` makes it unnamed."""
    name, titles, gender = ([part.strip() for part in text.split("|")] + ["", ""])[:3]
    named = not name.startswith("-")
    kind, _, label = name.removeprefix("-").partition(" ")
    label, _, aliases = (part.strip() for part in label.partition("="))
    return Chain(
        id=index,
        kind=KINDS[kind],
        label=label,
        names=tuple(sorted(filter(None, map(str.strip, aliases.split(","))))),
        titles=tuple(sorted(filter(None, map(str.strip, titles.split(","))))),
        gender=gender,
        named=named,
    )


def document(
    name: str, chains: str, *facts: tuple[str, int, int | str], roles: str = "", time: str = "", frame: str = "Meeting"
) -> Extraction:
    """A document with chains (`;` between them), and one event with facts and further roles (`place 2, letter 3`)."""
    pairs = [(r.split()[0], int(r.split()[1])) for r in roles.split(",") if r.strip()]
    return Extraction(
        source=Source(name, "0" * 64),
        sentences=1,
        chains=tuple(chain(i, c.strip()) for i, c in enumerate(chains.split(";"))),
        events=(Event(0, frame, tuple(Role(*p) for p in sorted(pairs)), "Actual", time),) if facts else (),
        evidence=(Evidence(0, 1, "x", "", ""),),
        assertions=tuple(Assertion(s, p, o, "Actual", -1, 0, 0, "0.9", "r") for p, s, o in facts),
    )


def table(*documents: str, user: UserEntities | None = None) -> EntityTable:
    """Resolve documents `a`, `b`, … given by their chains."""
    named = [document("abcdefgh"[i], chains) for i, chains in enumerate(documents)]
    return resolve(named, symmetric=["metWith"], user=user)


def same(resolved: EntityTable, left: str, right: str) -> bool:
    """Whether chains such as `a0` and `b1` are one entity."""
    return resolved.entity(left[0], int(left[1])).iri == resolved.entity(right[0], int(right[1])).iri


# -- persons -----------------------------------------------------------------------------------------------

ONE_PERSON = {
    "case and diacritics": ("P Anna Kovač", "P ANNA KOVAC"),
    "initial left out": ("P Anna B. Kovac", "P Anna Kovac"),
    "courtesy title": ("P Mrs. Anna Kovac", "P Anna Kovac"),
    "suffix and comma": ("P Tom Kovac, Jr.", "P Tom Kovac Jr"),
    "initial that fits one person": ("P A. Kovac", "P Anna Kovac"),
    "two initials": ("P A. B. Kovac", "P A.B. Kovac"),
    "two initials and a full name": ("P A. B. Kovac", "P Anna Bella Kovac"),
    "surname with a shared office": ("P Kovac | mayor of Velm", "P Anna Kovac | mayor of velm"),
    "surname with shared company": ("P Kovac; P Ivo Markt", "P Anna Kovac; P Ivo Markt"),
    "given name with shared company": ("P Anna; O Bolt Works", "P Anna Kovac; O The Bolt Works Ltd."),
    "surname with particle": ("P van der Holm | consul", "P Ada van der Holm | consul"),
    "same office, no full name anywhere": ("P Kovac | president, mr | m", "P Kovac | president"),
    "two of three offices in common": ("P Kovac | mayor, senator", "P Kovac | senator, consul", "P Kovac | consul"),
    "office of one of two namesakes": ("P Kovac | mayor | m", "P Bojan Kovac | mayor | m; P Anna Kovac || f"),
}
TWO_PERSONS = {
    "two full names": ("P Anna Kovac", "P Bojan Kovac"),
    "father and son": ("P Tom Kovac", "P Tom Kovac Jr."),
    "two different diacritics": ("P Ana Pená; P Ana Peña", "P Ana Pena"),
    "two initials, one of them another": ("P A. C. Kovac", "P Anna Bella Kovac"),
    "two initials of the other gender": ("P A. B. Kovac || m", "P Anna Bella Kovac || f"),
    "one initial and two": ("P A. Kovac", "P A. B. Kovac"),
    "two initials and another suffix": ("P T. B. Kovac", "P Tom B. Kovac Jr."),
    "two offices": ("P Kovac | mayor", "P Kovac | consul"),
    "two different initials": ("P Tom W. Kovac", "P Tom H. Kovac"),
    "surname without evidence": ("P Kovac", "P Anna Kovac"),
    "courtesy is no office": ("P Kovac | dr", "P Anna Kovac | dr"),
    "surname of the other gender": ("P Kovac | mayor | m", "P Anna Kovac | mayor | f"),
    "surname with another office": ("P Kovac | senator; P Ivo Markt", "P Anna Kovac | mayor; P Ivo Markt"),
    "company where two full names share the surname": ("P Kovac; P Ivo Markt", "P Anna Kovac; P Ivo Markt; P Bo Kovac"),
    "two surnames without office": ("P Kovac || m", "P Kovac || m"),
    "two surnames of both genders": ("P Kovac | president | m", "P Kovac | president | f"),
    "initial that fits nobody": ("P B. Kovac", "P Anna Kovac"),
    "one initial in two documents": ("P A. Kovac", "P A. Kovac"),
    "father's surname with the son's suffix": ("P Kovac Jr. | mayor", "P Tom Kovac | mayor"),
}


@pytest.mark.parametrize("case", ONE_PERSON)
def test_one_person(case: str) -> None:
    """Two documents' names of one person become one entity."""
    assert same(table(*ONE_PERSON[case]), "a0", "b0")


@pytest.mark.parametrize("case", TWO_PERSONS)
def test_two_persons(case: str) -> None:
    """Names that may mean two people stay two entities."""
    assert not same(table(*TWO_PERSONS[case]), "a0", "b0")


def test_initials_that_differ_leave_the_plain_name_alone() -> None:
    """Between Tom W. and Tom H., a plain Tom belongs to neither."""
    resolved = table("P Tom W. Kovac", "P Tom H. Kovac", "P Tom Kovac", "P Tom W. Kovac")
    assert same(resolved, "a0", "d0")
    assert len({resolved.entity(d, 0).iri for d in "abc"}) == 3


def test_offices_make_a_chain() -> None:
    """Who shares one office with a second and that one another with a third is all three."""
    resolved = table("P Kovac | mayor", "P Kovac | mayor, consul", "P Kovac | consul", "P Kovac | senator")
    assert same(resolved, "a0", "b0") and same(resolved, "b0", "c0")
    assert not same(resolved, "a0", "d0")


def test_company_is_no_proof_where_a_namesake_lives() -> None:
    """The only man called Kovac is not meant by a surname when a woman is called so, too; an office is a proof."""
    others = "P Anna Kovac || f; P Bo Kovac | mayor | m; P Ivo Markt"
    assert not same(table("P Kovac || m; P Ivo Markt", others), "a0", "b1")
    assert same(table("P Kovac | mayor | m", others), "a0", "b1")


def test_user_forbids_initials() -> None:
    """`not` stops two initials that fit."""
    documents = ("P A. B. Kovac", "P Anna Bella Kovac")
    known = UserEntities((UserEntity("Anna Bella Kovac", "Person"),))
    assert same(table(*documents, user=known), "a0", "b0")
    forbidden = UserEntities((UserEntity("Anna Bella Kovac", "Person", apart=("A. B. Kovac",)),))
    assert not same(table(*documents, user=forbidden), "a0", "b0")


def test_document_that_tells_two_apart_is_believed() -> None:
    """A surname does not join the full name that its own document uses for somebody else."""
    resolved = table("P Anna Kovac; P Kovac | president; P Ivo Markt", "P Anna Kovac | president; P Ivo Markt")
    assert not same(resolved, "a0", "a1")


def test_two_chains_of_a_document_never_choose_one_person() -> None:
    """Two surname chains of a document, which coreference kept apart, are not joined through another document."""
    resolved = table("P Kovac | mayor; P Anna | mayor", "P Anna Kovac | mayor")
    assert len({resolved.entity("a", 0).iri, resolved.entity("a", 1).iri, resolved.entity("b", 0).iri}) == 3
    resolved = table("P Kovac | mayor; P Kovac | mayor", "P Kovac | mayor", "P Kovac | mayor")
    assert not same(resolved, "a0", "a1")
    assert same(resolved, "b0", "c0")
    assert not same(resolved, "a0", "b0")


def test_spouses_with_one_surname_keep_their_own_chains() -> None:
    """The president known by surname only is one man in two documents that name his wife in full."""
    resolved = table(
        "P Vera Kovac = Kovac | first lady | f; P Ivo Markt | president | m; P Kovac | president | m",
        "P Vera Kovac | first lady, mrs | f; P Ivo B. Markt | president | m; P Kovac | president, mr | m",
    )
    assert same(resolved, "a0", "b0")
    assert same(resolved, "a1", "b1")
    assert same(resolved, "a2", "b2")
    assert not same(resolved, "a0", "a2")


# -- other things ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("O The Bolt Works Ltd.", "O Bolt Works", True),
        ("O Bolt & Co.", "O BOLT", True),
        ("O World Harbour League", "O WHL", True),
        ("O World Harbour League", "O W.H.L.", True),
        ("O League of Harbours", "O LH", False),
        ("O League of Harbours = LH", "O LH", True),
        ("O World Harbour League; O West Holm Line", "O WHL", False),
        ("L Velm", "L velm", True),
        ("L Velm", "O Velm", False),
        ("E Velm Congress", "E Velm Congress", True),
        ("E Velm summit", "E Velm summit", False),
        ("G Kovacs", "G Kovacs", False),
        ("-G eight children", "-G eight children", False),
        ("-P mother", "-P mother", False),
        ("A Anna Kovac", "P Anna Kovac", True),
        ("A Kovac", "A Kovac", False),
    ],
)
def test_other_names(left: str, right: str, one: bool) -> None:
    """Organizations and places by name, acronyms where unique, events by proper names, groups never."""
    assert same(table(left, right), "a0", "b0") is one


def test_acronym_with_two_readings_stays_alone() -> None:
    """An acronym that fits two organizations joins neither, whatever the order of documents."""
    assert not same(table("O World Harbour League", "O WHL", "O West Holm Line"), "a0", "b0")


def test_entity_record() -> None:
    """An entity has the fullest name as label, all others as names, and its documents sorted."""
    resolved = table("P Anna Kovač = Kovač || f", "P Anna B. Kovač", "P ANNA KOVAC")
    assert resolved.entities == (
        Entity(
            iri="https://kg.example/id/person/anna-kovac",
            kind="Person",
            label="Anna B. Kovač",
            names=("ANNA KOVAC", "Anna Kovač", "Kovač"),
            gender="f",
            documents=("a", "b", "c"),
        ),
    )


def test_label_is_the_spelling_most_used() -> None:
    """Of spellings with as many words the most frequent is the label; of equally frequent ones, that with accents."""
    assert table("P Anna Kovač", "P Anna Kovac", "P Anna Kovac").entities[0].label == "Anna Kovac"
    assert table("P Anna Kovač", "P Anna Kovac").entities[0].label == "Anna Kovač"


def test_local_entity_record() -> None:
    """What only a document knows has what its chain has, and a hash of ten digits in its IRI."""
    [letter] = table("-X letter = note, letter || f").of_document("a")
    assert re.fullmatch(r"https://kg\.example/id/letter/letter-[0-9a-f]{10}", letter.iri)
    assert letter == Entity(letter.iri, "Letter", "letter", ("note",), "f", "", (), ("a",))


def test_iris() -> None:
    """Global names give slugs, equal slugs are told apart by hash, local things carry a hash of their document."""
    resolved = table(
        "P Anna Kovac; O Anna-Kovac; -X letter; -X letter; P Яна Ковач; L O'Hara's Bay; O O Hara; P Kovac", "-X letter"
    )
    iris = [e.iri.removeprefix("https://kg.example/id/") for e in resolved.of_document("a")]
    assert iris[:2] == ["person/anna-kovac", "org/anna-kovac"]
    assert iris[4:6] == ["person/яна-ковач", "place/oharas-bay"]
    assert all(iris[i].startswith("letter/letter-") for i in (2, 3))
    assert iris[7].startswith("person/kovac-")
    assert len(set(iris) | {e.iri for e in resolved.of_document("b")}) == 9
    clash = table("P Anna-Maria Kovac", "P Anna Maria Kovac")
    assert [e.iri.removeprefix("https://kg.example/id/person/")[:16] for e in clash.entities] == [
        "anna-maria-kovac", "anna-maria-kovac"
    ]  # fmt: skip
    assert len({e.iri for e in clash.entities}) == 2
    assert sum(bool(re.search("kovac-[0-9a-f]{6}$", e.iri)) for e in clash.entities) == 1
    assert {e.iri for e in table("P Anna Maria Kovac").entities} < {e.iri for e in clash.entities}


def test_iris_of_equal_local_things() -> None:
    """The second letter of a document changes nothing for the first, and a thing is told from one of another class."""
    one, two = table("-X letter", "-X letter").of_document("a"), table("-X letter; -X letter; -O letter")
    assert one[0].iri == two.entity("a", 0).iri != two.entity("a", 1).iri
    assert two.entity("a", 2).iri.startswith("https://kg.example/id/org/letter-")
    frame = Chain(0, "TradeFair", "fair")
    thing = resolve([Extraction(Source("a", "0" * 64), 1, (frame,), (), (), ())], base="x:/").entity("a", 0)
    assert thing.iri.startswith("x:/trade-fair/fair-")


def test_is_global() -> None:
    """Only entities of the table's own list are global."""
    resolved = table("P Anna Kovac; P Kovac; -G boys")
    assert [resolved.is_global("a", i) for i in range(3)] == [True, False, False]


# -- the fold ----------------------------------------------------------------------------------------------

names = st.sampled_from(
    ["P Anna Kovac", "P Anna B. Kovac", "P Bojan Kovac", "P Kovac", "P A. Kovac", "P Anna", "P Ivo Markt", "P Markt",
     "O World Harbour League", "O WHL", "O West Holm Line", "L Velm", "E Velm Congress", "A Ivo Markt", "-G boys"]
)  # fmt: skip
chains_text = st.builds(
    lambda name, titles, gender: f"{name} | {', '.join(sorted(titles))} | {gender}",
    names,
    st.sets(st.sampled_from(["president", "mayor", "mr"]), max_size=2),
    st.sampled_from(["", "m", "f"]),
)
events = st.tuples(
    st.sampled_from(["", "2031", "2031-05", "2031-05-04", "2032"]), st.sampled_from([(0, 1), (1, 0), (0, 2)])
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Extraction]:
    """One to seven documents with three to five chains and a meeting."""
    corpus = []
    for i in range(draw(st.integers(1, 7))):
        chains = draw(st.lists(chains_text, min_size=3, max_size=5))
        time, (left, right) = draw(events)
        corpus.append(document(f"d{i}", ";".join(chains), ("metWith", left, right), roles="place 2", time=time))
    return corpus


def decisions(resolved: EntityTable, corpus: list[Extraction]) -> object:
    """Everything that a table can be asked."""
    documents = sorted(x.source.id for x in corpus)
    return resolved.entities, [(resolved.of_document(d), resolved.event_iri(d, 0)) for d in documents]


@settings(max_examples=150, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_any_grouping_and_order_gives_the_same_table(corpus: list[Extraction], random: object) -> None:
    """Resolution is an associative and commutative fold over documents."""
    expected = decisions(resolve(corpus, symmetric=["metWith"]), corpus)
    shuffled = sorted(corpus, key=lambda x: random.random())  # type: ignore[attr-defined]
    parts = [Resolver(symmetric=["metWith"]) for _ in range(3)]
    for i, extraction in enumerate(shuffled):
        parts[i % 3].add(extraction)
    parts[2].merge(parts[0])
    parts[1].merge(parts[2])
    parts[1].merge(parts[2])  # taking in the same documents twice changes nothing
    assert decisions(parts[1].table(), corpus) == expected


@settings(max_examples=40, deadline=None)
@given(corpora(), st.data())
def test_part_of_a_table_gives_the_same_answers(corpus: list[Extraction], draw: st.DataObject) -> None:
    """For its documents, the part that travels knows what the whole knows; of others it knows nothing."""
    whole = resolve(corpus, symmetric=["metWith"])
    chosen = [x for x in corpus if draw.draw(st.booleans())]
    part: EntityTable = pickle.loads(pickle.dumps(whole.part(x.source.id for x in chosen)))
    for extraction in chosen:
        name = extraction.source.id
        assert [e.iri for e in part.of_document(name)] == [e.iri for e in whole.of_document(name)]
        assert [e.kind for e in part.of_document(name)] == [e.kind for e in whole.of_document(name)]
        assert [part.is_global(name, c.id) for c in extraction.chains] == [
            whole.is_global(name, c.id) for c in extraction.chains
        ]
        assert [part.event_iri(name, e.id) for e in extraction.events] == [
            whole.event_iri(name, e.id) for e in extraction.events
        ]
    assert all(not entity.documents for entity in part.entities)
    for extraction in corpus:
        if extraction not in chosen:
            with pytest.raises(KeyError):
                part.of_document(extraction.source.id)


@settings(max_examples=100, deadline=None)
@given(corpora())
def test_invariants(corpus: list[Extraction]) -> None:
    """Full names never merge, IRIs are unique, and a label is never among the other names."""
    resolved = resolve(corpus, symmetric=["metWith"])
    iris = [e.iri for e in resolved.entities]
    assert all(a < b for a, b in pairwise(iris))
    for entity in resolved.entities:
        assert entity.label not in entity.names
        assert not {"Anna Kovac", "Bojan Kovac"} <= {entity.label, *entity.names}
    for extraction in corpus:
        local = [e.iri for c, e in enumerate(resolved.of_document(extraction.source.id))
                 if not resolved.is_global(extraction.source.id, c)]  # fmt: skip
        assert len(local) == len(set(local))
        assert not set(local) & set(iris)


def test_same_table_under_any_hash_seed() -> None:
    """String hashing has no influence."""
    code = (
        "from tests.test_resolve import *\n"
        "r = table(*[c for pair in [*ONE_PERSON.values(), *TWO_PERSONS.values()][:4] for c in pair])\n"
        "print([e for d in 'abcdefgh' for e in r.of_document(d)])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            cwd=Path(__file__).parent.parent, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(outputs) == 1


def test_two_documents_of_one_name_are_refused() -> None:
    """Two different documents cannot share an identifier."""
    resolver = Resolver()
    resolver.add(document("a", "P Anna Kovac"))
    resolver.add(document("a", "P Anna Kovac"))
    with pytest.raises(ValueError, match="'a'"):
        resolver.add(document("a", "P Ivo Markt"))


def test_table_travels_to_workers() -> None:
    """A table can be pickled and gives the same answers then."""
    resolved = table("P Anna Kovac; -G boys", "P Anna Kovac")
    again = pickle.loads(pickle.dumps(resolved))
    assert again.of_document("a") == resolved.of_document("a")


def test_memory_of_a_document() -> None:
    """Forty chains cost far less than 6 KB between documents, and the table less than 6 KB more."""
    import tracemalloc

    four = "-P her mother; -X sealed letter to the mayor; P Anna Kovac = Anna, Kovac | mayor of Velm | f; L Velm"
    chains = ";".join([four] * 10)
    corpus = [document(f"folder/report-{i:05}.txt", chains.replace("Anna", f"Anna{i}")) for i in range(300)]
    tracemalloc.start()
    resolver = Resolver()
    for extraction in corpus:
        resolver.add(extraction)
    folded = tracemalloc.get_traced_memory()[0] / len(corpus)
    resolved = resolver.table()
    decided = tracemalloc.get_traced_memory()[0] / len(corpus)
    tracemalloc.stop()
    assert len(resolved.entities) == 301
    assert folded < 6_000
    assert decided < 6_000


# -- events ------------------------------------------------------------------------------------------------

MET = "P Anna Kovac; P Ivo Markt; L Velm; L Ostby; -X letter"


def meeting(name: str, time: str = "", roles: str = "participant 0, participant 1", chains: str = MET) -> Extraction:
    """Anna Kovac met Ivo Markt."""
    return document(name, chains, ("metWith", 0, 1), roles=roles, time=time)


def event_groups(*documents: Extraction) -> str:
    """The documents' events as groups: `ab c`."""
    resolved = resolve(documents, symmetric=["metWith"])
    groups: dict[str, str] = {}
    for x in documents:
        iri = resolved.event_iri(x.source.id, 0)
        groups[iri] = groups.get(iri, "") + x.source.id
    assert list(resolved.merged_events) == sorted(iri for iri, members in groups.items() if len(members) > 1)
    return " ".join(sorted(groups.values()))


@pytest.mark.parametrize(
    ("times", "groups"),
    [
        (["2031", "2031"], "ab"),
        (["2031", "2031-05-04"], "ab"),
        (["2031-05", "2031-05-04"], "ab"),
        (["2031", "2032"], "a b"),
        (["2031-05-04", "2032-05-04"], "a b"),
        (["2031-05", "2031-08", "2031"], "a b c"),
        (["2031-05", "2031-05", "2031-08"], "ab c"),
        (["2031", "2031-05", "2031-05-04"], "abc"),
        (["2031-05-15/2031-06-10", "2031-06-01/2031-07-01"], "a b"),
        (["2031-05-15/2031-06-10", "2031-06-01"], "ab"),
        (["2031-06-01/2031-07-01", "2031-05-15/2031-06-10"], "a b"),
        (["2031-05-15/2031-06-10", "2031-05-15"], "ab"),
        (["2031-05-15", "2031-05-15/2031-06-10"], "ab"),
        (["2031-06-10", "2031-05-15/2031-06-10"], "ab"),
        (["--05", "2031-05-04"], "ab"),
        (["--05", "2031-06-04"], "a b"),
        (["", ""], "ab"),
        (["", "2031"], "ab"),
        (["", "2031", "2032"], "a b c"),
        (["", "", "2031-05", "2031"], "abcd"),
    ],
)
def test_events_by_time(times: list[str], groups: str) -> None:
    """Equal or contained times make one event; an unknown time does when no second known time competes."""
    assert event_groups(*(meeting("abcd"[i], time) for i, time in enumerate(times))) == groups


def test_symmetric_facts_have_no_direction() -> None:
    """Anna met Ivo and Ivo met Anna are one meeting."""
    assert event_groups(meeting("a"), document("b", MET, ("metWith", 1, 0))) == "ab"


def test_places_must_not_conflict() -> None:
    """A meeting in Velm is not the meeting in Ostby, but may be one whose place is not told."""
    at = "participant 0, participant 1, place "
    assert event_groups(meeting("a", "2031", at + "2"), meeting("b", "2031", at + "3")) == "a b"
    assert event_groups(meeting("a", "2031", at + "2"), meeting("b", "2031")) == "ab"
    assert event_groups(meeting("a", "", at + "2"), meeting("b", "", at + "3"), meeting("c")) == "a b c"
    assert event_groups(meeting("a", "", "letter 4"), meeting("b", "", "letter 4")) == "ab"


def test_events_of_unnamed_people_stay_in_their_document() -> None:
    """Eight children met by Anna in two reports may be sixteen."""
    unnamed = "P Anna Kovac; -G eight children; L Velm"
    assert event_groups(meeting("a", "2031", "", unnamed), meeting("b", "2031", "", unnamed)) == "a b"


def test_events_with_other_facts_are_others() -> None:
    """Another person, another class or another office makes another event."""
    ada = document("b", "P Anna Kovac; P Ada Holm", ("metWith", 0, 1))
    assert event_groups(meeting("a"), ada) == "a b"
    assert event_groups(meeting("a"), document("b", MET, ("metWith", 0, 1), frame="Communication")) == "a b"
    offices = {"a": "mayor", "b": "Mayor", "c": "consul"}
    office = [document(n, MET, ("holdsPosition", 0, text), time="2031") for n, text in offices.items()]
    assert event_groups(*office) == "ab c"


def test_one_agent_needs_a_time() -> None:
    """Two offices of one person without times are not known to be one."""
    assert event_groups(*(document(n, MET, ("holdsPosition", 0, "mayor")) for n in "ab")) == "a b"


def test_document_with_two_such_events_is_believed() -> None:
    """Who tells two meetings in one document means two; neither is the meeting of another document."""
    twice = meeting("a")
    second = Event(1, "Meeting", twice.events[0].roles, "Actual", "")
    more = Assertion(0, "metWith", 1, "Actual", -1, 1, 0, "0.9", "r")
    events = (*twice.events, second)
    twice = Extraction(twice.source, 1, twice.chains, events, twice.evidence, (*twice.assertions, more))
    resolved = resolve([twice, meeting("b")], symmetric=["metWith"])
    assert len({resolved.event_iri("a", 0), resolved.event_iri("a", 1), resolved.event_iri("b", 0)}) == 3


def test_two_such_events_at_one_time_in_one_document() -> None:
    """A document that tells two events of one kind and year is no reason to fail."""
    twice = meeting("a", "2031")
    second = Event(1, "Meeting", twice.events[0].roles, "Actual", "2031")
    more = Assertion(0, "metWith", 1, "Actual", -1, 1, 0, "0.9", "r")
    events = (*twice.events, second)
    twice = Extraction(twice.source, 1, twice.chains, events, twice.evidence, (*twice.assertions, more))
    resolved = resolve([twice], symmetric=["metWith"])
    assert resolved.event_iri("a", 0) != resolved.event_iri("a", 1)


def test_what_did_not_happen_never_merges() -> None:
    """Denied and planned events stay with their documents."""
    a, b = (meeting(n) for n in "ab")
    planned = Event(0, "Meeting", b.events[0].roles, "Planned", "")
    assert event_groups(a, Extraction(b.source, 1, b.chains, (planned,), b.evidence, b.assertions)) == "a b"


# -- the user's entities -----------------------------------------------------------------------------------

USER = """
[[entity]]
name = "Anna Maria Kovac"
class = "Person"
aliases = ["Kovac", "Anna Kovac"]
not = ["Anna B. Kovac"]
same_as = ["https://example.org/anna"]

[[entity]]
name = "World Harbour League"
class = "Organization"
iri = "https://example.org/whl"
"""


def test_user_entities_win(tmp_path: Path) -> None:
    """The user's names and IRIs go before the rules, and forbidden names stay apart."""
    path = tmp_path / "entities.toml"
    path.write_text(USER, encoding="utf-8")
    resolved = table(
        "P Kovac; O WHL", "P Anna Kovac", "P Anna B. Kovac; O the world harbour league", user=read_entities(path)
    )
    anna = resolved.entity("a", 0)
    assert (anna.label, anna.iri) == ("Anna Maria Kovac", "https://kg.example/id/person/anna-maria-kovac")
    assert anna.same_as == ("https://example.org/anna",)
    assert anna.names == ("Anna Kovac", "Kovac")
    assert same(resolved, "a0", "b0")
    assert not same(resolved, "a0", "c0")
    assert resolved.entity("a", 1).iri == resolved.entity("c", 1).iri == "https://example.org/whl"


def test_user_file_in_full(tmp_path: Path) -> None:
    """An entry's fields are read without spaces around them; links are sorted, each once."""
    path = tmp_path / "entities.toml"
    path.write_text(
        "\ufeff[[entity]]\nname = ' Ada Holm '\nclass = 'Person'\naliases = [' Ada ', 'Holm']\nnot = ['Ida']\n"
        "iri = 'x:ada'\nsame_as = ['y:b', 'y:a', 'y:b']\n[[entity]]\nname = 'Bo'\nclass = 'Group'\n",
        encoding="utf-8",
    )
    assert read_entities(path).entries == (
        UserEntity("Ada Holm", "Person", ("Ada", "Holm"), ("Ida",), "x:ada", ("y:a", "y:b")),
        UserEntity("Bo", "Group"),
    )


def test_user_entity_is_found_by_class_and_name() -> None:
    """A name without its initials or diacritics means the entry that it fits alone; an undecided agent any agent."""
    entries = (
        UserEntity("Ána B. Holm", "Person"), UserEntity("Ana C. Holm", "Person"), UserEntity("Bolt", "Organization"),
        UserEntity("Bo Lund", "Person", apart=("Bó Lund",)), UserEntity("Bay", "Agent"),
    )  # fmt: skip
    user = UserEntities(entries)
    labels = [("Person", "Ána B. Holm"), ("Person", "Ana Holm"), ("Person", "Bo X. Lund"), ("Person", "Bó Lund"),
              ("Agent", "Bolt Ltd."), ("Place", "Bolt"), ("Person", "Bay"), ("Agent", "bay")]  # fmt: skip
    assert [user.find(*label) for label in labels] == [0, None, 3, None, 2, None, 4, 4]
    assert UserEntities().find("Person", "Bo Lund") is None


def test_user_forbids_what_a_rule_would_do() -> None:
    """`not` stops a surname that the rules would join."""
    documents = ("P Kovac | mayor", "P Anna Kovac | mayor")
    assert same(table(*documents), "a0", "b0")
    forbidden = UserEntities((UserEntity("Anna Kovac", "Person", apart=("Kovac",)),))
    assert not same(table(*documents, user=forbidden), "a0", "b0")


def test_user_forbids_an_acronym() -> None:
    """`not` stops an acronym that fits."""
    documents = ("O WHL", "O World Harbour League")
    assert same(table(*documents, user=UserEntities((UserEntity("World Harbour League", "Organization"),))), "a0", "b0")
    forbidden = UserEntities((UserEntity("World Harbour League", "Organization", apart=("WHL",)),))
    assert not same(table(*documents, user=forbidden), "a0", "b0")


ADA, EVE = "name = 'Ada' class = 'Person'", "name = 'Eve' class = 'Person'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[entity]] name = 'Ada'", r"entity 1 \(Ada\): class is missing"),
        ("[[entity]] class = 'Person'", "entity 1: name is missing$"),
        ("[[entity]] name = '  ' class = 'Person'", r"entity 1 \(  \): name must be a text, found '  '"),
        ("[[entity]] name = 3 class = 'Person'", "entity 1: name must be a text, found 3"),
        (f"[[entity]] {ADA} not = ['x', 3]", r"not must be a list of texts, found \['x', 3\]"),
        (f"[[entity]] {ADA} not = ['x', ' ']", r"not must be a list of texts, found \['x', ' '\]"),
        (f"[[entity]] {ADA} same_as = ['x:y', 'z']", "'z' is no absolute IRI; write it in full, without spaces$"),
        (f"[[entity]] {ADA} alias = 'x'", "unknown key 'alias'; allowed are name, class, aliases, not, iri, same_as$"),
        ("person = 1 animal = 2", "tables are allowed, found animal, person$"),
        ("entity = 3", "tables are allowed, found entity$"),
        (f"[[entity]] {ADA} alias = []", r"entity 1 \(Ada\): unknown key 'alias'"),
        (f"[[entity]] {ADA} aliases = 'x'", "aliases must be a list of texts"),
        (f"[[entity]] {ADA} iri = 'a b'", "'a b' is no absolute IRI"),
        (f"[[entity]] {ADA} {ADA}", "is no TOML"),
        ("entity = 3", r"only \[\[entity\]\] tables"),
        ("[person]", "found person"),
        (f"[[entity]] {ADA} [[entity]] {EVE} aliases = ['ada']", r"entity 2 \(Eve\): 'ada' already means 'Ada'"),
        (f"[[entity]] {ADA} iri = 'x:y' [[entity]] {EVE} iri = 'x:y'", "has the iri of 'Ada'"),
    ],
)
def test_faulty_user_file(tmp_path: Path, text: str, message: str) -> None:
    """A faulty entry is refused with the file, the entry and the reason."""
    path = tmp_path / "entities.toml"
    path.write_text(re.sub(r" (?=\[\[|\w+ = )", "\n", text).replace("]] ", "]]\n"), encoding="utf-8")
    with pytest.raises(OntologyError, match=message) as caught:
        read_entities(path)
    assert str(caught.value).startswith(str(path))


def test_user_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing or wrongly encoded file is one clear error."""
    with pytest.raises(OntologyError, match=r"none\.toml: cannot be read \(No such file"):
        read_entities(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    with pytest.raises(OntologyError, match=r"latin\.toml: is not UTF-8; save it as UTF-8"):
        read_entities(tmp_path / "latin.toml")
