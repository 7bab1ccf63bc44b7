"""Slips of parsers in what biographies and newspapers say of people, put right.

A name that stands alone before a participle, years of life in brackets, a role behind "at present", given names that
are English words as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from kg.gazetteer import gazetteer
from kg.model import Token
from kg.repairs.around import dependents

__all__ = ["base_form", "repair_names"]

_SUBJECTS = ("nsubj", "nsubjpass")
_NOMINAL = (*_SUBJECTS, "dobj", "dative", "pobj", "attr", "appos", "poss", "conj", "oprd", "amod")
_LIVED = frozenset(["born", "b.", "died", "d.", "née", "nee"])
_ADVERBS = frozenset(["present", "last", "first", "once", "length"])
"""What makes an adverb with "at"."""
_LONGEST_LIFE = 14
"""Tokens from the bracket before "born" to the one behind the years."""


def repair_names(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put such arcs into `changed`, by token."""
    for left, token in pairwise(tokens):
        if left.tag == "UH" and left.text in gazetteer().given_names and token.text == ",":
            changed[left.i] = replace(left, tag="NNP", pos="PROPN")  # "Jane, daughter of Karl Lind"
        if left.text == "(" and token.text in _LIVED and left.i:
            _life_in_brackets(tokens, left, changed)
        elif left.text == "Per" and left.tag == "IN" and token.tag == "NNP" and left.i and token.dep == "pobj":
            _given_name(tokens, left, token, changed)
        elif left.text == "Will" and left.tag == "MD" and token.tag == "NNP":
            _named_will(tokens, left, token, changed)
        elif left.tag == "NN" and left.dep == "compound" and token.tag == "NNP" and left.head >= token.i:
            _source_before_name(tokens, left, changed)
        elif token.dep == "appos" and tokens[token.head].ent == "DATE" and token.ent != "DATE":
            _subject_behind_date(tokens, token, changed)
        elif token.dep == "conj" and token.pos == "PROPN" and tokens[token.head].lemma in gazetteer().kinship:
            _named_relative(tokens, token, changed)
        elif token.dep == "relcl":
            _who_is_no_place(tokens, token, changed)
        elif left.tag == "IN" and token.ent == "DATE" and token.dep == "pobj":
            _object_behind_year(tokens, token, changed)
        elif token.tag == "JJ" and "-" in token.text and token.dep in _NOMINAL:
            _hyphenated_office(tokens, token, changed)
        elif token.pos == "PROPN" and token.dep == "ROOT":
            _name_before_participle(tokens, token, changed)
        elif token.pos == "PROPN" and left.text.istitle() and left.text.endswith("ed") and left.tag != "VBD":
            _opening_verb(tokens, left, token, changed)
        elif left.tag in ("JJ", "VBN") and left.dep == "amod" and token.pos == "PROPN":
            _verb_before_name(tokens, left, changed)
        elif left.lemma == "at" and token.lemma in _ADVERBS and token.dep == "amod":
            _at_present(tokens, left, token, changed)


def _life_in_brackets(tokens: Sequence[Token], bracket: Token, changed: dict[int, Token]) -> None:
    """ "Olga Brandt (born 7 May 1958) was": what stands in brackets is neither subject nor verb of the sentence."""
    name, born = tokens[bracket.i - 1], tokens[bracket.i + 1]
    close = next((t for t in tokens[born.i : born.i + _LONGEST_LIFE] if t.text == ")"), None)
    if close is None or name.pos != "PROPN" or close.i + 1 >= len(tokens):
        return
    verb = tokens[close.i + 1]
    inside = range(bracket.i, close.i + 1)
    if verb.pos not in ("VERB", "AUX") or (name.head not in inside and name.head != verb.i):
        return
    if any(t.head == verb.i and t.dep in _SUBJECTS and t.i not in inside for t in tokens[name.i : close.i]):
        return
    changed[name.i] = replace(name, head=verb.i, dep="nsubj")
    changed[born.i] = replace(born, head=name.i, dep="acl")
    for token in tokens[born.i + 1 : close.i]:
        if token.head not in inside or token.head == token.i:
            changed[token.i] = replace(token, head=born.i, dep="npadvmod")
    for mark in (bracket, close):
        changed[mark.i] = replace(mark, head=born.i)


def _subject_behind_date(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "On 11 May the Minister, Olga Brandt, wrote": nobody is a date."""
    date = tokens[noun.head]
    preposition = tokens[date.head]
    verb = tokens[preposition.head]
    if noun.pos not in ("NOUN", "PROPN") or date.dep != "pobj" or verb.pos not in ("VERB", "AUX") or verb.i < noun.i:
        return
    clause = tokens[preposition.i : verb.i]
    if any(t.head == verb.i and t.dep in _SUBJECTS for t in clause) or tokens[noun.i - 1].text == ",":
        return
    passive = any(t.head == verb.i and t.dep == "auxpass" for t in clause)
    changed[noun.i] = replace(noun, head=verb.i, dep="nsubjpass" if passive else "nsubj")


def _named_relative(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "whose widow, Olga Brandt, and …": commas on both sides, the name tells who the relative is."""
    kin = tokens[name.head]
    if name.i < kin.i:
        return
    first = min(t.i for t in tokens[kin.i + 1 : name.i + 1] if t.i == name.i or t.head == name.i)
    between = tokens[kin.i + 1 : first]
    closed = name.i + 1 < len(tokens) and tokens[name.i + 1].text == ","
    if kin.tag == "NN" and closed and [t.text for t in between] == [","]:
        changed[name.i] = replace(name, dep="appos")


def _who_is_no_place(tokens: Sequence[Token], clause: Token, changed: dict[int, Token]) -> None:
    """ "the families on the islands, who were cut off", "the mate of the brig Anna, who": somebody, no place."""
    place = tokens[clause.head]
    preposition = tokens[place.head]
    owner = tokens[preposition.head]
    who = any(t.head == clause.i and t.text.lower() in ("who", "whom") for t in tokens[place.i : clause.i])
    g, lemma = gazetteer(), place.lemma.lower()
    named = place.pos == "PROPN" and place.ent in ("GPE", "LOC", "FAC", "NORP") and place.text not in g.demonyms
    called = lemma in g.place_nouns and lemma not in g.group_nouns and lemma not in g.person_nouns
    called = called or any(t.lemma.lower() in g.place_nouns for t in tokens[place.i - 1 : place.i] if t.head == place.i)
    behind = place.dep == "pobj" and preposition.dep == "prep" and owner.pos in ("NOUN", "PROPN")
    if who and behind and (named or called):
        changed[clause.i] = replace(clause, head=owner.i)


def _object_behind_year(tokens: Sequence[Token], year: Token, changed: dict[int, Token]) -> None:
    """ "She married in 1940 the poet Karl Lind": the year ends the phrase of time, what follows is the object."""
    preposition = tokens[year.i - 1]
    verb, behind = tokens[preposition.head], tokens[year.i + 1 : year.i + 8]
    noun = next((t for t in behind if t.dep == "pobj" and t.head == preposition.i), year)
    bare = noun is year or verb.tag not in ("VBD", "VBN") or verb.i != preposition.i - 1
    if not bare and not any(t.head == verb.i and t.dep == "dobj" for t in tokens[verb.i : noun.i + 20]):
        changed[noun.i] = replace(noun, head=verb.i, dep="dobj")


def _hyphenated_office(tokens: Sequence[Token], word: Token, changed: dict[int, Token]) -> None:
    """ "the governor-general", "was vice-consul": most words with a hyphen are adjectives, these are not."""
    lower = word.text.lower()
    office, prefixed = gazetteer().is_position(lower), lower.startswith(("vice-", "co-", "ex-", "deputy-"))
    if word.dep == "amod" and not (word.text[0].isupper() and tokens[word.head].pos == "PROPN"):
        return  # "the vice-presidential plane"
    if office or (prefixed and gazetteer().is_position(lower.partition("-")[2])):
        if word.dep == "amod":  # "Governor-General Olga Brandt"
            changed[word.i] = replace(word, tag="NNP", pos="PROPN", lemma=word.text, dep="compound")
        else:
            changed[word.i] = replace(word, tag="NN", pos="NOUN", lemma=lower)


def _given_name(tokens: Sequence[Token], given: Token, surname: Token, changed: dict[int, Token]) -> None:
    """ "the archbishop, Per Lind": a given name that is a preposition, too, and never capitalised inside a sentence."""
    if tokens[given.i - 1].text in (".", "”", '"') or given.head == given.i:
        return
    changed[surname.i] = replace(surname, head=given.head, dep="appos" if tokens[given.i - 1].text == "," else "dobj")
    changed[given.i] = replace(given, tag="NNP", pos="PROPN", head=surname.i, dep="compound", lemma=given.text)


def _named_will(tokens: Sequence[Token], given: Token, surname: Token, changed: dict[int, Token]) -> None:
    """ "Will Garland met her": a given name that is an auxiliary, too; "Will Garland meet her?" asks of Garland."""
    verb = tokens[given.head]
    first = given.i == 0 or tokens[given.i - 1].text in (".", "?", "!", "”", '"') or tokens[given.i - 1].head > given.i
    if first and verb.tag == "VB":
        return
    changed[given.i] = replace(
        given, tag="NNP", pos="PROPN", lemma="Will", dep="compound", head=surname.i, ent="PERSON", ent_start=True
    )
    changed[surname.i] = replace(changed.get(surname.i, surname), ent="PERSON", ent_start=False)


def _source_before_name(tokens: Sequence[Token], source: Token, changed: dict[int, Token]) -> None:
    """ "According to tradition Karl Lind met her": the source ends before the name, which is the clause's subject."""
    to = next((t for t in reversed(tokens[max(0, source.i - 4) : source.i]) if t.lemma == "to"), source)
    filled = any(t.head == to.i and t.dep == "pobj" for t in tokens[to.i : source.i + 6])
    if tokens[to.head].lemma.lower() == "accord" and not filled:
        changed[source.i] = replace(source, head=to.i, dep="pobj")


def _name_before_participle(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "Brandt, 58, trained as a surveyor.": no title of a picture but a sentence, the participle its verb."""
    after = tokens[name.i + 1 : name.i + 5]
    aged = [t.text for t in after[:1]] == [","] and len(after) == 4 and after[1].pos == "NUM" and after[2].text == ","
    verb = after[3] if aged else name
    if verb.tag not in ("VBN", "VBD") or verb.dep not in ("acl", "relcl") or verb.head != name.i:
        return
    for token in tokens[verb.i + 1 : verb.i + 60]:
        if token.head == name.i and token.dep in ("punct", "prep", "conj", "cc", "advmod"):
            changed[token.i] = replace(token, head=verb.i)
    changed[name.i] = replace(name, head=verb.i, dep="nsubj")
    changed[verb.i] = replace(verb, head=verb.i, dep="ROOT", tag="VBD")


def _verb_before_name(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "She studied at Lund and in 1909 married Karl Lind": a name is not joined to a verb, "married" is."""
    name = tokens[verb.head]
    outer = tokens[name.head]
    between = tokens[outer.i + 1 : verb.i]
    joined = name.dep == "conj" or (name.dep == "dobj" and any(t.dep == "cc" for t in between[-5:]))
    if not verb.text.endswith("ed") or not joined or outer.pos not in ("VERB", "AUX") or outer.i > verb.i:
        return
    for token in tokens[outer.i : name.i]:
        if token.head == name.i and token.dep in ("prep", "advmod", "npadvmod", "neg"):
            changed[token.i] = replace(token, head=verb.i)
    lemma = base_form(verb.text)
    changed[verb.i] = replace(verb, head=outer.i, dep="conj", tag="VBD", pos="VERB", lemma=lemma)
    changed[name.i] = replace(name, head=verb.i, dep="dobj")


def _opening_verb(tokens: Sequence[Token], verb: Token, name: Token, changed: dict[int, Token]) -> None:
    """ "Answered Ilse at length; shall write to Karl": a diarist's first verb, and no part of a name behind it."""
    lemma = base_form(verb.text.lower())
    opens = not verb.i or tokens[verb.i - 1].text in (".", "!", "?", ":", ";", "—", "–")
    if not opens or verb.text in gazetteer().given_names or lemma not in gazetteer().common_words:
        return
    main = tokens[verb.head if verb.head != name.i else name.head]
    mark = next((t.i for t in tokens[name.i : main.i] if t.text == ";"), 0)
    if main.i not in (verb.i, name.i) and (not mark or main.dep != "ROOT"):
        return
    for child in dependents(tokens, main):
        if verb.i < child.i < mark and child.i != name.i:
            changed[child.i] = replace(child, head=verb.i)
    changed[verb.i] = replace(verb, head=verb.i, dep="ROOT", tag="VBD", pos="VERB", lemma=lemma, ent="")
    changed[name.i] = replace(name, head=verb.i, dep="dobj")
    if mark:
        changed[main.i] = replace(main, head=verb.i, dep="conj")


def base_form(word: str) -> str:
    """The base form of a participle in "-ed" that the tagger read as an adjective: "married" is "marry"."""
    known = gazetteer().common_words
    stems = (f"{word[:-3]}y" if word.endswith("ied") else "", word[:-2], word[:-1], word[:-3])
    return next((stem for stem in stems if stem in known), word[:-2])


def _at_present(tokens: Sequence[Token], at: Token, adverb: Token, changed: dict[int, Token]) -> None:
    """ "Lind is at present head of the museum": two words of time before what he is."""
    role, verb = tokens[adverb.head], tokens[at.head]
    if role.dep != "pobj" or role.head != at.i or verb.lemma != "be" or role.tag != "NN":
        return
    changed[adverb.i] = replace(adverb, head=at.i, dep="pobj")
    changed[role.i] = replace(role, head=verb.i, dep="attr")
