"""Invented newspaper reports to measure with: any number of them, about 500 words each, always the same ones.

Of the sentences about one in five states what the ontology knows (letters, meetings, reunions, offices, …); the others
are plain newspaper prose, direct and indirect speech, figures and dates. Half of the people of a report belong to a
shared cast, so that names meet across documents; the other half and most surnames occur once.

    python benchmarks/corpus.py FOLDER --documents 2000
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.gazetteer import gazetteer

__all__ = ["document", "write"]

_SENTENCES = 29
"""Sentences of a report: about 500 words."""
_FACTS = 5
"""One sentence in so many states a fact."""
_CAST = 400
"""People who occur in several reports."""

_FACT_TEMPLATES = """\
{A}, the {office} of {place}, wrote a letter to {B} in {month} about the {topic} of the {noun}.
{Name_a} sent {b} a letter last {weekday}, and {b} replied {within} {count} days.
{b}'s {kin}, {C}, delivered the letter to {a} at the {event} in {place}.
{Her_a} {kin} handed {b} the letter in person at the {event} on {day} {month}.
{a} met {c} in {place} on {weekday} to discuss the {topic} of the {noun}.
{a} and {B} met at the {event} in {place} on {day} {month} {year}.
{Count} children were reunited with their families on {weekday}, {c} said.
The {kin}s were separated from their parents in {month} {year}, when the {noun} near {place} was closed.
{b} will meet the {office} of {place} next month, according to {Her_b} spokesman.
{a} denied that {he_a} had spoken with {C} about the {noun}.
{C} spoke with {a} by telephone before the {event}, two officials said.
{a} married {B} in {place} in {year}.
{B}, {her_b} {kin}, has been {office} of {place} since {year}.
The {office} has not met {b} since the {event} of {year}.
{a} never answered the letter that {b} had written to {him_a} from {place}.
{C} was appointed {office} of the {body} in {month}.
{b} hopes to be reunited with {her_b} {kin} before {month}.
{a} and {her_a} {kin} had been in touch with {b} since the {event}.\
"""

_PROSE_TEMPLATES = """\
The {noun} of the {adj} {body} {rose} by {count} percent in {month}, {more} than most {trade}s had expected.
{a} walked past the {adj} {noun} without a word and turned towards the {event}.
Nobody in {place} remembers when the {noun} was last {repaired}, but the {trade}s keep a list of its {adj} faults.
It was the {adj} {topic} of the {noun} that worried people most, and the {body} knew it.
“The {noun} is {adj}, and the {topic} of it is {adj} too,” {a} said. “We have {count} {noun}s left and no {topic}.”
“I have never seen a {noun} so {adj},” said {b}, who has lived near the {event} since {year}.
According to {C}, the {body} spent {money} on the {noun} and {count} of its {adj} {noun}s.
{b} {argued} that the {topic} of the {noun} would {rose_base} only if the {body} {repaired} it.
At the {event}, {count} {trade}s stood in the {adj} {weather} and waited for the {noun} to open.
In {year} the {body} had promised to build a {adj} {noun} for the {trade}s of {place}; the work stopped in {month}.
A {trade} from {place}, who asked not to be named, called the {topic} {adj} and the {noun} {adj}.
The {weather} reached {place} shortly after {count} o'clock and took the roof off a {adj} {noun}.
Critics of the {body} say that its {topic} is {adj}; its friends say that the {noun} proves the opposite.
{c} bought the {noun} for {money} from a {trade} who had run out of {topic}.
For {count} years the {adj} {noun} at the edge of {place} has given work to {count} {trade}s and shade to {fewer} dogs.
Prices of {noun}s {rose} again on {weekday}, led by {adj} demand from {place} and a shortage of {topic}.
{a}, {age}, {argued} that a {noun} needs a {trade} as much as a {trade} needs a {noun}.
The {trade}s, most of whom came from {place}, had brought {adj} {noun}s, {count} chairs and a {noun}.
“Who pays for the {topic}?” {he_b} asked. “Not the {body}, and not the {trade}s.”
Two {trade}s were hurt when the {noun} {fell} on the road between {place} and {place2}; both are {adj} again.
Early reports of a {adj} {noun} under the {event} turned out to be wrong.
If the {topic} holds, the {noun} may open in {month}, but the {body} would not {swear} to it.
{C} grew up beside a {noun} in {place} and learned early how {adj} the {topic} of a {trade} can be.
There is, of course, one {adj} side to the {noun}: it {rose} the {topic} of everybody who came near it.
The report, {count} pages long, lists {adj} {noun}s, {adj} {trade}s and a {topic} that nobody can explain.
Between {month} and {month2} the {body} {repaired} {count} {noun}s, mostly {adj} ones, without raising its {topic}.
“You cannot {swear} to a {adj} {noun},” {b} {argued}, “and you should not try.”
Behind the {noun} stands a {adj} house with {count} windows, once owned by {C} and {her_c} {kin}.
Outside the {event} the {weather} had turned {adj}, and the last {trade}s went home.
On {weekday} the {body} counted {count} {noun}s, {count} {trade}s and one very {adj} {topic}.\
"""

_LISTS = {
    "adj": """mossy quiet costly narrow doubtful splendid rusty careful public local broken wooden modern boundless
        sober hopeful muddy bright seasonal remote clumsy polite distant generous hollow stubborn crowded fragile
        temporary brisk patient gloomy faithful disliked cautious northern coastal municipal private yearly""",
    "noun": """bridge harbour ledger museum orchard tower railway mill canal market theatre lighthouse hospital tunnel
        meadow garden cinema windmill reservoir tram warehouse school barn workshop monument stadium pipeline depot
        vineyard mine clinic greenhouse kiln pier sawmill""",
    "topic": """price safety future condition history cost funding design reputation upkeep ownership quality supply
        weight colour noise closing renewal testing cover value capacity""",
    "trade": """baker carpenter farmer teacher sailor engineer weaver miner painter nurse clerk gardener driver
        fisherman mason shopkeeper printer plumber surveyor musician""",
    "office": "mayor governor president minister ambassador chancellor bishop director chairman secretary",
    "body": "council committee ministry company union authority agency commission university cooperative",
    "event": "congress summit conference exhibition festival reception fair ceremony assembly banquet",
    "kin": "husband wife brother sister son daughter father mother cousin",
    "month": "January February March April May June July August September October November December",
    "weekday": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "count": "two three four five six seven eight nine eleven twelve fifteen twenty 34 48 60 75 120 250 1,400",
    "weather": "rain fog storm frost heat snow wind hail drizzle",
    "argued": "argued explained insisted wrote added complained recalled replied suggested maintained",
    "rose": "rose fell doubled improved shrank recovered slipped climbed",
    "rose_base": "rise fall double improve shrink recover slip climb",
    "repaired": "repaired painted inspected rebuilt measured neglected sold replaced",
    "fell": "fell slid collapsed tipped burst",
    "more": "more less",
    "fewer": "more fewer other most",
    "swear": "swear point object agree",
    "within": "within after",
    "syllable": "bal bren cor dal dun el far gar hal im kel lor mar nor os pel quen ros sal tor ul vas wen yar",
    "place ending": "burg ford haven ton mouth stad wick field by moor",
    "surname ending": "den ick ova man sen ley ard mont as er ini ström",
}
_PRONOUNS = {"m": ("he", "him", "his"), "f": ("she", "her", "her")}


class _Draws:
    """A row of choices that depends on its seed and nothing else."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self._seed}/{self._drawn}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def pick(self, options: Sequence[str]) -> str:
        """One of the options."""
        return options[self.below(len(options))]

    def shuffled(self, options: Sequence[str]) -> list[str]:
        """All options in another order (Fisher and Yates)."""
        left = list(options)
        return [left.pop(self.below(n)) for n in range(len(left), 0, -1)]

    def name(self, kind: str) -> str:
        """An invented name of a place or a family."""
        lists = _lists()
        return "".join(self.pick(lists[part]) for part in ("syllable", "syllable", f"{kind} ending")).capitalize()


class _Slots(dict[str, str]):
    """Fillers of a report's templates: fixed for its people and places, else drawn anew each time."""

    def __init__(self, draws: _Draws) -> None:
        super().__init__()
        self._draws = draws

    def __missing__(self, slot: str) -> str:
        draws = self._draws
        match slot:
            case "day":
                return str(1 + draws.below(28))
            case "year":
                return str(1950 + draws.below(70))
            case "age":
                return str(19 + draws.below(70))
            case "money":
                return f"${1 + draws.below(900)} {draws.pick(('million', 'billion', 'thousand'))}"
            case "Count":
                return self.__missing__("count").capitalize()
            case "month2":
                return self.__missing__("month")
            case _:
                return draws.pick(_lists()[slot])


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words.split()) for name, words in _LISTS.items()}


@cache
def _given_names() -> tuple[tuple[str, str], ...]:
    known = gazetteer().given_names.items()
    return tuple((name, entry.gender) for name, entry in known if entry.gender in "mf" and not entry.common)


def _person(draws: _Draws) -> tuple[str, str, str]:
    """Given name, surname and gender."""
    names = _given_names()
    given, gender = names[draws.below(len(names))]
    return given, draws.name("surname"), gender


def _slots(draws: _Draws) -> _Slots:
    """The people and places of one report."""
    slots = _Slots(draws)
    for n, letter in enumerate("abc"):
        shared = n != 2 and draws.below(4) < 3
        given, surname, gender = _person(_Draws(f"cast {draws.below(_CAST)}") if shared else draws)
        he, him, his = _PRONOUNS[gender]
        slots[letter.upper()] = f"{given} {surname}"
        slots[letter] = surname
        slots[f"Name_{letter}"] = ("Mr. " if gender == "m" else "Mrs. ") + surname
        slots |= {f"he_{letter}": he, f"him_{letter}": him, f"her_{letter}": his, f"Her_{letter}": his.capitalize()}
    slots["place"] = _Draws(f"place {draws.below(_CAST)}").name("place")
    slots["place2"] = draws.name("place")
    return slots


def _sentences(draws: _Draws, slots: _Slots, *, facts: bool) -> Iterator[str]:
    told, prose = draws.shuffled(_FACT_TEMPLATES.splitlines()), draws.shuffled(_PROSE_TEMPLATES.splitlines())
    for n in range(_SENTENCES):
        sentence = (told if facts and n % _FACTS == 0 else prose).pop().format_map(slots)
        yield sentence[0].upper() + sentence[1:]


def document(number: int, *, facts: bool = True) -> str:
    """The report with this number: headline, byline, dateline, paragraphs; without `facts`, prose and speech only."""
    draws = _Draws(f"report {number}")
    slots = _slots(draws)
    sentences = list(_sentences(draws, slots, facts=facts))
    headline = "{body} weighs {topic} of {adj} {noun} in {place}".format_map(slots)
    dateline = slots["place"].upper() + ", {month} {day} (Harbour Press) - ".format_map(slots)
    paragraphs, at = [], 0
    while at < len(sentences):
        size = 1 + draws.below(3)
        paragraphs.append(" ".join(sentences[at : at + size]))
        at += size
    paragraphs[0] = dateline + paragraphs[0]
    return "\n\n".join([headline[0].upper() + headline[1:], "By {C}".format_map(slots), *paragraphs]) + "\n"


def write(folder: Path, numbers: range, *, share: float = 1.0) -> list[Path]:
    """Write the reports with these numbers as text files; returns their paths. A `share` of them states facts."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:06}.txt" for number in numbers]
    for number, path in zip(numbers, paths, strict=True):
        facts = int((number + 1) * share) > int(number * share)  # spread evenly
        path.write_text(document(number, facts=facts), encoding="utf-8")
    return paths


def main() -> None:
    """Write a corpus into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=2000, metavar="N")
    arguments = parser.parse_args()
    write(arguments.folder, range(arguments.documents))


if __name__ == "__main__":
    main()
