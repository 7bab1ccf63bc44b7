"""Phrases that hang on the nearest noun instead of what they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.gazetteer import gazetteer
from kg.model import Token
from kg.repairs.around import dependents, is_person

__all__ = ["repair_attachment"]

_MADE = frozenset(
    """letter note telegram postcard cable reply answer book novel poem painting portrait photograph picture report
    article song play film essay story account speech attack visit call decision order request appeal""".split()
)
"""Nouns with a "by" of their own: what is made or done by somebody."""
_PUTTING = frozenset(["lay", "put", "place"])
_GOALS = ("on", "in", "into", "before", "under", "beside", "upon")
"""Prepositions of the place that verbs of putting ask for."""
_LINKS = ("prep", "pobj", "npadvmod", "advmod", "compound", "amod", "oprd")
"""Arcs between a passive verb and the last word before its agent."""


def repair_attachment(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put such arcs into `changed`, by token."""
    for token in tokens:
        if token.i in changed or token.head == token.i:
            continue
        if token.dep == "prep" and token.lemma in _GOALS and tokens[token.head].dep == "dobj":
            _where_it_is_put(tokens, token, changed)
        elif token.dep == "prep" and token.lemma == "by" and tokens[token.head].pos not in ("VERB", "AUX"):
            _agent(tokens, token, changed)
        elif token.dep == "conj" and token.pos == "ADP" and tokens[token.head].pos == "ADP":
            _second_addressee(tokens, token, changed)
        elif token.dep == "appos" and token.pos == "PROPN" and _names_a_person(tokens, token):
            _person_behind_body(tokens, token, changed)
        elif token.tag == "PRP$" and token.dep == "pobj" and token.text == "her":
            changed[token.i] = replace(token, tag="PRP")


def _where_it_is_put(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "laid the letter on her desk": who lays something lays it somewhere, so that is the verb's."""
    thing = tokens[preposition.head]
    verb = tokens[thing.head]
    below = dependents(tokens, verb)
    if verb.lemma in _PUTTING and not any(t.dep in ("prep", "prt") and t.lemma in (*_GOALS, "down") for t in below):
        changed[preposition.i] = replace(preposition, head=verb.i)


def _agent(tokens: Sequence[Token], by: Token, changed: dict[int, Token]) -> None:
    """ "was sent to her the same evening by the teacher": the passive verb's agent, for no evening is by anybody."""
    who = next((t for t in dependents(tokens, by) if t.dep == "pobj"), None)
    node = tokens[by.head]
    if who is None or not is_person(who) or node.lemma in _MADE or node.i > by.i:
        return
    while node.dep in _LINKS and node.head < node.i and node.lemma not in _MADE:
        node = tokens[node.head]
    below = dependents(tokens, node)
    passive = node.pos == "VERB" and any(t.dep == "auxpass" for t in below)
    if passive and not any(t.dep == "agent" for t in below):
        changed[by.i] = replace(by, head=node.i, dep="agent")


def _second_addressee(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "wrote to the ministry in Graz and to the regiment": "to" is joined to the "to" before it, to no "in"."""
    inner = tokens[preposition.head]
    noun = tokens[inner.head]
    first = tokens[noun.head]
    if inner.lemma != preposition.lemma and noun.dep == "pobj" and first.lemma == preposition.lemma:
        changed[preposition.i] = replace(preposition, head=first.i)


def _person_behind_body(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "a teacher in the party, Karl Lind": the name of the teacher, for no party is called that."""
    words = gazetteer()
    body = tokens[name.head]
    preposition = tokens[body.head]
    person = tokens[preposition.head]
    group = words.group_nouns.get(body.lemma.lower()) is not None or body.lemma.lower() in words.place_nouns
    first = min([name.i, *(t.i for t in dependents(tokens, name) if t.dep in ("compound", "nmod"))])
    aside = tokens[first - 1].text == "," and body.pos == "NOUN" and body.dep == "pobj" and preposition.dep == "prep"
    if aside and group and body.i < name.i and person.tag == "NN" and is_person(person):
        changed[name.i] = replace(name, head=person.i)


def _names_a_person(tokens: Sequence[Token], name: Token) -> bool:
    known = gazetteer().given_names
    given = (t for t in dependents(tokens, name) if t.dep == "compound" and t.text in known)
    return name.ent == "PERSON" or any(not known[t.text].common for t in given)
