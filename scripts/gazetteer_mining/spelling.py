"""Spelling of names in plain Latin letters."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["is_latin", "plain", "romanized"]

RUSSIAN_LETTERS = (
    "а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch "
    "ш:sh щ:shch ы:y э:e ю:yu я:ya ё:yo ь: ъ: ':"
)
RUSSIAN = dict(pair.split(":") for pair in RUSSIAN_LETTERS.split())
UKRAINIAN = RUSSIAN | {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "i", "й": "i", "є": "ie", "ю": "iu", "я": "ia"}
UKRAINIAN_INITIAL = {"ї": "yi", "й": "y", "є": "ye", "ю": "yu", "я": "ya"}


def is_latin(word: str) -> bool:
    """Say whether all letters of a word are Latin."""
    return all("LATIN" in unicodedata.name(char, "") for char in word if char.isalpha())


def plain(name: str) -> str:
    """Return a name without its accents."""
    letters = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return letters.translate(str.maketrans("łŁøØđĐıəƏ", "lLoOdDieE"))


def romanized(name: str, locale: str) -> str:
    """Return a Russian or Ukrainian name in Latin letters (Ukraine: resolution 55 of 2010; Russian: press usage)."""
    if locale not in ("ru_RU", "uk_UA"):
        return name
    if locale == "ru_RU":
        return re.sub(r"(?<=[iy])y$", "", "".join(RUSSIAN.get(char, char) for char in name.lower())).title()
    letters = [UKRAINIAN.get(char, char) for char in name.lower()]
    letters[0] = UKRAINIAN_INITIAL.get(name[0].lower(), letters[0])
    return "".join(letters).title()
