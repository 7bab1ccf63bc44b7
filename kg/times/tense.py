"""The tense of the clause that a word stands in: does it look back or ahead?"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Token

__all__ = ["FUTURE", "PAST", "PLUPERFECT", "clause_tense"]

PAST, PLUPERFECT, FUTURE = "past", "pluperfect", "future"

_MAX_STEPS = 16
"""Longest climb through a tree; longer ones are parser errors."""

_AHEAD_MODALS = frozenset({
    "will", "wo", "'ll", "’ll", "shall", "would", "'d", "’d", "may", "might", "can", "could", "should", "must",
})  # fmt: skip
_PLAN = frozenset({
    "plan", "due", "set", "slate", "schedule", "expect", "agree", "promise", "ask", "invite", "order", "hope",
    "want", "intend", "vow", "pledge", "offer", "propose", "decide", "arrange", "urge", "seek", "prepare", "aim",
    "wish", "request", "ready", "likely", "bind", "pencil", "book", "invitation", "intention", "proposal",
    "agreement", "postpone",
})  # fmt: skip
"""Words whose infinitive lies ahead of them: "agreed to meet on Friday", "due to report in May"."""
_SCHEDULED = frozenset({"plan", "schedule", "set", "slate", "expect", "book", "pencil", "postpone", "due"})
"""Verbs whose participle takes the time of what is planned: "scheduled for May"; not so "was invited in May"."""


def clause_tense(tokens: Sequence[Token], i: int) -> str:
    """Tense of the clause around token `i`: PAST, PLUPERFECT ("had met") or FUTURE.

    FUTURE covers what is planned ("is due to", "agreed to") and the present used of a fixed plan ("opens on
    Friday"); without a finite verb (headlines, notes) it is PAST.
    """
    ahead = False
    for _ in range(_MAX_STEPS):
        token = tokens[i]
        if token.pos in ("VERB", "AUX"):
            found = _verb_tense(tokens, i)
            if found and ahead:  # "had planned to meet in March": nobody looks ahead any more
                return PAST if found == PLUPERFECT else FUTURE
            if found:
                return found
        if token.lemma.lower() in _PLAN and (token.pos == "ADJ" or _is_infinitive_below(tokens, i)):
            ahead = True
        if token.head == i:
            break
        i = token.head
    return FUTURE if ahead else PAST


def _is_infinitive_below(tokens: Sequence[Token], i: int) -> bool:
    """Whether a "to" infinitive hangs on the noun `i` ("invitation to meet")."""
    return any(t.text.lower() == "to" and t.dep == "aux" and tokens[t.head].head == i for t in tokens[i + 1 : i + 4])


def _verb_tense(tokens: Sequence[Token], verb: int) -> str:
    """Tense of one verb with its auxiliaries; empty when the verb above decides."""
    token = tokens[verb]
    auxiliaries = _auxiliaries(tokens, verb)
    words = {t.text.lower() for t in auxiliaries}
    if "to" in words:
        return _infinitive_tense(tokens, verb, words)
    if any(t.tag == "MD" for t in auxiliaries) and words & _AHEAD_MODALS:
        return PAST if "have" in words or _could_not(tokens, verb, words) else FUTURE
    plans = token.lemma.lower() in _SCHEDULED
    if words & {"has", "have", "'ve", "’ve"}:
        return PAST
    if "had" in words or (token.tag == "VBN" and words & {"'d", "’d"}):
        return PLUPERFECT
    if words & {"was", "were", "did", "got"}:
        return FUTURE if plans and token.tag == "VBN" else PAST
    if words & {"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"}:
        return FUTURE if token.tag == "VBG" or plans or "being" in words else PAST
    return _bare_tense(token, plans)


def _bare_tense(token: Token, plans: bool) -> str:
    """Tense of a verb without auxiliaries."""
    if token.tag == "VBD":
        return PAST
    if token.tag in ("VBZ", "VBP"):
        return FUTURE
    if token.tag == "VBN" and token.dep != "conj":
        return FUTURE if plans else PAST
    if token.tag == "VB" and token.dep == "ROOT":
        return FUTURE
    return ""


def _infinitive_tense(tokens: Sequence[Token], verb: int, words: set[str]) -> str:
    """Tense of "to meet": after a plan or "is to" it lies ahead, else it is that of the verb above."""
    if "have" in words:
        return PAST
    above = tokens[tokens[verb].head]
    if above.i == verb or (above.head == above.i and above.pos in ("NOUN", "PROPN")):  # "Minister to visit Oslo"
        return FUTURE
    return FUTURE if above.lemma.lower() in _PLAN or (above.lemma == "be" and above.tag != "VBN") else ""


def _could_not(tokens: Sequence[Token], verb: int, words: set[str]) -> bool:
    """Whether "could" reports ("could not reach her on Tuesday") and is no prospect ("could meet on Friday")."""
    return "could" in words and any(t.dep == "neg" and t.head == verb for t in tokens[max(0, verb - 4) : verb])


def _auxiliaries(tokens: Sequence[Token], verb: int) -> list[Token]:
    """The auxiliaries in front of `verb`."""
    return [t for t in tokens[max(0, verb - 10) : verb] if t.head == verb and t.dep in ("aux", "auxpass")]
