"""Sort what kg misses in annotated documents by the stage that lost it.

    python scripts/causes.py tests/gold-unread

A fact is counted under the first of these that holds: it was found with another factuality; a party is nowhere
called by any of its names (mention); no word of the lexicon for the relation stands in the annotated words (wording);
such a word was refused (clause); the event was found with another party (coreference) or without one (party);
everything was there and left out, as less sure than was asked for or against a confidence (left out).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kg import nlp, ontology
from kg.evaluate.gold import SYMMETRIC, Gold, GoldFact, gold_paths, read_gold
from kg.extract import Reading, extract
from kg.model import Document, Metadata
from kg.ontology import Ontology

CAUSES = ("found", "factuality", "mention", "wording", "clause", "party", "coreference", "left out")


def main(folders: list[str]) -> None:
    """Print the table for all documents of the folders."""
    parser, vocabulary = nlp.load(), ontology.load()
    counts: Counter[tuple[str, bool]] = Counter()
    for path in (path for folder in folders for path in gold_paths(Path(folder))):
        gold = read_gold(path)
        document = Document(gold.name, gold.text or "", "0", metadata=Metadata(date=gold.date))
        reading = extract(document, parser, vocabulary)
        for fact in gold.facts:
            if not fact.optional:
                counts[cause(fact, gold, reading, vocabulary), fact.status == "actual"] += 1
    print(f"{'':12} happened  denied, planned, possible")
    for name in CAUSES:
        print(f"{name:12} {counts[name, True]:8}  {counts[name, False]:8}")


def cause(fact: GoldFact, gold: Gold, reading: Reading, vocabulary: Ontology) -> str:
    """One of `CAUSES`."""
    chains = reading.coreference.chains
    entities = [gold.resolve(chain.label(), tuple(chain.names)) if chain.mentions else frozenset() for chain in chains]
    if told := _told(fact, gold, reading):
        return told
    parties = [fact.s] if fact.p == "holdsPosition" else [fact.s, fact.o]
    if any(not any(party in found for found in entities) for party in parties):
        return "mention"
    event = vocabulary.properties[fact.p].event
    start = (gold.text or "").find(fact.evidence)
    inside = {t.i for t in reading.tree.tokens if start <= t.start < start + len(fact.evidence)}
    drafts = [draft for draft in reading.drafts if draft.frame == event and draft.token in inside]
    if not drafts:
        refused = any(r.trigger.event == event and r.token in inside for r in reading.refusals)
        return "clause" if refused else "wording"
    best = 0
    for draft in drafts:
        filled = {m for fill in draft.fills if fill.chain >= 0 for m in reading.coreference.members(fill.chain)}
        right = sum(any(party in entities[chain] for chain in filled) for party in parties)
        if right == len(parties):
            return "left out"
        best = max(best, len({fill.role for fill in draft.fills if fill.role not in ("letter", "place", "occasion")}))
    full = best >= len(parties) or (fact.p in SYMMETRIC and best > 0)
    return "coreference" if full else "party"


def _told(fact: GoldFact, gold: Gold, reading: Reading) -> str:
    """`found`, `factuality`, or nothing where no assertion has these parties."""
    chains = reading.extraction.chains
    same = []
    for a in reading.extraction.assertions:
        if a.property != fact.p:
            continue
        ends = [gold.resolve(chains[c].label, chains[c].names) for c in (a.subject, a.object) if isinstance(c, int)]
        straight = fact.s in ends[0] and (len(ends) == 1 or fact.o in ends[1])
        turned = fact.p in SYMMETRIC and fact.s in ends[-1] and fact.o in ends[0]
        if straight or turned:
            same.append(a.factuality.lower())
    return "found" if fact.status in same else "factuality" if same else ""


if __name__ == "__main__":
    main(sys.argv[1:])
