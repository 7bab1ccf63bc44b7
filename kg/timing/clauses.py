"""Times that a clause shares with another: coordination, "on Friday, when …", "two days after …", clefts."""

from __future__ import annotations

from collections.abc import Sequence

from kg.syntax import Tree
from kg.times import days
from kg.timing.attachment import Attached, TimeMap

__all__ = ["shared_time"]

_CAUSATIVE = frozenset("have make let help get be manage begin".split())
_NEXT = frozenset("then later subsequently afterwards afterward eventually finally soon".split())
"""Adverbs that put a clause after the one before it."""
_AT_ONCE = frozenset("immediately promptly instantly forthwith straightaway".split())
_SAME_OCCASION = 100
"""Days within which what "she came in May and met him" tells can be one occasion."""
_ON_THE_SPOT = frozenset("then there thereafter afterwards afterward thereupon whereupon".split())
"""Adverbs by which a sentence goes on with the one before."""
_STORY = 2
"""Sentences back in which the day is told."""
_VISIT = 3
"""Days that the last time may last for another event to be of the same."""
_REPLIES = frozenset(["reply", "answer", "respond", "acknowledge"])


def shared_time(verb: int, map: TimeMap) -> str:
    """The time that the clause of `verb` takes from a clause beside it; empty when from none."""
    return next((value for rule in _RULES if (value := rule(verb, map))), "")


def _words(verb: int, tree: Tree, *deps: str) -> list[int]:
    return [c for c in tree.children[verb] if tree.tokens[c].dep in deps]


def _nearest(found: Sequence[Attached], verb: int) -> str:
    return min(found, key=lambda a: (abs(a.time.first - verb), a.time.first)).time.value if found else ""


# -- a clause that names its time by the words before it -----------------------------------------------------------


def _antecedent(verb: int, map: TimeMap) -> str:
    """ "until Friday, when they met": the day named, whatever its preposition makes of it."""
    tree = map.tree
    verb = tree.first_conjunct(verb)
    when = next((c for c in _words(verb, tree, "advmod", "mark") if tree.tokens[c].lemma.lower() == "when"), -1)
    if when < 0 or when > verb:
        return ""
    before = [a for a in map.near(verb) if a.time.last <= when]
    if not before:
        return ""
    last = before[-1].time
    between = tree.tokens[last.last : when]
    if len(between) > 6 or any(tree.is_verb(t.i) for t in between):
        return ""
    return last.named


def _distance(verb: int, map: TimeMap) -> str:
    """ "The shop closed on Monday, three weeks after she had bought it": what lies behind the distance."""
    time = map.distances.get(map.tree.first_conjunct(verb))
    return time.value if time is not None else ""


def _cleft(verb: int, map: TimeMap) -> str:
    """ "It was 3 June before he met her", "it was not until May that they met", "the first time they met was …"."""
    tree = map.tree
    above = tree.tokens[verb].head
    if tree.tokens[verb].dep == "relcl" and tree.tokens[above].lemma == "time" and tree.tokens[above].dep == "nsubj":
        return _nearest([a for a in map.near(verb) if a.top == tree.tokens[above].head and a.time.first > verb], verb)
    if tree.tokens[verb].dep not in ("advcl", "ccomp") or tree.tokens[above].lemma != "be" or above > verb:
        return ""
    subject = tree.child(above, "nsubj", "expl")
    if subject < 0 or tree.tokens[subject].lemma.lower() != "it":
        return ""
    found = [a for a in map.near(verb) if a.top == above and a.time.last <= verb]
    attribute = tree.child(above, "attr", "acomp")
    return _nearest([a for a in found if attribute < 0 or attribute in a.nodes], verb)


# -- clauses side by side ------------------------------------------------------------------------------------------


def _coordinated(verb: int, map: TimeMap) -> str:
    """ "In August she wrote a letter and had him deliver it": a fronted time also holds for the second.

    A day or month told behind the first verb does so too, where the second has no subject of its own: "she came in
    May and met him"; not so a year ("was born in 1911 and married Karl"), nor before "then".
    """
    tree = map.tree
    for _ in range(4):
        token = tree.tokens[verb]
        up = token.head
        if up == verb or not tree.is_verb(up):
            return ""
        causative = token.dep in ("ccomp", "xcomp") and tree.tokens[up].lemma in _CAUSATIVE
        if token.dep not in ("conj", "xcomp") and not causative:
            return ""
        own = [a for a in map.near(verb) if a.top == up and a.letter < 0]
        fronted = [a for a in own if a.time.first < up or token.dep == "xcomp" or causative]
        if fronted:
            return _nearest(fronted, verb)
        if token.dep == "conj" and _goes_on(verb, tree):
            brief = [a for a in own if a.time.last <= verb and _is_brief(a.time.value)]
            if brief:
                return _nearest(brief, verb)
        verb = up
    return ""


def _goes_on(verb: int, tree: Tree) -> bool:
    """Whether the second verb continues the first one's doing: no subject of its own, no "then"."""
    adverbs = {tree.tokens[c].lemma.lower() for c in _words(verb, tree, "advmod", "npadvmod")}
    return tree.child(verb, "nsubj", "nsubjpass") < 0 and not adverbs & _NEXT


def _is_brief(value: str) -> bool:
    span = days(value)
    return value.startswith("--") or (span is not None and (span[1] - span[0]).days <= _SAME_OCCASION)


def _simultaneous(verb: int, map: TimeMap) -> str:
    """ "left the choir when he moved in April", "arriving in May, he met her": the clause beside it."""
    tree = map.tree
    for clause in _words(verb, tree, "advcl"):
        marks = {tree.tokens[c].lemma.lower() for c in _words(clause, tree, "advmod", "mark")}
        had = any(tree.tokens[c].lemma == "have" for c in tree.auxiliaries(clause))
        arriving = clause < verb and tree.tokens[clause].tag == "VBG" and not marks
        if (marks & {"when", "while"} or arriving) and not had:
            own = [a for a in map.near(verb) if a.top == clause and a.letter < 0 and a.time.kind != "open"]
            if own:
                return _nearest(own, clause)
    return ""


def _participle(verb: int, map: TimeMap) -> str:
    """ "On Friday she flew home, meeting Karl on the way": a present participle tells of the same time."""
    tree = map.tree
    token = tree.tokens[verb]
    if token.dep != "advcl" or token.tag != "VBG" or _words(verb, tree, "aux", "auxpass", "mark") or token.head > verb:
        return ""
    return _nearest([a for a in map.near(verb) if a.top == token.head and a.letter < 0 and a.time.last <= verb], verb)


def _continued(verb: int, map: TimeMap) -> str:
    """ "On Friday she received the envoy, who gave her a letter": the relative clause goes on with the story.

    So it does where it is set off by a comma behind the main verb, tells of one of the same things with a pronoun or
    an answer, and does not look back ("who had given"); or tells what was done where the main clause ends.
    """
    tree = map.tree
    noun = tree.tokens[verb].head
    above = tree.governing_verb(noun)
    if tree.tokens[verb].dep != "relcl" or above < 0 or noun < above or tree.tokens[verb].tag != "VBD":
        return ""
    relative = tree.subtree(verb)[0]
    word = tree.tokens[relative].lemma.lower()
    if word not in ("who", "where") or tree.tokens[relative - 1].text != "," or tree.auxiliaries(verb):
        return ""
    if word == "where":
        return shared if _is_brief(shared := _time_of(above, map)) else ""
    linked = tree.tokens[verb].lemma in _REPLIES or any(
        t.tag == "PRP" and t.lemma.lower() not in ("I", "you") for t in tree.tokens[verb : tree.subtree(verb)[1]]
    )
    own = [a for a in map.near(verb) if a.top == above and a.letter < 0 and a.time.kind != "open"]
    return _nearest(own, verb) if linked else ""


def _time_of(verb: int, map: TimeMap) -> str:
    """The time told in the clause of a verb, else the one that it shares."""
    own = [a for a in map.near(verb) if a.top == verb and a.letter < 0 and a.time.kind != "open"]
    return _nearest(own, verb) or shared_time(verb, map)


def _then(verb: int, map: TimeMap) -> str:
    """ "On 3 May she landed at Graz. She then met Karl", "There she met Karl": the day told just before."""
    tree = map.tree
    adverbs = {tree.tokens[c].lemma.lower() for c in _words(verb, tree, "advmod")}
    finite = [tree.tokens[c] for c in tree.auxiliaries(verb)] or [tree.tokens[verb]]
    told = finite[0].tag == "VBD" and finite[0].lemma != "have" and tree.tokens[verb].lemma != "be"
    if not adverbs & _ON_THE_SPOT or not told:
        return ""
    here = tree.sentence_of[verb]
    for sentence in range(here, max(-1, here - 1 - _STORY), -1):
        before = [a for a in map.by_sentence.get(sentence, []) if a.time.last <= verb and a.time.kind != "open"]
        if before:
            span = days(before[-1].time.value)
            return before[-1].time.value if span is not None and (span[1] - span[0]).days <= _VISIT else ""
    return ""


def _at_once(verb: int, map: TimeMap) -> str:
    """ "She wrote to him in 1898; he answered at once": the time told last in this or the previous sentence."""
    tree = map.tree
    adverbs = {tree.tokens[c].lemma.lower() for c in _words(verb, tree, "advmod")}
    at = [c for c in _words(verb, tree, "prep") if tree.tokens[c].lemma.lower() == "at"]
    once = any(tree.tokens[c + 1].lemma.lower() == "once" for c in at if c + 1 < len(tree.tokens))
    if not (adverbs & _AT_ONCE or once or _said_at_once(verb, tree)):
        return ""
    here = tree.sentence_of[verb]
    for sentence in (here, here - 1):
        before = [a for a in map.by_sentence.get(sentence, []) if a.time.last <= verb and a.time.kind != "open"]
        if before:
            return before[-1].time.value
    return ""


def _entered(verb: int, map: TimeMap) -> str:
    """The day of a diary's entry, for what its main clauses tell in the simple past."""
    tree = map.tree
    if not map.entries or tree.sentences[tree.sentence_of[verb]].root != tree.first_conjunct(verb):
        return ""
    finite = [tree.tokens[c] for c in tree.auxiliaries(verb)] or [tree.tokens[verb]]
    return map.entry(verb) if finite[0].tag == "VBD" and finite[0].lemma != "have" else ""


def _said_at_once(verb: int, tree: Tree) -> bool:
    """ "at once" where the parse reads "once" as an adverb or "at" as part of one."""
    return any(
        tree.tokens[c].lemma.lower() == "once" and tree.tokens[c - 1].lemma.lower() == "at"
        for c in _words(verb, tree, "advmod", "advcl", "npadvmod")
        if c > 0
    )


_RULES = (
    _antecedent, _distance, _cleft, _coordinated, _simultaneous, _participle, _continued, _at_once, _then, _entered,
)  # fmt: skip
"""In order of precedence."""
