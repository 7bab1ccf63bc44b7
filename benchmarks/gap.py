"""How well kg finds whom a pronoun means: GAP, on kg's own mentions.

GAP (Webster, Recasens, Axelrod and Baldridge, "Mind the GAP: A Balanced Corpus of Gendered Ambiguous Pronouns",
TACL 2018; https://github.com/google-research-datasets/gap-coreference, annotation Apache 2.0) has paragraphs of the
English Wikipedia, each with one pronoun and two names, A and B. The texts are CC BY-SA and do not come with kg: fetch
`gap-development.tsv` or `gap-validation.tsv` there and give its path.

Each snippet runs through the stages of kg up to coreference. The answer for A is yes when the chain of the pronoun has
a mention that overlaps the span of A; the two spans are looked at for nothing else, and the page's address not at all
("snippet context"). A pronoun that kg leaves open is no for both.

    python benchmarks/gap.py gap-development.tsv
    python benchmarks/gap.py gap-validation.tsv --system answers.tsv     # as the authors' scorer reads it

Figures are those of the authors' scorer: precision, recall and F1 over the yes decisions, over all snippets and by the
pronoun's gender; bias is the F1 of feminine pronouns over that of masculine ones.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg import ontology as ontology_folder
from kg.coref import resolve
from kg.gazetteer import gazetteer
from kg.mentions import find_mentions
from kg.model import Parse
from kg.nlp import load
from kg.ontology import Ontology
from kg.quotes import find_quotes
from kg.syntax import Tree

_FEMININE = frozenset(["she", "her", "hers"])


class Name(NamedTuple):
    """One of the two names of a snippet."""

    start: int
    """Code points of the text, end exclusive."""
    end: int
    meant: bool
    """Whether the pronoun means it."""


class Example(NamedTuple):
    """One snippet."""

    id: str
    text: str
    pronoun: str
    offset: int
    """Where the pronoun stands, in code points of the text."""
    names: tuple[Name, Name]

    @property
    def feminine(self) -> bool:
        """Whether the pronoun is she, her or hers."""
        return self.pronoun.lower() in _FEMININE


Answer = tuple[bool, bool]
"""Whether the pronoun means A, and whether it means B."""


class Figures(NamedTuple):
    """Decisions counted as the authors' scorer does."""

    right: int
    """Yes, and meant."""
    wrong: int
    """Yes, and not meant."""
    missed: int
    """No, and meant."""

    @property
    def precision(self) -> float:
        """Right ones among the yes decisions; 0 when there are none."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Share of the names meant that were found; 0 when there are none."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def read_examples(path: Path) -> Iterator[Example]:
    """The snippets of a file of the data set."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = [
                Name(start := int(row[f"{n}-offset"]), start + len(row[n]), row[f"{n}-coref"] == "TRUE") for n in "AB"
            ]
            yield Example(row["ID"], row["Text"], row["Pronoun"], int(row["Pronoun-offset"]), (names[0], names[1]))


def answer(example: Example, parse: Parse, ontology: Ontology) -> Answer:
    """What kg's chains say of the two names."""
    words, tree = gazetteer(), Tree(parse)
    mentions = find_mentions(tree, example.text, ontology, words)
    coreference = resolve(tree, mentions, find_quotes(tree, mentions, example.text), words)
    pronoun = next((m for m in mentions.all if tree.tokens[m.head].start == example.offset), None)
    chain = coreference.chain(pronoun.id) if pronoun is not None else None
    if chain is None:
        return False, False
    spans = []
    for mention in (mentions.all[m] for m in chain.mentions):
        # A description overlaps by its head: "the sister of Ann" is not Ann.
        first, last = (mention.first, mention.last) if mention.form == "name" else (mention.head, mention.head + 1)
        spans.append((tree.tokens[first].start, tree.tokens[last - 1].end))
    a, b = (any(start < name.end and name.start < end for start, end in spans) for name in example.names)
    return a, b


def count(pairs: Iterable[tuple[Example, Answer]]) -> Figures:
    """Right, wrong and missed decisions."""
    right = wrong = missed = 0
    for example, answers in pairs:
        for name, yes in zip(example.names, answers, strict=True):
            right += yes and name.meant
            wrong += yes and not name.meant
            missed += name.meant and not yes
    return Figures(right, wrong, missed)


def report(examples: Sequence[Example], answers: Sequence[Answer]) -> Iterator[str]:
    """The lines that are printed."""
    pairs = list(zip(examples, answers, strict=True))
    masculine = count(pair for pair in pairs if not pair[0].feminine)
    feminine = count(pair for pair in pairs if pair[0].feminine)
    for name, figures in (("overall", count(pairs)), ("masculine", masculine), ("feminine", feminine)):
        yield f"{name:<10} P {figures.precision:.3f}  R {figures.recall:.3f}  F1 {figures.f1:.3f}"
    bias = feminine.f1 / masculine.f1 if masculine.right else 0.0
    yield f"bias       {bias:.3f}  (feminine F1 / masculine F1)"
    neither = sum(not any(found) for found in answers)
    both = sum(all(found) for found in answers)
    yield f"{len(examples)} snippets: {neither} answered with neither name, {both} with both"


def main() -> int:
    """Answer, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("examples", type=Path, metavar="TSV", help="gap-development.tsv or another part of the data")
    parser.add_argument("--system", type=Path, metavar="FILE", help="also write the answers for the authors' scorer")
    arguments = parser.parse_args()
    examples = list(read_examples(arguments.examples))
    pipeline, ontology = load(), ontology_folder.load()
    answers = [answer(example, pipeline.parse(example.text), ontology) for example in examples]
    print("\n".join(report(examples, answers)))
    if arguments.system is not None:
        lines = [f"{e.id}\t{str(a).upper()}\t{str(b).upper()}\n" for e, (a, b) in zip(examples, answers, strict=True)]
        arguments.system.write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
