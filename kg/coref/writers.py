"""Who says "I" outside quotation marks: the diarist or letter-writer whom a heading or a signature names."""

from __future__ import annotations

import re

from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["find_writer"]

_WRITINGS = (
    r"(?:diar(?:y|ies)|journals?|memoirs?|notebooks?|log(?:book)?|reminiscences|recollections|autobiography|testimony)"
)
_OF = re.compile(rf"\b{_WRITINGS}\s+(?:kept\s+)?(?:of|by)\s+(?:the\s+)?\Z", re.I)
_OWN = re.compile(rf"\A['’]s?\s+(?:[\w-]+\s+)?{_WRITINGS}\b", re.I)
_LETTER = re.compile(r"\A(?:(?:from|letter from)\s+)?\Z", re.I)
_TO = re.compile(r"\A,? to ", re.I)
_CLOSING = re.compile(
    r"(?:(?:yours?|ever|your (?:\w+ )?(?:friend|son|daughter|brother|sister|wife|husband|mother|father|servant)|love|"
    r"sincerely|faithfully|(?:best|kind|warm) (?:wishes|regards)|with love)\b[^.\n]{0,40},?\s*)\Z", re.I,
)  # fmt: skip
_SALUTATION = re.compile(r"(?:My )?(?:Dear(?:est)?|Sir|Madam|Gentlemen|To the Editor)\b[^.!?]{0,40}[,:–—-]", re.I)
_OPENING, _SIGNATURE = 3, 3
"""Lines at the start in which a letter's salutation stands, and at the end in which its signature does."""
_HEADINGS = 2
"""Lines that may be the heading: the title of a column, and whose it is."""
_LONGEST = 120
"""Code points of a heading."""


def find_writer(tree: Tree, mentions: Mentions, text: str) -> int:
    """The mention of the writer, -1 when no heading and no signature names one person.

    A byline names nobody here: a reporter's "I" is rare, and often a quotation whose marks were lost.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text)]
    if len(lines) < 2:
        return -1
    named = [m for m in mentions.all if m.form == "name" and m.kind in ("Person", "") and not m.plural]
    for start, end in lines[:_HEADINGS]:
        if end - start > _LONGEST or text[start:end].rstrip()[-1] in ".!?:":
            break
        for mention in named:
            first, last = _span(tree, mention)
            if start <= first and last <= end and _heads(text[start:first], text[last:end]):
                return mention.id if _is_whole(text[start:first]) else -1
    signed = [m for m in named if _signs(tree, m, text, lines)]
    if not signed and any(_SALUTATION.match(text[start:end]) for start, end in lines[:_OPENING]):
        alone = [m for m in named if _is_alone(tree, m, text, lines[-_SIGNATURE:])]
        persons = [m for m in alone if m.kind == "Person"] or alone
        signed = [m for m in persons if " " in m.name] or persons  # "ANNA BERG", and "Graz" below it
    return signed[0].id if len(signed) == 1 else -1


def _span(tree: Tree, mention: Mention) -> tuple[int, int]:
    return tree.tokens[mention.first].start, tree.tokens[mention.last - 1].end


def _heads(before: str, behind: str) -> bool:
    """ "From the diary of …", "…'s journal", "Letter from … to Anna Berg", "… to Anna Berg, 4 May 1880"."""
    dated = re.search(r"\d{4}\s*\Z", behind) is not None
    letter = _LETTER.match(before) is not None and _TO.match(behind) is not None
    return bool(_OF.search(before) or _OWN.match(behind) or (letter and (before or dated)))


def _is_whole(before: str) -> bool:
    """Whether a name has no further capitalised word before it that may be its first."""
    return not before.strip() or before.split()[-1][0].islower() or before.split()[-1][0] in "(,"


def _is_alone(tree: Tree, mention: Mention, text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether a name, and perhaps who that is, is all that stands on one of the lines."""
    first, last = _span(tree, mention)
    return any(start == first and (last == end or text[last:end].startswith(("," , "."))) for start, end in lines)


def _signs(tree: Tree, mention: Mention, text: str, lines: list[tuple[int, int]]) -> bool:
    """ "Your affectionate brother," and a name alone on the last line."""
    first, last = _span(tree, mention)
    start, end = lines[-1]
    alone = first >= start and not text[last:end].strip(" .") and first < end
    before = text[start:first] or text[slice(*lines[-2])]
    return alone and _CLOSING.match(before.strip()) is not None
