"""Slips of parsers around nouns that govern a clause, put right.

"denied a report that she had met him", "Whispers that they had met reached Graz", "Rumours that she had married him
reached Graz": whether a noun of what is only said governs the clause decides whether the clause is asserted.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.cues import NEGATIVE_VERBS, NOMINAL_CUES, PLAN_VERBS, POSSIBLE_VERBS, SPEECH_VERBS
from kg.gazetteer import gazetteer
from kg.model import Token
from kg.repairs.around import SUBJECTS, dependents

__all__ = ["repair_reports"]

_FINITE = ("VBD", "VBZ", "VBP")
_GOVERNING = frozenset([*NOMINAL_CUES, "case"])
"""Nouns of a clause: "a report that they met", "it is not the case that they met"."""


def repair_reports(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put such arcs into `changed`, by token."""
    for token in tokens:
        if token.dep == "relcl":
            _complement(tokens, token, changed)
            _said_before(tokens, token, changed)
        elif token.dep == "ROOT" and token.tag == "VBZ" and token.lemma in NOMINAL_CUES:
            _opening_noun(tokens, token, changed)
        elif token.tag == "VBZ" and token.dep in (*SUBJECTS, "dobj", "pobj"):
            _plural(tokens, token, changed)
        elif token.dep in ("xcomp", "advcl") and tokens[token.head].lemma in ("say", "add"):
            _behind_aside(tokens, token, changed)
        elif token.dep == "conj" and tokens[token.head].dep == "parataxis":
            _goes_on_behind_aside(tokens, token, changed)
        elif token.dep == "nsubj" and token.pos in ("NOUN", "PROPN"):
            _object_before_verb(tokens, token, changed)


def _plural(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "Reports that they had met were false", "The head coaches, Olga Brandt and Ralf Dorn, talked": no verb."""
    before = tokens[noun.i - 1] if noun.i else noun
    compound = before.head == noun.i and before.dep == "nsubj" and before.tag == "NN" and noun.dep in SUBJECTS
    if noun.lemma not in NOMINAL_CUES and not compound:
        return
    changed[noun.i] = replace(changed.get(noun.i, noun), tag="NNS", pos="NOUN")
    if compound:
        changed[before.i] = replace(before, dep="compound")
        for child in dependents(tokens, before):
            changed[child.i] = replace(child, head=noun.i)


def _complement(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "a report by the Post that she had written to him": "that" is no relative, the clause has its own subject."""
    noun = tokens[verb.head]
    while noun.lemma not in _GOVERNING and noun.dep in ("pobj", "prep", "agent", "appos") and noun.head < noun.i:
        if noun.dep in ("prep", "agent") and noun.lemma not in ("by", "in", "from"):
            return  # "the story of the letter that she wrote"
        noun = tokens[noun.head]
    if noun.lemma not in _GOVERNING:
        return
    below = dependents(tokens, verb)
    other = noun.i != verb.head or any(t.dep == "prep" and t.lemma == "to" for t in below)  # nobody's relative clause
    full = any(t.dep == "dobj" and t.i > verb.i for t in below)  # nothing is left for "that" to stand for
    that = [t for t in below if t.text == "that" and (other or full or t.tag == "IN") and t.i < verb.i]
    if that and any(t.dep in SUBJECTS and t.i > that[0].i for t in below):
        changed[that[0].i] = replace(that[0], dep="mark")
        changed[verb.i] = replace(verb, head=noun.i, dep="acl")


def _said_before(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "denied before the tribunal that she had written to him": what she denied, and nothing about the tribunal."""
    noun = tokens[verb.head]
    preposition = tokens[noun.head]
    speech = tokens[preposition.head]
    heard = noun.lemma in gazetteer().group_nouns or noun.lemma in gazetteer().person_nouns
    if not heard or noun.dep != "pobj" or preposition.lemma.lower() not in ("before", "to"):
        return
    if speech.lemma not in SPEECH_VERBS | NEGATIVE_VERBS:
        return
    below = dependents(tokens, verb)
    that = next((t for t in below if t.text == "that" and t.i == noun.i + 1), None)
    told = any(t.dep in ("dobj", "ccomp", "xcomp") for t in dependents(tokens, speech))
    if that is not None and not told and any(t.dep in SUBJECTS and t.i > that.i for t in below):
        changed[that.i] = replace(that, dep="mark", tag="IN")
        changed[verb.i] = replace(verb, head=speech.i, dep="ccomp")


def _goes_on_behind_aside(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "Ralf Dorn was back, the army said, and spoke to his mother": it is not the army that spoke to her."""
    aside = tokens[verb.head]
    closed = any(t.text == "," for t in tokens[aside.i + 1 : aside.i + 2])
    own = any(t.dep in SUBJECTS for t in dependents(tokens, verb))
    if closed and not own and verb.tag in _FINITE and tokens[aside.head].i < aside.i:
        changed[verb.i] = replace(verb, head=aside.head)


def _opening_noun(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "Whispers that they had met reached Graz": a plural that opens the sentence, and the subject of what follows."""
    below = dependents(tokens, noun)
    clause = next((t for t in below if t.dep == "ccomp" and t.i > noun.i), None)
    verb = next((t for t in below if t.dep in ("conj", "ccomp") and t is not clause and t.tag in _FINITE), None)
    if clause is None or verb is None or tokens[noun.i + 1].text != "that" or not clause.i < verb.i:
        return
    if any(t.dep in ("cc", *SUBJECTS) for t in (*below, *dependents(tokens, verb))):
        return
    for child in below:
        if child.i > verb.i:
            changed[child.i] = replace(changed.get(child.i, child), head=verb.i)
    changed[clause.i] = replace(clause, dep="acl")
    changed[verb.i] = replace(verb, head=verb.i, dep="ROOT")
    changed[noun.i] = replace(noun, head=verb.i, dep="nsubj", tag="NNS", pos="NOUN")


def _behind_aside(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "He hoped, his lawyer said, to meet her": it is he who hopes to; nobody "said to meet" in the active."""
    said = tokens[verb.head]
    above = tokens[said.head]
    to = next((t for t in dependents(tokens, verb) if t.tag == "TO"), None)
    aside = said.dep in ("parataxis", "ccomp") and above.i < said.i < verb.i and tokens[said.i + 1].text == ","
    if aside and to is not None and to.i == said.i + 2 and above.lemma in PLAN_VERBS | POSSIBLE_VERBS:
        changed[verb.i] = replace(verb, head=above.i, dep="xcomp")


def _object_before_verb(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "Rumours that he had married Olga Brandt reached Graz": of two subjects the second is the object before it."""
    verb = tokens[name.head]
    first = min([name.i, *(t.i for t in dependents(tokens, name) if t.i < name.i)])
    clause = tokens[first - 1] if first else name
    rivals = [t for t in dependents(tokens, verb) if t.dep == "nsubj" and t.i < first and t.pos == "NOUN"]
    if clause.pos != "VERB" or clause.dep != "acl" or not rivals or tokens[clause.head].i != rivals[-1].i:
        return
    below = dependents(tokens, clause)
    if any(t.dep in SUBJECTS for t in below) and not any(t.dep in ("dobj", "auxpass", "prep") for t in below):
        changed[name.i] = replace(name, head=clause.i, dep="dobj")
