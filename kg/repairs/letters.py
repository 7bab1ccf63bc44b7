"""Slips of parsers around letters and replies, put right.

"was given the letter by Olga Brandt", "left her letter unanswered", "her letter of 2 May and Dorn's reply of 9 May",
"in a letter home": who brought it, what became of it, when it was written and where it went.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.model import Token
from kg.repairs.around import SUBJECTS, dependents, hand_over

__all__ = ["repair_letters"]

_HANDING = frozenset("give hand bring send show deliver pass offer".split())
_GIVING = _HANDING | frozenset("write mail post wire cable read".split())
_SENDING = frozenset("send dispatch despatch forward convey deliver return receive get have post mail reply".split())
"""Verbs beside which "by" names a means or a messenger."""
_LEAVING = frozenset(["leave", "keep", "find"])
_PAPERS = frozenset("letter note postcard telegram cable card message reply answer response".split())


def repair_letters(tokens: Sequence[Token], changed: dict[int, Token]) -> None:
    """Put such arcs into `changed`, by token."""
    for token in tokens:
        if token.dep in ("prep", "agent") and token.lemma == "by":
            if token.dep == "prep":
                _giver(tokens, token, changed)
            _author(tokens, token, changed)
        elif token.lemma == "address" and token.tag == "VBD":
            _addressed(tokens, token, changed)
        elif token.text == "her" and token.dep == "poss" and tokens[token.i + 1].tag == "CD":
            _sent_her(tokens, token, changed)
        elif token.pos == "PROPN" and token.text.lower().removesuffix("s") in _PAPERS:
            _behind_shelfmark(tokens, token, changed)
        elif token.lemma in _PAPERS and token.dep in ("appos", "ROOT", "npadvmod", "conj", "dep"):
            _thing_behind_receiver(tokens, token, changed)
            if token.dep == "conj":
                _second_letter(tokens, token, changed)
        elif token.dep == "prep" and token.text == "in" and tokens[token.i + 1 : token.i + 2]:
            _in_answer(tokens, token, changed)
        elif token.lemma in ("to", "from") and tokens[token.head].text == "dated":
            _behind_dated(tokens, token, changed)
        elif token.text == "writing" and token.dep in ("dobj", "pobj") and token.tag in ("NN", "VBG"):
            _writing_to(tokens, token, changed)
        elif token.text == "meeting" and token.dep == "pobj" and tokens[token.i - 1].text in ("ever", "once"):
            changed[token.i] = replace(token, dep="pcomp", tag="VBG", pos="VERB", lemma="meet")
        elif token.tag == "JJ":
            if token.dep in ("acl", "amod", "advcl") and token.head < token.i:
                _left_undone(tokens, token, changed)
            elif token.dep == "ccomp":
                _found_undone(tokens, token, changed)
        elif token.lemma == "home" and token.pos == "NOUN":
            _letter_home(tokens, token, changed)
        elif token.dep == "nmod" and token.tag == "NNP" and token.ent == "DATE":
            _reply_behind_date(tokens, token, changed)
        elif token.pos == "PROPN" and token.dep in ("appos", "nsubj"):
            _writer_behind_letter(tokens, token, changed)


def _sent_her(tokens: Sequence[Token], her: Token, changed: dict[int, Token]) -> None:
    """ "sent her two postcards": who receives them, where the verb names nobody else."""
    papers = tokens[her.head]
    verb = tokens[papers.head]
    if papers.lemma not in _PAPERS or papers.dep != "dobj" or verb.lemma not in _GIVING or verb.i != her.i - 1:
        return
    if not any(t.dep in ("dative", "prep") and t.lemma == "to" for t in dependents(tokens, verb)):
        changed[her.i] = replace(her, head=verb.i, dep="dative", tag="PRP")


def _giver(tokens: Sequence[Token], by: Token, changed: dict[int, Token]) -> None:
    """ "was given the letter by Olga Brandt": whoever gave it, where the passive verb names nobody else."""
    thing = tokens[by.head]
    verb = tokens[thing.head]
    if thing.dep != "dobj" or thing.pos != "NOUN" or verb.lemma not in _HANDING or not verb.i < thing.i < by.i:
        return
    below = dependents(tokens, verb)
    if any(t.dep == "nsubjpass" for t in below) and not any(t.dep == "agent" for t in below):
        changed[by.i] = replace(by, head=verb.i, dep="agent")


def _author(tokens: Sequence[Token], by: Token, changed: dict[int, Token]) -> None:
    """ "has acquired forty letters by Olga Brandt": an active verb has no agent, and letters have authors."""
    verb = tokens[by.head]
    below = dependents(tokens, verb)
    papers = [t for t in below if t.dep == "dobj" and t.lemma in _PAPERS and verb.i < t.i < by.i]
    passive = any(t.dep in ("nsubjpass", "auxpass") for t in below)
    if papers and not passive and verb.lemma not in _SENDING and any(t.dep == "nsubj" for t in below):
        changed[by.i] = replace(by, head=papers[-1].i, dep="prep")


def _addressed(tokens: Sequence[Token], participle: Token, changed: dict[int, Token]) -> None:
    """ "received a letter from the dean addressed to Ralf Dorn": it is the letter that is addressed."""
    above, below = tokens[participle.head], dependents(tokens, participle)
    beside = [above, *dependents(tokens, above)]
    papers = [t for t in beside if t.lemma in _PAPERS and t.dep in ("dobj", "pobj", "attr", *SUBJECTS)]
    to = any(t.lemma == "to" and t.i == participle.i + 1 for t in below)
    bare = not any(t.dep in (*SUBJECTS, "dobj", "aux", "auxpass", "mark") for t in below)
    near = [t for t in papers if t.i < participle.i]
    if to and bare and near and not any(t.pos in ("VERB", "AUX") for t in tokens[near[-1].i : participle.i]):
        changed[participle.i] = replace(participle, head=near[-1].i, dep="acl", tag="VBN")


def _thing_behind_receiver(tokens: Sequence[Token], letter: Token, changed: dict[int, Token]) -> None:
    """ "gave Ralf Dorn, 45, a teacher from Lund, the letter": nobody is a letter, and the verb has no other thing."""
    first = min([letter.i, *(t.i for t in dependents(tokens, letter) if t.i < letter.i)])
    article = any(t.dep in ("det", "poss", "nummod") for t in tokens[first : letter.i])
    verb = letter
    while verb.head != verb.i and verb.head < verb.i and verb.pos != "VERB":
        verb = tokens[verb.head]
    if verb is letter:  # a sentence of its own
        before = reversed(tokens[max(0, first - 12) : first])
        verb = next((t for t in before if t.pos == "VERB" or t.text == "."), letter)
    if verb.lemma not in _GIVING or not article or tokens[first - 1].pos in ("ADP", "CCONJ", "VERB"):
        return
    below = [t for t in dependents(tokens, verb) if verb.i < t.i < first]
    receivers = [t for t in below if t.dep in ("dobj", "dative", "npadvmod") and t.pos in ("PROPN", "NOUN", "PRON")]
    if any(t.dep == "nsubjpass" for t in dependents(tokens, verb)) or any(t.lemma in _PAPERS for t in receivers):
        return
    if not receivers and not any(t.dep in ("prep", "dative") and t.lemma == "to" for t in below):
        return
    changed[letter.i] = replace(letter, head=verb.i, dep="dobj")
    for receiver in receivers[:1]:
        changed[receiver.i] = replace(receiver, dep="dative")
    for name in receivers[1:2]:  # "the novelist Olga Brandt", read as two
        changed[name.i] = replace(name, head=receivers[0].i, dep="appos")


def _behind_shelfmark(tokens: Sequence[Token], letter: Token, changed: dict[int, Token]) -> None:
    """ "MS 214/1 Letters from Olga Brandt": behind the mark of an entry a noun has a capital, too."""
    mark = tokens[letter.i - 1] if letter.i else letter
    if mark.head == letter.i and any(c.isdigit() for c in mark.text) and letter.ent not in ("PERSON", "WORK_OF_ART"):
        noun = letter.text.lower()
        many = noun.endswith("s")
        changed[letter.i] = replace(
            letter, pos="NOUN", tag="NNS" if many else "NN", lemma=noun.removesuffix("s"), ent=""
        )


def _second_letter(tokens: Sequence[Token], letter: Token, changed: dict[int, Token]) -> None:
    """ "her letter to him about ferns and his letter of May": two letters, and not ferns and a letter."""
    topic = tokens[letter.head]
    first = tokens[tokens[topic.head].head]
    owned = any(t.dep == "poss" for t in dependents(tokens, letter))
    if topic.dep != "pobj" or topic.lemma in _PAPERS or first.lemma not in _PAPERS or not owned:
        return
    changed[letter.i] = replace(letter, head=first.i)
    for child in dependents(tokens, topic):
        if child.dep == "cc" and topic.i < child.i < letter.i:
            changed[child.i] = replace(child, head=first.i)


def _in_answer(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "her note on ferns and his letter in answer to it": the letter nearest to it is the answer."""
    answer = tokens[preposition.i + 1]
    head = tokens[preposition.head]
    if answer.text not in ("answer", "reply", "response"):
        return
    to = tokens[answer.i + 1] if answer.i + 1 < len(tokens) else answer
    if to.text == "to" and to.dep == "prep":
        changed[to.i] = replace(to, head=answer.i)
    if head.pos not in ("NOUN", "PROPN"):
        return
    papers = [t for t in tokens[head.i + 1 : preposition.i] if t.lemma in _PAPERS and t.pos == "NOUN"]
    if head.lemma not in _PAPERS and papers:
        changed[preposition.i] = replace(preposition, head=papers[-1].i)


def _behind_dated(tokens: Sequence[Token], preposition: Token, changed: dict[int, Token]) -> None:
    """ "a letter dated 3 May to Karl Lind": the letter is to him, not its date."""
    dated = tokens[preposition.head]
    paper = tokens[dated.head]
    if dated.dep == "acl" and paper.lemma in _PAPERS and paper.i < dated.i < preposition.i:
        changed[preposition.i] = replace(preposition, head=paper.i, dep="prep")


def _writing_to(tokens: Sequence[Token], writing: Token, changed: dict[int, Token]) -> None:
    """ "denied writing to Olga Brandt": what somebody did, and no piece of writing."""
    above, below = tokens[writing.head], dependents(tokens, writing)
    to = [t for t in below if t.lemma == "to" and t.i == writing.i + 1 and t.dep in ("prep", "dative")]
    person = any(t.head == to[0].i and t.pos in ("PROPN", "PRON") for t in tokens[to[0].i :][:6]) if to else False
    bare = all(t.i > writing.i or t.dep in ("advmod", "neg", "aux") for t in below)
    if person and bare and above.i < writing.i:
        dep = "pcomp" if writing.dep == "pobj" else "xcomp"
        changed[writing.i] = replace(writing, dep=dep, tag="VBG", pos="VERB", lemma="write")


def _left_undone(tokens: Sequence[Token], adjective: Token, changed: dict[int, Token]) -> None:
    """ "He left her letters unanswered": the adjective behind the object belongs to the verb."""
    held = tokens[adjective.head]
    verb = tokens[held.head]
    if held.dep == "dobj" and held.pos != "PRON" and verb.lemma in _LEAVING:
        changed[adjective.i] = replace(adjective, head=verb.i, dep="oprd")


def _found_undone(tokens: Sequence[Token], adjective: Token, changed: dict[int, Token]) -> None:
    """ "He left Dorn's letter unanswered": no clause, for nothing in it is a verb."""
    verb = tokens[adjective.head]
    below = dependents(tokens, adjective)
    held = [t for t in below if t.dep in SUBJECTS and t.pos == "NOUN" and verb.i < t.i < adjective.i]
    if verb.lemma not in _LEAVING or len(held) != 1 or any(t.dep in ("aux", "cop", "mark") for t in below):
        return
    changed[held[0].i] = replace(held[0], head=verb.i, dep="dobj")
    changed[adjective.i] = replace(adjective, head=verb.i, dep="oprd")


def _letter_home(tokens: Sequence[Token], home: Token, changed: dict[int, Token]) -> None:
    """ "in her first letter home": a letter, and where it went."""
    letter = tokens[home.i - 1] if home.i else home
    if letter.head != home.i or letter.dep != "compound" or letter.lemma not in _PAPERS:
        return
    hand_over(tokens, home, letter, changed)
    up = letter.i if home.head == home.i else home.head
    changed[letter.i] = replace(letter, head=up, dep=home.dep)
    changed[home.i] = replace(home, head=letter.i, dep="advmod", tag="RB", pos="ADV")


def _writer_behind_letter(tokens: Sequence[Token], name: Token, changed: dict[int, Token]) -> None:
    """ "The letter Olga Brandt sent Ralf Dorn is lost": a clause about the letter, without its "which"."""
    first = min((t.i for t in dependents(tokens, name) if t.dep == "compound"), default=name.i)
    letter, verb = tokens[first - 1], tokens[min(name.i + 1, len(tokens) - 1)]
    written = verb.lemma in _GIVING and verb.tag in ("VBD", "VBN") and verb.pos == "VERB"
    if first < 1 or letter.lemma not in _PAPERS or letter.pos != "NOUN" or not written:
        return
    above = letter if letter.dep != "pobj" else tokens[letter.head]  # "In a letter Olga Brandt wrote"
    if above.head == verb.i:
        subject = above.dep.startswith("nsubj")
        main = _clause_around(tokens, verb, subject)
        if main is None:
            return
        passive = any(t.dep == "auxpass" for t in dependents(tokens, main))
        dep = above.dep if not subject else "nsubjpass" if passive else "nsubj"
        if main.head == verb.i:
            changed[main.i] = replace(main, head=main.i if verb.dep == "ROOT" else verb.head, dep=verb.dep)
        changed[above.i] = replace(above, head=main.i, dep=dep)
    elif verb.head == letter.i:
        main = tokens[letter.head]
    else:
        return
    _receiver_behind(tokens, verb, main, changed)
    changed[name.i] = replace(name, head=verb.i, dep="nsubj")
    changed[verb.i] = replace(verb, head=letter.i, dep="relcl", tag="VBD")


def _receiver_behind(tokens: Sequence[Token], verb: Token, main: Token, changed: dict[int, Token]) -> None:
    """ "The letter she wrote Ralf Dorn is lost": it is not he that is lost."""
    for name in (t for t in dependents(tokens, main) if t.dep in SUBJECTS and t.pos == "PROPN" and t.i > verb.i):
        if min([name.i, *(t.i for t in dependents(tokens, name))]) == verb.i + 1:
            changed[name.i] = replace(name, head=verb.i, dep="dobj")


def _clause_around(tokens: Sequence[Token], verb: Token, subject: bool) -> Token | None:
    """The verb behind the clause of `verb`, which takes the letter: "sent him is lost", "wrote to him, she asked"."""
    if verb.dep in ("csubj", "csubjpass", "ccomp") and verb.head > verb.i:
        return tokens[verb.head]
    found = [t for t in dependents(tokens, verb) if t.i > verb.i and t.pos in ("VERB", "AUX")]
    return next((t for t in found if subject and t.dep in ("advcl", "conj", "ccomp", "acl")), None)


def _reply_behind_date(tokens: Sequence[Token], month: Token, changed: dict[int, Token]) -> None:
    """ "her letter of 2 May and Dorn's reply of 9 May": a date is joined to a date, a reply to a letter."""
    reply = tokens[month.head]
    of = tokens[reply.head]
    letter = tokens[of.head]
    if not (of.i < month.i < reply.i and reply.dep == "pobj" and letter.pos == reply.pos == "NOUN"):
        return
    joined = [t for t in dependents(tokens, month) if t.i > month.i and t.dep in ("cc", "conj")]
    if [t.dep for t in joined] != ["cc", "conj"] or joined[1].pos != "PROPN":
        return
    changed[month.i] = replace(month, head=of.i, dep="pobj")
    changed[reply.i] = replace(reply, head=letter.i, dep="conj")
    changed[joined[0].i] = replace(joined[0], head=letter.i)
    changed[joined[1].i] = replace(joined[1], head=reply.i, dep="poss")
