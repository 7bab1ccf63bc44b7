"""Subjects that parsers hang elsewhere, put back to their verbs.

A name behind a fronted phrase ("At the station in Lund, Olga Brandt …") is taken for its apposition, a noun before the
name for a second subject, a speaker between commas for the subject of what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kg.cues import SPEECH_VERBS
from kg.gazetteer import gazetteer
from kg.model import Token
from kg.repairs.around import SUBJECTS, dependents, has_subject

__all__ = ["repair_subjects"]

_FINITE = ("VBD", "VBZ", "VBP")
_CLAUSES = ("conj", "ROOT", "ccomp", "advcl", "relcl")
_FRONTED = ("prep", "advcl", "csubj", "npadvmod", "advmod", "agent")


def repair_subjects(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put such arcs into `changed`, by token."""
    for token in tokens:
        if token.head == token.i and token.dep != "ROOT":
            continue
        if token.ent == "DATE" and token.ent_start and token.i:
            _subject_behind_day(tokens, token, changed)
        if token.pos in ("VERB", "AUX") and token.dep in ("ROOT", "ccomp", "conj"):
            _subject_behind_fronted(tokens, token, changed)
            _subject_behind_place(tokens, token, changed)
            _host_and_guest(tokens, token, changed)
        if token.tag == "WP$" and tokens[token.head].dep in ("appos", "amod"):
            _subject_of_whose(tokens, tokens[token.head], changed)
        elif token.dep == "relcl" and token.head < token.i:
            _verb_under_its_subject(tokens, token, changed)
            _report_behind_comma(tokens, token, changed)
        elif token.dep in SUBJECTS:
            _subject_of_auxiliary(tokens, token, changed)
            _date_as_subject(tokens, token, changed)
            _source_before_subject(tokens, token, changed)
            _name_behind_noun(tokens, token, changed)
            _subject_before_participle(tokens, token, changed)
            _object_behind_verb(tokens, token, changed)
        elif token.dep == "npadvmod" and token.pos == "PROPN" and token.ent == "PERSON":
            _subject_before_aside(tokens, token, changed)
        elif token.dep == "ccomp" and token.head > token.i and tokens[token.head].dep == "ROOT":
            _list_of_verbs(tokens, token, changed)
        elif token.dep == "parataxis" and token.lemma in SPEECH_VERBS:
            _speaker_between(tokens, token, changed)
        elif (
            token.lemma in SPEECH_VERBS
            and token.tag in _FINITE
            and token.dep in ("advcl", "conj", "acl", "relcl", "appos", "dep")
        ):
            _speaker_behind(tokens, token, changed)


def _subject_behind_fronted(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "At the station in Lund, Olga Brandt, 45, wrote": no apposition of the town, and the verb has no other subject.

    Names and roles that follow it up to the verb say more of it ("the mayor, Olga Brandt, …").
    """
    below = dependents(tokens, verb)
    fronted = next((t for t in below if t.i < verb.i and t.dep in _FRONTED), None)
    if fronted is None or not _finite(verb, below) or any(t.dep in SUBJECTS for t in below):
        return
    behind = [t for t in _behind_commas(tokens, fronted, verb) if not _place(t)]
    dated = tokens[fronted.i + 1].ent == "DATE"  # "On 3 May Olga Brandt, a painter, wrote": not behind this comma
    named = tokens[behind[0].head] if behind else fronted
    place = named.dep == "pobj" and tokens[named.head].pos == "ADP" and named.head not in (fronted.i, verb.i)
    if not behind or (dated and named.pos == "PROPN" and named.ent != "DATE" and not place):
        return
    subject, *others = behind
    if len(behind) == 2 and _has_own_phrase(tokens, others[0], verb):
        subject, others = others[0], []  # "According to the mayor, Olga Brandt, the architects left"
    passive = any(t.dep == "auxpass" for t in below)
    changed[subject.i] = replace(subject, head=verb.i, dep="nsubjpass" if passive else "nsubj")
    for other in others:
        if other.head < subject.i:
            changed[other.i] = replace(other, head=subject.i, dep="appos")
    if fronted.dep == "csubj":
        changed[fronted.i] = replace(fronted, dep="advcl")


def _subject_behind_place(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "In the garden of the hotel Olga Brandt met her": a person right behind a place, and not its name."""
    below = dependents(tokens, verb)
    fronted = next((t for t in below if t.i < verb.i and t.dep == "prep"), None)
    if fronted is None or not _finite(verb, below) or any(t.dep in SUBJECTS for t in below):
        return
    for name in tokens[fronted.i + 1 : verb.i]:
        place = tokens[name.head]
        first = min([name.i, *(t.i for t in dependents(tokens, name) if t.i < name.i)])
        person = name.ent == "PERSON" or tokens[first].text in gazetteer().given_names
        behind = name.dep == "appos" and place.i == first - 1 and place.dep == "pobj" and place.pos == "NOUN"
        if behind and person and first < name.i and place.lemma not in gazetteer().person_nouns:
            passive = any(t.dep == "auxpass" for t in below)
            changed[name.i] = replace(name, head=verb.i, dep="nsubjpass" if passive else "nsubj")
            return


def _date_as_subject(tokens: Sequence[Token], day: Token, changed: dict[int, Token]) -> None:
    """ "The sailors, whose ship has lain there since May, were freed": no month is, and the sailors have no verb."""
    verb, since = tokens[day.head], tokens[day.i - 1]
    inner = tokens[verb.head]
    noun = tokens[inner.head]
    if day.ent != "DATE" or since.dep != "mark" or since.head != verb.i or inner.dep != "relcl" or noun.dep != "ROOT":
        return
    if verb.dep == "advcl" and noun.pos in ("NOUN", "PROPN") and noun.i < inner.i < since.i < verb.i:
        changed[since.i] = replace(since, head=inner.i, dep="prep", pos="ADP")
        changed[day.i] = replace(day, head=since.i, dep="pobj")
        changed[verb.i] = replace(verb, head=verb.i, dep="ROOT")
        changed[noun.i] = replace(noun, head=verb.i, dep=day.dep)


def _host_and_guest(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "At the invitation of the mayor of Lund, Olga Brandt, the dean of Graz, Ralf Dorn, came": two and two."""
    fronted = next((t for t in dependents(tokens, verb) if t.i < verb.i and t.dep == "prep"), None)
    if fronted is None:
        return
    parts: list[list[Token]] = [[]]
    for token in tokens[fronted.i : verb.i]:
        if token.text == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts) < 4 or not all(parts[:4]):
        return
    of_host, host, of_guest, guest = parts[:4]
    role = next((t for t in reversed(of_host) if _office(t)), None)
    other = next((t for t in of_guest if _office(t)), None)
    named = all(part[-1].pos == "PROPN" and not _office(part[-1]) for part in (host, guest))
    if role is None or other is None or not named or of_guest[0].text.lower() != "the":
        return
    passive = any(t.dep == "auxpass" for t in dependents(tokens, verb))
    changed[host[-1].i] = replace(host[-1], head=role.i, dep="appos")
    changed[other.i] = replace(other, head=verb.i, dep="nsubjpass" if passive else "nsubj")
    changed[guest[-1].i] = replace(guest[-1], head=other.i, dep="appos")


def _office(noun: Token) -> bool:
    """ "president", and "Minister" of "Prime Minister"."""
    words = gazetteer()
    return noun.pos in ("NOUN", "PROPN") and words.is_position(noun.lemma.lower())


def _has_own_phrase(tokens: Sequence[Token], noun: Token, verb: Token) -> bool:
    """Whether a noun with an article leads to the verb without a comma, as its subject does."""
    article = any(t.dep == "det" and t.i < noun.i for t in dependents(tokens, noun))
    return noun.pos == "NOUN" and article and not any(t.text == "," for t in tokens[noun.i : verb.i])


def _subject_behind_day(tokens: Sequence[Token], first: Token, changed: dict[int, Token]) -> None:
    """ "On 3 May 1987 the mayor wrote", "In the summer of 1943 a nurse wrote": the subject begins behind the date."""
    end = next((t.i for t in tokens[first.i + 1 :] if t.ent != "DATE" or t.ent_start), len(tokens))
    days, before = tokens[first.i : end], tokens[first.i - 1]
    prepositions = {t.i for t in (before, *days) if t.pos == "ADP"}
    noun = next((t for t in tokens[end : end + 8] if t.dep == "pobj" and t.head in prepositions), None)
    if noun is None:
        _name_behind_day(tokens, days, end, changed)
    if before.pos != "ADP" or noun is None or _first(tokens, noun) != end or noun.ent in ("DATE", "TIME"):
        return
    verb = tokens[before.head]
    while verb.head != verb.i and verb.pos not in ("VERB", "AUX"):
        verb = tokens[verb.head]
    below = dependents(tokens, verb)
    if verb.i < noun.i or not _finite(verb, below) or any(t.dep in SUBJECTS and t.i < verb.i for t in below):
        return
    passive = any(t.dep == "auxpass" for t in below)
    changed[noun.i] = replace(noun, head=verb.i, dep="nsubjpass" if passive else "nsubj")
    month = next((t for t in reversed(days) if t.pos in ("PROPN", "NOUN")), days[-1])
    for day in days:
        if day.head >= end and day.i != month.i:
            changed[day.i] = replace(day, head=noun.head if day.i > noun.head > first.i else month.i, dep="nummod")
    if month.head >= end or month.dep in ("npadvmod", "nmod"):
        changed[month.i] = replace(month, head=before.i, dep="pobj")


def _name_behind_day(tokens: Sequence[Token], days: Sequence[Token], end: int, changed: dict[int, Token]) -> None:
    """ "In May 1862 Ralf II, king of Lund, wrote": no part of the date, and what stands behind him is his role."""
    date = {t.i for t in days}
    name = next((t for t in tokens[end : end + 4] if t.pos == "PROPN" and t.head in date and t.dep != "compound"), None)
    if name is None or _first(tokens, name) != end or [t.text for t in tokens[name.i + 1 : name.i + 2]] != [","]:
        return
    verb = tokens[days[0].i - 1]
    while verb.head != verb.i and verb.pos not in ("VERB", "AUX"):
        verb = tokens[verb.head]
    below = dependents(tokens, verb)
    subjects = [t for t in below if t.dep in SUBJECTS and t.i < verb.i]
    bare = all(_first(tokens, t) == name.i + 2 and t.tag == "NN" for t in subjects)
    if verb.i < name.i or not _finite(verb, below) or len(subjects) > 1 or not bare:
        return
    passive = any(t.dep == "auxpass" for t in below)
    changed[name.i] = replace(name, head=verb.i, dep="nsubjpass" if passive else "nsubj")
    for role in subjects:
        changed[role.i] = replace(role, head=name.i, dep="appos")


def _object_behind_verb(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "Ralf Dorn met Clara Voss, the daughter of …": of two subjects the one right behind the verb is its object."""
    verb = tokens[name.head]
    copula = verb.lemma == "be" and name.tag == "NNP"
    if name.dep != "nsubj" or verb.lemma in SPEECH_VERBS or _first(tokens, name) != verb.i + 1:
        return
    if verb.pos != "VERB" and not copula:
        return
    below = dependents(tokens, verb)
    before = any(t.dep == "nsubj" and t.i < verb.i for t in below)
    behind = [t for t in below if t.i > verb.i or t.dep == "auxpass"]
    if before and all(t.dep not in ("dobj", "ccomp", "auxpass", "xcomp", "attr", "acomp") for t in behind):
        changed[name.i] = replace(name, dep="attr" if copula else "dobj")


def _finite(verb: Token, below: Sequence[Token]) -> bool:
    auxiliaries = [t for t in below if t.dep in ("aux", "auxpass") and t.i < verb.i]
    if auxiliaries:
        return any(t.tag in (*_FINITE, "MD") for t in auxiliaries)
    return verb.tag in ("VBD", "VBZ") or (verb.tag == "VBN" and any(t.dep == "dobj" for t in below))


def _behind_commas(tokens: Sequence[Token], fronted: Token, verb: Token) -> Iterator[Token]:
    """The nouns between a fronted phrase and its verb that stand behind a comma and hang on a word of the phrase."""
    inside = {t.i for t in tokens[fronted.i : verb.i] if t.i == fronted.i or (t.head == verb.i and t.dep == "prep")}
    objects: set[int] = set()
    for token in tokens[fronted.i + 1 : verb.i]:
        if token.head not in inside:
            continue
        first = _first(tokens, token)
        second = token.dep == "pobj" and token.head in objects  # no preposition has two
        objects |= {token.head} if token.dep == "pobj" else set()
        aside = token.pos in ("PROPN", "NOUN") and (second or token.dep in ("appos", "npadvmod", "conj"))
        if aside and tokens[first - 1].text == "," and token.ent not in ("DATE", "TIME"):
            yield token
        else:
            inside.add(token.i)


def _first(tokens: Sequence[Token], noun: Token) -> int:
    """Where the phrase of a noun begins, counted by the words that hang on it."""
    phrase = {noun.i}
    for token in reversed(tokens[max(0, noun.i - 8) : noun.i]):
        if token.head in phrase and token.pos != "PUNCT" and token.ent not in ("DATE", "TIME"):
            phrase.add(token.i)
    return min(phrase)


def _place(noun: Token) -> bool:
    if noun.pos == "PROPN":
        return noun.ent in ("GPE", "LOC", "FAC")
    return noun.lemma in gazetteer().place_nouns


def _source_before_subject(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "According to the mayor, Olga Brandt, the architects left": a subject has no comma before its verb."""
    verb, before = tokens[name.head], tokens[_first(tokens, name) - 1]
    behind = [t for t in dependents(tokens, name) if t.dep == "appos" and t.i > name.i]
    noun = tokens[before.i - 1]
    if name.pos != "PROPN" or before.text != "," or len(behind) != 1 or noun.dep != "pobj" or noun.pos != "NOUN":
        return
    subject = behind[0]
    if tokens[_first(tokens, subject) - 1].text != "," or not any(t.dep == "det" for t in dependents(tokens, subject)):
        return
    if noun.i < verb.i and not any(t.text == "," for t in tokens[subject.i : verb.i]):
        changed[name.i] = replace(name, head=noun.i, dep="appos")
        changed[subject.i] = replace(subject, head=verb.i, dep=name.dep)


def _verb_under_its_subject(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "The poet Olga Brandt, then unknown, wrote": the noun before the name is no root that the verb describes."""
    noun = tokens[verb.head]
    names = [t for t in dependents(tokens, verb) if t.dep in SUBJECTS]
    if noun.dep != "ROOT" or noun.pos != "NOUN" or verb.tag not in _FINITE or len(names) != 1:
        return
    name = names[0]
    first = min([name.i, *(t.i for t in dependents(tokens, name) if t.dep == "compound" and t.i < name.i)])
    if name.pos != "PROPN" or first != noun.i + 1:
        return
    for child in dependents(tokens, noun):
        if child.i != verb.i and child.dep in ("prep", "advmod", "punct", "npadvmod"):
            changed[child.i] = replace(changed.get(child.i, child), head=verb.i)
    changed[verb.i] = replace(verb, head=verb.i, dep="ROOT")
    changed[noun.i] = replace(noun, head=verb.i, dep=name.dep)
    changed[name.i] = replace(name, head=noun.i, dep="appos")


def _subject_before_aside(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "Olga Brandt, I suppose, wrote to him": a person is no time, and the verb has no other subject."""
    verb = tokens[name.head]
    aside = [t for t in dependents(tokens, verb) if t.dep in ("parataxis", "prep", "advcl") and name.i < t.i < verb.i]
    if not aside or verb.tag not in ("VBD", "VBZ") or tokens[name.i + 1].text != "," or has_subject(tokens, verb):
        return
    changed[name.i] = replace(name, dep="nsubj")


def _subject_of_whose(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "Greta Holm, whose husband, a painter, kept it": the noun is no apposition but the subject of what follows.

    Nor is it an adjective of the name that it has: "the bank, whose director-general, Greta Holm, wrote".
    """
    name = tokens[noun.head]
    if noun.dep == "amod" and ("-" not in noun.text or name.dep != "appos" or name.pos != "PROPN"):
        return
    for verb in tokens[noun.i + 1 : noun.i + 15]:
        if verb.tag in _FINITE and verb.pos in ("VERB", "AUX") and verb.dep in _CLAUSES:
            if verb.head != verb.i and not has_subject(tokens, verb):
                owner = noun.head if noun.dep == "appos" else name.head
                changed[noun.i] = replace(noun, head=verb.i, dep="nsubj", tag="NN", pos="NOUN")
                changed[verb.i] = replace(verb, head=owner, dep="relcl")
                if noun.dep == "amod":
                    changed[name.i] = replace(name, head=noun.i)
            return


def _subject_of_auxiliary(tokens: Sequence[Token], subject: Token, changed: dict[int, Token]) -> None:
    """A subject that hangs on "were" in "were married"."""
    auxiliary = tokens[subject.head]
    if auxiliary.dep in ("aux", "auxpass") and auxiliary.head != auxiliary.i:
        dep = "nsubjpass" if auxiliary.dep == "auxpass" else subject.dep
        changed[subject.i] = replace(subject, head=auxiliary.head, dep=dep)


def _name_behind_noun(tokens: Sequence[Token], noun: Token, changed: dict[int, Token]) -> None:
    """ "The charity Kinhelp said", "the twins Olga and Ida Brandt said": one subject, and not two."""
    if noun.tag not in ("NN", "NNS") or noun.i + 1 >= len(tokens) or noun.i in changed:
        return
    name = tokens[noun.i + 1]
    while name.dep == "compound" and name.tag == "NNP" and name.head > name.i:
        name = tokens[name.head]
    if name.tag == "NNP" and name.dep in SUBJECTS and name.head == noun.head and name.i < noun.head:
        changed[name.i] = replace(name, head=noun.i, dep="appos")


def _subject_before_participle(tokens: Sequence[Token], subject: Token, changed: dict[int, Token]) -> None:
    """ "Ralf Dorn, smiling, said …": the subject is that of the verb behind the participle."""
    participle = tokens[subject.head]
    outer = tokens[participle.head]
    if participle.tag != "VBG" or participle.dep != "advcl" or not subject.i < participle.i < outer.i:
        return
    aside = tokens[participle.i - 1].text == "," and any(t.text == "," for t in tokens[participle.i : outer.i])
    if aside and outer.tag in _FINITE and not has_subject(tokens, outer):
        changed[subject.i] = replace(subject, head=outer.i)


def _list_of_verbs(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "They met in Lund, were married there and are buried in Graz": the first of three, and nobody's words."""
    second = tokens[verb.head]
    below = dependents(tokens, second)
    first = min([second.i, *(t.i for t in below if t.dep in ("aux", "auxpass", "neg", "advmod") and t.i > verb.i)])
    listed = tokens[first - 1].text == "," and any(t.dep == "conj" and t.tag in (*_FINITE, "VBN") for t in below)
    own = any(t.dep in SUBJECTS for t in dependents(tokens, verb)) and verb.tag in _FINITE
    if listed and own and not has_subject(tokens, second) and second.lemma not in SPEECH_VERBS:
        changed[verb.i] = replace(verb, head=verb.i, dep="ROOT")
        changed[second.i] = replace(second, head=verb.i, dep="conj")


def _speaker_between(tokens: Sequence[Token], speech: Token, changed: dict[int, Token]) -> None:
    """ "Ralf Dorn, Clara Voss said, wrote …": the first of two subjects is that of the outer verb."""
    outer = tokens[speech.head]
    if has_subject(tokens, outer):
        return
    below = [t for t in dependents(tokens, speech) if t.dep in (*SUBJECTS, "ccomp")]
    nouns = [t for t in below if t.pos in ("PROPN", "PRON", "NOUN")]
    if len(nouns) == 2 and nouns[0].i < speech.i and outer.pos == "VERB":
        changed[nouns[0].i] = replace(nouns[0], head=outer.i, dep="nsubj")


def _speaker_behind(tokens: Sequence[Token], speech: Token, changed: dict[int, Token]) -> None:
    """ "… wrote to Nadia Sorel, a spokeswoman said": the phrase between comma and verb of speech is its subject."""
    if has_subject(tokens, speech) or any(t.dep == "mark" for t in dependents(tokens, speech)):
        return
    for head in reversed(tokens[max(0, speech.i - 12) : speech.i]):
        if head.dep == "appos" and head.pos in ("NOUN", "PROPN"):
            between = tokens[head.i + 1 : speech.i]
            if any(t.text == "," for t in between):
                return
            changed[head.i] = replace(head, head=speech.i, dep="nsubj")
            changed[speech.i] = replace(speech, dep="parataxis")
            return


def _report_behind_comma(tokens: Sequence[Token], verb: Token, changed: dict[int, Token]) -> None:
    """ "… met Ralf Dorn, the paper wrote in May": no relative clause, for behind a comma that needs a "who" or "which".

    (Huddleston & Pullum, "The Cambridge Grammar of the English Language", 2002, ch. 12 § 3.5.)
    """
    subject = next((t for t in dependents(tokens, verb) if t.dep == "nsubj" and t.i < verb.i), None)
    if subject is None or verb.lemma not in SPEECH_VERBS or verb.tag not in _FINITE or subject.tag in ("WP", "WDT"):
        return
    first = _first(tokens, subject)
    outer = tokens[verb.head]
    while outer.head != outer.i and outer.pos not in ("VERB", "AUX"):
        outer = tokens[outer.head]
    asked = any(t.tag in ("WP", "WDT", "WP$", "WRB") for t in tokens[first : verb.i])
    if tokens[first - 1].text == "," and outer.pos == "VERB" and not asked and outer.i < verb.i:
        changed[verb.i] = replace(verb, dep="parataxis", head=outer.i)
