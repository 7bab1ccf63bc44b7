"""What the text has told of time so far: its own date, the last time told, the year that it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from kg.model import Record, Sentence, Token
from kg.times.edtf import days
from kg.times.readings import Calendar, Edge, Fixed, Found, Offset, Part, Period, Range, Reading, Weekday, Window
from kg.times.tense import PLUPERFECT

__all__ = ["Story", "is_dateline", "is_lifespan", "tells_of_present"]

_NEAR = 5
"""Sentences for which a year that the text named holds against the document's date, if none tells of the present."""
_SAYING = frozenset({"say", "tell", "report", "recall", "announce", "state", "add", "write", "explain"})
"""Verbs whose own time is that of the report: "in 1944 he served, she said on Friday"."""
_LONGEST_PLACE = 7
"""Tokens before the date of a dateline: "NORRVIK, East Tolk, ..."."""
_BIRTH = frozenset({"born", "b.", "died", "d.", "c.", "circa"})


class Story(Record, frozen=True, gc=False):
    """Where the text has got to; what a following expression is anchored on."""

    reference: date | None
    """The document's date, or that of the last date line."""
    told: str = ""
    """Value of the last time told, with its year."""
    year: int | None = None
    """Year that the text speaks of, where its words settled one."""
    year_sentence: int = 0
    """Sentence that last spoke of that year."""
    looks_back: bool = False
    """Whether the text only looked back to that year from its own time ("they had been parted in 1944")."""
    entries: int = 0
    """Date lines so far; a diary has many."""

    def year_is_near(self, sentence: int, tense: str, present: int) -> bool:
        """Whether the year was spoken of in this sentence or shortly before; a look back ends with its tense.

        :param present: last sentence so far that tells of the present, -1 for none.
        """
        if self.looks_back and tense != PLUPERFECT:
            return False
        return self.year is not None and sentence - self.year_sentence <= _NEAR and not self.year_sentence < present

    def dated(self, value: str) -> Story:
        """The story after a date line."""
        day = date.fromisoformat(value)
        return Story(day, value, day.year, self.year_sentence, entries=self.entries + 1)

    def after(
        self, tokens: Sequence[Token], found: Found, value: str, sentence: int, root: int, tense: str
    ) -> Story:  # fmt: skip
        """The story after a time; decades and centuries do not move it, nor does a value without its year."""
        span = days(value)
        if span is None or isinstance(found.reading, Fixed):
            return self
        year = span[1].year
        settles = _settles_year(found.reading) and _frames(tokens, found, root)
        if self.reference is not None and tokens[root].lemma == "bear":  # "she was born in 1938" tells no story
            settles = False
        if self.reference is None and self.year is not None and _is_previous(found.reading):
            return msgspec.structs.replace(self, told=value, year_sentence=sentence)
        if self.reference is None or settles or year == self.year:
            back = tense == PLUPERFECT and (self.looks_back or self._is_in_own_time())
            return msgspec.structs.replace(self, told=value, year=year, year_sentence=sentence, looks_back=back)
        returns = tokens[root].lemma.lower() not in _SAYING and _frames(tokens, found, root)
        if (self.looks_back and tense != PLUPERFECT) or (returns and year == self.reference.year):
            return msgspec.structs.replace(self, told=value, year=None, looks_back=False)
        return msgspec.structs.replace(self, told=value)

    def _is_in_own_time(self) -> bool:
        """Whether the time told last is of the document's year or the one before."""
        span = days(self.told)
        return self.reference is not None and span is not None and self.reference.year - span[1].year in (0, 1)


def _settles_year(reading: Reading) -> bool:
    """Whether the words settle the year by themselves or by the story, and not by the document's date."""
    match reading:
        case Calendar():
            return reading.year is not None or reading.era in ("that", "following", "previous")
        case Range():
            return _settles_year(reading.start) or _settles_year(reading.end)
        case Edge():
            return _settles_year(reading.inner)
        case Part():
            return _settles_year(reading.year)
        case Offset() | Window():
            return reading.narrative
        case Period() | Weekday():
            return reading.which in ("that", "following", "previous")
    return False


def _is_previous(reading: Reading) -> bool:
    """Whether the words look back from the time told ("the previous autumn"); the story does not go there."""
    match reading:
        case Calendar():
            return "previous" in (reading.which, reading.era)
        case Period() | Weekday():
            return reading.which == "previous"
    return False


def _frames(tokens: Sequence[Token], found: Found, root: int) -> bool:
    """Whether the time belongs to the sentence's main clause: only then does the text go on speaking of it.

    It does in "In 1944 he served", and not in "He wrote a book on the war of 1944".
    """
    i = found.first
    if i > 0 and tokens[i - 1].pos == "ADP" and tokens[i - 1].head == root:  # "In 1951 Karl left", read as a name
        return True
    while found.first <= i < found.last or tokens[i].pos in ("ADP", "SCONJ", "ADV"):
        if tokens[i].head == i:
            return True
        i = tokens[i].head
    while tokens[i].dep == "conj" and tokens[i].head != i:
        i = tokens[i].head
    return i == root or _is_cleft(tokens, i, root)


def _is_cleft(tokens: Sequence[Token], verb: int, root: int) -> bool:
    """Whether `verb` tells what the sentence says, as in "it was Karl who sold the house in 1944"."""
    above = tokens[verb].head
    if tokens[verb].dep == "relcl":
        above = tokens[above].head if tokens[above].dep == "attr" else above
    if above != root or above == verb or tokens[root].lemma != "be":
        return False
    return any(t.text.lower() == "it" and t.head == root for t in tokens[max(0, root - 3) : root])


def tells_of_present(tokens: Sequence[Token], root: int) -> bool:
    """Whether a sentence's main verb is in the present or the present perfect."""
    if tokens[root].pos not in ("VERB", "AUX"):
        return False
    around = tokens[max(0, root - 6) : root]
    finite = [t for t in around if t.head == root and t.dep in ("aux", "auxpass") and t.tag in ("VBZ", "VBP", "VBD")]
    return (finite[0] if finite else tokens[root]).tag in ("VBZ", "VBP")


# -- dates that are not of the story -------------------------------------------------------------------------------


def is_dateline(tokens: Sequence[Token], found: Found, sentence: Sentence) -> bool:
    """Whether the day dates the text itself: at most names stand before it, and a dash or nothing behind it.

    So in "NORRVIK, May 17 —" and "Norrvik, 3 June 1871".
    """
    reading = found.reading
    if not isinstance(reading, Calendar) or not reading.day or not reading.month:
        return False
    before = tokens[sentence.first : found.first]
    if len(before) > _LONGEST_PLACE or not all(t.text[0].isupper() or t.text in ",.(" for t in before):
        return False
    if found.last >= sentence.last:
        return True
    after = tokens[found.last]
    opens = bool(before) and after.text in ("—", "–", "-", "--", "(")
    return opens or (after.text in ".:" and found.last + 1 >= sentence.last)


def is_lifespan(tokens: Sequence[Token], found: Found) -> bool:
    """Dates of life in parentheses behind a name: "(1870-1944)", "(born 1950)"."""
    at = found.first - 1
    while at > 0 and tokens[at].text.lower() in _BIRTH:
        at -= 1
    if at < 1 or tokens[at].text != "(" or found.last >= len(tokens) or tokens[found.last].text not in (")", ",", ";"):
        return False
    name = tokens[at - 1]
    tells_life = isinstance(found.reading, Range) or at < found.first - 1
    return tells_life and name.pos == "PROPN" and name.ent not in ("EVENT", "LAW", "WORK_OF_ART", "FAC", "GPE", "LOC")
