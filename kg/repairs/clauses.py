"""Slips of parsers at the edges of clauses, put right.

A semicolon between a phrase and its verb, a participle behind a comma, an object that its verb's other phrases have
pushed to the end, "neither" before a verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.cues import CLAUSE_VERBS
from kg.gazetteer import gazetteer
from kg.model import Token
from kg.repairs.around import dependents
from kg.repairs.names import base_form

__all__ = ["repair_clauses"]

_SUBJECTS = ("nsubj", "nsubjpass")
_HANDLING = frozenset(
    """put place lay press thrust push slip bring carry take deliver send hand forward convey pass bear receive
    address dispatch""".split()
)
"""Verbs that take a phrase of place or person before a long object: "put into her hands a note from Karl"."""
_OCCASIONS = frozenset("opening ceremony congress wedding summit funeral mass service dinner supper tea lunch".split())
_TRANSITIVE = frozenset("arrange plan schedule fix address sign post deliver announce propose intend".split())
"""Verbs that are participles where nothing is their object: "a letter addressed to her"."""
_MEASURED = frozenset("DATE TIME MONEY PERCENT QUANTITY CARDINAL ORDINAL".split())
_FEW = frozenset(["two", "three", "four"])
_REACH = 40
"""Tokens on either side in which the phrases of a clause are looked for."""


def repair_clauses(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put such arcs into `changed`, by token."""
    for token in tokens:
        if token.dep == "appos" and tokens[token.head].dep in _SUBJECTS:
            _subject_behind_semicolon(tokens, token, changed)
        elif token.dep == "amod" and token.tag == "VBG" and token.i > 1 and tokens[token.i - 1].text == ",":
            _participle_behind_comma(tokens, token, changed)
        elif token.dep in ("npadvmod", "appos", "dep") and token.pos == "NOUN" and token.ent not in _MEASURED:
            _heavy_object(tokens, token, changed)
        elif token.lemma.lower() == "neither" and token.dep in ("preconj", "cc", "advmod", "det"):
            _neither(tokens, token, changed)
        elif token.dep == "npadvmod" and token.pos == "PROPN" and token.ent == "PERSON":
            _object_of_gerund(tokens, token, changed)
        elif token.text.lower() == "order" and token.dep == "pobj":
            _in_order_to(tokens, token, changed)
        elif token.dep == "prep" or (token.dep == "agent" and tokens[token.head].pos == "NOUN"):
            setting = tokens[token.head].lemma
            place = tokens[token.head].dep == "pobj" and (setting in _OCCASIONS or setting in gazetteer().place_nouns)
            if token.lemma == "by" and (place or tokens[token.head].pos == "PROPN"):
                _agent_behind_name(tokens, token, changed)
            elif token.i > 1 and tokens[token.i - 1].tag == "NNP":
                _gapped(tokens, token, changed)
        elif token.tag == "PRP$" and token.i and tokens[token.i - 1].tag == "NNP":
            _gapped_object(tokens, token, changed)
        elif token.dep == "acl" and token.tag == "VBN" and tokens[token.head].dep in ("attr", "nsubj"):
            _inverted_passive(tokens, token, changed)
        elif token.dep == "acl" and token.lemma in _HANDLING and tokens[token.head].dep == "dobj":
            _had_it_done(tokens, token, changed)
        elif token.dep == "ROOT" and token.tag in ("VBD", "VBN") and token.pos == "VERB":
            _participle_read_as_verb(tokens, token, changed)
        elif token.dep == "conj" and token.tag == "VB" and tokens[token.head].lemma == "have":
            _had_somebody_do(tokens, token, changed)
        elif token.dep == "acl" and token.tag == "VBD" and token.lemma in _TRANSITIVE:
            if not any(t.head == token.i and t.dep == "dobj" for t in tokens[token.i :][:9]):
                changed[token.i] = replace(changed.get(token.i, token), tag="VBN")
        elif token.tag == "JJ" and token.dep in ("ROOT", "ccomp", "conj", "advcl") and token.text.endswith("ed"):
            _verb_read_as_adjective(tokens, token, changed)
        elif token.text == "That" and token.dep == "det" and tokens[token.head].tag == "NNP":
            _that_clause(tokens, token, changed)
        elif token.tag == "VBN" and tokens[token.i - 1].text.lower() == "having":
            _having_done(tokens, token, changed)
        elif token.dep == "amod" and (token.tag in ("VBD", "VBN") or token.text.endswith("ed")):
            if tokens[token.head].dep == "ROOT":
                _verb_read_as_modifier(tokens, token, changed)
            elif token.i and tokens[token.i - 1].text == ",":
                _verb_behind_aside(tokens, token, changed)
        elif token.dep == "relcl" and tokens[token.head].ent == "DATE":
            _letter_behind_date(tokens, token, changed)
        elif token.dep == "relcl" and tokens[token.head].dep == "ROOT":
            _clause_behind_predicate(tokens, token, changed)


def _clause_behind_predicate(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "The daughter of a clerk, she wrote to him": a clause of its own, for no relative begins behind a comma so."""
    noun, below = tokens[verb.head], dependents(tokens, verb)
    subject = next((t for t in below if t.dep in _SUBJECTS), None)
    if subject is None or subject.text not in ("he", "she", "they") or tokens[subject.i - 1].text != ",":
        return
    if noun.pos == "NOUN" and noun.i < subject.i and min(t.i for t in below) >= subject.i - 1:
        changed[verb.i] = replace(verb, head=verb.i, dep="ROOT")
        changed[noun.i] = replace(noun, head=verb.i, dep="npadvmod")
        for child in dependents(tokens, noun):
            if child.i > verb.i:
                changed[child.i] = replace(changed.get(child.i, child), head=verb.i)


def _subject_behind_semicolon(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "Ida was the wife of a painter; Karl, who drew, sat beside her": no apposition but the next clause's subject."""
    noun = tokens[name.head]
    verb = tokens[noun.head]
    if not noun.i < name.i < verb.i or all(t.text != ";" for t in tokens[noun.i : name.i]):
        return
    changed[name.i] = replace(name, head=verb.i, dep=noun.dep)
    before = [t for t in tokens[max(0, noun.i - _REACH) : noun.i] if t.head == verb.i and t.lemma == "be"]
    copula = before[-1] if before else noun
    whole = any(t.head == copula.i and t.dep in ("attr", "acomp") for t in tokens[copula.i : noun.i])
    if before and not whole:
        changed[noun.i] = replace(noun, head=copula.i, dep="attr")


def _participle_behind_comma(tokens: Sequence[Token], participle: Token, changed: dict[int, Token]) -> None:
    """ "he answered, enclosing seeds": a clause beside the verb, the noun its object and not the verb's."""
    noun = tokens[participle.head]
    verb, before = tokens[noun.head], tokens[participle.i - 2]
    listed = any(t.head == noun.i and t.i < participle.i - 1 for t in tokens[max(0, participle.i - 4) : participle.i])
    if noun.dep != "dobj" or verb.pos != "VERB" or not verb.i < participle.i < noun.i or listed:
        return
    if before.i == verb.i or before.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADV"):
        changed[participle.i] = replace(participle, head=verb.i, dep="advcl", pos="VERB")
        changed[noun.i] = replace(noun, head=participle.i)


def _heavy_object(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "put into Karl's hands a note from her brother": a long object stands last (Wasow 2002)."""
    goal = tokens[noun.head]
    preposition = tokens[goal.head]
    verb = tokens[preposition.head]
    if goal.i > noun.i:
        return
    first = tokens[goal.i + 1]
    article = first.head == noun.i and first.dep in ("det", "nummod", "poss", "amod")
    if goal.dep != "pobj" or not article or first.lemma.lower() in ("this", "that", "every", "each"):
        return
    if verb.lemma not in _HANDLING or preposition.i < verb.i or verb.tag == "VBN":
        return
    clause = tokens[max(0, verb.i - _REACH) : verb.i + _REACH]
    if not any(t.head == verb.i and t.dep in ("dobj", "nsubjpass") for t in clause):
        changed[noun.i] = replace(noun, head=verb.i, dep="dobj")


def _neither(tokens: Sequence[Token], neither: Token, changed: dict[int, Token]) -> None:
    """ "neither wrote to the other": the pronoun before a verb that has no other subject."""
    verb = tokens[neither.head]
    behind = tokens[neither.i + 1] if neither.i + 1 < len(tokens) else neither
    joined = any(t.lemma.lower() == "nor" for t in tokens[neither.i : neither.i + _REACH])
    finite = behind.i == verb.i or (behind.head == verb.i and behind.dep in ("aux", "auxpass", "advmod"))
    near = tokens[max(0, neither.i - _REACH) : neither.i + 4]
    if verb.pos not in ("VERB", "AUX") or joined or not finite:
        return
    if not any(t.head == verb.i and t.dep in _SUBJECTS for t in near):
        changed[neither.i] = replace(neither, dep="nsubj", tag="DT", pos="DET")


def _object_of_gerund(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "avoided meeting Olga Brandt": a person is no time at which something was done."""
    verb = tokens[name.head]
    first = min([name.i, *(t.i for t in tokens[verb.i : name.i] if t.head == name.i)])
    bare = verb.text == "meeting" and verb.dep in ("dobj", "xcomp") and verb.head == verb.i - 1
    if first != verb.i + 1 or not (bare or (verb.tag == "VBG" and verb.pos == "VERB")):
        return
    changed[name.i] = replace(name, dep="dobj")
    if bare:
        changed[verb.i] = replace(verb, dep="xcomp", tag="VBG", pos="VERB", lemma="meet")


def _having_done(tokens: Sequence[Token], participle: Token, changed: dict[int, Token]) -> None:
    """ "denied ever having married Olga Brandt": a complement, with the name for its object."""
    noun = tokens[participle.head]
    if participle.dep == "advcl" and noun.lemma in CLAUSE_VERBS and noun.i < participle.i:
        if all(t.text != "," and t.dep != "dobj" for t in tokens[noun.i : participle.i]):
            changed[participle.i] = replace(participle, dep="xcomp")
    elif participle.dep == "amod" and noun.head < participle.i < noun.i and noun.dep in ("dobj", "pobj"):
        dep = "pcomp" if noun.dep == "pobj" else "xcomp"
        changed[participle.i] = replace(participle, head=noun.head, dep=dep, pos="VERB")
        changed[noun.i] = replace(noun, head=participle.i, dep="dobj")


def _in_order_to(tokens: Sequence[Token], order: Token, changed: dict[int, Token]) -> None:
    """ "travelled to Lund in order to meet her": an aim of the verb, and nobody's order."""
    before = tokens[order.head]
    aims = [t for t in tokens[order.i : order.i + 8] if t.head == order.i and t.tag == "VB" and t.i > order.i]
    if aims and before.lemma.lower() == "in" and before.i == order.i - 1 and tokens[order.i + 1].tag == "TO":
        changed[aims[0].i] = replace(aims[0], head=before.head, dep="advcl")


def _gapped(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "Ida wrote to Karl and Eva to Otto", "married to Karl and her sister Eva to Otto": the verb is left out."""
    verb, name = tokens[preposition.head], tokens[preposition.i - 1]
    name = tokens[name.head] if name.dep == "appos" and tokens[name.head].dep == "conj" else name  # "her sister Eva"
    party = tokens[name.head]
    party = tokens[party.head] if party.dep == "appos" else party
    first = tokens[party.head]
    parallel = first.lemma == preposition.lemma and first.dep == "prep" and first.head == verb.i
    if verb.lemma == "married" and verb.pos == "ADJ" and parallel and name.dep == "conj":
        changed[name.i] = replace(name, head=verb.i, dep="dep")
        changed[preposition.i] = replace(preposition, head=name.i)
    if verb.pos == "VERB" and parallel and name.dep in ("conj", "appos") and party.dep == "pobj":
        changed[name.i] = replace(name, head=verb.i, dep="conj")
        changed[preposition.i] = replace(preposition, head=name.i)


def _gapped_object(tokens: Sequence[Token], owner: Token, changed: dict[int, Token]) -> None:
    """ "Ida met her husband, and Karl his sister": Karl is a second subject, and nobody whom Ida met."""
    name, noun = tokens[owner.i - 1], tokens[owner.head]
    party = tokens[name.head]
    first = name.i
    while first and tokens[first - 1].head == name.i and tokens[first - 1].dep == "compound":
        first -= 1
    joined = name.dep == "conj" and party.dep == "dobj" and first > 0 and tokens[first - 1].lemma == "and"
    if joined and noun.i > owner.i and tokens[party.head].pos == "VERB":
        changed[name.i] = replace(name, head=party.head, dep="dep")
        changed[noun.i] = replace(noun, head=name.i, dep="dobj")


def _agent_behind_name(tokens: Sequence[Token], by: Token, changed: dict[int, Token]) -> None:
    """ "was taken to Karl in Lyons by Jonas Falk": a name takes no complement, the passive verb its agent."""
    verb = tokens[by.head]
    while verb.dep in ("pobj", "prep", "conj", "dative", "appos", "nsubjpass") and verb.head != verb.i:
        verb = tokens[verb.head]
    near = [t for t in tokens[max(0, verb.i - _REACH) : verb.i + _REACH] if t.head == verb.i]
    agent = tokens[by.i + 1 : by.i + 4]
    somebody = any(
        (t.pos == "PROPN" and t.ent not in _MEASURED) or (t.head == by.i and gazetteer().is_position(t.lemma))
        for t in agent
    )
    passive = verb.tag == "VBN" and (verb.dep == "acl" or any(t.dep == "auxpass" for t in near))
    if passive and somebody and verb.i < by.i and all(t.dep != "agent" for t in near):
        changed[by.i] = replace(by, head=verb.i, dep="agent")


def _verb_read_as_adjective(tokens: Sequence[Token], word: Token, changed: dict[int, Token]) -> None:
    """ "Ida's son, Karl Lind, married Eva Holt": an adjective has no object."""
    near = [t for t in tokens[max(0, word.i - _REACH) : word.i + _REACH] if t.head == word.i]
    subject = any(t.dep == "nsubj" and t.i < word.i for t in near)
    objects = [t for t in near if t.dep == "dobj" or (t.dep == "nsubj" and t.i > word.i and t.pos == "PROPN")]
    if subject and objects and all(t.dep not in ("cop", "aux") for t in near):
        changed[word.i] = replace(word, tag="VBD", pos="VERB", lemma=base_form(word.text))
        changed[objects[0].i] = replace(changed.get(objects[0].i, objects[0]), dep="dobj")


def _verb_behind_aside(tokens: Sequence[Token], word: Token, changed: dict[int, Token]) -> None:
    """ "Ida Brandt, 45, married Karl Lind": a sentence without a verb, but for what stands between name and name."""
    noun = tokens[word.head]
    while noun.dep == "compound" and noun.head > noun.i:
        noun = tokens[noun.head]
    root = noun
    while root.dep != "ROOT" and root.head != root.i:
        root = tokens[root.head]
    persons = all(t.pos == "PROPN" and t.ent == "PERSON" for t in (root, noun))
    if root.i >= word.i or not persons or noun.dep not in ("appos", "conj"):
        return
    for token in tokens[max(0, root.i - _REACH) : noun.i + _REACH]:
        if token.head == root.i != token.i and (token.i > noun.i or token.dep in ("prep", "punct", "advmod", "cc")):
            changed[token.i] = replace(changed.get(token.i, token), head=word.i)
    lemma = base_form(word.text) if word.tag == "JJ" else word.lemma
    changed[root.i] = replace(root, head=word.i, dep="nsubj")
    changed[word.i] = replace(word, head=word.i, dep="ROOT", tag="VBD", pos="VERB", lemma=lemma)
    changed[noun.i] = replace(noun, head=word.i, dep="dobj")


def _verb_read_as_modifier(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "The two exchanged letters for years", "Her son married Eva Holt, who …": a modifier has no subject."""
    noun, left = tokens[verb.head], tokens[verb.i - 1] if verb.i else verb
    below = [t for t in tokens[max(0, verb.i - _REACH) : verb.i] if t.head == verb.i and t.dep == "nsubj"]
    article = tokens[left.i - 1] if left.i else left
    two = left.lemma.lower() == "both" or (left.lemma.lower() in _FEW and article.lemma.lower() == "the")
    if noun.i < verb.i or any(t.head != noun.i for t in tokens[verb.i + 1 : noun.i]) or not (below or two):
        return
    first = (article.i if left.lemma.lower() != "both" else left.i) if two else verb.i
    for token in tokens[max(0, verb.i - _REACH) : noun.i + _REACH]:
        if token.head == noun.i != token.i and (token.i < first or (token.i > noun.i and token.dep != "relcl")):
            changed[token.i] = replace(changed.get(token.i, token), head=verb.i)
    if not below:
        changed[left.i] = replace(left, head=verb.i, dep="nsubj")
        if first != left.i:
            changed[first] = replace(tokens[first], head=left.i)
    lemma = base_form(verb.text) if verb.tag == "JJ" else verb.lemma
    changed[verb.i] = replace(verb, head=verb.i, dep="ROOT", tag="VBD", pos="VERB", lemma=lemma)
    changed[noun.i] = replace(noun, head=verb.i, dep="dobj")


def _inverted_passive(tokens: Sequence[Token], participle: Token, changed: dict[int, Token]) -> None:
    """ "Not until May was a reply sent": inverted behind a negative phrase (Huddleston & Pullum 2002, ch. 3)."""
    noun = tokens[participle.head]
    be = tokens[noun.head]
    clause = tokens[max(0, be.i - _REACH) : be.i + _REACH]
    below = [t for t in clause if t.head == be.i and t.i != be.i]
    first = min([be.i, *(t.i for t in below), *(t.i for t in clause if tokens[t.head] in below and t.i < be.i)])
    if be.lemma != "be" or be.dep != "ROOT" or not be.i < noun.i < participle.i or tokens[first].i == be.i:
        return
    if tokens[first].lemma.lower() not in ("not", "only", "nor", "never"):
        return
    for token in below:
        changed[token.i] = replace(token, head=participle.i)
    until = next((t for t in below if t.dep == "mark" and t.i < be.i), None)
    bound = next((t for t in below if t.dep == "nsubj" and t.i < be.i), None)
    if until is not None and bound is not None:
        changed[until.i] = replace(until, head=participle.i, dep="prep")
        changed[bound.i] = replace(bound, head=until.i, dep="pobj")
    changed[participle.i] = replace(participle, head=participle.i, dep="ROOT", pos="VERB")
    changed[be.i] = replace(be, head=participle.i, dep="auxpass")
    changed[noun.i] = replace(noun, head=participle.i, dep="nsubjpass")


def _participle_read_as_verb(tokens: Sequence[Token], participle: Token, changed: dict[int, Token]) -> None:
    """ "A note, addressed to Olga Brandt, was found"; "The meeting arranged for May did not take place".

    The verb is the one that has an auxiliary of its own behind a comma, or stands behind a participle that lacks an
    object: who arranges arranges something.
    """
    below = [t for t in tokens[max(0, participle.i - _REACH) : participle.i + _REACH] if t.head == participle.i]
    subjects = [t for t in below if t.dep in _SUBJECTS and t.i < participle.i]
    verbs = [t for t in below if t.pos == "VERB" and t.i > participle.i and t.dep in ("conj", "advcl", "dep", "ccomp")]
    if len(subjects) != 1 or len(verbs) != 1 or any(t.dep in ("aux", "auxpass", "cc", "dobj") for t in below):
        return
    subject, verb = subjects[0], verbs[0]
    own = [t for t in tokens[participle.i : verb.i + 1] if t.head == verb.i]
    auxiliaries = [t for t in own if t.dep in ("aux", "auxpass")]
    aside = participle.tag == "VBN" and auxiliaries and tokens[auxiliaries[0].i - 1].text == "," and verb.dep == "conj"
    finite = verb.tag == "VBD" or any(t.tag in ("VBD", "MD") for t in auxiliaries)
    bare = participle.lemma in _TRANSITIVE and subject.pos == "NOUN" and finite
    if not aside and (not bare or any(t.dep in (*_SUBJECTS, "mark", "advmod") for t in own)):
        return
    passive = any(t.dep == "auxpass" for t in auxiliaries)
    changed[verb.i] = replace(verb, head=verb.i, dep="ROOT")
    changed[participle.i] = replace(participle, head=subject.i, dep="acl", tag="VBN")
    changed[subject.i] = replace(subject, head=verb.i, dep="nsubjpass" if passive else "nsubj")


def _had_it_done(tokens: Sequence[Token], participle: Token, changed: dict[int, Token]) -> None:
    """ "had a letter from Karl delivered to Eva": she had it done, and did not have the letter."""
    thing = tokens[participle.head]
    verb = tokens[thing.head]
    agent = any(t.head == participle.i and t.dep == "agent" for t in tokens[participle.i : participle.i + _REACH])
    done = participle.tag in ("VBN", "VBD") and participle.lemma not in ("address", "date")
    if verb.lemma in ("have", "get") and thing.i < participle.i and done and not agent:
        changed[participle.i] = replace(participle, head=verb.i, dep="ccomp", tag="VBN")
        changed[thing.i] = replace(thing, head=participle.i, dep="nsubjpass")


def _had_somebody_do(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "had a friend, Karl, deliver it": the friend delivered it, and a bare verb is joined to no "had"."""
    had = tokens[verb.head]
    below = [t for t in tokens[max(0, verb.i - _REACH) : verb.i] if t.head == verb.i]
    friends = [t for t in tokens[had.i : verb.i] if t.head == had.i and t.dep == "dobj" and t.pos in ("NOUN", "PROPN")]
    joined = any(t.dep == "cc" and t.head == had.i for t in tokens[had.i : verb.i])
    if not joined and len(friends) == 1 and not any(t.dep in ("aux", "auxpass", *_SUBJECTS) for t in below):
        changed[friends[0].i] = replace(friends[0], head=verb.i, dep="nsubj")
        changed[verb.i] = replace(verb, dep="ccomp")


def _that_clause(tokens: Sequence[Token], that: Token, changed: dict[int, Token]) -> None:
    """ "That Ida met Karl is unlikely": no name has a "that" before it; what is said of the clause stands behind."""
    verb = tokens[tokens[that.head].head]
    behind = tokens[verb.i + 1 : verb.i + _REACH]
    copula = next((t for t in behind if t.head == verb.i and t.dep == "ccomp" and t.lemma == "be"), None)
    if tokens[that.head].dep not in _SUBJECTS or verb.head != verb.i or copula is None:
        return
    changed[that.i] = replace(that, head=verb.i, dep="mark", tag="IN", pos="SCONJ")
    changed[verb.i] = replace(verb, head=copula.i, dep="csubj")
    changed[copula.i] = replace(copula, head=copula.i, dep="ROOT")


def _letter_behind_date(tokens: Sequence[Token], clause: Token, changed: dict[int, Token]) -> None:
    """ "a letter of 3 May in which she thanks him": said of the letter, and not of the day."""
    date = tokens[clause.head]
    preposition = tokens[date.head]
    noun = tokens[preposition.head]
    if date.dep == "pobj" and preposition.lemma in ("of", "from") and noun.pos == "NOUN" and noun.i < date.i:
        changed[clause.i] = replace(clause, head=noun.i)
