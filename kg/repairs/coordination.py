"""Which verb another one is joined to, by what English grammar leaves no choice about: conjuncts are alike in form."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.model import Token
from kg.repairs.around import dependents, has_subject, is_person

__all__ = ["repair_coordination"]

_FINITE = ("VBD", "VBZ", "VBP")
_VERBS = ("VERB", "AUX")
_ENDORSING = frozenset(["address", "direct", "sign"])
"""What is done to a letter, and hardly ever told without its object in the active: "addressed to Anna Berg"."""


def repair_coordination(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put right verbs joined to the wrong verb, and relative clauses of "which" about persons."""
    for token in tokens:
        if token.i in changed or token.head == token.i:
            continue
        joined = token.dep == "conj" and token.pos in _VERBS and tokens[token.head].pos in _VERBS
        if joined and token.head < token.i and not has_subject(tokens, token):
            _second_participle(tokens, token, changed)
            _own_conjunction(tokens, token, changed)
            _finite_behind_bare(tokens, token, changed)
        elif token.dep == "advcl" and token.i and token.head < token.i:
            _subject_joined_to_noun(tokens, token, changed)
        elif token.dep == "relcl" and token.head < token.i:
            _which_is_no_person(tokens, token, changed)


def _second_participle(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "put his name to a letter dated 2 May and addressed to her": the letter's second participle, no second verb."""
    below = dependents(tokens, verb)
    if verb.lemma not in _ENDORSING or verb.tag != "VBD" or any(t.dep in ("dobj", "dative") for t in below):
        return
    between = [t for t in tokens[verb.head + 1 : verb.i] if t.dep == "acl" and t.tag == "VBN"]
    if between and tokens[verb.i - 1].dep == "cc" and tokens[between[-1].head].pos == "NOUN":
        changed[verb.i] = replace(verb, head=between[-1].i, tag="VBN")


def _own_conjunction(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "a note from a man who brought it and, she being out, handed it over": "and" is the relative clause's."""
    if verb.i in changed:
        return
    conjunctions = [t for t in tokens[verb.head + 1 : verb.i] if t.dep == "cc" and t.lemma in ("and", "but")]
    if not conjunctions:
        return
    last = conjunctions[-1]
    inner = tokens[last.head]
    if inner.i == verb.head or inner.pos not in _VERBS or inner.tag != verb.tag or not verb.head < inner.i < last.i:
        return
    if all(t.dep != "conj" or t.i < last.i for t in dependents(tokens, inner)):
        changed[verb.i] = replace(verb, head=inner.i)


def _finite_behind_bare(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "hoped that he would take it and wrote to him": what is finite is joined to the finite verb above.

    "tries to reach the group but is greeted by a girl": so it is with an auxiliary.
    """
    inner = tokens[verb.head]
    if inner.tag != "VB" or verb.i in changed:
        return
    modal = any(t.tag == "MD" for t in dependents(tokens, inner))
    helped = any(t.dep in ("aux", "auxpass") and t.tag in _FINITE for t in dependents(tokens, verb))
    if not (helped or (modal and verb.tag == "VBD")):
        return
    outer = inner
    while outer.head != outer.i and outer.tag not in _FINITE:
        outer = tokens[outer.head]
    if outer.tag in _FINITE and outer.pos in _VERBS and outer.i < inner.i:
        changed[verb.i] = replace(verb, head=outer.i)


def _subject_joined_to_noun(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "She returned to public life and Karl Lind greeted her": two sentences are joined, no life and man."""
    name = tokens[verb.i - 1]
    noun = tokens[name.head]
    if name.dep != "conj" or name.pos != "PROPN" or noun.pos != "NOUN" or is_person(noun) or verb.tag not in _FINITE:
        return
    first = min([name.i, *(t.i for t in dependents(tokens, name) if t.dep == "compound")])
    main = noun
    while main.head != main.i and main.pos not in _VERBS:
        main = tokens[main.head]
    own = has_subject(tokens, verb) or any(t.dep in ("mark", "aux") for t in dependents(tokens, verb))
    if tokens[first - 1].dep == "cc" and not own and main.pos in _VERBS and main.i < noun.i and verb.head == main.i:
        changed[name.i] = replace(name, head=verb.i, dep="nsubj")
        changed[verb.i] = replace(verb, dep="conj")


def _which_is_no_person(tokens: Sequence[Token], clause: Token, changed: dict[int, Token]) -> None:
    """ "a sheet from her brother Paul, which a guard brought": "which" is the sheet, for a person is "who"."""
    person = tokens[clause.head]
    which = next((t for t in dependents(tokens, clause) if t.i < clause.i and t.lemma == "which"), None)
    if which is None or which.dep not in ("dobj", "nsubj", "nsubjpass") or not is_person(person):
        return
    noun = person
    while noun.head != noun.i and (is_person(noun) or noun.pos not in ("NOUN", "PROPN")) and noun.pos not in _VERBS:
        noun = tokens[noun.head]
    if noun.pos == "NOUN" and not is_person(noun) and noun.i < person.i:
        changed[clause.i] = replace(clause, head=noun.i)
