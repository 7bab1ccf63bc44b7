"""Links of well-known places: what is linked, and what is left alone because it could be something else."""

from __future__ import annotations

from importlib.resources import files

import pytest

from kg.model import Chain, Entity, Extraction, Source
from kg.ontology import Ontology
from kg.places import known_places, place_links
from kg.resolve import resolve

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"


def links(*names: str, kind: str = "Place") -> list[str]:
    """The links of entities with these labels, as `label relation target`."""
    entities = [Entity(f"x:{name}", kind, name) for name in names]
    short = [(a[2:], b, c.removeprefix("x:").replace(WIKIDATA, "wd:")) for a, b, c in place_links(entities)]
    return [" ".join(link) for link in short]


def test_country_is_the_same() -> None:
    """The name of a country is its own, in each of its usual forms."""
    assert links("Uganda") == ["Uganda owl:sameAs wd:Q1036"]
    assert links("U.S.", "United States") == ["U.S. owl:sameAs wd:Q30", "United States owl:sameAs wd:Q30"]


def test_country_that_had_another_state_before_it_is_close() -> None:
    """A text about the Russia of 1905 does not mean the federation."""
    assert links("Russia") == ["Russia skos:closeMatch wd:Q159"]


def test_large_city_is_close() -> None:
    """A city may be another of its name, so it is never the same; Wikidata's item is given where the table has it."""
    assert links("Vienna") == [f"Vienna skos:closeMatch {GEONAMES}2761369/"]
    assert links("Berlin") == ["Berlin skos:closeMatch wd:Q64", f"Berlin skos:closeMatch {GEONAMES}2950159/"]


def test_city_lies_in_a_country_that_is_named() -> None:
    """That a city lies in its country is said only where the documents name the country, in any form."""
    assert "Vienna kg:within Austria" in links("Vienna", "Austria", "Uganda")
    within = [link for link in links("Chicago", "U.S.", "United States") if "within" in link]
    assert within == ["Chicago kg:within U.S.", "Chicago kg:within United States"]
    assert not [link for link in links("Vienna", "Uganda") if "within" in link]


@pytest.mark.parametrize("name", [
    "Georgia", "Jordan", "Chad", "Niger", "Ireland", "Luxembourg", "Victoria", "Korea", "America", "Congo",
    "Washington", "New York", "Birmingham", "Hyderabad", "Valencia", "San Jose", "Surrey", "Gold Coast", "Natal",
    "Springfield", "Paris, Texas", "paris", "the Vienna", "",
])  # fmt: skip
def test_ambiguous_names_are_left_alone(name: str) -> None:
    """A state or a river of the name, a city of comparable size, a commoner meaning, or another spelling: no link."""
    assert links(name) == []


@pytest.mark.parametrize("kind", ["Person", "Organization", "Group", "Agent", "Event"])
@pytest.mark.parametrize("name", ["Jordan", "Paris", "Germany", "Uganda"])
def test_only_places_are_linked(name: str, kind: str) -> None:
    """A person called Paris, or a team called Germany, is no place."""
    assert links(name, kind=kind) == []


def test_other_names_must_agree() -> None:
    """An entity that is also called by another known place's name is left alone; unknown names say nothing."""
    assert list(place_links([Entity("x:a", "Place", "Vienna", ("Paris",))])) == []
    assert len(list(place_links([Entity("x:a", "Place", "Uganda", ("Republic of Uganda", "the country"))]))) == 1


def test_user_decides() -> None:
    """A place with links from the user's file gets no others."""
    assert list(place_links([Entity("x:a", "Place", "Uganda", same_as=("https://x.example/uganda",))])) == []


def test_table_is_small_and_closed() -> None:
    """The table is small, and its values come from closed sets; only countries are the same, and each has its item."""
    assert (files("kg") / "gazetteers" / "places.tsv").stat().st_size < 50_000  # type: ignore[attr-defined]
    for name, place in known_places().items():
        assert place.match in ("same", "close") and place.kind in ("country", "city"), name
        assert place.iris, name
        assert place.kind == "country" or place.match == "close", name
        assert (place.country == place.wikidata) is (place.kind == "country"), name
        for item in (place.wikidata, place.country):
            assert item == "-" or (item[0] == "Q" and item[1:].isdecimal()), name
        assert place.geonames == "-" or place.geonames.isdecimal(), name


def test_links_stand_in_the_graph_of_entities() -> None:
    """Links are decided across documents, so they are in no document's graph."""
    from kg.graph import document_quads, entity_quads

    nothing = Ontology(
        supers={}, nouns={}, entity_labels={}, triggers=(), bridges=(), labels={}, properties={}, fingerprint="a" * 64
    )
    one = Extraction(Source("a.txt", "0" * 64), 1, (Chain(0, "Place", "Vienna", named=True),))
    two = Extraction(Source("b.txt", "1" * 64), 1, (Chain(0, "Place", "Austria", named=True),))
    table = resolve([one, two])
    decided = {p.rpartition("/")[2] for _, p, _, _ in entity_quads(table, nothing)}
    assert {"core#closeMatch>", "owl#sameAs>"} <= {p.rpartition("/")[2] for p in decided}
    assert any(p.endswith("#within>") for p in decided)
    told = {p for x in (one, two) for _, p, _, _ in document_quads(x, table, nothing, "https://x.example/run")}
    assert not [p for p in told if p.endswith(("closeMatch>", "sameAs>", "within>"))]
