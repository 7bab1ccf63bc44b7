"""The gazetteers: the form of the files, what the tables hold, and the few look-ups."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest

from kg.gazetteer import Gazetteer, gazetteer

FOLDER = files("kg") / "gazetteers"
TABLES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith((".tsv", ".txt")))
RELATIONS = {
    *("spouse", "former-spouse", "fiance", "partner", "parent", "child", "sibling", "grandparent", "grandchild"),
    *("aunt-uncle", "cousin", "nephew-niece", "parent-in-law", "child-in-law", "sibling-in-law", "in-law"),
    *("step-parent", "step-child", "step-sibling", "godparent", "godchild", "ancestor", "descendant", "family"),
}


@pytest.fixture(name="tables", scope="module")
def _tables() -> Gazetteer:
    return gazetteer()


# -- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_file_form(name: str) -> None:
    """A table has a heading with source and columns, then sorted rows of one width without a repeated key."""
    raw = (FOLDER / name).read_bytes()
    lines = raw.decode("utf-8").split("\n")
    heading = [line for line in lines if line.startswith("#")]
    rows = lines[len(heading) : -1]
    keys = [row.partition("\t")[0] for row in rows]
    assert b"\r" not in raw
    assert lines[-1] == ""
    assert heading == lines[: len(heading)]
    assert heading[0].startswith(f"# {name.rpartition('.')[0].replace('_', ' ')}: ")
    assert any(line.startswith("# source: ") for line in heading)
    assert any(line.startswith("# columns: ") for line in heading)
    assert rows == sorted(rows)
    assert len(set(keys)) == len(keys)
    assert len({row.count("\t") for row in rows}) == 1
    assert all(cell.strip() == cell != "" for row in rows for cell in row.split("\t"))


@pytest.mark.parametrize("name", TABLES)
def test_every_file_has_a_notice(name: str) -> None:
    """`NOTICE.md` names the source of each table."""
    assert f"`{name}`" in (FOLDER / "NOTICE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("phrase", [
    "WordNet 3.0 Copyright 2006", "OpenSanctions Datenbanken GmbH", "Daniele Faraglia", "Ramiro Gómez",
    "GeoNames (www.geonames.org), licensed under CC BY 4.0",
])  # fmt: skip
def test_notice_has_the_copyright_lines(phrase: str) -> None:
    """`NOTICE.md` carries the notices that the licences of the sources demand."""
    assert phrase in (FOLDER / "NOTICE.md").read_text(encoding="utf-8")


def test_no_heavy_import() -> None:
    """Reading the gazetteers loads none of the heavy libraries."""
    code = "import sys; from kg.gazetteer import gazetteer; gazetteer(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"spacy", "rdflib", "click", "pyoxigraph"}.intersection(run.stdout.split())


# -- values ------------------------------------------------------------------------------------------------


def test_closed_values(tables: Gazetteer) -> None:
    """Genders, kinds, classes, numbers and relations come from their closed sets."""
    gendered = (tables.given_names, tables.person_nouns, tables.kinship, tables.titles)
    assert {entry.gender for table in gendered for entry in table.values()} == {"m", "f", "u"}
    assert {entry.kind for entry in tables.countries.values()} == {"country", "territory", "region"}
    assert {entry.kind for entry in tables.titles.values()} == {"honorific", "position"}
    assert {entry.common for entry in tables.given_names.values()} == {"", "word", "place"}
    assert {entry.number for entry in tables.kinship.values()} == {"sg", "pl"}
    assert {entry.relation for entry in tables.kinship.values()} == RELATIONS
    assert set(tables.group_nouns.values()) == {"organization", "people"}


def test_countries_are_closed_under_their_canonical_names(tables: Gazetteer) -> None:
    """A canonical name is itself a key with the same entry, and each demonym leads to a key."""
    assert all(tables.countries[entry.name] == entry for entry in tables.countries.values())
    assert set(tables.demonyms.values()) <= set(tables.countries)
    assert all(entry.wikidata[0] == "Q" and entry.wikidata[1:].isdigit() for entry in tables.countries.values())


def test_nouns_and_particles_are_lower_case(tables: Gazetteer) -> None:
    """Common nouns, titles, particles and nicknames are keyed in lower case."""
    words = (tables.person_nouns, tables.group_nouns, tables.place_nouns, tables.event_nouns, tables.kinship)
    for table in (*words, tables.titles, tables.particles, tables.nicknames):
        assert [word for word in table if word != word.lower()] == []


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("USA", "United States"),
        ("U.S.", "United States"),
        ("U.K.", "United Kingdom"),
        ("Britain", "United Kingdom"),
        ("Burma", "Myanmar"),
        ("Georgia", "Georgia"),
        ("Türkiye", "Turkey"),
        ("Bavaria", "Bavaria"),
        ("Gaza", "Palestine"),
        ("Dane", "Denmark"),
        ("Turks", "Turkey"),
        ("Britons", "United Kingdom"),
        ("Dutchmen", "Netherlands"),
        ("Emirati", "United Arab Emirates"),
        ("Kosovar", "Kosovo"),
        ("Welsh", "Wales"),
        ("Swedes", "Sweden"),
        ("Nigerien", "Niger"),
        ("Nigerian", "Nigeria"),
        ("Island", None),
        ("Parisian", None),
        ("Of", None),
        ("", None),
    ],
)
def test_country_of(tables: Gazetteer, word: str, country: str | None) -> None:
    """Names, abbreviations, demonyms and their plurals lead to the country, other words to nothing."""
    assert tables.country_of(word) == country


@pytest.mark.parametrize(
    ("name", "gender", "common"),
    [
        ("Volodymyr", "m", ""),
        ("Kateryna", "f", ""),
        ("Narendra", "m", ""),
        ("Ngozi", "f", ""),
        ("Kwame", "m", ""),
        ("Hiroshi", "m", ""),
        ("José", "m", ""),
        ("Jose", "m", ""),
        ("Maria", "f", ""),
        ("Andrea", "u", ""),
        ("Robin", "u", ""),
        ("Will", "m", "word"),
        ("Grace", "f", "word"),
        ("May", "f", "word"),
        ("Victoria", "f", "place"),
    ],
)
def test_given_names(tables: Gazetteer, name: str, gender: str, common: str) -> None:
    """Given names of many languages have a gender, and a warning when they are English words or places."""
    assert tables.given_names[name] == (gender, common)


@pytest.mark.parametrize("word", ["The", "An", "My", "Do", "Can", "General", "Judge", "China", "Van", "De", "Monday"])
def test_no_given_name(tables: Gazetteer, word: str) -> None:
    """Function words, titles, countries and particles are no given names, though a list of some language has them."""
    assert word not in tables.given_names


@pytest.mark.parametrize(
    ("noun", "gender", "position", "first"),
    [
        ("minister", "u", True, True),
        ("sultan", "m", True, True),
        ("queen", "f", True, True),
        ("spokeswoman", "f", True, True),
        ("captain", "u", True, True),
        ("prime minister", "u", True, True),
        ("widow", "f", False, True),
        ("nurse", "u", False, True),
        ("baker", "u", False, True),
        ("shaman", "u", False, True),
        ("salesperson", "u", False, True),
        ("star", "u", False, False),
    ],
)
def test_person_nouns(tables: Gazetteer, noun: str, gender: str, position: bool, first: bool) -> None:
    """Offices and ranks are told from occupations, and rare meanings from usual ones."""
    assert tables.person_nouns[noun] == (gender, position, first)


@pytest.mark.parametrize("word", ["table", "chair leg", "scanner", "trailer", "target", "committee", "ship"])
def test_no_person_noun(tables: Gazetteer, word: str) -> None:
    """Things and bodies are no nouns for persons, though WordNet knows a rare personal meaning of some."""
    assert word not in tables.person_nouns


@pytest.mark.parametrize(
    ("noun", "gender", "number", "relation"),
    [
        ("hubby", "m", "sg", "spouse"),
        ("widow", "f", "sg", "spouse"),
        ("ex-wife", "f", "sg", "former-spouse"),
        ("children", "u", "pl", "child"),
        ("mothers-in-law", "f", "pl", "parent-in-law"),
        ("stepdad", "m", "sg", "step-parent"),
        ("family", "u", "sg", "family"),
    ],
)
def test_kinship(tables: Gazetteer, noun: str, gender: str, number: str, relation: str) -> None:
    """Kinship nouns tell gender, number and relation, also informal and plural ones."""
    assert tables.kinship[noun] == (gender, number, relation)


@pytest.mark.parametrize(
    ("word", "table"),
    [
        ("embassy", "place_nouns"),
        ("castle", "place_nouns"),
        ("harbour", "place_nouns"),
        ("courtroom", "place_nouns"),
        ("island", "place_nouns"),
        ("summit", "event_nouns"),
        ("wedding", "event_nouns"),
        ("state dinner", "event_nouns"),
        ("committee", "group_nouns"),
        ("crew", "group_nouns"),
        ("van", "particles"),
        ("bin", "particles"),
        ("Jr.", "suffixes"),
        ("III", "suffixes"),
        ("ph.d", "suffixes_lower"),
        ("GmbH", "legal_forms"),
        ("Ltd", "legal_forms"),
    ],
)
def test_membership(tables: Gazetteer, word: str, table: str) -> None:
    """Places, occasions, groups, particles, suffixes and legal forms are found."""
    assert word in getattr(tables, table)


def test_group_kinds_and_nicknames(tables: Gazetteer) -> None:
    """A committee is a body, a crew are people, Bill is William."""
    assert tables.group_nouns["committee"] == "organization"
    assert tables.group_nouns["crew"] == "people"
    assert tables.nicknames["bill"] == "william"


# -- titles ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "position", "gender"),
    [
        ("First Lady", True, "f"),
        ("president", True, ""),
        ("Prime Minister", True, ""),
        ("Sgt.", True, ""),
        ("Sheikh", True, "m"),
        ("Duchess", True, "f"),
        ("Archbishop", True, ""),
        ("Mrs.", False, "f"),
        ("Mrs", False, "f"),
        ("Mr", False, "m"),
        ("Dr.", False, ""),
        ("Lady", False, "f"),
        ("Professor", False, ""),
    ],
)
def test_titles(tables: Gazetteer, word: str, position: bool, gender: str) -> None:
    """A title is an office or a form of address, with or without its full stop, and may tell a gender."""
    assert tables.is_title(word)
    assert tables.is_position(word) is position
    assert (word.lower() in tables.honorifics) is not position
    assert tables.title_gender(word) == gender


def test_occupation_is_no_title(tables: Gazetteer) -> None:
    """A plain occupation is neither a title nor a position."""
    assert not tables.is_title("nurse")
    assert not tables.is_position("nurse")
