"""Countries and demonyms, from rigour (territories with names in many languages) and WordNet (what is English)."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer_mining import choices
from gazetteer_mining.choices import groups
from gazetteer_mining.spelling import plain
from gazetteer_mining.wordnet import LOCATION, PERSON, Synset, WordNet

__all__ = ["country_names", "demonyms", "read_territories"]

KINDS = ("country", "territory", "region")


def read_territories() -> list[dict[str, Any]]:
    """Return rigour's territories; its compiled core is loaded by path, because the package itself needs PyICU."""
    package = importlib.util.find_spec("rigour")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("rigour is not installed: pip install --no-deps rigour==2.6.1")
    library = next(Path(package.submodule_search_locations[0]).glob("_core.*so"))
    spec = importlib.util.spec_from_file_location("rigour._core", library)
    assert spec is not None and spec.loader is not None
    core: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(core)
    rows = [json.loads(line) for line in core.territories_jsonl().splitlines()]
    rows = [row for row in rows if row["code"] not in choices.NOT_PLACES]
    for row in rows:
        name = re.sub(r" \(.*\)$", "", row["name"])
        row.setdefault("in_sentence", row["name"])
        row["canonical"] = choices.ENGLISH_NAME.get(row["code"], name)
        row["kind"] = "country" if row["is_country"] else "region" if "-" in row["code"] else "territory"
    return sorted(rows, key=lambda row: (KINDS.index(row["kind"]), row["code"]))


def country_names(territories: list[dict[str, Any]], wordnet: WordNet) -> dict[str, tuple[str, str, str]]:
    """Map each name to canonical name, Wikidata item and kind; a country wins over a region of the same name."""
    by_hand = {code: names.split("; ") for code, names in groups(choices.COUNTRY_ALIASES)}
    refused = {*choices.NOT_COUNTRY_NAMES.replace("\n", "; ").split("; "), *(word for word, _ in people_words(wordnet))}
    words = [word.replace("_", " ") for synset in wordnet.synsets.values() for word in synset.words]
    english = {part for word in words for part in word.lower().split()}
    whole = set(words)
    found = {row["canonical"]: entry_of(row) for row in reversed(territories)}
    for row in territories:
        names = by_hand.get(row["code"], [])
        known = english | {"of", "the", "and"} | set(row["canonical"].lower().split())
        weak = [name for name in row["names_weak"] if name in whole]
        for name in (row["name"], row["in_sentence"], row["full_name"], *row["names_strong"], *weak):
            name = re.sub(r" [(\[].*[)\]]$|^the ", "", name)
            if name not in refused and looks_like_name(name) and set(name.lower().split()) <= known:
                names = [*names, name, plain(name)]
        for name in names:
            found.setdefault(name, entry_of(row))
    return found


def entry_of(row: dict[str, Any]) -> tuple[str, str, str]:
    """Return canonical name, Wikidata item and kind."""
    return row["canonical"], row["qid"], row["kind"]


def looks_like_name(name: str) -> bool:
    """Say whether an English text could write a name so; the source also has headings and index forms."""
    shouted = name.isupper() and len(name) > 5
    return name[:1].isupper() and not shouted and not re.search(r"[,()‘/&]| -|-$|\d", name)


def people_words(wordnet: WordNet) -> Iterator[tuple[str, Synset]]:
    """Yield capitalised nouns for persons and adjectives, which is where WordNet has its demonyms."""
    for synset in wordnet.synsets.values():
        is_instance = any(symbol == "@i" for symbol, _ in synset.pointers)
        if (synset.id[0] == "n" and synset.topic == PERSON and not is_instance) or synset.id[0] == "a":
            for word in synset.words:
                if word[0].isupper():
                    yield word.replace("_", " "), synset


def demonyms(
    territories: list[dict[str, Any]], countries: dict[str, tuple[str, str, str]], wordnet: WordNet
) -> dict[str, str]:
    """Map demonyms to countries: by hand, by WordNet's pointers, and by what rigour and WordNet both have."""
    found = {name: country for country, names in groups(choices.DEMONYMS) for name in names.split(", ")}
    unknown = set(found.values()) - set(countries)
    assert not unknown, f"no such country: {sorted(unknown)}"
    refused = set(choices.NOT_DEMONYMS.replace("\n", "; ").split("; "))
    words = list(people_words(wordnet))
    for word, synset in words:
        for symbol, target in synset.pointers:
            place = next((w for w in wordnet.synsets[target].words if w.replace("_", " ") in countries), None)
            tied = symbol in ("#m", "\\", "+") and wordnet.synsets[target].topic == LOCATION
            if place and tied and word not in refused:
                found.setdefault(word, countries[place.replace("_", " ")][0])
    known = {word for word, _ in words} - refused
    for row in territories:
        for name in (*row["names_strong"], *row["names_weak"]):
            if name in known and name not in countries:
                found.setdefault(name, row["canonical"])
    return found
