"""Proper names in a sentence: where they are, which title stands before them, what kind of thing they name.

A name is a run of capitalised words. The entity label of the parser is one witness for its kind among several: the
small English model calls a person an organization about one time in ten, so titles, given names, legal forms and the
last word of the name speak first.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from kg.gazetteer import Gazetteer, gazetteer
from kg.model import Record, Token
from kg.name_kinds import like_a_person, name_gender, name_kind
from kg.titles import (
    STYLES,
    noun_before,
    opens_with_noun,
    split_title,
    style_start,
    title_across,
    title_start,
    words_between,
)

__all__ = ["Name", "find_names", "in_order"]

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj")
_NUMERIC = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"])
_LINKED = frozenset("PERSON ORG GPE LOC FAC EVENT WORK_OF_ART PRODUCT LAW".split())
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas easter""".split()
)
_BEFORE_DATES = frozenset("in on by since until of last next this early late mid during from to".split())
_JOINTS = frozenset(["-", "'", "’", "&"])
_QUOTES = frozenset(['"', "“", "”", "‘", "’"])
_BETWEEN_NAMES = frozenset("to from with by between than via versus".split())
"""Prepositions that stand between two names and inside none: "from Iggy to Lorna"."""
_OPENERS = frozenset("Next Then Later Soon Dear Dearest Once Only Even Now Earlier Meanwhile Poor".split())
"""What is capitalised before a name because it opens the sentence: "Next Anna wrote", "Dear Anna"."""
_RECORDS = frozenset("journal diary notebook logbook memoir papers correspondence letters portrait bust".split())
"""What a catalogue capitalises before the name of a person: "Journal of Anna Berg"."""
_LONGEST_GLOSS = 12
"""Tokens behind a given name to the end of the brackets of a heading."""
_NUMBERED = frozenset("number no room box lot gate platform pier table route unit ward block chapter act part".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty".split()
)
_OWNED_PLACES = frozenset(
    """Land Island Islands Bay Point Head Creek Hill Cross Court Hospital College Church Square Harbour Wharf Green
    Inn""".split()
)


class Name(Record, frozen=True, gc=False):
    """One proper name. Token indices of the document, ends exclusive."""

    first: int
    """First token of title and name together."""
    name_first: int
    """First token of the name proper; equal to `last` when the run is a title alone ("the Prime Minister")."""
    last: int
    title: str
    """Office before the name, as written; empty when none."""
    honorifics: tuple[str, ...]
    noun: str
    """Common noun before the name ("novelist Anna Berg"), lower case; empty when none."""
    kind: str
    other_kind: str
    gender: str


def find_names(
    tokens: Sequence[Token],
    first: int,
    last: int,
    gazetteer: Gazetteer,
    labels: Mapping[str, str],
    nouns: Container[str],
) -> Iterator[Name]:
    """Names among the tokens `first` to `last` of one sentence, in order; a lone word of `nouns` is none."""
    i = first
    while i < last:
        begins = title_across(tokens, i, last, gazetteer)
        end = i if _is_record(tokens, i, last, gazetteer) else _run(tokens, begins, last, gazetteer)
        common = end == i + 1 and tokens[i].text.lower() in nouns
        if end > i and not common and not _is_label(tokens, i, end, last):
            yield _read(tokens, first, i, end, gazetteer, labels)
        i = max(end, i + 1)


def _is_record(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "Journal of Anna Berg": a common noun before the name, unlike that of "Journal of Medicine"."""
    given = i + 2 < last and tokens[i + 1].lemma == "of" and tokens[i + 2].text in gazetteer.given_names
    return given and tokens[i].text.lower() in _RECORDS


def in_order(words: list[str]) -> list[str]:
    """The words of a name as one says them: "HOLM (Anna)" and "DE HOLM, Anna" of a catalogue are "Anna de Holm"."""
    mark = next((n for n, word in enumerate(words) if word in ("(", ",")), 0)
    if not mark or len(words) < mark + 2:
        return words
    surname = [_as_spoken(word) for word in words[:mark]]
    return [*(words[mark + 1 : -1] if words[-1] == ")" else words[mark + 1 :]), *surname]


def _as_spoken(word: str) -> str:
    """ "HOLM" as "Holm", "DE" and "Y" of a surname in capitals as "de" and "y"."""
    if not word.isupper():
        return word
    return word.lower() if word.lower() in gazetteer().particles else word.title()


# -- runs ------------------------------------------------------------------------------------------------------


def _is_name_word(token: Token, gazetteer: Gazetteer) -> bool:
    text = token.text
    elided = len(text) > 3 and text[1] in "'’" and text[2].isupper()  # "d'Aubigny"
    if not text[0].isalpha() or not (text[0].isupper() or elided) or "/" in text or any(c.isdigit() for c in text):
        return False
    if text in _OPENERS and token.dep in ("compound", "advmod", "amod", "nmod") and token.head > token.i:
        return False
    if text.lower().rstrip(".") in _CALENDAR:
        short = len(text) == 3 and text != "May" and token.ent not in _NUMERIC  # "Jan", "Mar" are given names too
        return token.pos == "PROPN" and (token.ent == "PERSON" or short)
    if token.pos == "PROPN":
        return True
    given = gazetteer.given_names.get(text.title() if text.isupper() else text)
    if token.dep == "compound" and given is not None and not given.common:
        return True  # "Ralf" and "Leyla" are tagged as verbs now and then
    if token.pos in ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ"):
        return False
    if token.ent in _LINKED and token.pos in ("NOUN", "ADJ", "X", "VERB"):
        return token.pos != "VERB" or token.dep not in ("advcl", "acl", "xcomp")  # "Betrayed in June, she fled"
    if given is not None and not given.common:
        return token.pos in ("NOUN", "X", "ADV") or (token.pos == "ADJ" and token.dep in _ARGUMENTS)
    return token.pos == "NOUN" and token.dep in _ARGUMENTS and not _known(token, gazetteer)


def _known(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a capitalised noun is an English word; "Robles" and "Wiggins" are tagged as plurals now and then."""
    g = gazetteer
    return any(
        word in table
        for word in (token.lemma.lower(), token.text.lower())
        for table in (g.common_words, g.person_nouns, g.group_nouns, g.place_nouns, g.event_nouns, g.kinship)
    )


def _run(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> int:
    """End of the run of name words that begins at `i`; `i` itself when none begins there."""
    token = tokens[i]
    if i and token.text.lower().rstrip(".") in _CALENDAR and _is_dated(token, tokens[i - 1]):
        return i
    if not _is_name_word(token, gazetteer) and not _particle_start(tokens, i, last, gazetteer):
        return i
    end = i + 1
    while end < last:
        token = tokens[end]
        if _is_name_word(token, gazetteer):
            if _breaks(tokens, end, gazetteer):
                break
            end += 1
        elif end + 1 < last and (_joins(tokens, end, gazetteer) or _owns_place(tokens, end, gazetteer)):
            end += 2
        elif behind := _behind_particles(tokens, end, last, gazetteer) or _behind_marks(tokens, end, last, gazetteer):
            end = behind
        elif token.ent in _LINKED and not token.ent_start and _rest_of_entity(tokens, end, last, gazetteer):
            end += 1
        else:
            break
    return end


def _is_dated(token: Token, before: Token) -> bool:
    """ "in May Anna wrote": a time, whoever may be called May; "a letter to May" is to a person if she is one."""
    lemma = before.lemma.lower()
    return lemma in _BEFORE_DATES and not (lemma in ("to", "from", "of") and token.ent == "PERSON")


def _particle_start(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "al-Dabbas", "van Rijn": a particle that begins a name inside an entity."""
    token = tokens[i]
    return (
        token.text.lower() in gazetteer.particles
        and token.ent == "PERSON"
        and i + 1 < last
        and (tokens[i + 1].text in _JOINTS or _is_name_word(tokens[i + 1], gazetteer))
    )


def _owns_place(tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> bool:
    """ "Van Diemen's Land", "Guy's Hospital": behind the "'s" of a name a place with a capital of its own."""
    place = tokens[i].tag == "POS" and tokens[i + 1].tag == "NNP" and tokens[i + 1].text in _OWNED_PLACES
    return place and not gazetteer.is_title(tokens[i - 1].text)  # "the Durban Magistrate's Court"


def _joins(tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> bool:
    """Whether token `i` links name words: a particle, or a hyphen written without spaces."""
    token, following = tokens[i], tokens[i + 1]
    if token.text in _JOINTS:
        tight = tokens[i - 1].end == token.start and token.end == following.start
        return (
            (tight or token.text == "&")
            and following.text[:1].isalpha()
            and (_is_name_word(following, gazetteer) or (tight and token.text == "-"))
        )
    if token.text in gazetteer.particles and token.text.islower():
        inside = _is_name_word(tokens[i - 1], gazetteer) and token.tag == "CD"  # "Cornelis ten Brugge"
        return _is_name_word(following, gazetteer) and (
            inside or token.ent == "PERSON" or token.tag in ("NNP", "FW", "NN", "JJ")
        )
    return False


def _behind_particles(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> int:
    """End of the name word that several particles, or one with a hyphen, lead to ("van der Meulen"), 0 for none."""
    j = i
    while j < last and tokens[j].text.islower() and tokens[j].text in gazetteer.particles:
        j += 1
    if j > i and j < last and tokens[j].text in _JOINTS and tokens[j - 1].end == tokens[j].start:
        j += 1
    return j + 1 if j > i and j < last and _is_name_word(tokens[j], gazetteer) else 0


def _behind_marks(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> int:
    """End of what the mark at `i` leads to inside a name, 0 when it ends the name: `Ignatius "Iggy" Obuya`,
    "HOLM (Anna)" of a catalogue, "the Port Workers' Union".
    """
    left = tokens[i - 1]
    if tokens[i].tag == "POS":
        return _behind_possessive(tokens, i, last, gazetteer)
    if i + 3 < last and tokens[i].text in _QUOTES and tokens[i + 2].text in _QUOTES:
        inside = _is_capitalised(tokens[i + 1]) and left.text in gazetteer.given_names
        return i + 4 if inside and _is_name_word(tokens[i + 3], gazetteer) else 0
    if tokens[i].text in ("(", ",") and i + 2 < last and left.text.isupper() and len(left.text) > 2:
        return _behind_surname(tokens, i, last, gazetteer)
    opens = i < 2 or tokens[i - 2].text == "." or left.start - tokens[i - 2].end > 1
    if tokens[i].text == "," and i + 2 < last and opens and left.text not in gazetteer.countries:
        return _behind_surname(tokens, i, last, gazetteer)  # "Holm, Anna (1848-1911), painter"
    return 0


def _behind_surname(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> int:
    """End of a heading's given name behind the surname: "HOLM (Anna)", "HOLM (Anna, painter)", "HOLM, Anna (1848-)".

    0 where the capitals are a body's or a town's: "NATO (Brussels, Belgium)", "LONDON, Ontario (1867)".
    """
    given, end = tokens[i + 1], i + 2
    if not _is_capitalised(given) or given.text.isupper() or given.text in gazetteer.countries:
        return 0
    while end < last and _is_capitalised(tokens[end]) and not tokens[end].text.isupper():
        end += 1
    first = i - 1
    while first > 0 and tokens[i].text == "," and _in_capitals(tokens[first - 1]):
        first -= 1  # "RUIZ Y HOLM, Anna (1848-", "VAN DER HOLM, Anna"
    alone = first == 0 or not _is_capitalised(tokens[first - 1])
    if not alone or end == last:
        return 0
    known = given.text in gazetteer.given_names
    if tokens[i].text == ",":
        behind = tokens[end + 1 : min(end + 8, last)] if end < last and tokens[end].text == "(" else ()
        dated = any(t.text[:4].isdigit() and len(t.text) >= 4 for t in behind)  # "(1848-", "(Graz 1848"
        return end if known and dated else 0
    if tokens[end].text == ")":
        return end + 1 if known or end + 1 == last or tokens[end + 1].text == "." else 0
    close = next((j for j in range(end, min(end + _LONGEST_GLOSS, last)) if tokens[j].text == ")"), end)
    return end if tokens[end].text == "," and any(_tells_of_a_person(t, gazetteer) for t in tokens[end:close]) else 0


def _in_capitals(token: Token) -> bool:
    return token.text.isupper() and token.text.isalpha()


def _tells_of_a_person(token: Token, gazetteer: Gazetteer) -> bool:
    """ "painter", "Baroness", "1848"."""
    word = token.lemma.lower()
    return word in gazetteer.person_nouns or gazetteer.is_position(word) or (len(word) == 4 and word.isdigit())


def _behind_possessive(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> int:
    """ "the Port Workers' Union", "the Women's League": the plural possessor of a body belongs to its name."""
    left = tokens[i - 1].text
    plural = left.lower().endswith(("s", "men")) or left.lower() == "children"
    end = i + 1
    while end < min(i + 4, last) and _is_capitalised(tokens[end]):
        end += 1
    body = end > i + 1 and tokens[end - 1].text.lower() in gazetteer.group_nouns
    return end if plural and body and left not in gazetteer.given_names else 0


def _is_capitalised(token: Token) -> bool:
    return token.text[0].isupper() and token.text[0].isalpha()


def _breaks(tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> bool:
    """ "In Norway Erik Lind …": a country and a person side by side are two names."""
    left, right = tokens[i - 1], tokens[i]
    return (
        right.ent_start
        and left.ent != right.ent
        and left.text in gazetteer.countries
        and left.text not in gazetteer.given_names
    )


def _is_body(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "Ministry of Trade and Industry" is one body, "Berg and Lind" are two persons."""
    first, end = i, i + 1
    while first > 0 and tokens[first].ent == tokens[first - 1].ent and not tokens[first].ent_start:
        first -= 1
    while end < last and tokens[end].ent == tokens[i].ent and not tokens[end].ent_start:
        end += 1
    words = {tokens[first].text.lower(), tokens[end - 1].text.lower()}
    return tokens[i].ent == "ORG" and any(word in gazetteer.group_nouns for word in words)


def _rest_of_entity(tokens: Sequence[Token], i: int, last: int, gazetteer: Gazetteer) -> bool:
    """Whether a lower-case word inside an entity ("Bank of England") is followed by more of its name."""
    if tokens[i].pos not in ("ADP", "DET", "CCONJ") or tokens[i].ent == "PERSON":
        return False
    if tokens[i].text in _BETWEEN_NAMES:
        return False
    if tokens[i].text == "of" and tokens[i - 2].ent == tokens[i].ent and like_a_person(
        [t.text for t in tokens[i - 2 : i]], gazetteer
    ):
        return False  # "Anna Berg of Lund"
    if tokens[i].pos == "CCONJ" and not _is_body(tokens, i, last, gazetteer):
        return False
    for j in range(i + 1, min(i + 3, last)):
        if tokens[j].ent_start or tokens[j].ent != tokens[i].ent:
            return False
        if tokens[j].pos == "PROPN":
            return True
    return False


def _is_label(tokens: Sequence[Token], i: int, end: int, last: int) -> bool:
    """ "Box 4", "Number Four", "A to K", "in May": what counts or dates and names nobody."""
    if end - i == 2 and tokens[i].text.lower() in _NUMBERED and tokens[i + 1].text.lower() in _NUMBERS:
        return True
    if end - i == 1 and len(tokens[i].text) == 1 and tokens[i].ent != "PERSON":
        return True
    numbered = end < last and end - i == 1 and tokens[end].tag == "CD" and tokens[end].text[0].isdigit()
    calendar = tokens[i].text.lower().rstrip(".") in _CALENDAR and tokens[i].ent != "PERSON"
    dated = end - i == 1 and calendar and len(tokens[i].text) > 3
    return numbered or dated


# -- titles ----------------------------------------------------------------------------------------------------


def _read(
    tokens: Sequence[Token], sentence: int, first: int, last: int, gazetteer: Gazetteer, labels: Mapping[str, str]
) -> Name:
    """Split a run into title and name, and decide what it names."""
    name_first, title_first, honorifics = split_title(tokens, first, last, gazetteer)
    noun, noun_first = "", name_first
    opens = first == sentence or tokens[first].tag == "NNPS"
    if name_first == first and opens and opens_with_noun(tokens, first, last, gazetteer):
        noun, name_first = tokens[first].text.lower(), first + 1
    elif name_first == first or (honorifics and title_first < 0):
        noun, noun_first = noun_before(tokens, sentence, first, gazetteer)
    title = ""
    if title_first >= 0:
        start = title_first
        if title_first == first:  # "Deputy mayor", "first lady": lower-case words of the same title before it
            start = title_start(tokens, sentence, first)
        end = name_first
        honorific = gazetteer.honorifics
        while end > start and tokens[end - 1].text.lower() in honorific:
            if gazetteer.is_position(words_between(tokens, start, end)):  # "Queen Mother"
                break
            end -= 1
        office = start + 1 if tokens[start].text.lower() in STYLES else start  # "Her Majesty Queen Alma"
        title = words_between(tokens, office, end)
        first = start
    elif noun and gazetteer.is_position(noun):
        start = min(noun_first, title_start(tokens, sentence, noun_first))
        title = words_between(tokens, start, first)
        first = start
    elif noun:
        first = noun_first
    plain, first = first, style_start(tokens, sentence, first)
    written = [tokens[i].text for i in range(name_first, last)]
    words = in_order(written)
    personal = bool(title or honorifics) or words != written
    kind, other = name_kind(tokens, name_first, last, words, personal, noun, gazetteer, labels)
    gender = name_gender(words, title, honorifics, noun, gazetteer) if kind in ("Person", "") else ""
    if first < plain and kind == "Person":  # "Her Excellency Anna Berg"
        gender = {"her": "f", "his": "m"}.get(tokens[first].text.lower(), gender)
    return Name(first, name_first, last, title, honorifics, noun, kind, other, gender)
