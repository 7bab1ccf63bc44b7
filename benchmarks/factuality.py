"""How often an event in all sorts of surroundings is told as what the sentence says of it.

    python benchmarks/factuality.py

Reads `factuality.tsv` beside it: factuality, property and sentence in a line, 160 of them by a writer who knew no rule.
Each tells of one event between Karl Lind and Anna Berg. Prints how many were read right, how many were told as having
happened though the sentence does not say so, and how many were not found.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg import nlp, ontology
from kg.extract import extract
from kg.model import Document, Metadata

SENTENCES = Path(__file__).with_name("factuality.tsv")
PARTIES = {"Karl Lind", "Anna Berg"}


def main() -> None:
    """Print the counts."""
    parser, vocabulary = nlp.load(), ontology.load()
    counts: Counter[str] = Counter()
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        factuality, property, sentence = line.split("\t")
        document = Document("sentence", sentence, "0", metadata=Metadata())
        extraction = extract(document, parser, vocabulary, minimum=0).extraction
        label = [chain.label for chain in extraction.chains]
        told = {
            a.factuality
            for a in extraction.assertions
            if a.property == property and {label[a.subject], label[int(a.object)]} >= PARTIES
        }
        counts["sentences"] += 1
        counts["right"] += told == {factuality}
        counts["told wrongly as having happened"] += factuality != "Actual" and "Actual" in told
        counts["not found"] += not told
    for name, count in counts.items():
        print(f"{count:4} {name}")


if __name__ == "__main__":
    main()
