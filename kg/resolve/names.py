"""Names to comparable keys.

A key leaves out what writers leave out: case, courtesy titles, initials, articles, legal forms, and diacritics
(`Name.accented` keeps them, so that two different accented spellings can be told apart).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

__all__ = ["COMMON_TITLES", "Name", "acronym", "fold", "initials_of", "name_of", "slug"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON_TITLES = _words("""
    mr mrs ms miss mx sir madam madame dame lady lord dr doctor prof professor rev reverend
    father mother brother sister sergeant captain officer
""")
"""Titles that many bearers of one surname share: they are no evidence that two of them are one person."""

_SUFFIXES = _words("jr sr ii iii iv")
_PARTICLES = _words("""
    af al at av ben bin da das de del den der di do dos du el ibn la las le los ten ter tot van von y zu zum zur
""")
_GIVEN_NAMES_TOO = _words("al ben di van")
"""Particles that are given names when capitalised: "Ben Kovac"."""
_LEGAL_FORMS = _words("""
    inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag kg sa sas srl spa bv nv oy ab as
""")
_SMALL_WORDS = _words("of the and for in on to de des du la")

_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-",
})  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f]")  # only these: vowel signs of Indic and Semitic scripts are letters of a name
_ASIDE = re.compile(r"""["“”(\[][^"“”()\[\]]*["“”)\]]""")  # a nickname or gloss inside a name
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]?|[^\W\d_]")


class Name(NamedTuple):
    """A name taken apart; all parts case-folded, all but `accented` without diacritics."""

    given: tuple[str, ...]
    """Given and middle names written out; empty for what is not a person's full name."""
    surname: str
    """Last name with its particles ("van der kovac"); for other kinds the whole key."""
    suffix: str
    """`jr`, `sr`, `ii`, …: what keeps father and son apart."""
    lead: str
    """Initials that stand for the given name: `jk`."""
    initials: str
    """Middle initials: `v`; writers leave them out."""
    accented: str
    """The written-out words with diacritics."""

    @property
    def base(self) -> str:
        """The key: two names with different bases are never one name."""
        lead = "" if self.given else self.lead
        return " ".join(filter(None, (lead, *self.given, self.surname, self.suffix)))

    @property
    def exact(self) -> str:
        """The name with diacritics and initials."""
        return " ".join(filter(None, (self.accented, self.lead, self.initials)))

    @property
    def last(self) -> str:
        """The surname without particles."""
        return self.surname.rsplit(" ", 1)[-1]

    @property
    def full(self) -> bool:
        """Whether it names a person by itself: a given name or two initials, and a surname."""
        return bool(self.given) or len(self.lead) > 1


def fold(text: str) -> str:
    """`text` case-folded, without diacritics, apostrophes and hyphens of one kind, single spaces."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(unicodedata.normalize("NFC", _MARKS.sub("", plain)).translate(_LETTERS).split())


@lru_cache(maxsize=8192)
def name_of(kind: str, text: str) -> Name:
    """The key of a name of class `kind`; `text` is a name as written."""
    return _person_name(text) if kind == "Person" else _plain_name(text, kind == "Organization")


def _person_name(text: str) -> Name:
    words: list[str] = []  # as written; initials are kept apart
    lead, middle = "", ""
    for token in (_ASIDE.sub(" ", text) or text).replace(",", " ").split():
        if _INITIALS.fullmatch(token) and token.upper() != token.lower():
            letters = fold("".join(c for c in token if c.isalpha()))
            lead, middle = (lead + letters, middle) if not words else (lead, middle + letters)
        elif words or fold(token.rstrip(".")) not in COMMON_TITLES:
            words.append(token.rstrip(".") or token)
    if not words:
        return _plain_name(text, False)
    suffix = fold(words[-1]) if len(words) > 1 and fold(words[-1]) in _SUFFIXES else ""
    body = words[:-1] if suffix else words
    start = len(body) - 1
    while start > 0 and fold(body[start - 1]) in _PARTICLES and (start > 1 or _is_particle(body[0])):
        start -= 1
    given = tuple(map(fold, body[:start]))
    return Name(
        given, " ".join(map(fold, body[start:])), suffix, "" if given else lead, lead + middle if given else middle,
        _accented(words),
    )  # fmt: skip


def _is_particle(word: str) -> bool:
    """Whether the first word of a name belongs to the surname ("de Kovac"), and is no given name ("Van Kovac")."""
    return word.islower() or fold(word) not in _GIVEN_NAMES_TOO


def _plain_name(text: str, organization: bool) -> Name:
    words = text.replace(".", "").replace(",", " ").replace("&", " and ").split()
    if len(words) > 1 and fold(words[0]) in ("the", "a", "an"):
        words = words[1:]
    while organization and len(words) > 1 and fold(words[-1]) in _LEGAL_FORMS:
        words = words[:-2] if len(words) > 2 and words[-2] == "and" else words[:-1]
    words = words or [text]
    return Name((), " ".join(map(fold, words)) or fold(text) or text, "", "", "", _accented(words))


def _accented(words: list[str]) -> str:
    return unicodedata.normalize("NFC", " ".join(words).casefold()).translate(_LETTERS)


def acronym(text: str) -> str:
    """The letters of `text` in lower case when it is an acronym of two to six capitals ("A.B.C."), else empty."""
    letters = text.removeprefix("the ").removeprefix("The ").replace(".", "")
    return letters.lower() if 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper() else ""


def initials_of(name: Name) -> frozenset[str]:
    """The acronyms that a name of several words can have, with and without its small words."""
    words = name.surname.replace("-", " ").split()
    large = [w for w in words if w not in _SMALL_WORDS]
    return frozenset("".join(w[0] for w in ws) for ws in (words, large) if len(ws) > 1)


def slug(text: str) -> str:
    """`text` as one path segment of an IRI: ASCII where letters have a plain form, other letters kept, no `%`.

    Letters, digits and `-` (RFC 3987 `ucschar` and `unreserved`), at most 80 code points; `x` when nothing is left.
    """
    plain = fold(text).replace("'", "")
    return re.sub(r"[\W_]+", "-", plain)[:80].strip("-") or "x"
