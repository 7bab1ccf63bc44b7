"""All repairs in their order, and those of modifiers and single words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from kg.cues import CLAUSE_VERBS
from kg.gazetteer import gazetteer
from kg.model import Sentence, Token
from kg.repairs.around import SUBJECTS, dependents, hand_over, has_subject
from kg.repairs.attachment import repair_attachment
from kg.repairs.clauses import repair_clauses
from kg.repairs.complements import repair_complements
from kg.repairs.coordination import repair_coordination
from kg.repairs.letters import repair_letters
from kg.repairs.names import repair_names
from kg.repairs.reports import repair_reports
from kg.repairs.roles import repair_roles
from kg.repairs.subjects import repair_subjects

__all__ = ["joined", "repaired"]

_MONTH_PREPOSITIONS = ("in", "on", "since", "last")
_DEEDS = frozenset("marry meet visit call phone telephone greet leave answer wed".split())
"""Verbs of what one person does to another that are read as plurals now and then."""
_CLAUSES = ("conj", "ROOT", "ccomp", "advcl", "relcl")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_FINITE = ("VBD", "VBZ", "VBP")
_OFFICE_PARTICIPLES = frozenset("managing acting visiting presiding sitting commanding consulting founding".split())
"""Participles that are the first word of an office: "managing director"."""
_WRITTEN = frozenset("sign date write address postmark dictate pencil".split())
"""Verbs whose participle says something of a letter and nothing of a person."""
_BEHIND = ("pobj", "appos", "prep", "dative", "conj", "npadvmod")
_INFINITIVES = ("advcl", "acl", "xcomp", "relcl")
_PHRASES = (*SUBJECTS, "dobj", "pobj", "dative", "poss", "conj", "appos")


def repaired(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a document with such arcs moved."""
    changed: dict[int, Token] = {}
    _surnames(tokens, changed)
    repair_names(tokens, changed)
    repair_complements(tokens, changed)
    repair_clauses(tokens, changed)
    repair_roles(tokens, changed)
    repair_letters(tokens, changed)
    repair_reports(tokens, changed)
    repair_subjects(tokens, changed)
    repair_coordination(tokens, changed)
    repair_attachment(tokens, changed)
    for token in tokens:
        if token.head == token.i and token.dep != "ROOT":
            continue
        if token.tag in ("VB", "JJ") and token.i and token.text[0].isupper() and gazetteer().is_position(token.text):
            _title_before_name(tokens, token, changed)
        if token.tag == "VBG" and token.text in _OFFICE_PARTICIPLES:
            _office_participle(tokens, token, changed)
        elif token.dep in ("compound", "nmod", "amod"):
            _modifier(tokens, token, changed)
        elif token.dep == "nummod" and _YEAR.fullmatch(token.text):
            _year_before_name(tokens, token, changed)
        elif token.head < token.i and (
            token.dep == "relcl" or (token.dep == "acl" and token.tag == "VBN" and token.lemma in _WRITTEN)
        ):
            _thing_behind_person(tokens, token, changed)
        elif token.dep == "conj" and token.pos == "NUM" and tokens[token.head].lemma.lower() == "all":
            _all_but(tokens, token, changed)
        elif token.dep in ("pcomp", "pobj") and token.tag == "VBG" and token.text.lower() == "writing":
            _in_writing(tokens, token, changed)
        elif token.dep == "ROOT" and token.tag == "NNS":
            _verb_in_s(tokens, token, changed)
            _verb_between_names(tokens, token, changed)
        elif token.dep == "dobj" and token.tag == "VB":
            _emphatic(tokens, token, changed)
        elif token.dep == "poss" and token.tag == "PRP" and token.text.lower() == "her" and token.i not in changed:
            changed[token.i] = replace(token, tag="PRP$")  # "found her two sons"
        elif token.dep == "ccomp" and token.lemma == "have":
            _split_perfect(tokens, token, changed)
    _break_cycles(tokens, changed)
    return [changed.get(token.i, token) for token in tokens] if changed else tokens


def _break_cycles(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Take back what rules moved under each other: each cycle holds a moved arc, for the parser's trees have none."""
    for start in sorted(changed):
        node, path = start, [start]
        while (head := changed.get(node, tokens[node]).head) != node:
            if head in path:
                for moved in path[path.index(head) :]:
                    changed.pop(moved, None)
                node, path = start, [start]
            else:
                node = head
                path.append(node)


def joined(tokens: Sequence[Token], sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences, with a lone first word put back to the name that it begins ("Olga | Brandt wept"), by its arc."""
    found: list[Sentence] = []
    for sentence in sentences:
        before = found[-1] if found else None
        if before is not None and before.last - before.first == 1 and tokens[before.first].head == sentence.first:
            sentence = replace(sentence, first=before.first)
            found.pop()
        found.append(sentence)
    return tuple(found)


def _surnames(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """ "Olga Brandt wrote. Brandt met …": what is a surname once is one wherever it is capitalised.

    Likewise "Olga | Brandt met", where the parser ended a sentence behind the given name.
    """
    known: set[str] = set()
    names = gazetteer().given_names
    for left, token in pairwise(tokens):
        given = left.head == token.i and left.dep == "compound" and left.tag == token.tag == "NNP"
        person = (token.ent == "PERSON" and not token.ent_start) or left.text in names
        if given and person:
            known.add(token.text)
        lone = left.dep == "ROOT" and left.head == left.i and left.tag == token.tag == "NNP"
        if lone and token.dep in SUBJECTS and token.start == left.end + 1 and _stands_alone(tokens, left):
            changed[left.i] = replace(left, head=token.i, dep="compound")
    known -= {token.text.capitalize() for token in tokens if token.text.islower()}
    for token in tokens:
        if token.text not in known:
            continue
        if token.dep in _PHRASES and (token.tag in ("NN", "NNS", "JJ") or (token.dep == "pobj" and token.tag == "VB")):
            changed[token.i] = replace(token, tag="NNP", pos="PROPN", lemma=token.text)
        elif token.tag == "VB" and token.dep in _INFINITIVES:
            _addressee(tokens, token, changed)
    for left, token in pairwise(tokens):
        infinitive = token.tag == "VB" and token.dep in _INFINITIVES and token.text.istitle() and left.tag == "TO"
        if infinitive and token.ent == "PERSON" and token.text not in known:
            _addressee(tokens, token, changed)
        elif token.ent == "PERSON" and token.tag == "VB" and token.text.istitle() and token.dep in ("compound", "pobj"):
            changed[token.i] = replace(token, tag="NNP", pos="PROPN", lemma=token.text)  # "a visit to Rajesh Brandt"
            if left.text.lower() == "to" and left.dep in ("dative", "prep"):
                changed[left.i] = replace(left, tag="IN", pos="ADP")
            if left.text == "Will" and left.head == token.i:
                changed[left.i] = replace(left, tag="NNP", pos="PROPN", dep="compound", lemma="Will")


def _stands_alone(tokens: Sequence[Token], word: Token) -> bool:
    """Whether the word makes up a sentence, without any mark."""
    before = tokens[word.i - 1] if word.i else None
    return not dependents(tokens, word) and (before is None or before.pos == "PUNCT" or before.end + 1 < word.start)


def _addressee(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "handed a letter from Olga Voss to Brandt": the name was read as an infinitive."""
    to, below = tokens[name.i - 1], dependents(tokens, name)
    surname = next((t for t in below if t.i == name.i + 1 and t.dep == "dobj" and t.tag == "NNP"), name)
    if to.tag != "TO" or to.head != name.i or any(t.dep in ("dobj", *SUBJECTS) for t in below if t.i != surname.i):
        return
    for child in below:
        changed[child.i] = replace(changed.get(child.i, child), head=name.head)
    changed[to.i] = replace(to, tag="IN", pos="ADP", dep="prep", head=name.head)
    changed[name.i] = replace(name, tag="NNP", pos="PROPN", dep="compound", head=surname.i, lemma=name.text)
    changed[surname.i] = replace(
        surname, tag="NNP", pos="PROPN", dep="pobj", head=to.i, lemma=surname.text,
    )  # fmt: skip


def _title_before_name(tokens: Sequence[Token], title: Token, changed: dict[int, Token]) -> None:
    """ "her engagement to Count Ralf Dorn", "Major Ralf Dorn": a title read as an infinitive or an adjective."""
    name = next((t for t in tokens[title.i + 1 : title.i + 5] if t.tag != "NNP" or t.dep != "compound"), title)
    if name.tag != "NNP":
        return
    to = tokens[title.i - 1]
    if title.tag == "VB" and to.tag == "TO" and to.head == title.i and name.dep == "dobj" and name.head == title.i:
        changed[to.i] = replace(to, tag="IN", pos="ADP", dep="prep", head=title.head)
        changed[name.i] = replace(name, dep="pobj", head=to.i)
    elif title.tag == "VB" or title.head != name.i:
        return
    changed[title.i] = replace(title, tag="NNP", pos="PROPN", dep="compound", head=name.i, lemma=title.text)


def _office_participle(tokens: Sequence[Token], participle: Token, changed: dict[int, Token]) -> None:
    """ "She was managing director of the press": an office, no progressive."""
    noun = tokens[participle.i + 1] if participle.i + 1 < len(tokens) else participle
    copula = next((t for t in dependents(tokens, participle) if t.dep == "aux" and t.lemma == "be"), None)
    if copula is None or noun.tag != "NN" or noun.dep != "dobj" or noun.head != participle.i:
        return
    for token in tokens[max(0, participle.i - 60) : participle.i + 60]:
        child = changed.get(token.i, token)
        if child.head == participle.i != child.i:
            changed[child.i] = replace(child, head=copula.i)
    head = copula.i if participle.head == participle.i else participle.head
    changed[copula.i] = replace(copula, head=head, dep=participle.dep)
    changed[noun.i] = replace(noun, head=copula.i, dep="attr")
    changed[participle.i] = replace(participle, head=noun.i, dep="amod", pos="ADJ", tag="JJ", lemma=participle.text)


def _thing_behind_person(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "a letter from Olga Brandt to Karl Lind, which she kept", "… to Karl Lind, signed by Ida": said of no person.

    It is said of the thing whose phrase the name ends, or of the object of the verb that the name was hung on.
    """
    name = tokens[verb.head]
    between = tokens[name.i + 1 : verb.i]
    which = any(t.head == verb.i and t.text.lower() == "which" for t in between)
    titled = any(t.head == name.i and t.dep == "appos" and t.ent == "PERSON" for t in between)
    named = verb.dep == "acl" or (which and (name.ent == "PERSON" or titled))
    if name.pos != "PROPN" or not named or verb.i in changed:
        return
    up, thing = name, None
    while up.head < up.i and up.dep in _BEHIND:
        up = tokens[up.head]
        thing = up if up.pos == "NOUN" else thing
    if up.pos == "VERB":
        objects = [t for t in tokens[up.i : name.i] if t.head == up.i and t.dep == "dobj" and t.pos == "NOUN"]
        thing = objects[0] if objects else None
    if thing is not None:
        changed[verb.i] = replace(verb, head=thing.i)


def _modifier(tokens: Sequence[Token], token: Token, changed: dict[int, Token]) -> None:
    head = changed.get(token.head, tokens[token.head])
    if head.tag == "NN" and head.dep in SUBJECTS and token.tag == "NNP" and token.ent == "DATE":
        _month_before_name(tokens, token, changed)  # "on Tuesday mother and son were together again"
    if head.pos != "PROPN" or head.i < token.i:
        return
    if token.dep in ("compound", "nmod") and token.ent == "DATE" and token.tag == "NNP":
        _month_before_name(tokens, token, changed)
    elif token.tag == "VBG" and token.pos == "VERB" and head.dep == "dobj":  # "denied meeting Nadia Sorel"
        changed[token.i] = replace(token, head=head.head, dep="xcomp")
        changed[head.i] = replace(head, head=token.i, dep="dobj")
    elif token.text == "meeting" and head.dep == "dobj" and head.head == token.i - 1:  # "missed meeting Nadia Sorel"
        changed[token.i] = replace(token, head=head.head, dep="xcomp", tag="VBG", pos="VERB", lemma="meet")
        changed[head.i] = replace(head, head=token.i)
    elif token.tag == "VBD" and token.pos == "VERB" and token.dep == "compound":  # "Answered Nadia at length"
        changed[token.i] = replace(token, head=token.i if head.head == head.i else head.head, dep=head.dep)
        changed[head.i] = replace(head, head=token.i, dep="dobj")
    elif token.pos == "PROPN" and any(t.dep == "cc" and t.head == token.i for t in tokens[token.i + 1 : head.i]):
        changed[token.i] = replace(token, head=head.head, dep=head.dep)  # "between Ralf Dorn and Nadia Sorel"
        changed[head.i] = replace(head, head=token.i, dep="conj")


def _month_before_name(tokens: Sequence[Token], month: Token, changed: dict[int, Token]) -> None:
    """ "On 3 August Olga Brandt wrote": the date belongs to the preposition, the name is the verb's subject."""
    name = tokens[month.head]
    first = month.i - 1 if month.i and tokens[month.i - 1].pos == "NUM" else month.i
    before = tokens[first - 1] if first else month
    if before.lemma.lower() not in _MONTH_PREPOSITIONS or before.pos != "ADP":
        return
    changed[month.i] = replace(month, head=before.i, dep="pobj")
    for number in tokens[first : month.i + 2]:
        if number.pos == "NUM":
            changed[number.i] = replace(number, head=month.i, dep="nummod")
    verb = tokens[before.head]
    governed = name.dep == "pobj" and name.head == before.i
    if governed and verb.pos == "VERB" and verb.i > name.i and not has_subject(tokens, verb):
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
    if verb.pos not in ("VERB", "AUX") or verb.i < name.i or has_subject(tokens, verb):
        return
    passive = any(t.head == verb.i and t.dep == "auxpass" for t in tokens[name.i : verb.i])
    changed[year.i] = replace(year, head=before.i, dep="pobj")
    changed[name.i] = replace(name, head=verb.i, dep="nsubjpass" if passive else "nsubj")


def _all_but(tokens: Sequence[Token], number: Token, changed: dict[int, Token]) -> None:
    """ "All but nine of them left": one quantity, not two that are joined."""
    quantifier, but = tokens[number.head], tokens[number.i - 1]
    if but.lemma.lower() != "but" or but.i - 1 != quantifier.i or quantifier.head == quantifier.i:
        return
    changed[number.i] = replace(number, head=quantifier.head, dep=quantifier.dep)
    for token in (quantifier, but):
        changed[token.i] = replace(token, head=number.i, dep="quantmod")


def _in_writing(tokens: Sequence[Token], writing: Token, changed: dict[int, Token]) -> None:
    """ "answered in writing the letter of May": a manner, what stands behind it is the verb's."""
    preposition = tokens[writing.head]
    verb = tokens[preposition.head]
    if preposition.lemma.lower() != "in" or preposition.i != writing.i - 1 or verb.pos != "VERB":
        return
    written = any(t.dep == "dobj" for t in dependents(tokens, writing))
    if written and any(t.dep == "dobj" and t.head == verb.i for t in tokens[verb.i : writing.i]):
        return  # "spent a year in writing the book"
    for child in dependents(tokens, writing):
        if child.i > writing.i:
            changed[child.i] = replace(changed.get(child.i, child), head=verb.i)
    changed[writing.i] = replace(writing, tag="NN", pos="NOUN", lemma="writing", dep="pobj")


def _verb_in_s(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "Brandt states that he wrote", "Brandt longs to see him": a verb that was read as a plural."""
    lemma = verb.text[:-1].lower()
    if lemma not in CLAUSE_VERBS or verb.i == 0 or verb.i + 1 >= len(tokens):
        return
    name, opening = tokens[verb.i - 1], tokens[verb.i + 1]
    clause = tokens[opening.head]
    named = name.head == verb.i and name.text[0].isupper() and name.dep in ("compound", "amod", "nmod")
    opens = opening.lemma.lower() == "that" or opening.tag == "TO"
    if not named or not opens or clause.head != verb.i or clause.dep not in ("acl", "relcl"):
        return
    changed[verb.i] = replace(verb, tag="VBZ", pos="VERB", lemma=lemma)
    changed[name.i] = replace(name, tag="NNP", pos="PROPN", lemma=name.text, dep="nsubj")
    changed[clause.i] = replace(clause, dep="xcomp" if opening.tag == "TO" else "ccomp")
    for other in dependents(tokens, verb):
        if other.dep == "compound" and other.i < name.i:
            changed[other.i] = replace(other, head=name.i)


def _verb_between_names(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "Finally Tony marries Anne": no plural stands between two names of which one goes with it, one behind it."""
    name = tokens[verb.i - 1] if verb.i else verb
    below = dependents(tokens, verb)
    party = next((t for t in below if t.i > verb.i and t.dep == "appos" and t.pos == "PROPN"), None)
    ending = verb.text[:-3] + "y" if verb.text.endswith("ies") else verb.text[:-1]
    if party is None or name.head != verb.i or name.dep != "compound" or name.pos != "PROPN":
        return
    if verb.text.islower() and ending in _DEEDS and tokens[verb.i + 1].pos == "PROPN":
        changed[verb.i] = replace(verb, tag="VBZ", pos="VERB", lemma=ending)
        changed[name.i] = replace(name, dep="nsubj")
        changed[party.i] = replace(party, dep="dobj")


def _emphatic(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "He never did answer": the auxiliary was read as the verb, the verb as its object."""
    auxiliary = tokens[verb.head]
    if auxiliary.lemma != "do" or auxiliary.tag not in _FINITE or not auxiliary.i < verb.i:
        return
    hand_over(tokens, auxiliary, verb, changed)
    up = verb.i if auxiliary.head == auxiliary.i else auxiliary.head
    changed[verb.i] = replace(verb, head=up, dep=auxiliary.dep)
    changed[auxiliary.i] = replace(auxiliary, head=verb.i, dep="aux", pos="AUX")


def _split_perfect(tokens: Sequence[Token], auxiliary: Token, changed: dict[int, Token]) -> None:
    """ "He had, she said, answered": an auxiliary that an aside parts from its participle."""
    verb = tokens[auxiliary.head]
    children = dependents(tokens, auxiliary)
    if verb.i < auxiliary.i or any(c.dep not in (*SUBJECTS, "punct", "neg") for c in children):
        return
    if verb.tag == "VBD" and verb.text.endswith("ed") and not has_subject(tokens, verb):
        changed[verb.i] = replace(verb, tag="VBN")
    elif verb.tag != "VBN":
        return
    for child in children:
        changed[child.i] = replace(changed.get(child.i, child), head=verb.i)
    changed[auxiliary.i] = replace(auxiliary, head=verb.i, dep="aux")
