"""What a common noun names: the ontology's own nouns first, then kinship, bodies, persons, occasions, places."""

from __future__ import annotations

import re

from kg.gazetteer import Gazetteer
from kg.ontology import Ontology

__all__ = ["noun_kind"]

_SINGLE_KIN = frozenset(["relative", "relation", "kinsman", "kinswoman"])

_HEADS = frozenset(["head", "chair"])
"""Persons only with a complement: "head of communications"."""
_COMPOUND = re.compile(r"^(?:ex|co|vice)-|-(?:elect|designate|general)$")
"""What a hyphen adds to a noun that says who it is: "ex-minister", "governor-elect", "postmaster-general"."""
_WOMEN = ("woman", "women")
_MEN = ("shman", "chman", "tsman", "shmen", "chmen", "tsmen", "xman", "reman")
"""Ends of the names of peoples that tell of a man, unlike "German" and "Norman"."""


def noun_kind(
    noun: str, text: str, plural: bool, governed: bool, ontology: Ontology, gazetteer: Gazetteer
) -> tuple[str, str, str]:
    """Class, second class and gender of a noun's lemma; each empty when the noun does not tell.

    `text` is the word as written, `governed` says that a complement follows ("head of communications").
    """
    g = gazetteer
    if noun in ontology.nouns:
        return ontology.nouns[noun], "", ""
    kin = g.kinship.get(noun) or g.kinship.get(text.lower())
    if kin is not None:
        many = plural or kin.number == "pl" or (kin.relation == "family" and noun not in _SINGLE_KIN)
        return "Group" if many else "Person", "", kin.gender if kin.gender in ("m", "f") else ""
    place = noun in g.place_nouns
    if noun in g.group_nouns:
        if g.group_nouns[noun] == "people" or plural:
            return "Group", "Event" if noun in g.event_nouns and not plural else "", ""  # "the evening audience"
        second = "Place" if place else "Event" if noun in g.event_nouns and not plural else ""  # "at the party"
        return "Organization", second, ""
    if noun in _HEADS and not governed:
        return "", "", ""
    person = g.person_nouns.get(noun)
    if (person is not None and (person.first or not place)) or g.is_position(noun):
        gender = person.gender if person is not None and person.gender in ("m", "f") else g.title_gender(noun)
        return ("Group", "", "") if plural else ("Person", "", gender)
    if noun in g.event_nouns:
        return "Event", "Place" if place else "", ""
    if place:
        return "Place", "", ""
    if noun in ("people", "person", "child", "woman", "man"):
        return ("Group" if plural or noun == "people" else "Person"), "", {"woman": "f", "man": "m"}.get(noun, "")
    if text in g.demonyms:  # "a Dane", "an Irishman"
        gender = "f" if noun.endswith(_WOMEN) else "m" if noun.endswith(_MEN) else ""
        return ("Group" if plural else "Person"), "", gender
    if noun.endswith(("children", "people")):
        return "Group", "", ""  # "schoolchildren", "townspeople": the lemmatiser leaves them as they are
    base = _COMPOUND.sub("", noun)
    return noun_kind(base, text, plural, governed, ontology, g) if base != noun else ("", "", "")
