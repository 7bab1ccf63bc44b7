"""Roles and the names behind them in lists, put back together.

"the minister of health, Olga Brandt, and the mayor of Lund, Ralf Dorn, met": the name is taken for a second town, for
an adverbial or for an item of its own, the second role for something that is joined to the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.gazetteer import gazetteer
from kg.model import Token

__all__ = ["repair_roles"]

_PLACES = ("GPE", "LOC", "ORG", "FAC", "NORP")
_TRADES = ("master", "mistress", "keeper", "man", "woman", "maker", "monger", "wright")
_AGENTS = (
    "ist", "grapher", "maker", "wright", "ician", "eteer", "ologist", "eur", "nner", "rder", "nter", "girl", "boy",
    "master", "mistress", "keeper", "smith",
)  # fmt: skip
"""Ends of nouns for what people do."""
_NOUNS = ("NOUN", "PROPN")
_NOMINAL = ("pobj", "dobj", "nsubj", "nsubjpass", "dative", "appos", "conj", "attr")


def repair_roles(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put such arcs into `changed`, by token."""
    for token in tokens:
        if token.dep == "acomp" and token.lemma.endswith(_TRADES):
            _role_read_as_adjective(token, changed)
        elif token.dep == "amod" and token.tag == "JJ" and token.text.endswith(_AGENTS):
            _role_before_name(tokens, token, changed)
        elif token.tag == "JJ" and token.dep in _NOMINAL and gazetteer().is_position(token.text):
            changed[token.i] = replace(token, tag="NN", pos="NOUN")  # "the abbess"
        if token.pos not in ("PROPN", "NOUN") or token.head == token.i:
            continue
        if token.dep == "nmod" and token.head > token.i and _role(token):
            _two_roles(tokens, token, changed)
        elif token.dep == "dobj" and token.tag == "NNS" and token.i > 2:
            _called_two(tokens, token, changed)
        head = tokens[token.head]
        thing = head.pos == "NOUN" and not _role(head) and _role(token)  # "a letter from … and the mayor"
        if token.dep == "conj" and token.head < token.i and (thing or head.pos in ("VERB", "AUX")):
            _role_joined_to_verb(tokens, token, changed)
        elif token.dep == "appos" and tokens[token.i - 1].text.lower() in ("née", "nee"):
            _born_as(tokens, token, changed)
        elif token.head < token.i and _person(tokens, token):
            if token.dep == "appos":
                _one_of_them(tokens, token, changed)
            listed = token.dep == "appos" and any(t.dep == "cc" and t.head == token.i for t in tokens[token.i :][:3])
            if listed or token.dep in ("npadvmod", "conj"):
                _name_behind_role(tokens, token, changed)


def _role_read_as_adjective(role: Token, changed: dict[int, Token]) -> None:
    """ "was schoolmaster at Lund": no adjective is a compound of "master"."""
    if gazetteer().is_position(role.lemma):
        changed[role.i] = replace(role, dep="attr", tag="NN", pos="NOUN")


def _role_before_name(tokens: Sequence[Token], role: Token, changed: dict[int, Token]) -> None:
    """ "his wife, the organist Olga Brandt": what she is, and no adjective."""
    person = gazetteer().person_nouns.get(role.text)
    led = tokens[role.i - 1].pos == "DET" if role.i else False
    if led and person is not None and person.first and _person(tokens, tokens[role.head]):
        changed[role.i] = replace(role, dep="compound", tag="NN", pos="NOUN")


def _two_roles(tokens: Sequence[Token], role: Token, changed: dict[int, Token]) -> None:
    """ "Budget chief Olga Brandt and Danish farm minister Ralf Dorn met": two persons, and none of them a part of the
    other's name.
    """
    name = next((t for t in tokens[role.i + 1 : role.i + 5] if t.head == role.i and t.dep == "appos"), None)
    top = tokens[role.head]
    while top.dep in ("compound", "nmod", "amod") and top.head > top.i:
        top = tokens[top.head]
    if name is None or not _person(tokens, name) or top.pos != "PROPN" or top.i < name.i:
        return
    joint = tokens[name.i + 1]
    if joint.dep != "cc" or joint.lemma != "and":
        return
    for t in tokens[joint.i + 1 : top.i]:
        if t.head in (name.i, role.i):
            changed[t.i] = replace(t, head=top.i, dep="amod" if t.pos == "ADJ" else "compound")
    changed[role.i] = replace(role, head=top.head, dep=top.dep)
    changed[top.i] = replace(top, head=role.i, dep="conj")


def _called_two(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "hand it to the owners, the sisters Olga and Ida Brandt": who they are, and no second thing that is handed."""
    first = _first(tokens, noun)
    comma, before = tokens[first - 1], tokens[first - 2]
    above = tokens[before.head]
    told = before.dep == "pobj" and before.tag == "NNS" and above.lemma == "to" and above.head == noun.head
    kin = gazetteer().kinship.get(noun.lemma) or gazetteer().person_nouns.get(noun.lemma)
    other = any(t.head == noun.head and t.dep == "dobj" for t in tokens[tokens[noun.head].i : before.i])
    if comma.text == "," and told and kin is not None and other:
        changed[noun.i] = replace(noun, head=before.i, dep="appos")


def _role_joined_to_verb(tokens: Sequence[Token], role: Token, changed: dict[int, Token]) -> None:
    """ "wrote to the minister, Olga Brandt, and the mayor of Lund": a noun is joined to a noun."""
    first = _first(tokens, role)
    if first < 3 or tokens[first - 1].dep != "cc" or tokens[first - 1].lemma not in ("and", "or"):
        return
    before = tokens[first - 2] if tokens[first - 2].text != "," else tokens[first - 3]
    noun = before
    while noun.dep in ("appos", "compound") and noun.head > role.head:
        noun = tokens[noun.head]
    if tokens[role.head].pos == "NOUN" and not (_role(noun) and tokens[first - 2].text == ","):
        return
    clause = any(t.head == role.i and t.dep in ("nsubj", "relcl", "aux") for t in tokens[first : role.i + 12])
    if noun.pos in ("NOUN", "PROPN") and noun.dep in _NOMINAL and noun.i > role.head and not clause:
        changed[role.i] = replace(role, head=noun.i)
        changed[first - 1] = replace(tokens[first - 1], head=noun.i)


def _name_behind_role(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "the president of Malta, Olga Brandt, and": nobody is a second Malta, and no person is an adverbial."""
    comma = tokens[_first(tokens, name) - 1]
    before = tokens[comma.i - 1]
    if comma.text != "," or comma.i < 2 or before.pos not in ("NOUN", "PROPN") or before.i < name.head:
        return
    role, moved = before, list[tuple[Token, int]]()
    while not _role(role) and role.dep in ("pobj", "prep", "compound") and role.head != role.i:
        beside = tokens[role.i - 1]  # "met the minister for refugees, Olga Brandt": who met nobody for them
        if role.dep == "prep" and tokens[role.head].pos == "VERB" and role.head < beside.i and beside.pos in _NOUNS:
            moved.append((role, beside.i))
            role = beside
        else:
            role = tokens[role.head]
    joined = name.dep == "conj" and (name.head != before.i or before.ent not in _PLACES or role is before)
    if not joined and _role(role) and role.dep in _NOMINAL:
        changed[name.i] = replace(name, head=role.i, dep="appos")
        for preposition, head in moved:
            changed[preposition.i] = replace(preposition, head=head)


def _one_of_them(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "handed to one of her staff, Olga Brandt": the name is that of the one."""
    several = tokens[name.head]
    preposition = tokens[several.head]
    one = tokens[preposition.head]
    behind = tokens[_first(tokens, name) - 1].text == ","
    if behind and preposition.lemma == "of" and one.lemma.lower() == "one" and one.i == preposition.i - 1:
        changed[name.i] = replace(name, head=one.i)


def _born_as(tokens: Sequence[Token], maiden: Token, changed: dict[int, Token]) -> None:
    """ "Olga Brandt, née Lind, widow of Karl": what follows is said of her, and not of her maiden name."""
    for token in tokens[maiden.i + 1 : maiden.i + 12]:
        if token.head == maiden.i and token.dep == "appos":
            changed[token.i] = replace(token, head=maiden.head)


def _person(tokens: Sequence[Token], name: Token) -> bool:
    given = tokens[name.i - 1]
    return name.ent == "PERSON" or (given.dep == "compound" and given.text in gazetteer().given_names)


def _role(noun: Token) -> bool:
    known = gazetteer()
    return noun.tag == "NN" and (noun.lemma in known.person_nouns or known.is_position(noun.lemma))


def _first(tokens: Sequence[Token], noun: Token) -> int:
    """Where the words before a noun that hang on it begin."""
    phrase = {noun.i}
    for token in reversed(tokens[max(0, noun.i - 8) : noun.i]):
        if token.head in phrase and token.dep in ("det", "amod", "compound", "nummod", "poss", "case", "nmod"):
            phrase.add(token.i)
    return min(phrase)
