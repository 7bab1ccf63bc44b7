"""Which of a document's time expressions tells when an event was."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events import DraftEvent
from kg.mentions import Mentions
from kg.syntax import Tree
from kg.times import TimeExpression

__all__ = ["time_of"]

_DATING = frozenset(["date", "write", "postmark", "hold", "post", "sign", "send"])
"""Participles that date the noun before them: "a letter dated 2 August"."""


def time_of(draft: DraftEvent, times: Sequence[TimeExpression], tree: Tree, mentions: Mentions) -> str:
    """Value of the time told in the event's own clause or in the clause that it is coordinated to; else empty."""
    here = tree.sentence_of[draft.token]
    usable = [
        t for t in times
        if tree.sentence_of[t.first] == here and t.value and t.kind not in ("duration", "lifespan", "dateline")
    ]  # fmt: skip
    if not usable:
        return ""
    own = [t for t in usable if _belongs(t, draft, tree)]
    if not own and not draft.presupposed and draft.carrier >= 0:
        own = _inherited(usable, draft, tree)
    if not own:
        return ""
    return min(own, key=lambda t: (abs(t.first - draft.token), t.first)).value


def _belongs(time: TimeExpression, draft: DraftEvent, tree: Tree) -> bool:
    """Whether the way up from the expression reaches the trigger (or its carrier) before any other clause."""
    anchors = {draft.token}
    if draft.carrier >= 0 and not draft.presupposed:
        anchors.add(draft.carrier)
    node = _head(time, tree)
    for _ in range(10):
        if node in anchors:
            return True
        up = tree.tokens[node].head
        if up == node:
            return False
        if tree.is_verb(node) and tree.tokens[node].dep not in ("aux", "auxpass") and not _dates(node, tree):
            return False
        node = up
    return False


def _dates(verb: int, tree: Tree) -> bool:
    return tree.tokens[verb].dep == "acl" and tree.tokens[verb].lemma in _DATING


def _head(time: TimeExpression, tree: Tree) -> int:
    for i in range(time.first, time.last):
        if not time.first <= tree.tokens[i].head < time.last:
            return i
    return time.first


def _inherited(times: Sequence[TimeExpression], draft: DraftEvent, tree: Tree) -> list[TimeExpression]:
    """ "In August she wrote a letter and had him deliver it": a fronted time also holds for the second."""
    verb = draft.carrier
    for _ in range(4):
        token = tree.tokens[verb]
        up = token.head
        if up == verb or not tree.is_verb(up):
            return []
        causative = token.dep in ("ccomp", "xcomp") and tree.tokens[up].lemma in (
            "have",
            "make",
            "let",
            "help",
            "get",
            "be",
            "manage",
            "begin",
        )
        if token.dep not in ("conj", "xcomp") and not causative:
            return []
        found = [t for t in times if _governor(t, tree) == up and (t.first < up or token.dep == "xcomp" or causative)]
        if found:
            return found
        verb = up
    return []


def _governor(time: TimeExpression, tree: Tree) -> int:
    head = _head(time, tree)
    return tree.governing_verb(tree.tokens[head].head)
