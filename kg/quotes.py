"""Direct speech: which tokens stand in quotation marks or are a turn of an interview, and who speaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.cues import SPEECH_VERBS
from kg.mentions import Mentions
from kg.model import Record, Token
from kg.syntax import Tree
from kg.turns import find_turns

__all__ = ["Quote", "find_quotes"]

_STRAIGHT = '"'
_PAIRS = {"“": "”", "``": "''", "„": "“", "«": "»", "‘": "’", _STRAIGHT: _STRAIGHT}
"""Opening mark -> closing mark."""


class Quote(Record, frozen=True, gc=False):
    """A stretch of direct speech: tokens `first` to `last` (exclusive) between the marks."""

    first: int
    last: int
    speaker: int
    """Mention that speaks; -1 when the text does not say."""


def find_quotes(tree: Tree, mentions: Mentions, text: str) -> tuple[Quote, ...]:
    """All quotations in order; one without a speaker takes that of the quotation before it in the paragraph."""
    turns = [Quote(*turn) for turn in find_turns(tree, mentions, text)]
    return tuple(sorted([*turns, *_marked(tree, mentions, text)], key=lambda q: q.first))  # the inner one counts


def _marked(tree: Tree, mentions: Mentions, text: str) -> tuple[Quote, ...]:
    """The same of what stands between marks."""
    spans = list(_spans(tree.tokens, text))
    inside = [False] * len(tree.tokens)
    for first, last in spans:
        inside[first:last] = [True] * (last - first)
    quotes: list[Quote] = []
    for n, (first, last) in enumerate(spans):
        speaker = _introduced(tree, mentions, text, first)
        if speaker < 0:
            speaker = _speaker(tree, mentions, inside, first, last)
        if speaker < 0 and quotes and _same_paragraph(tree.tokens, text, quotes[-1].last, first):
            speaker = quotes[-1].speaker
        if speaker < 0 and n + 1 < len(spans) and _same_paragraph(tree.tokens, text, last, spans[n + 1][0]):
            speaker = _speaker(tree, mentions, inside, *spans[n + 1])
        if speaker < 0 and quotes and _next_paragraph(tree.tokens, text, quotes[-1].last, first):
            speaker = quotes[-1].speaker
        quotes.append(Quote(first, last, speaker))
    return tuple(quotes)


def _spans(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int]]:
    """Token spans between quotation marks. A straight mark left open ends with its paragraph."""
    start, opened = -1, ""
    for i, token in enumerate(tokens):
        mark = token.text
        if start >= 0 and opened in (_STRAIGHT, "‘") and i and "\n" in text[tokens[i - 1].end : token.start]:
            start = -1
        if start >= 0 and (mark == _PAIRS[opened] or (opened == "„" and mark == "”")):
            if opened == "‘" and tokens[i - 1].text[-1].isalnum():
                continue  # an apostrophe
            if i > start:
                yield start, i
            start = -1
        elif mark in _PAIRS and start < 0:
            start, opened = i + 1, mark
        elif mark == opened and start >= 0:  # a new paragraph of the same speech
            yield start, i
            start = i + 1


def _same_paragraph(tokens: Sequence[Token], text: str, left: int, right: int) -> bool:
    return "\n" not in text[tokens[min(left, len(tokens) - 1)].start : tokens[right].start]


def _next_paragraph(tokens: Sequence[Token], text: str, left: int, right: int) -> bool:
    """Whether a quotation opens the paragraph that follows the one of the quotation before it: the speech goes on."""
    end = tokens[min(left, len(tokens) - 1)].end
    opens = right >= 2 and "\n" in text[tokens[right - 2].end : tokens[right - 1].start]
    return opens and len(re.findall(r"\n\s*", text[end : tokens[right - 1].start])) == 1


def _speaker(tree: Tree, mentions: Mentions, inside: list[bool], first: int, last: int) -> int:
    """Subject of the nearest verb of speech outside the marks in the sentences that the quotation touches."""
    low = tree.sentences[tree.sentence_of[max(first - 1, 0)]].first
    after = min(last + 1, len(tree.tokens) - 1)
    high = tree.sentences[tree.sentence_of[after]].last if after > last and _continues(tree, last) else last + 1
    best, distance = -1, 10**9
    for i in range(low, min(high, len(tree.tokens))):
        if inside[i] or tree.tokens[i].lemma not in SPEECH_VERBS or not tree.is_verb(i):
            continue
        subject = _subject_outside(tree, inside, i)
        if subject < 0:
            continue
        mention = mentions.at(subject)
        gap = first - i if i < first else i - last
        if mention is not None and gap < distance:
            best, distance = mention.id, gap
    return best


def _subject_outside(tree: Tree, inside: list[bool], verb: int) -> int:
    """The subject of a verb of speech, not one that the parser took from the words spoken; -1 for none."""
    found = [tree.surface_subject(verb), *(c for c in tree.children[verb] if tree.tokens[c].dep == "nsubj")]
    return next((i for i in found if i >= 0 and not inside[i]), -1)


def _continues(tree: Tree, last: int) -> bool:
    """Whether what follows the closing mark still belongs to the quotation's sentence ("…?" she asked.)."""
    tokens = tree.tokens
    if last + 1 >= len(tokens):
        return False
    if tree.sentence_of[last + 1] == tree.sentence_of[last - 1]:
        return True
    window = tokens[last + 1 : last + 5]
    return tokens[last - 1].text in (",", "!", "?", "—", "–") and any(t.lemma in SPEECH_VERBS for t in window)


def _introduced(tree: Tree, mentions: Mentions, text: str, first: int) -> int:
    """ "She was plain: “…”": the subject of the clause that ends in a colon before the quotation."""
    before = first - 2
    if before < 0 or tree.tokens[before].text != ":" or not _same_paragraph(tree.tokens, text, before, first):
        return -1
    verbs = [i for i in range(tree.sentences[tree.sentence_of[before]].first, before) if tree.is_verb(i)]
    subject = tree.surface_subject(verbs[-1]) if verbs else -1
    mention = mentions.at(subject) if subject >= 0 else None
    return mention.id if mention is not None else -1
