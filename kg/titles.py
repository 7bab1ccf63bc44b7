"""Titles, offices and nouns in front of a name: "Prime Minister Anna Berg", "the novelist Anna Berg"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.gazetteer import Gazetteer, gazetteer
from kg.model import Token

__all__ = [
    "STYLES", "noun_before", "opens_with_noun", "split_title", "style_start", "title_across", "title_start",
    "words_between",
]  # fmt: skip

_MAKERS = frozenset("publisher broadcaster manufacturer retailer shipper shipbuilder supplier lender carrier".split())
"""Nouns for a firm that are a person's trade before a person's name: "the publisher Karl Lind"."""

STYLES = frozenset("excellency majesty highness holiness grace eminence honour lordship ladyship".split())
_HONOURABLE = frozenset("honourable honorable hon reverend venerable right most".split())
_NUMERIC = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"])
_FORENAMES = frozenset(["Dean", "Earl"])
_RANKS = frozenset("deputy vice assistant associate acting chief lord lady first junior senior".split())
"""Words of a title that are persons by themselves."""
_ADJECTIVES = frozenset("General Chief Major Premier Justice Primate Metropolitan Deputy".split())
"""Titles that stand before other nouns, too."""
_BODIES = frozenset(["ORG", "EVENT", "FAC", "GPE", "LOC", "LAW", "WORK_OF_ART", "PRODUCT"])
"""Labels of what is no person."""
"""Titles that are given names before a surname, unlike "Prince" and "Baron"."""


def words_between(tokens: Sequence[Token], first: int, last: int) -> str:
    """The words of a span as one line, spaced as in the text."""
    parts = []
    for i in range(first, last):
        gap = i > first and tokens[i].start > tokens[i - 1].end
        parts.append((" " if gap else "") + tokens[i].text)
    return "".join(parts)


def style_start(tokens: Sequence[Token], sentence: int, first: int) -> int:
    """Where a form of address before a name begins: "Her Excellency Anna Berg", "the Right Honourable Karl Lind"."""
    at = first
    style = first if tokens[first].text.lower() in STYLES else first - 1
    owned = style - 1 >= sentence and tokens[style - 1].text.lower() in ("his", "her")
    if owned and tokens[style].text.lower() in STYLES:
        return style - 1
    while at - 1 >= sentence and tokens[at - 1].text.lower().rstrip(".") in _HONOURABLE:
        at -= 1
    return at - 1 if at < first and at - 1 >= sentence and tokens[at - 1].text.lower() == "the" else first


def split_title(
    tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer
) -> tuple[int, int, tuple[str, ...]]:
    """Where the name begins, where its office begins (-1 for none), and the honorifics before it."""
    if last - first > 1 and words_between(tokens, first, last) in gazetteer.countries:
        return first, -1, ()  # "Sri Lanka"
    if _names_a_body(tokens, first, last, gazetteer):
        return first, -1, ()
    if (end := title_across(tokens, first, last, gazetteer)) > first:
        return end, first, ()
    name_first, title_first = first, -1
    honorifics: list[str] = []
    for i in range(first, last):
        word = tokens[i].text
        lower = word.lower()
        if i + 1 < last and tokens[i + 1].text == "-" and tokens[i + 1].start == tokens[i].end:
            continue  # "Maj-Britt Berg"
        if i > first and lower in gazetteer.honorifics and gazetteer.is_position(words_between(tokens, first, i + 1)):
            name_first, title_first = i + 1, first  # "Queen Mother", "Queen Mother Anna"
            continue
        if lower in gazetteer.honorifics:
            if i + 1 < last or last - first == 1:
                honorifics.append(word)
                name_first = i + 1
            continue
        if gazetteer.is_title(word) and (i + 1 < last or i == first or _bare_office(tokens, first, last, gazetteer)):
            ranked = i > first and name_first == i and gazetteer.is_position(tokens[i - 1].text)
            if (
                (i == first or ranked)
                and last - i == 2
                and word in _FORENAMES
                and tokens[i + 1].text not in gazetteer.given_names
            ):
                continue  # "Earl Warren", "Corporal Dean Smith": a given name that is also a title
            lone = last - first == 1 and tokens[i].ent == "PERSON" and not _led(tokens, i)
            if lone and word in gazetteer.given_names:
                continue  # "her brother Prince"
            title_first = first if title_first < 0 else title_first
            name_first = i + 1
            if name_first < last and tokens[name_first].pos in ("ADP", "DET"):  # "Queen of the Docks"
                return last, title_first, tuple(honorifics)
    return name_first, title_first, tuple(honorifics)


def _names_a_body(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "the Justice Department", "Queen Mary Hospital": what looks like a title is part of the name."""
    run = tokens[first:last]
    title = next((t for t in run[:-1] if t.text[0].isupper() and gazetteer.is_title(t.text)), None)
    if title is None or any(t.ent == "PERSON" or t.pos == "ADP" for t in run) or run[-1].text in gazetteer.given_names:
        return False
    if gazetteer.is_position(words_between(tokens, first, last)) or gazetteer.is_title(run[-1].text):
        return False
    word = run[-1].text.lower()
    body = word in gazetteer.group_nouns or word in gazetteer.event_nouns
    place = word in gazetteer.place_nouns
    if title.text in _ADJECTIVES and body and first and tokens[first - 1].text.lower() == "the":
        return True
    named = any(t.text in gazetteer.given_names for t in run[1:])
    common = word in gazetteer.common_words or word.removesuffix("s") in gazetteer.common_words
    return run[-1].ent in _BODIES and (body or place or (common and not named))


def title_across(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where the title of "Secretary of State Anna Berg", "Warrant Officer Berg" ends, of whose words the last is none
    by itself; `first` for others.
    """
    behind = tokens[first + 1].text if first + 2 < last else ""
    if behind.lower() != "of" and (not behind[:1].isupper() or gazetteer.is_title(behind)):
        return first
    ends = (end for end in range(min(last - 1, first + 5), first + 1, -1) if tokens[end].tag == "NNP")
    return next((end for end in ends if gazetteer.is_title(words_between(tokens, first, end))), first)


def _led(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].pos in ("DET", "PRON", "ADJ")


def _bare_office(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "the State Secretary": an article before a run that ends in an office makes no surname of it."""
    phrase = " ".join(t.text for t in tokens[first:last])
    article = first > 0 and tokens[first - 1].lemma.lower() in ("the", "a", "an", "its", "their", "his", "her", "our")
    return gazetteer.is_position(phrase) or (article and gazetteer.is_position(tokens[last - 1].text))


def title_start(tokens: Sequence[Token], sentence: int, end: int) -> int:
    """First token of the title whose words end before `end`: modifiers to the left, without articles."""
    i = end
    while i > sentence and end - i < 6:
        left = tokens[i - 1]
        hyphen = left.text == "-" and left.end == tokens[i].start
        modifies = left.pos in ("NOUN", "PROPN", "ADJ") and left.head > left.i and left.ent not in _NUMERIC
        if not (modifies or hyphen or (i < end and tokens[i].text == "-")) or left.text.endswith("."):
            break
        if tokens[i].text[0].isupper() and _is_apart(left):
            break
        if left.text[0].isdigit() or left.lemma in ("former", "late", "new", "old", "own", "retired", "ex"):
            break
        i -= 1
    return i


def _is_apart(noun: Token) -> bool:
    """ "his brother Rabbi Berg", "the novelist Raja Rao": what somebody else is called by, before a title."""
    words, lemma = gazetteer(), noun.lemma.lower()
    plain = noun.pos == "NOUN" and noun.text.islower() and lemma not in _RANKS
    return plain and (lemma in words.kinship or lemma in words.person_nouns)


def noun_before(tokens: Sequence[Token], sentence: int, first: int, gazetteer: Gazetteer) -> tuple[str, int]:
    """A noun for a person right before a name without a comma: "the novelist Anna Berg"."""
    if first <= sentence:
        return "", first
    token = tokens[first - 1]
    lower = token.text.lower()
    if first - 2 >= sentence:
        phrase = f"{tokens[first - 2].text.lower()} {lower}"
        if gazetteer.is_position(phrase):
            return phrase, first - 2
    trade = lower in _MAKERS and tokens[first].text in gazetteer.given_names and tokens[first].ent == "PERSON"
    person = lower in gazetteer.person_nouns or lower in gazetteer.kinship or gazetteer.is_position(lower)
    if token.pos in ("NOUN", "PROPN") and token.tag in ("NN", "NNP") and (person or trade):
        return lower, first - 1
    return "", first


def opens_with_noun(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> bool:
    """ "Farmer Jan Berg wrote": a noun before the name that is capitalised because it opens the sentence."""
    word = tokens[first].text
    kin = gazetteer.kinship.get(word.lower())
    if last - first > 1 and kin is not None and kin.number == "pl" and not word.isupper():
        return True  # "Siblings Mara and Jan Berg"
    office = word.removesuffix("s")
    if tokens[first].tag == "NNPS" and last - first > 1 and office != word and gazetteer.is_position(office):
        return True  # "Presidents Berg and Lind"
    if last - first < 2 or word in gazetteer.given_names or word.isupper() or gazetteer.is_position(word):
        return False
    person = gazetteer.person_nouns.get(word.lower())
    named = last - first > 2 or tokens[first + 1].text in gazetteer.given_names
    return named and (word.lower() in gazetteer.kinship or (person is not None and person.first))
