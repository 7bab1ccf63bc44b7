"""When two personal names can be one person's."""

from __future__ import annotations

from functools import lru_cache

from kg.gazetteer import Gazetteer

__all__ = ["family_name", "fit", "words_of"]
_SLAVIC = (
    ("skaya", "sky"), ("skaia", "sky"), ("skaja", "sky"), ("ská", "ský"), ("ska", "ski"), ("cka", "cki"),
    ("ova", "ov"), ("eva", "ev"), ("ová", ""),
)  # fmt: skip
"""Feminine ends of surnames, and what men's have in their place."""


def words_of(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Words of a name for comparison: lower case, without full stops and suffixes such as "Jr."."""
    return _words(name, gazetteer.suffixes_lower)


@lru_cache(maxsize=4096)
def _words(name: str, suffixes: frozenset[str]) -> tuple[str, ...]:
    words = [w.rstrip(".").lower() for w in name.replace("’", "'").replace("“", '"').replace("”", '"').split()]
    bare = [w for w in words if w and w not in suffixes]
    return tuple(bare or words)


def family_name(name: str) -> str:
    """The surname that husband and wife share: Slavic ones have an ending for each ("Lindova" and "Lindov")."""
    surname = name.split()[-1]
    for feminine, masculine in _SLAVIC:
        if surname.endswith(feminine) and len(surname) > len(feminine) + 2:
            return surname.removesuffix(feminine) + masculine
    return surname


def fit(short: tuple[str, ...], full: tuple[str, ...], gazetteer: Gazetteer) -> str:
    """How `short` can name the person called `full`: `same`, `variant`, `surname`, `given` or empty for not at all."""
    if not short or not full:
        return ""
    if short == full:
        return "same"
    if len(short) > len(full):
        return fit(full, short, gazetteer) if len(full) > 1 else ""
    if len(short) > 1:
        if short[-1] == full[-1] and (_same_given(short[0], full[0], gazetteer) or _nickname(short[0]) in full):
            return "variant"
        if short == full[: len(short)] and full[len(short)] not in gazetteer.particles:
            return "given"  # "Maria Clara" of "Maria Clara Berg"
        return _surname(short, full, gazetteer)
    if len(full) > 1:
        if short[0] == full[-1]:
            return "surname"
        initial = len(full[0]) == 1 < len(short[0])  # "Astbury" is no fuller form of the "A." in "A. F. Holm"
        if (not initial and _same_given(short[0], full[0], gazetteer)) or _nickname(short[0]) in full:
            return "given"
        return _surname(short, full, gazetteer)
    return ""


def _nickname(word: str) -> str:
    """How a full name gives a nickname: `Ignatius "Iggy" Obuya`."""
    return f'"{word}"'


def _surname(short: tuple[str, ...], full: tuple[str, ...], gazetteer: Gazetteer) -> str:
    """A surname of several words: "van Rijn" of "Joost van Rijn", "bin Hamad" of "Yusuf bin Hamad"."""
    if len(short) < len(full) and full[-len(short) :] == short and (len(short) == 1 or short[0] in gazetteer.particles):
        return "surname"
    return ""


def _same_given(a: str, b: str, gazetteer: Gazetteer) -> bool:
    if a == b or gazetteer.nicknames.get(a) == b or gazetteer.nicknames.get(b) == a:
        return True
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]
