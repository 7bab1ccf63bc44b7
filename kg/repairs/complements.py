"""Slips of parsers in clauses of giving, appointing and holding office, put right.

"appointed Olga Brandt director", "wrote Ralf Dorn two letters", "was for nine years consul": a name or a time that
stands right before a noun is read as a part of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.gazetteer import gazetteer
from kg.model import Token
from kg.repairs.around import SUBJECTS, dependents

__all__ = ["repair_complements"]

_GIVING = frozenset("write send give hand pay bring show offer grant lend mail post wire cable leave owe teach".split())
"""Verbs of two objects, a receiver before a thing."""
_NAMING = frozenset("name appoint elect make choose nominate declare proclaim crown create".split())
"""Verbs of an object and what it becomes."""
_PROVIDING = frozenset("entrust present provide supply furnish serve charge trust reward issue".split())
"""Verbs of fulfilling (Levin, "English verb classes and alternations", 1993, 13.4): "with" marks the thing."""
_PARTICIPLES_OF_PERSONS = frozenset(["accused", "deceased", "condemned", "convicted"])
_ASIDES = frozenset(["laughter", "applause", "cheers", "silence", "sensation", "interruption", "groans", "hisses"])
"""What a report of a court or parliament puts in brackets."""
_SYNCRETIC = frozenset(["sent", "left", "brought", "read", "found", "kept", "sold", "bought", "lost"])
"""Past forms that are participles as well."""
_STRETCHES = frozenset(
    """morning afternoon evening night day week fortnight month year spring summer autumn winter
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday""".split()
)
_POINTING = frozenset("same next one that following other every each".split())
_FILLING_TIME = frozenset(
    """spend pass give spare allow wish bid enjoy waste have choose fix set remember fill last recall describe take
    devote like love hate book reserve lose need want cost miss celebrate mark see await dread
    cover""".split()
)
"""Verbs whose object may be an evening."""
_SPANS = frozenset(["year", "month", "week", "decade", "century"])
_MEALS = frozenset("supper dinner tea luncheon coffee".split())
_PAPERS = frozenset("letter note postcard telegram cable reply answer".split())
_CLAUSES = ("ROOT", "conj", "ccomp", "advcl")
_COMPLEMENTS = ("dobj", "oprd", "ccomp", "xcomp", "dative")


def repair_complements(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put such arcs into `changed`, by token."""
    for token in tokens:
        if token.tag == "NN" and token.i > 1 and tokens[token.head].lemma in _NAMING:
            _appointed(tokens, token, changed)
        if token.text in _MEALS and token.tag == "VB":
            _meal(tokens, token, changed)
        elif token.tag == "NN" and token.dep in _CLAUSES and tokens[token.i - 1].lemma == "have":
            _had_something(tokens, token, changed)
        if token.text == "(":
            _aside(tokens, token, changed)
        elif token.text in _PARTICIPLES_OF_PERSONS:
            _person_in_court(tokens, token, changed)
        elif token.dep in SUBJECTS:
            if token.pos == "PROPN" or token.text == "I":
                _second_of_two_names(tokens, token, changed)
            elif token.lemma in _SPANS:
                _years_on(tokens, token, changed)
        elif token.dep == "acl":
            if token.tag == "VBD" or (token.tag == "VBN" and tokens[token.head].dep == "ROOT"):
                _verb_under_its_noun(tokens, token, changed)
        elif token.dep == "oprd":
            if token.pos == "PROPN":
                _object_of_naming(tokens, token, changed)
        elif token.dep == "conj":
            if token.pos == "ADP":
                _same_preposition(tokens, token, changed)
            if token.tag == "VBD":
                _second_participle(tokens, token, changed)
            elif token.tag == "NN":
                _second_predicate(tokens, token, changed)
        elif token.dep == "dobj":
            if token.lemma in _STRETCHES:
                _time_of_day(tokens, token, changed)
            elif tokens[token.head].lemma in _GIVING:
                _receiver_before_thing(tokens, token, changed)
        elif token.dep == "acomp" and "-" in token.text:
            _office_with_hyphen(tokens, token, changed)
        elif token.dep == "advmod" and token.text in ("together", "apart"):
            _together(tokens, token, changed)
        elif token.dep == "prep":
            if tokens[token.head].dep in ("aux", "auxpass"):  # "had “in all likelihood” met her": said of the verb
                changed[token.i] = replace(token, head=tokens[token.head].head)
            elif token.lemma == "by":
                _second_agent(tokens, token, changed)
            elif token.lemma == "with":
                _thing_provided(tokens, token, changed)
            elif token.lemma == "from":
                _from_whose_hands(tokens, token, changed)
            elif token.lemma == "on" and tokens[token.head].lemma == "pass":
                _thing_passed_on(tokens, token, changed)
            if token.lemma in ("to", "with", "from") and tokens[token.head].pos in ("PROPN", "NOUN"):
                _another_party(tokens, token, changed)
        elif token.dep in ("compound", "nmod") and token.head > token.i:
            if token.pos == "PROPN" and tokens[token.head].pos == "NOUN":
                _name_before_noun(tokens, token, changed)
            elif token.lemma in _SPANS:
                _time_before_office(tokens, token, changed)


def _aside(tokens: Sequence[Token], bracket: Token, changed: dict[int, Token]) -> None:
    """ "(Laughter.)": the noise in the room, and nobody's name."""
    for token in tokens[bracket.i + 1 : bracket.i + 3]:
        if token.text.lower() in _ASIDES:
            changed[token.i] = replace(token, tag="NN", pos="NOUN", lemma=token.text.lower(), ent="")


def _person_in_court(tokens: Sequence[Token], token: Token, changed: dict[int, Token]) -> None:
    """ "the accused", "the deceased": a noun for a person, where no noun follows."""
    left = tokens[token.i - 1] if token.i else token
    right = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
    if left.text.lower() == "the" and token.pos != "NOUN" and right.pos not in ("NOUN", "PROPN", "ADJ"):
        changed[token.i] = replace(token, tag="NN", pos="NOUN", lemma=token.text)


def _meal(tokens: Sequence[Token], meal: Token, changed: dict[int, Token]) -> None:
    """ "stayed to supper with her", "was entertained to supper by him": nobody suppers."""
    to = tokens[meal.i - 1]
    if meal.i and to.text == "to" and to.head == meal.i and tokens[meal.head].pos == "VERB":
        changed[to.i] = replace(to, head=meal.head, dep="prep", tag="IN", pos="ADP")
        changed[meal.i] = replace(meal, head=to.i, dep="pobj", tag="NN", pos="NOUN")
        for by in dependents(tokens, meal):
            if by.lemma == "by":
                changed[by.i] = replace(by, head=meal.head, dep="agent")


def _had_something(tokens: Sequence[Token], thing: Token, changed: dict[int, Token]) -> None:
    """ "had supper with her": no noun has an auxiliary."""
    had = tokens[thing.i - 1]
    if had.head != thing.i or had.dep != "aux":
        return
    for child in dependents(tokens, thing):
        if child.i < had.i or child.dep in ("punct", "conj", "cc", "advcl"):
            changed[child.i] = replace(changed.get(child.i, child), head=had.i)
    changed[had.i] = replace(had, head=had.i if thing.head == thing.i else thing.head, dep=thing.dep, pos="VERB")
    changed[thing.i] = replace(thing, head=had.i, dep="dobj")


def _second_agent(tokens: Sequence[Token], by: Token, changed: dict[int, Token]) -> None:
    """ "was visited by his wife and by her cousin": both visited him."""
    below = dependents(tokens, tokens[by.head])
    if tokens[by.i - 1].dep == "cc" and any(t.dep == "agent" and t.i < by.i for t in below):
        changed[by.i] = replace(by, dep="agent")


def _thing_provided(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "entrusted the pilot with a letter": it is the verb that asks for "with"."""
    receiver = tokens[preposition.head]
    if receiver.dep == "dobj" and tokens[receiver.head].lemma in _PROVIDING:
        changed[preposition.i] = replace(preposition, head=receiver.head)


def _from_whose_hands(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "took the letter from the hands of Olga Brandt": where it was taken from, and no letter from somebody."""
    thing = tokens[preposition.head]
    hands = any(t.dep == "pobj" and t.lemma == "hand" for t in dependents(tokens, preposition))
    if hands and thing.dep == "dobj":
        changed[preposition.i] = replace(preposition, head=thing.head)


def _office_with_hyphen(tokens: Sequence[Token], office: Token, changed: dict[int, Token]) -> None:
    """ "was surveyor-general of the colony", "became editor-in-chief": a noun, and no adjective."""
    words = gazetteer()
    base = office.text.lower().partition("-")[0]
    if base in words.person_nouns or words.is_position(base):
        changed[office.i] = replace(office, dep="attr", tag="NN", pos="NOUN", lemma=office.text.lower())


def _same_preposition(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "in a letter to the mayor and to the dean": "to" is joined to "to", and not to "in"."""
    first = tokens[preposition.head]
    same = [
        t for t in tokens[first.i + 1 : preposition.i]
        if t.lemma == preposition.lemma and t.dep in ("prep", "dative") and t.pos == "ADP"
    ]  # fmt: skip
    if first.pos == "ADP" and first.lemma != preposition.lemma and same:
        changed[preposition.i] = replace(preposition, head=same[-1].i)
        for child in dependents(tokens, first):
            if child.dep == "cc" and child.i > same[-1].i:
                changed[child.i] = replace(child, head=same[-1].i)


def _another_party(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "wrote to the owner, Olga Brandt, in Lund, to the mayor and to the dean": each "to" is the verb's."""
    before, verb = tokens[preposition.i - 1], tokens[preposition.head]
    if verb.lemma in _PAPERS:
        return
    while verb.pos not in ("VERB", "AUX") and verb.head < verb.i:
        verb = tokens[verb.head]
    joined = before.text == "," or before.dep == "cc"
    first = [t for t in dependents(tokens, verb) if t.dep in ("prep", "dative") and t.i < preposition.i]
    if joined and verb.pos == "VERB" and any(t.lemma == preposition.lemma for t in first):
        changed[preposition.i] = replace(preposition, head=verb.i)


def _together(tokens: Sequence[Token], adverb: Token, changed: dict[int, Token]) -> None:
    """ "brought them together before the rains": it says how they were brought, not how long before."""
    preposition = tokens[adverb.head]
    if preposition.dep == "prep" and preposition.i == adverb.i + 1 and tokens[preposition.head].pos == "VERB":
        changed[adverb.i] = replace(adverb, head=preposition.head)


def _thing_passed_on(tokens: Sequence[Token], particle: Token, changed: dict[int, Token]) -> None:
    """ "passed on the letter to Olga Brandt": a particle before its object, where nothing else is passed."""
    verb = tokens[particle.head]
    objects = [t for t in dependents(tokens, particle) if t.dep == "pobj" and t.ent not in ("DATE", "TIME")]
    other = any(t.dep in ("dobj", "nsubjpass") for t in dependents(tokens, verb))
    if particle.i == verb.i + 1 and objects and not other:
        changed[particle.i] = replace(particle, dep="prt", tag="RP")
        changed[objects[0].i] = replace(objects[0], head=verb.i, dep="dobj")


def _second_participle(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "a letter signed by Olga Brandt and addressed to Ralf Dorn": two participles, and no verb in the past.

    Only where the form can be a participle ("sent", not "wrote") and a thing is spoken of.
    """
    first = tokens[verb.head]
    if not (verb.text.endswith("ed") or verb.text in _SYNCRETIC) or tokens[first.head].pos != "NOUN":
        return
    alone = not any(t.dep in (*SUBJECTS, "dobj") for t in dependents(tokens, verb))
    if alone and first.dep == "acl" and first.tag == "VBN":
        changed[verb.i] = replace(verb, tag="VBN")


def _second_predicate(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "was the wife of Ralf Dorn, the dean, and the mother of two": a relative, and none of the dean's."""
    first = tokens[noun.head]
    while first.dep in ("appos", "pobj", "prep") and first.head < first.i:
        first = tokens[first.head]
    joint = next((t for t in tokens[first.i : noun.i] if t.dep == "cc" and t.head == noun.head), None)
    known = noun.lemma in gazetteer().kinship and first.lemma in gazetteer().kinship
    articles = [any(t.dep == "det" for t in dependents(tokens, n)) for n in (first, noun)]
    if not known or first.i == noun.head or joint is None or tokens[joint.i - 1].text != "," or not all(articles):
        return
    changed[noun.i] = replace(noun, head=first.i)
    changed[joint.i] = replace(joint, head=first.i)


def _receiver_before_thing(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "will hand Ralf Dorn a letter": of two objects the first is the receiver."""
    objects = [t for t in dependents(tokens, tokens[name.head]) if t.dep == "dobj" and t.i > name.head]
    receiver = name.pos == "PROPN" and len(objects) == 2 and objects[0].i == name.i and objects[1].pos == "NOUN"
    if receiver and any(t.dep == "det" and t.i == name.i + 1 for t in dependents(tokens, objects[1])):
        changed[name.i] = replace(name, dep="dative")


def _time_of_day(tokens: Sequence[Token], time: Token, changed: dict[int, Token]) -> None:
    """ "rang her one evening", "wrote the same night": when it was, and no object."""
    pointed = any(t.text.lower() in _POINTING and t.i < time.i for t in dependents(tokens, time))
    if pointed and tokens[time.head].lemma not in _FILLING_TIME:
        changed[time.i] = replace(time, dep="npadvmod")
        for other in dependents(tokens, tokens[time.head]):
            if other.dep == "dative" and other.pos in ("PRON", "PROPN", "NOUN"):
                changed[other.i] = replace(changed.get(other.i, other), dep="dobj")


def _second_of_two_names(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "The parting of Ralf Dorn and Olga Brandt took place", "Olga Brandt and I met": no second subject."""
    first = min([name.i, *(t.i for t in dependents(tokens, name) if t.dep == "compound" and t.i < name.i)])
    joint = tokens[first - 1] if first else name
    other = tokens[joint.head]
    if joint.dep != "cc" or joint.lemma != "and" or other.pos != "PROPN":
        return
    if other.dep in SUBJECTS and other.head == name.head:
        changed[name.i] = replace(name, head=other.i, dep="conj")
    if other.dep != "pobj":
        return
    up = other
    while up.head != up.i and up.head < name.i:
        up = tokens[up.head]
    if up.dep in SUBJECTS and up.head == name.head:
        changed[name.i] = replace(name, head=other.i, dep="conj")


def _years_on(tokens: Sequence[Token], time: Token, changed: dict[int, Token]) -> None:
    """ "went to Lund and two years on married Ralf Dorn": no years marry, and the subject is that of the first verb."""
    verb = tokens[time.head]
    if tokens[time.i + 1].text in ("on", "later", "after") and verb.dep == "conj" and verb.i > time.i:
        changed[time.i] = replace(time, dep="npadvmod")


def _name_before_noun(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "had written Olga Brandt two letters": the name is an object of its own."""
    noun = tokens[name.head]
    verb = tokens[noun.head]
    if noun.dep not in ("dobj", "oprd") or verb.pos != "VERB":
        return
    first = min([name.i, *(t.i for t in dependents(tokens, name) if t.dep == "compound" and t.i < name.i)])
    if first - 1 != verb.i:
        return
    behind = tokens[name.i + 1]
    if verb.lemma in _GIVING and behind.pos in ("NUM", "DET") and name.i < behind.i < noun.i:
        changed[name.i] = replace(name, head=verb.i, dep="dative")


def _appointed(tokens: Sequence[Token], office: Token, changed: dict[int, Token]) -> None:
    """ "appointed Karl Lind consul", "made Karl Lind a baron": the name is the object, the office what he became."""
    verb, words = tokens[office.head], gazetteer()
    named = [
        t for t in tokens[verb.i + 1 : office.i]
        if t.head == office.i and t.dep in ("compound", "nmod", "nsubj") and t.tag == "NNP"
    ]  # fmt: skip
    nouns = (office.lemma, f"{tokens[office.i - 1].text.lower()} {office.lemma}")  # "chief executive"
    known = any(words.is_position(noun) or noun in words.person_nouns for noun in nouns)
    if not named or not known or office.dep not in ("dobj", "oprd", "ccomp") or verb.pos != "VERB":
        return
    name = named[-1]
    first = min([name.i, *(t.i for t in tokens[verb.i + 1 : name.i] if t.head == name.i)])
    person = name.ent == "PERSON" or (first < name.i and tokens[first].text in words.given_names)
    perfect = any(t.dep == "aux" and t.lemma == "have" for t in dependents(tokens, verb))
    if first == verb.i + 1 and person and (perfect or verb.tag != "VBN"):
        changed[name.i] = replace(name, head=verb.i, dep="dobj")
        changed[office.i] = replace(office, dep="oprd")


def _object_of_naming(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "named Olga Brandt as director": who is named is the object, what stands behind "as" is what she becomes."""
    verb = tokens[name.head]
    below = dependents(tokens, verb)
    other = any(t.dep in ("dobj", "nsubjpass", "auxpass") for t in below)
    if verb.i < name.i and not other and any(t.dep == "prep" and t.lemma == "as" and t.i > name.i for t in below):
        changed[name.i] = replace(name, dep="dobj")


def _verb_under_its_noun(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "The bank named Olga Brandt director": a verb in the past with an object of its own, and no participle."""
    noun = tokens[verb.head]
    below = dependents(tokens, verb)
    acting = any(t.dep in _COMPLEMENTS and t.i > verb.i for t in below)
    if noun.dep != "ROOT" or noun.pos not in ("NOUN", "PROPN") or noun.i > verb.i or not acting:
        return
    if any(t.dep in ("nsubj", "nsubjpass", "agent", "auxpass") for t in below):
        return
    if verb.tag == "VBN" and not any(t.dep in ("dobj", "oprd") and t.i > verb.i for t in below):
        return
    for child in dependents(tokens, noun):
        if child.i > verb.i:
            changed[child.i] = replace(changed.get(child.i, child), head=verb.i)
    changed[verb.i] = replace(verb, head=verb.i, dep="ROOT", tag="VBD")
    changed[noun.i] = replace(noun, head=verb.i, dep="nsubj")


def _time_before_office(tokens: Sequence[Token], time: Token, changed: dict[int, Token]) -> None:
    """ "was for nine years director of the Survey": how long stands behind "for", what she was behind the verb."""
    office = tokens[time.head]
    outer = preposition = tokens[office.head]
    if preposition.lemma == "of" and tokens[preposition.head].dep == "pobj":  # "for a quarter of a century director"
        outer = tokens[tokens[preposition.head].head]
    verb = tokens[outer.head]
    if office.dep != "pobj" or office.pos != "NOUN" or outer.lemma != "for" or verb.lemma not in ("be", "remain"):
        return
    counted = outer is not preposition or any(t.dep == "nummod" for t in dependents(tokens, time))
    if counted and not any(t.dep == "attr" for t in dependents(tokens, verb)):
        changed[time.i] = replace(time, head=preposition.i, dep="pobj")
        for child in dependents(tokens, office):
            if preposition.i < child.i < time.i:
                changed[child.i] = replace(child, head=time.i)
        changed[office.i] = replace(office, head=verb.i, dep="attr")
