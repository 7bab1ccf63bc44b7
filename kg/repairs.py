"""Frequent slips of statistical parsers, put right before anybody reads the trees.

Each rule knows one construction by its labels and the words around it, and moves an arc only where the tree could not
be right as it stands (two subjects, a verb inside a name). Sentences without such a place are returned as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from kg.cues import SPEECH_VERBS
from kg.model import Token

__all__ = ["repaired"]

_SUBJECTS = ("nsubj", "nsubjpass")
_MONTH_PREPOSITIONS = ("in", "on", "since", "last")
_CLAUSES = ("conj", "ROOT", "ccomp", "advcl", "relcl")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_FINITE = ("VBD", "VBZ", "VBP")


def repaired(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a document with such arcs moved."""
    changed: dict[int, Token] = {}
    for token in tokens:
        if token.head == token.i and token.dep != "ROOT":
            continue
        if token.dep in ("compound", "nmod", "amod"):
            _modifier(tokens, token, changed)
        elif token.dep == "nummod" and _YEAR.fullmatch(token.text):
            _year_before_name(tokens, token, changed)
        elif token.tag == "WP$" and tokens[token.head].dep == "appos":
            _subject_of_whose(tokens, tokens[token.head], changed)
        elif token.dep in _SUBJECTS:
            _subject_of_auxiliary(tokens, token, changed)
            _subject_before_participle(tokens, token, changed)
        elif token.dep in ("acl", "amod", "advcl") and token.tag == "JJ" and token.head < token.i:
            _left_undone(tokens, token, changed)
        elif token.tag == "VB" and token.ent and token.text[0].isupper():
            _name_for_verb(tokens, token, changed)
        elif token.dep == "dobj" and token.tag == "VB":
            _emphatic(tokens, token, changed)
        elif token.dep == "ccomp" and token.lemma == "have":
            _split_perfect(tokens, token, changed)
        elif token.dep == "parataxis" and token.lemma in SPEECH_VERBS:
            _speaker_between(tokens, token, changed)
        elif (
            token.lemma in SPEECH_VERBS
            and token.tag in _FINITE
            and token.dep in ("advcl", "conj", "acl", "relcl", "appos", "dep")
        ):
            _speaker_behind(tokens, token, changed)
    return [changed.get(token.i, token) for token in tokens] if changed else tokens


def _modifier(tokens: Sequence[Token], token: Token, changed: dict[int, Token]) -> None:
    head = changed.get(token.head, tokens[token.head])
    if head.pos != "PROPN" or head.i < token.i:
        return
    if token.dep == "compound" and token.ent == "DATE" and token.tag == "NNP":
        _month_before_name(tokens, token, changed)
    elif token.tag == "VBG" and token.pos == "VERB" and head.dep == "dobj":  # "denied meeting Nadia Sorel"
        changed[token.i] = replace(token, head=head.head, dep="xcomp")
        changed[head.i] = replace(head, head=token.i, dep="dobj")
    elif token.pos == "PROPN" and any(t.dep == "cc" and t.head == token.i for t in tokens[token.i + 1 : head.i]):
        changed[token.i] = replace(token, head=head.head, dep=head.dep)  # "between Ralf Dorn and Nadia Sorel"
        changed[head.i] = replace(head, head=token.i, dep="conj")


def _month_before_name(tokens: Sequence[Token], month: Token, changed: dict[int, Token]) -> None:
    """ "In August Olga Brandt wrote": the month belongs to the preposition, the name is the verb's subject."""
    name = tokens[month.head]
    before = tokens[month.i - 1] if month.i else month
    if before.lemma.lower() not in _MONTH_PREPOSITIONS or before.pos != "ADP":
        return
    changed[month.i] = replace(month, head=before.i, dep="pobj")
    verb = tokens[before.head]
    if (
        name.dep == "pobj"
        and name.head == before.i
        and verb.pos == "VERB"
        and verb.i > name.i
        and not _subjects(tokens, verb)
    ):
        passive = any(t.head == verb.i and t.dep == "auxpass" for t in tokens[name.i : verb.i])
        changed[name.i] = replace(name, head=verb.i, dep="nsubjpass" if passive else "nsubj")


def _year_before_name(tokens: Sequence[Token], year: Token, changed: dict[int, Token]) -> None:
    """ "On the last day of 1866 Greta Holm wrote": the year ends the phrase of time, the name is the subject."""
    name = tokens[year.head]
    before = tokens[year.i - 1] if year.i else year
    if name.pos != "PROPN" or name.i < year.i or name.dep != "pobj" or name.head != before.i:
        return
    verb = before
    while verb.head != verb.i and verb.pos not in ("VERB", "AUX"):
        verb = tokens[verb.head]
    if verb.pos != "VERB" or verb.i < name.i or _subjects(tokens, verb):
        return
    passive = any(t.head == verb.i and t.dep == "auxpass" for t in tokens[name.i : verb.i])
    changed[year.i] = replace(year, head=before.i, dep="pobj")
    changed[name.i] = replace(name, head=verb.i, dep="nsubjpass" if passive else "nsubj")


def _subject_of_whose(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "Greta Holm, whose husband, a painter, kept it": the noun is no apposition but the subject of what follows."""
    for verb in tokens[noun.i + 1 : noun.i + 15]:
        if verb.tag in _FINITE and verb.pos in ("VERB", "AUX") and verb.dep in _CLAUSES:
            if verb.head != verb.i and not _subjects(tokens, verb):
                changed[noun.i] = replace(noun, head=verb.i, dep="nsubj")
                changed[verb.i] = replace(verb, head=noun.head, dep="relcl")
            return


def _subject_of_auxiliary(tokens: Sequence[Token], subject: Token, changed: dict[int, Token]) -> None:
    """A subject that hangs on "were" in "were married"."""
    auxiliary = tokens[subject.head]
    if auxiliary.dep in ("aux", "auxpass") and auxiliary.head != auxiliary.i:
        dep = "nsubjpass" if auxiliary.dep == "auxpass" else subject.dep
        changed[subject.i] = replace(subject, head=auxiliary.head, dep=dep)


def _subject_before_participle(tokens: Sequence[Token], subject: Token, changed: dict[int, Token]) -> None:
    """ "Ralf Dorn, smiling, said …": the subject is that of the verb behind the participle."""
    participle = tokens[subject.head]
    outer = tokens[participle.head]
    if participle.tag != "VBG" or participle.dep != "advcl" or not subject.i < participle.i < outer.i:
        return
    aside = tokens[participle.i - 1].text == "," and any(t.text == "," for t in tokens[participle.i : outer.i])
    if aside and outer.tag in _FINITE and not _subjects(tokens, outer):
        changed[subject.i] = replace(subject, head=outer.i)


def _left_undone(tokens: Sequence[Token], adjective: Token, changed: dict[int, Token]) -> None:
    """ "He left her letters unanswered": the adjective behind the object belongs to the verb."""
    held = tokens[adjective.head]
    verb = tokens[held.head]
    if held.dep == "dobj" and verb.lemma in ("leave", "keep", "find"):
        changed[adjective.i] = replace(adjective, head=verb.i, dep="oprd")


def _name_for_verb(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "gave it to Lindrup": a lone capital behind "to" is no infinitive."""
    to = tokens[name.i - 1] if name.i else name
    governor = tokens[name.head]
    verbal = governor.pos == "VERB" and governor.i < name.i and name.dep in ("advcl", "xcomp", "ccomp")
    if verbal and to.lemma == "to" and to.head == name.i and [t.i for t in _below(tokens, name)] == [to.i]:
        changed[to.i] = replace(to, head=governor.i, dep="prep", pos="ADP", tag="IN")
        changed[name.i] = replace(name, head=to.i, dep="pobj", pos="PROPN", tag="NNP", lemma=name.text)


def _emphatic(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "He never did answer": the auxiliary was read as the verb, the verb as its object."""
    auxiliary = tokens[verb.head]
    if auxiliary.lemma != "do" or auxiliary.tag not in _FINITE or not auxiliary.i < verb.i:
        return
    root = auxiliary.head == auxiliary.i
    for child in _below(tokens, auxiliary):
        if child.i != verb.i:
            changed[child.i] = replace(changed.get(child.i, child), head=verb.i)
    changed[verb.i] = replace(verb, head=verb.i if root else auxiliary.head, dep=auxiliary.dep)
    changed[auxiliary.i] = replace(auxiliary, head=verb.i, dep="aux", pos="AUX")


def _split_perfect(tokens: Sequence[Token], auxiliary: Token, changed: dict[int, Token]) -> None:
    """ "He had, she said, answered": an auxiliary that an aside parts from its participle."""
    verb = tokens[auxiliary.head]
    children = _below(tokens, auxiliary)
    if verb.tag != "VBN" or verb.i < auxiliary.i or any(c.dep not in (*_SUBJECTS, "punct", "neg") for c in children):
        return
    for child in children:
        changed[child.i] = replace(changed.get(child.i, child), head=verb.i)
    changed[auxiliary.i] = replace(auxiliary, head=verb.i, dep="aux")


def _speaker_between(tokens: Sequence[Token], speech: Token, changed: dict[int, Token]) -> None:
    """ "Ralf Dorn, Clara Voss said, wrote …": the first of two subjects is that of the outer verb."""
    outer = tokens[speech.head]
    if _subjects(tokens, outer):
        return
    nouns = [t for t in _below(tokens, speech) if t.dep in (*_SUBJECTS, "ccomp") and t.pos in ("PROPN", "PRON", "NOUN")]
    if len(nouns) == 2 and nouns[0].i < speech.i and outer.pos == "VERB":
        changed[nouns[0].i] = replace(nouns[0], head=outer.i, dep="nsubj")


def _speaker_behind(tokens: Sequence[Token], speech: Token, changed: dict[int, Token]) -> None:
    """ "… wrote to Nadia Sorel, a spokeswoman said": the phrase between comma and verb of speech is its subject."""
    if _subjects(tokens, speech) or any(t.dep == "mark" for t in _below(tokens, speech)):
        return
    for head in reversed(tokens[max(0, speech.i - 12) : speech.i]):
        if head.dep == "appos" and head.pos in ("NOUN", "PROPN"):
            between = tokens[head.i + 1 : speech.i]
            if any(t.text == "," for t in between):
                return
            changed[head.i] = replace(head, head=speech.i, dep="nsubj")
            changed[speech.i] = replace(speech, dep="parataxis")
            return


def _below(tokens: Sequence[Token], token: Token) -> list[Token]:
    return [t for t in tokens[max(0, token.i - 60) : token.i + 60] if t.head == token.i and t.i != token.i]


def _subjects(tokens: Sequence[Token], verb: Token) -> bool:
    return any(t.dep in _SUBJECTS for t in _below(tokens, verb))
