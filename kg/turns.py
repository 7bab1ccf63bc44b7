"""Whose turn it is in an interview or a transcript: speech without quotation marks, told by the layout."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.mentions import Mentions
from kg.model import Mention, Token
from kg.syntax import Tree

__all__ = ["find_turns"]

_PARAGRAPH = re.compile(r"\S[^\n]*")
_INTERVIEW = re.compile(r"\b(?:interview|q ?& ?a|questions (?:for|to)|in conversation with)\b", re.I)
_QUESTION = re.compile(r"(?:\?|…|\. ?\. ?\.)\s*\Z")
_LETTERED = re.compile(r"(?P<who>[QA])[:.]\s+(?=\S)")
_LABEL = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|MR|MRS|MS|MISS|DR)\.? )?(?P<name>[^\W\d_][\w'’-]*(?: [\w'’-]+){0,2}):\s")
_HEADING = 3
"""Paragraphs in which a text may call itself an interview; its last one may, too ("Interview: Ann Berg")."""
_YOU = re.compile(r"\byou(?:r|rs|[’'](?:re|ve|d|ll))?\b", re.I)
_ME = re.compile(r"\b(?:I|me|my|mine|we|us|our)\b", re.I)
_LONGEST_QUESTION = 200
"""Code points of a question that is put as a statement ("You grew up without him.")."""

Turn = tuple[int, int, int]
"""First token, end token, and the mention that speaks."""


def find_turns(tree: Tree, mentions: Mentions, text: str) -> tuple[Turn, ...]:
    """The turns whose speaker is certain, in order: "Berg: …" of a transcript, the answers of an interview."""
    paragraphs = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    return tuple(_labelled(tree, mentions, text, paragraphs)) or tuple(_answers(tree, mentions, text, paragraphs))


def _labelled(tree: Tree, mentions: Mentions, text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Turn]:
    """Paragraphs that begin with a known name and a colon; a name that does so once may be a heading."""
    named = [m for m in mentions.all if m.form == "name" and m.kind == "Person" and " " in m.name]
    found = []
    for start, end in paragraphs:
        label = _LABEL.match(text, start, end)
        if label is not None and (speaker := _called(named, label["name"])) >= 0:
            found.append((speaker, *_tokens(tree, label.end(), end)))
    counts = Counter(speaker for speaker, _, _ in found)
    if any(count > 1 for count in counts.values()):
        yield from ((first, last, speaker) for speaker, first, last in found if first < last)


def _called(named: Sequence[Mention], label: str) -> int:
    """The one person whose full name a label gives or ends, whatever its case; -1 for none and for namesakes."""
    words = label.casefold().split()
    fitting = [m for m in named if m.name.casefold().split()[-len(words) :] == words]
    return fitting[0].id if len({m.name.casefold() for m in fitting}) == 1 else -1


def _answers(tree: Tree, mentions: Mentions, text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Turn]:
    """The paragraph behind each question, or behind each "A:"."""
    lines = [text[start:end] for start, end in paragraphs]
    asked = [_is_question(lines, n) for n in range(len(lines))]
    if sum(asked) < 2 or not any(_INTERVIEW.search(line) for line in (*lines[:_HEADING], lines[-1])):
        return
    asked = [question or _is_remark(line) for question, line in zip(asked, lines, strict=True)]
    speaker = _interviewee(tree, mentions, paragraphs[asked.index(True)][0])
    for n in range(1, len(lines)):
        if speaker >= 0 and asked[n - 1] and not asked[n]:
            first, last = _tokens(tree, *paragraphs[n])
            yield first, last, speaker


def _is_question(lines: Sequence[str], n: int) -> bool:
    lettered = _LETTERED.match(lines[n])
    if lettered is not None:
        return lettered["who"] == "Q"
    return _QUESTION.search(lines[n]) is not None


def _is_remark(line: str) -> bool:
    """ "You left when you were nine.": said to the person who answers, of nobody else."""
    return len(line) <= _LONGEST_QUESTION and bool(_YOU.search(line)) and not _ME.search(line)


def _interviewee(tree: Tree, mentions: Mentions, end: int) -> int:
    """The one person named before the first question but the reporter, by the fullest name; -1 for several."""
    named: list[Mention] = [
        m
        for m in mentions.all
        if m.form == "name" and m.kind == "Person" and tree.tokens[m.first].start < end and not _asks(tree, m)
    ]
    fullest = max(named, key=lambda m: (len(m.name.split()), -m.first), default=None)
    if fullest is None or any(m.name.split()[-1] != fullest.name.split()[-1] for m in named):
        return -1
    return fullest.id


def _asks(tree: Tree, mention: Mention) -> bool:
    """ "By Ann Berg", "interview by Ann Berg": the reporter."""
    return mention.first > 0 and tree.tokens[mention.first - 1].lemma.lower() == "by"


def _tokens(tree: Tree, start: int, end: int) -> tuple[int, int]:
    return bisect_left(tree.tokens, start, key=_start), bisect_left(tree.tokens, end, key=_start)


def _start(token: Token) -> int:
    return token.start
