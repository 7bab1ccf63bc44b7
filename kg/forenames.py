"""Names that a parser takes for other words: "June", "Will", "Prince", "Chad", "Mercy", and those it has never seen.

Parsers take such a word for a month, a verb, a title, a place or a thing. The document knows better: it introduces
whoever bears it once in words that leave no doubt ("her sister June", "June and Ann Berg", "a boy named Sunday").
Wherever the word then stands for that person, the parser is given a forename that is nothing else. Forenames of the
gazetteer, and surnames behind them, that the tagger calls no name in one place ("Otieno Were handed it over") have a
stand-in of the commonest names as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.gazetteer import Gazetteer, gazetteer

__all__ = ["introduced", "misread", "unmistakable"]

_STAND_INS = {"m": "Peter", "f": "Anna", "u": "Peter"}
"""What the parser reads in place of such a forename."""
_SURNAME_STAND_IN = "Smith"
"""What the tagger and parser read in place of a surname."""
_NAMES = ("NNP", "NNPS")
_WORD = r"[A-Z][a-z]+"
_SURNAME = r"(?:(?:[a-z]{2,3}|[A-Z][a-z]) )?[^\W\d_a-z][\w’'-]*"
_MONTHS = frozenset(
    """January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul
    Aug Sep Sept Oct Nov Dec""".split()
)
_SHORT = frozenset("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Christmas Easter".split())
_BEFORE_TIMES = frozenset(
    """in on since until till last next this early late mid during every each around about before after between
    throughout through within""".split()
)
_BETWEEN_TIMES = frozenset("from to by and or of".split())
_PARTS = frozenset("end beginning start middle month months day days week weeks morning evening rest first".split())
_WHERE = frozenset("in at near across outside around throughout visit visited".split())
_ARTICLES = frozenset("the a an this that".split())
_AUXILIARIES = frozenset(["Will", "May"])
_PREPOSITIONS = frozenset(["Per"])
_OLDEST = 110


def introduced(text: str) -> frozenset[str]:
    """The words of a text that are ordinary elsewhere, but here somebody's forename."""
    words = gazetteer()
    return frozenset(word for word, sure in _introductions(text, words) if sure and not _is_forename(word, words))


def unmistakable(words: Sequence[str], forenames: frozenset[str]) -> list[str]:
    """The words of a text, a forename that is nothing else in place of each of `forenames` that stands for a person."""
    if forenames.isdisjoint(words):
        return list(words)
    return [
        _stand_in(word) if word in forenames and _is_person(words, i) else word for i, word in enumerate(words)
    ]  # fmt: skip


def misread(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The words of a text with a stand-in for each name that the tagger takes for something else in one of its places.

    `tags` are the Penn Treebank tags of `words`. A word that the text has in lower case, too ("were"), is a surname
    only where it stands behind a forename or "Mrs".
    """
    g = gazetteer()
    forenames = {i for i, word in enumerate(words) if _is_forename(word, g) and word.lower() not in g.common_words}
    before = forenames | {i for i, word in enumerate(words) if word.rstrip(".").lower() in g.honorifics}
    surnames = {i + 1 for i in before if i + 1 < len(words) and words[i + 1].istitle()} - forenames
    unnamed = [i for i in forenames | surnames if tags[i] not in _NAMES]
    mistaken = {words[i] for i in unnamed if not _is_inflected(words[i], tags[i])}
    if not mistaken:
        return list(words)
    elsewhere = {word.title() for word in words if word.islower()}
    lone = {w for w in mistaken - elsewhere if w not in g.given_names and w.lower() not in g.common_words}
    return [
        word if word not in mistaken
        else _stand_in(word) if i in forenames
        else _SURNAME_STAND_IN if i in surnames or word in lone
        else word
        for i, word in enumerate(words)
    ]  # fmt: skip


def _is_inflected(word: str, tag: str) -> bool:
    """Whether a word is a form of an English verb by tag and ending: headlines have "Anna Meets Karl" in capitals."""
    stem = next((word[: -len(end)].lower() for end in ("ing", "ed", "es", "s") if word.endswith(end)), "")
    bases = (stem, f"{stem}e", f"{stem[:-1]}y")
    return tag.startswith("VB") and bool(stem) and any(base in gazetteer().common_words for base in bases)


def _stand_in(word: str) -> str:
    known = gazetteer().given_names.get(word)
    return _STAND_INS[known.gender if known is not None else "u"]


# -- introductions ---------------------------------------------------------------------------------------------


def _introductions(text: str, words: Gazetteer) -> Iterator[tuple[str, bool]]:
    """Words that stand where a document introduces a forename, and whether nothing speaks against it."""
    one, several, family, named, joined, full, last, aged = _patterns()
    for found in one.finditer(text):  # "her sister June", "his brother, Art, …"
        word, behind = found["word"], found["behind"]
        office = words.is_title(word) and (bool(behind) or bool(found["comma"]) or bool(found["of"]))
        aside = bool(found["comma"]) and (not found["closed"] or word.lower() in words.group_nouns)
        yield word, word not in _DAYS and not office and not aside
    for found in several.finditer(text):  # "the brothers Prince and Karl Berg", "two sisters, Hope and Mercy"
        yield found["word"], True
        yield found["other"], not words.is_title(found["other"])
    for found in family.finditer(text):  # "Prince and Mercy Berg, a brother and sister"
        yield found["word"], True
        yield found["other"], True
    for found in named.finditer(text):  # "a boy named Sunday"
        noun = found["noun"].lower()
        yield found["word"], noun in words.person_nouns or noun in words.kinship
    for found in joined.finditer(text):  # "June and Ann Berg"
        other = words.given_names.get(found["other"])
        plain = found["word"] in words.given_names and other is not None and not other.common
        plain = plain and not _is_timed(text, found.start())
        yield found["word"], plain and _is_surname(found["surname"], words)
    for found in full.finditer(text):  # "June Berg"
        word = found["word"]
        office = words.is_title(word) or word not in words.given_names
        timed = word in _MONTHS and _is_timed(text, found.start())
        yield word, not office and not timed and _is_surname(found["surname"], words)
    for found in last.finditer(text):  # "Ann May", "Mrs Christmas"
        given = words.given_names.get(found["given"])
        led = found["given"].lower().rstrip(".") in ("mr", "mrs", "ms", "miss")
        weekday = found["word"].endswith("day")  # "told Karl Monday that he would come"
        yield found["word"], led or (given is not None and not given.common and not weekday)
    for found in aged.finditer(text):  # "Mercy, 34, …"
        led = _word_before(text, found.start()) in _ARTICLES or _is_timed(text, found.start())
        yield found["word"], 1 < int(found["age"]) < _OLDEST and not led


def _word_before(text: str, start: int) -> str:
    return (text[max(0, start - 40) : start].split() or [""])[-1].lower()


def _is_timed(text: str, start: int) -> bool:
    """ "In June Ann Berg wrote", "5 May Ann Berg wrote"."""
    before = _word_before(text, start)
    return before in _BEFORE_TIMES or before in _BETWEEN_TIMES or before[:1].isdigit()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    kin = gazetteer().kinship
    one = _any_of(noun for noun in kin if kin[noun].number == "sg")
    several = _any_of(noun for noun in kin if kin[noun].number == "pl")
    opening = _any_of(noun.capitalize() for noun in kin if kin[noun].number == "pl")  # faster than ignoring case
    months = "|".join(sorted((_MONTHS - _SHORT) | _DAYS))
    patterns = (
        rf"\b(?:{one})(?P<comma>,)? (?P<word>{_WORD})\b(?:(?P<closed>,| and\b)|(?P<of> of )|(?P<behind> {_SURNAME}))?",
        rf"\b(?:{several}|{opening}|couple|Couple),? (?:named |called )?(?P<word>{_WORD})(?:, (?:{_WORD}|\d+),?)* and"
        rf" (?P<other>{_WORD})\b",
        rf"\b(?P<word>{_WORD}) and (?P<other>{_WORD}) {_SURNAME}, (?:who \w+ )?(?:a |the |two |both |twin )*"
        rf"(?:{several}|couple|(?:{one}) and (?:{one}))\b",
        rf"\b(?P<noun>[a-z]+) (?:named|called|christened) (?P<word>{_WORD})\b(?! of )",
        rf"\b(?P<word>{_WORD}) and (?=(?P<other>[^\W\d_a-z][\w’'-]+) (?P<surname>{_SURNAME}))",
        rf"\b(?P<word>{_WORD}) (?=(?P<surname>{_SURNAME}))",
        rf"\b(?P<given>[^\W\d_a-z][\w’'-]+\.?) (?P<word>{months})\b(?! ?\d|,? \d{{4}})",
        rf"\b(?P<word>{_WORD}), (?=(?P<age>\d\d?)[,.])",
    )
    return tuple(re.compile(pattern) for pattern in patterns)


def _any_of(words: Iterator[str]) -> str:
    """The longest first, so that none hides a longer one."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _is_surname(surname: str, words: Gazetteer) -> bool:
    """Whether nothing else is known of the last word: "Berg", unlike "Rebellion", "Street", "Airways"."""
    last = surname.split()[-1].removesuffix("'s").removesuffix("’s")
    lower = last.lower()
    if last in words.given_names and not words.given_names[last].common:
        return True
    tables = (words.common_words, words.person_nouns, words.group_nouns, words.place_nouns, words.event_nouns)
    if last in words.demonyms:
        return False
    known = any(form in table for form in (lower, lower.removesuffix("s")) for table in tables)
    return not known and last not in _MONTHS and last not in _DAYS and last not in words.countries


def _is_forename(word: str, words: Gazetteer) -> bool:
    """Whether a parser knows the word for a forename as it is."""
    given = words.given_names.get(word)
    other = word in _MONTHS or word in _PREPOSITIONS or words.is_title(word)
    return given is not None and not given.common and not other


# -- occurrences -----------------------------------------------------------------------------------------------


def _is_person(words: Sequence[str], i: int) -> bool:
    """Whether the word at `i`, somebody's forename in this text, stands for that person here."""
    word, g = words[i], gazetteer()
    before, behind = words[i - 1].lower() if i else "", words[i + 1] if i + 1 < len(words) else ""
    if before in _ARTICLES:
        return False
    if word in _MONTHS or word in _DAYS:
        return not _is_time(words, i)
    opens = i == 0 or words[i - 1] in ".?!\"“"
    if word in _AUXILIARIES and opens and _asks(words, i):
        return False
    if word in _AUXILIARIES and opens and behind.islower():
        return behind not in ("you", "he", "she", "it", "they", "we", "the", "this", "that", "there", "anyone")
    if g.is_title(word) and behind in g.given_names:
        return False
    given = g.given_names.get(word)
    place = word in g.countries or (given is not None and given.common == "place")
    return not (place and before in _WHERE)


def _asks(words: Sequence[str], i: int) -> bool:
    """ "Will Ann Berg write?"."""
    return next((word == "?" for word in words[i:] if word in (".", "?", "!")), False)


def _is_time(words: Sequence[str], i: int) -> bool:
    """ "in June", "5 June", "June 1990", "from May to June", "the end of June"."""
    before = words[i - 1].lower() if i else ""
    behind = words[i + 1 : i + 3]
    if before in _BEFORE_TIMES or before[:1].isdigit() or (before == "at" and words[i] in _DAYS):
        return True
    if behind and (behind[0][:1].isdigit() or (behind[0] == "," and behind[-1].isdigit() and len(behind[-1]) == 4)):
        return True
    if before == "of":
        two = words[i - 2].lower() if i > 1 else ""
        return two[:1].isdigit() or two in _PARTS
    left = words[max(0, i - 2) : i - 1] if before in _BETWEEN_TIMES else ()
    right = behind[1:] if behind and behind[0] in ("to", "and", "or") else ()
    return any(word in _MONTHS or word in _DAYS for word in (*left, *right))
