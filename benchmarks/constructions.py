"""How well one plain fact is found, however the sentence around it is built.

Each sentence is put together at random from a fronted phrase, a subject, a wording of one fact, an object and an end,
with names from many languages: `On 3 May 1987 the minister of health, Mara Dolan, wrote to Piet Vos, officials said.`
What is easy by itself is hard for a parser in company; this tells which company. The seed settles the sentences.

    python benchmarks/constructions.py --sentences 600 --misses
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import defaultdict
from typing import NamedTuple

from kg import nlp, ontology
from kg.extract import extract
from kg.model import Document, Metadata
from kg.nlp import Parser
from kg.ontology import Ontology

_WOMEN = """Mara Dolan;Ingeborg Thal;Rosa Quintana;Amina Diallo;Claire Beaumont;Svetlana Orlova;Priya Nair;Grace Kamau
Elin Sjöberg;Hanna Kowalik;Fatima Rahmani;Margaret Ashdown;Lucy Hargreave;Nomsa Dube
Wanjiru Kamotho;Teburea Tabwaia;Sarangerel Dorjbat;Thi Lan Nguyen;Aizada Turgunova
Bjork Jonsdottir;Ewa Nowak;Ilse Kerner;Teresa Bianchi"""
_MEN = """Piet Vos;Tomas Brandt;Emeka Obi;Luca Ferrante;Henrik Aas;Samuel Okoye;Dmitri Volkov;Rajesh Mehta;Kenji Mori
Paul Redfern;Omar Nasser;Jorge Salinas;Arthur Selby;Will Farrow
Siosaia Fonua;Rangi Tamatea;Kwabena Boateng;Tenzin Norbu;Chukwuemeka Eze;Yerlan Akhmetov
Oyuun Batbold;Mark Stone;Edmund Frost"""
_TOWNS = "Delft Lisbon Nairobi Graz Aarhus Leeds Oslo Osaka Ravenna Halifax".split()
_FRONTS = """|On 3 May 1987, |On 3 May 1987 |At the town hall in {town}, |Last week |Two years after the war, |
During a visit to {town}, |Despite the rain, |As the war drew to an end, |After months of silence, |
In the summer of 1943 |It was in {town} that |Then |But in 1987 |The newspaper reported on Monday that |
Because the roads were closed, |When the war ended, |Having lost the farm, |Meanwhile, |According to the newspaper, """
_PARTIES = """{a}|Health Minister {a}|Dr {a}|{a}, the minister of health,|the minister of health, {a},|
former teacher {a}|Norwegian prime minister {a}|{a} and {b}|Judge {a} and Senator {b}|{a}, {b} and {c}|{a}, 45,|
the minister of health, {a}, and the mayor of {town}, {b},|{a}, a nurse, and {b}, a retired teacher,|
{a}, 45, a teacher from {town},|{a} of {town}|{a}, who had grown up in {town},|{a}, whom the war had ruined,|
{a}, born in {town} in 1950,|one of the nurses, {a},|the director of the {town} Museum, {a},|the historian {a}|
{a}, director of the {town} Museum,|a farmer named {a}|a farmer from {town}, {a},|{a} (born 1950)|
the then mayor of {town}, {a},|{a}, whose house had burned down,|
the head of the {town} Institute in {town}, {a},|Norway's foreign minister, {a},|Foreign Minister {a} of Norway|
{a}, Norway's foreign minister,|{a} of the Port Authority|the retired teacher {a}, 71, from {town},|
the deputy head of the museum's library, {a},|the Kenyan novelist {a} (born 1950)|{a}, the youngest of the nurses,|
{a}, then mayor of {town},|{a}, a professor at the University of {town},|Captain {a} of the ship Halcyon|
{a}, who was then minister of health,|the minister of health, Professor {a},|{a}, 45, and {b}, 38,|
the lawyers {a} and {b}|two nurses, {a} and {b},|the ministers of Norway and Kenya, {a} and {b},|
the chief engineer of the ship Halcyon, {a},|the first woman to lead the ministry, {a},|the poet and teacher {a}|
the bishop of {town}, {a}, the mayor, {b}, and the lawyer {c}|the ministry's spokesman, {a},|
the president of the Chamber of Commerce in {town}, {a},|a retired bus driver from {town}, {a}, 71,"""
_WORDINGS = """wroteLetterTo:{s} wrote to {o}|wroteLetterTo:{s} wrote a long letter to {o}|
wroteLetterTo:{s} addressed an open letter to {o}|wroteLetterTo:{o} received a letter from {s}|
wroteLetterTo:a letter from {s} to {o} was published|wroteLetterTo:a letter was sent to {o} by {s}|
deliveredLetterTo:{s} handed the letter to {o}|deliveredLetterTo:the letter was handed to {o} by {s}|
repliedToLetterFrom:{s} replied to a letter from {o}|reunitedWith:{s} {was} reunited with {o}|
separatedFrom:{s} {was} separated from {o}|metWith:{s} met {o}|metWith:{s} held talks with {o}|
metWith:{s} visited {o} in hospital|spokeWith:{s} spoke with {o}|spokeWith:{s} telephoned {o}|spouse:{s} married {o}|
wroteLetterTo:{s} sent {o} a telegram|
wroteLetterTo:{s} sent a postcard to {o}|deliveredLetterTo:{s} gave {o} the letter|
deliveredLetterTo:{s} brought the letter to {o}|
deliveredLetterTo:{s} put the letter into the hands of {o}|repliedToLetterFrom:{s} answered the letter of {o}|
separatedFrom:{s} parted from {o}|metWith:{s} had a meeting with {o}|metWith:{s} {was} received by {o}|
metWith:{s} sat down with {o}|metWith:{s} had lunch with {o}|metWith:a meeting between {s} and {o} took place|
spokeWith:{s} had a telephone conversation with {o}|spokeWith:{s} spoke by video link with {o}|
spouse:{s} {was} married to {o}|wroteLetterTo:{s} wrote to tell {o} of the flood|spokeWith:{s} rang {o} up"""
_ENDS = """.| in {town}.| on Friday.| at a hotel in {town}.| for the first time since 1990.|, officials said.|
, according to the newspaper.| after the war.|, the ministry announced on Monday.| and went home.|
, but nothing came of it.|, the newspaper wrote in May.|, and then left for {town}.|; nobody else was there."""
_BESIDES = {
    "repliedToLetterFrom": {"wroteLetterTo"}, "deliveredLetterTo": {"wroteLetterTo", "deliveredLetterAt"},
}  # fmt: skip
"""What else a wording may be found to say."""


class Made(NamedTuple):
    """A sentence, its parts, and the pairs of surnames between which its one property holds."""

    text: str
    parts: tuple[str, ...]
    property: str
    pairs: frozenset[tuple[str, str]]


def main() -> None:
    """Print the share of the facts found and the number of wrong ones, for all and for each part."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sentences", type=int, default=600, metavar="N")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--misses", action="store_true", help="print each sentence that is not read as it is meant")
    options = parser.parse_args()
    chance, pipeline, vocabulary = random.Random(options.seed), nlp.load(), ontology.load()
    shares: dict[str, list[float]] = defaultdict(list)
    wrong = 0
    for _ in range(options.sentences):
        made = make(chance)
        found, others = read(made, pipeline, vocabulary)
        wrong += others
        for part in ("all", *made.parts):
            shares[part].append(len(found) / len(made.pairs))
        if options.misses and (others or len(found) < len(made.pairs)):
            print(f"{len(found)} of {len(made.pairs)}, {others} wrong: {made.text}")
    for part, values in sorted(shares.items(), key=lambda item: sum(item[1]) / len(item[1])):
        print(f"{sum(values) / len(values):.3f} of {len(values)}: {part.strip()}")
    print(f"{wrong} wrong facts in {options.sentences} sentences")


def make(chance: random.Random) -> Made:
    """One sentence; subjects are of one gender, objects of the other."""
    front, subject, wording, thing, end = (
        chance.choice(re.split(r"\|\n?", parts)) for parts in (_FRONTS, _PARTIES, _WORDINGS, _PARTIES, _ENDS)
    )
    sides = [re.split(r"[;\n]", names) for names in (_WOMEN, _MEN)]
    chance.shuffle(sides)
    (s, senders), (o, receivers) = (_party(chance, p, n) for p, n in zip((subject, thing), sides, strict=True))
    kind, _, clause = wording.partition(":")
    clause = clause.replace("{was}", "were" if len(senders) > 1 else "was").replace("{s}", s).replace("{o}", o)
    text = re.sub(r",\s*([.,;])", r"\1", f"{front}{clause}{end}")
    text = re.sub("{town}", lambda _: chance.choice(_TOWNS), text)
    pairs = frozenset((a, b) for a in senders for b in receivers)
    return Made(text[0].upper() + text[1:], (front, subject, wording, thing, end), kind, pairs)


def _party(chance: random.Random, pattern: str, names: list[str]) -> tuple[str, list[str]]:
    chosen = dict(zip("abc", chance.sample(names, 3), strict=True))
    used = [name for letter, name in chosen.items() if f"{{{letter}}}" in pattern]
    for letter, name in chosen.items():
        pattern = pattern.replace(f"{{{letter}}}", name)
    return pattern, [name.split()[-1] for name in used]


def read(made: Made, pipeline: Parser, vocabulary: Ontology) -> tuple[set[tuple[str, str]], int]:
    """The pairs that were found, and how many facts were found that the sentence does not state."""
    digest = hashlib.sha256(made.text.encode()).hexdigest()
    document = Document("sentence", made.text, digest, metadata=Metadata(date="2030-01-10"))
    facts = extract(document, pipeline, vocabulary).extraction
    symmetric = vocabulary.properties[made.property].symmetric
    ignored = {"holdsPosition", *_BESIDES.get(made.property, ())}
    found: set[tuple[str, str]] = set()
    wrong = 0
    for fact in facts.assertions:
        if isinstance(fact.object, str) or fact.property in ignored:
            continue
        pair = tuple(_surname(facts.chains[c].label) for c in (fact.subject, fact.object))
        pair = pair if pair in made.pairs or not symmetric else pair[::-1]
        if fact.property == made.property and fact.factuality.endswith("Actual") and pair in made.pairs:
            found.add((pair[0], pair[1]))
        else:
            wrong += 1
    return found, wrong


def _surname(label: str) -> str:
    return label.partition(" of ")[0].split()[-1]  # "Ilse Kerner of Leeds"


if __name__ == "__main__":
    main()
