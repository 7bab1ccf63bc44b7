"""Carriers: verbs that tell the circumstances of an event that a noun names ("held talks", "are in touch")."""

from __future__ import annotations

from kg.cues import CANCELLING_PHRASES, LIGHT_VERBS, MOTION_VERBS, POSTPONING_PHRASES
from kg.syntax import Tree

__all__ = ["carrier", "host", "invited", "journey", "sending", "teller"]

_BEING = "be remain keep stay get put"
_PREPOSITIONAL = {
    preposition: frozenset(verbs.split())
    for preposition, verbs in {
        "for": "ask hope press call wait apply push appeal plead long pray beg prepare",
        "in": _BEING,
        "on": f"{_BEING} agree",
        "to": "agree consent invite",
        "of": "pull back",
        "from": "withdraw",
    }.items()
}
"""Preposition -> verbs that carry the noun behind it: "asked for a meeting", "pulled out of the talks"."""
_INVITING = frozenset(["ask", "invite", "press", "beg", "call"])
"""Of these the object is the other party: "asked him for a meeting"."""
_SENDING = frozenset("deliver carry bring take convey transmit present draft prepare compose publish collect".split())
"""Verbs whose object may not be there yet: whoever is to "deliver the reply" has not delivered it."""
_MEASURES = frozenset("round series string set session day hour week number couple lot bout spell".split())
"""Nouns for how much there was of an event: "two rounds of talks", "hours of discussions"."""
_SETTINGS = ("in", "at", "during", "after", "before")


def carrier(tree: Tree, i: int) -> int:
    """The verb that carries the noun at token `i`, or -1."""
    verb = light_verb(tree, i)
    return verb if verb >= 0 else prepositional_verb(tree, i)


def light_verb(tree: Tree, i: int) -> int:
    """The verb that only carries the noun `i` ("held talks", "a meeting took place"), or -1."""
    i = _measured(tree, tree.first_conjunct(i))
    head, dep = tree.tokens[i].head, tree.tokens[i].dep
    if head == i or not tree.is_verb(head):
        return -1
    if dep in ("dobj", "nsubjpass", "relcl") and (tree.tokens[head].lemma in LIGHT_VERBS or _ruled_out(tree, head)):
        return head
    return -1


def _measured(tree: Tree, i: int) -> int:
    """The noun that measures the noun `i`, which the sentence treats as its head: "two rounds of talks"; or `i`."""
    of = tree.tokens[tree.tokens[i].head]
    measure = tree.tokens[of.head]
    return measure.i if of.lemma == "of" and tree.tokens[i].dep == "pobj" and measure.lemma in _MEASURES else i


def _ruled_out(tree: Tree, verb: int) -> bool:
    """ "turned down a meeting", "put off her visit to him"."""
    particle = tree.child(verb, "prt")
    phrase = f"{tree.tokens[verb].lemma} {tree.tokens[particle].lemma.lower()}" if particle >= 0 else ""
    return phrase in CANCELLING_PHRASES or phrase in POSTPONING_PHRASES


def prepositional_verb(tree: Tree, i: int) -> int:
    """The verb of "asked for a meeting", "are in touch", "was on the phone", "pulled out of the talks"; or -1."""
    above = tree.tokens[i].head
    verbs = _PREPOSITIONAL.get(tree.tokens[above].lemma.lower(), frozenset())
    if tree.tokens[i].dep != "pobj" or not verbs:
        return -1
    verb = tree.tokens[above].head
    if tree.tokens[verb].lemma.lower() == "out":
        verb = tree.tokens[verb].head
    return verb if tree.is_verb(verb) and tree.tokens[verb].lemma in verbs else -1


def journey(tree: Tree, i: int) -> int:
    """The verb of "will fly to Oslo for talks", "is due on Friday for talks"; or -1."""
    above = tree.tokens[i].head
    if tree.tokens[i].dep != "pobj" or tree.tokens[above].lemma.lower() not in ("for", "to"):
        return -1
    verb = tree.tokens[above].head
    if tree.tokens[verb].pos == "ADJ":
        verb = tree.tokens[verb].head
    return verb if tree.is_verb(verb) and tree.tokens[verb].lemma in MOTION_VERBS | {"be", "head", "visit"} else -1


def invited(tree: Tree, i: int, verb: int) -> list[int]:
    """Whom the carrier of the noun `i` asks to it: "invited her to lunch", "asked him for a meeting"."""
    if tree.tokens[i].dep != "pobj" or tree.tokens[verb].lemma not in _INVITING:
        return []
    return tree.arguments(verb).get("object", [])


def teller(tree: Tree, i: int) -> list[int]:
    """Who speaks or acts "in a letter to her", "after two days of talks with him": the subject of the clause."""
    i = _measured(tree, i)
    preposition = tree.tokens[i].head
    if tree.tokens[i].dep != "pobj" or tree.tokens[preposition].lemma.lower() not in _SETTINGS:
        return []
    verb = tree.tokens[preposition].head
    if not tree.is_verb(verb) or tree.is_passive(verb):
        return []
    return tree.arguments(verb).get("subject", [])


def host(tree: Tree, i: int) -> list[int]:
    """Who has the meeting in "The king came. A meeting with Ann took place": the subject of the sentence before."""
    number = tree.sentence_of[i]
    if tree.tokens[i].dep not in ("nsubj", "nsubjpass") or not number or "with" not in tree.arguments(i):
        return []
    verb = tree.sentences[number - 1].root
    return tree.arguments(verb).get("subject", [])[:1] if tree.is_verb(verb) else []


def sending(tree: Tree, i: int) -> int:
    """The verb of "will deliver the council's reply", whose object is noun `i`; or -1."""
    token = tree.tokens[tree.first_conjunct(i)]
    known = token.dep in ("dobj", "nsubjpass") and tree.tokens[token.head].lemma in _SENDING
    return token.head if known else -1
