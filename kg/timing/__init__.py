"""Which of a document's time expressions tells when an event was.

Each time is attached to the words that it modifies. An event takes the times of its own clause, else the one that a
clause beside it shares, else the date of its letter.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.coref import Coreference
from kg.events import DraftEvent
from kg.mentions import Mentions
from kg.syntax import Tree
from kg.times import TimeExpression, compatible, days
from kg.timing.attachment import Attached, TimeMap
from kg.timing.clauses import shared_time
from kg.timing.letters import LetterDates

__all__ = ["event_times", "scheduled"]

_BEGINS = frozenset(
    "become elect appoint name make install ordain consecrate crown promote swear enthrone nominate".split()
)
"""Verbs that open a time in office: what they date goes on from then."""
_HAPPENS = frozenset("take occur happen hold begin start open come follow".split())
"""Verbs whose subject happens when they say."""
_RECEIVES = frozenset(["receive", "get", "have"])
_PASSING_ON = frozenset("give take hold keep open lead attend hand bring carry deliver present show pass".split())
"""Verbs that tell of a letter written before."""
_OCCASIONS = frozenset(["at", "during", "before", "after", "until"])
"""Prepositions behind a letter that tell of what is done with it, not of its writing."""


def event_times(
    drafts: Sequence[DraftEvent], times: Sequence[TimeExpression], tree: Tree, mentions: Mentions,
    coreference: Coreference,
) -> list[str]:  # fmt: skip
    """One value for each draft, in the notation of `kg.times.edtf`; empty when the text does not say."""
    map = TimeMap(times, tree, mentions)
    letters = LetterDates(map, mentions, coreference)
    nouns = {d.token for d in drafts if not tree.is_verb(d.token)}
    values = [_own(d, map, letters, nouns) or _shared(d, map) for d in drafts]
    values = letters.completed(drafts, values)
    return [_lasting(d, value, tree) for d, value in zip(drafts, values, strict=True)]


def scheduled(draft: DraftEvent, value: str, tree: Tree, published: str) -> DraftEvent:
    """The event, planned where the present tense dates it after the document: "He becomes chairman on October 1"."""
    tense = tree.tokens[draft.carrier if draft.carrier >= 0 else draft.token].tag
    span = days(value) if value and published else None
    if draft.claim.factuality != "Actual" or tense not in ("VBZ", "VBP") or span is None:
        return draft
    if span[0].isoformat() <= published:
        return draft
    return replace(draft, claim=replace(draft.claim, factuality="Planned"))


def _own(draft: DraftEvent, map: TimeMap, letters: LetterDates, nouns: set[int]) -> str:
    """The time told in the event's own clause, or by the date of its letter."""
    near = map.near(draft.token)
    direct = [a for a in near if draft.token in a.nodes and _tells_of(a, draft, map)]
    if not direct:
        direct = _around_noun(draft, map)
    if not direct and _carried(draft, map):
        direct = [
            a for a in near
            if draft.carrier in a.nodes and a.letter < 0 and not any(n in nouns for n in a.nodes if n != draft.token)
        ]  # fmt: skip
    found = direct or letters.dating(draft, near)
    if draft.frame == "PositionHolding" and len(found) > 1:
        found = [a for a in found if not _parted(a.time, draft.token, map.tree)] or found
    return _best(found, draft.token) if found else ""


def _parted(time: TimeExpression, token: int, tree: Tree) -> bool:
    """ "consul in 1833 and governor in 1844": each office has the time that no "and" and no comma parts from it."""
    between = tree.tokens[time.last : token] if time.first < token else tree.tokens[token + 1 : time.first]
    return any(t.dep == "cc" or t.text == "," for t in between)


def _tells_of(a: Attached, draft: DraftEvent, map: TimeMap) -> bool:
    """Whether a time below the trigger is the event's; not so "read out the letter at the May fair"."""
    if a.letter >= 0:
        return a.letter == draft.token
    at = a.nodes.index(draft.token)
    if at == 0 or draft.frame != "LetterWriting":
        return True
    if map.tree.is_verb(draft.token):
        return map.tree.tokens[draft.token].lemma not in _PASSING_ON
    return map.tree.tokens[a.nodes[at - 1]].lemma.lower() not in _OCCASIONS


def _around_noun(draft: DraftEvent, map: TimeMap) -> list[Attached]:
    """Times that the parse, or a verb of happening, holds for a noun's event.

    "The talks with her on Tuesday failed", "the meeting took place on Tuesday", "received on Tuesday a letter from
    her", "asked for it in a letter to her last month".
    """
    tree, i = map.tree, draft.token
    token = tree.tokens[i]
    subject = token.dep in ("nsubj", "nsubjpass")
    if tree.is_verb(i) or (draft.presupposed and not subject):
        return []
    mention = map.mentions.at(i)
    if mention is not None and mention.kind == "Person":
        return []
    verb = tree.governing_verb(i)
    own = [a for a in map.near(i) if a.top == verb and a.letter < 0]
    if subject:
        happens = tree.tokens[verb].lemma in _HAPPENS and draft.frame != "LetterWriting"
        return own if happens else [a for a in own if i < a.time.first < verb]
    if draft.frame != "LetterWriting":
        return []
    above = tree.tokens[token.head]
    told_in = token.dep == "pobj" and above.lemma in ("in", "by") and above.head == verb
    received = token.dep == "dobj" and tree.tokens[verb].lemma in _RECEIVES and token.head == verb
    return own if told_in or received else []


def _carried(draft: DraftEvent, map: TimeMap) -> bool:
    """Whether the carrier's time is the event's; not in "her husband was taken in 1937", "gave him her letter"."""
    if draft.carrier < 0 or draft.presupposed:
        return False
    if draft.frame == "LetterWriting" and map.tree.tokens[draft.carrier].lemma in _PASSING_ON:
        return False
    if draft.token == draft.carrier:
        return True
    mention = map.mentions.at(draft.token)
    if mention is None or mention.kind != "Person":
        return True
    dep = map.tree.tokens[draft.token].dep
    return dep not in ("nsubj", "nsubjpass", "poss", "appos", "dative") and not (dep == "dobj" and mention.definite)


def _best(found: Sequence[Attached], token: int) -> str:
    """The nearest time; of those that agree with it, the most exact one ("in 1944, on 3 May")."""
    nearest = min(found, key=lambda a: (abs(a.time.first - token), a.time.first)).time
    agreeing = [a.time for a in found if compatible(a.time.value, nearest.value)]
    best = min(agreeing, key=lambda t: (_length(t.value), t is not nearest, t.first))
    return _with_next(best, [a.time for a in found])


def _with_next(time: TimeExpression, others: Sequence[TimeExpression]) -> str:
    """ "in May and June", "in 1970 and 1971": two that touch are one stretch, unless a third belongs to them."""
    beside = [o for o in others if o is not time and 0 <= max(o.first - time.last, time.first - o.last) <= 1]
    if len(beside) != 1 or len(time.value) != len(beside[0].value) or time.kind != "point":
        return time.value
    first, second = sorted([time.value, beside[0].value])
    one, other = days(first), days(second)
    return f"{first}/{second}" if one and other and (other[0] - one[1]).days == 1 else time.value


def _length(value: str) -> int:
    span = days(value)
    return (span[1] - span[0]).days if span is not None else 31


def _shared(draft: DraftEvent, map: TimeMap) -> str:
    return shared_time(draft.carrier, map) if _carried(draft, map) else ""


def _lasting(draft: DraftEvent, value: str, tree: Tree) -> str:
    """ "became president in June": an office lasts from then on."""
    if draft.frame != "PositionHolding" or draft.carrier < 0 or not value or "/" in value or value.startswith("--"):
        return value
    return f"{value}/.." if tree.tokens[draft.carrier].lemma in _BEGINS else value
