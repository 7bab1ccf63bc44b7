"""What a name names: titles, given names, legal forms and generic words speak before entity labels do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.gazetteer import Gazetteer
from kg.model import Token

__all__ = ["name_gender", "name_kind"]

_WORKS = frozenset(
    """papers records letters collection archive archives memoirs diaries diary journal prize award report reports
    act bill treaty war wars cup trophy medal song songs show""".split()
)
"""Last words of names for things that are neither person, body nor place."""


def name_kind(
    tokens: Sequence[Token], first: int, last: int, words: list[str], titled: bool, noun: str,
    gazetteer: Gazetteer, labels: Mapping[str, str],
) -> tuple[str, str]:  # fmt: skip
    """Class and second class of the name at tokens `first` to `last`; empty when nothing tells."""
    if not words:
        return "Person", ""
    label = _label(tokens, first, last, labels)
    whole = " ".join(words)
    if titled:
        return "Person", ""
    if len(words) > 1 and words[-1].lower() in _WORKS:
        return "Thing", ""
    if words[-1].rstrip(".") in gazetteer.legal_forms and len(words) > 1:
        return "Organization", ""
    if whole in gazetteer.countries:
        return "Place", "Organization"  # a state acts: "Norway wrote to the commission"
    given = gazetteer.given_names.get(words[0])
    personal = given is not None and len(words) in (2, 3, 4, 5) and (not given.common or label == "Person")
    generic = _generic_kind(words, gazetteer)
    before = tokens[first - 1] if first else None
    article = before is not None and before.lemma.lower() in ("the", "a", "an")
    if len(words) == 1 and generic and article:
        return generic
    if (
        len(words) == 1
        and label in ("Person", "")
        and given is None
        and before is not None
        and before.lemma in ("in", "at", "near")
        and before.pos == "ADP"
    ):
        return "Place", ""
    if (len(words) > 1 or article) and generic and not (personal and label in ("Person", "")):
        return generic
    if personal or noun:
        return "Person", ""
    if label in ("Organization", "") and not article and _like_a_person(words, gazetteer):
        return "Person", ""
    if given is not None and not given.common and len(words) == 1 and not article:
        return "Person", ""
    if label:
        return label, ""
    if given is not None or (len(words) > 1 and len(words[0].rstrip(".")) == 1):
        return "Person", ""
    return "", ""


def _like_a_person(words: list[str], gazetteer: Gazetteer) -> bool:
    """Two to four words of which none is an English word: bodies mostly bear one ("Norvane Marine")."""
    if not 2 <= len(words) <= 4 or any(word.isupper() and len(word) > 1 for word in words):
        return False
    plain = [w.lower().strip(".") for w in words if w.lower() not in gazetteer.particles]
    return not any(
        form in gazetteer.common_words for w in plain for form in (w, w.removesuffix("s"), w.removesuffix("ies") + "y")
    )


def _label(tokens: Sequence[Token], first: int, last: int, labels: Mapping[str, str]) -> str:
    """Class of the entity label that most tokens of the name carry."""
    counts: dict[str, int] = {}
    for i in range(first, last):
        kind = labels.get(tokens[i].ent, "")
        if kind:
            counts[kind] = counts.get(kind, 0) + 1
    return min(counts, key=lambda kind: (-counts[kind], kind)) if counts else ""


def _generic_kind(words: list[str], gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Kind from the generic word that a name ends or begins with: "Brdo Castle", "Hotel Union", "Trade Board"."""
    for word in (words[-1].lower(), words[0].lower()):
        if word in gazetteer.event_nouns:
            return "Event", ""
        if word in gazetteer.group_nouns:
            return "Organization", "Place" if word in gazetteer.place_nouns else ""
        if word in gazetteer.place_nouns:
            return "Place", ""
    return None


def name_gender(words: list[str], title: str, honorifics: tuple[str, ...], noun: str, gazetteer: Gazetteer) -> str:
    """`m` or `f` by honorific, office, the noun before the name or the given name; empty when none tells."""
    for word in (*honorifics, title, title.split()[-1] if title else ""):
        found = gazetteer.title_gender(word)
        if found:
            return found
    for table in (gazetteer.kinship, gazetteer.person_nouns):
        entry = table.get(noun)
        if entry is not None and entry.gender in ("m", "f"):
            return entry.gender
    surname = len(words) == 1 and (title or honorifics)
    given = gazetteer.given_names.get(words[0]) if words and not surname else None
    return given.gender if given is not None and given.gender in ("m", "f") else ""
