"""One gold document against what the graph says of it."""

from __future__ import annotations

from typing import TextIO

from kg.evaluate.gold import SYMMETRIC, Gold, GoldFact
from kg.evaluate.names import agree, name_words
from kg.evaluate.predictions import Prediction, Predictions
from kg.evaluate.scores import Tally

__all__ = ["Comparison"]


class Comparison:
    """One gold document against the predictions of the same name."""

    def __init__(self, gold: Gold, predictions: Predictions, tally: Tally, errors: TextIO | None) -> None:
        self.gold, self.tally, self.errors = gold, tally, errors
        self.facts = predictions.facts.get(gold.name, [])
        self.quotations = predictions.quotations.get(gold.name, [])
        self.names = predictions.names
        self.resolved: dict[str, frozenset[str]] = {}

    def count(self) -> None:
        """Add this document to the tally."""
        text = self.gold.text
        for q in self.quotations:
            self.tally.shares["exact"].append(text is not None and text[q.start : q.end] == q.exact)
        self.count_missed(self.count_predicted())

    def count_predicted(self) -> set[int]:
        """Count every predicted fact; gives the gold facts, by index, that were found with the right factuality."""
        matched: set[int] = set()
        seen: set[tuple[str, ...]] = set()
        for fact in self.facts:
            candidates = [k for k, g in enumerate(self.gold.facts) if self.hits(fact, g)]
            right = [k for k in candidates if self.gold.facts[k].status == fact.status]
            for k in right:
                if k not in matched:
                    matched.add(k)
                    self.count_details(fact, self.gold.facts[k])
            if fact.status == "actual" and fact.key() not in seen:
                seen.add(fact.key())
                self.count_actual(fact, candidates, right)
        return matched

    def count_actual(self, fact: Prediction, candidates: list[int], right: list[int]) -> None:
        """Count one predicted fact as right or false; optional gold facts count neither way."""
        if right:
            if not all(self.gold.facts[k].optional for k in right):
                self.tally.add("right", fact.p)
                self.tally.judged.append((fact, True))
            return
        self.tally.add("false", fact.p)
        self.tally.judged.append((fact, False))
        self.tally.wrong_actual += bool(candidates)
        known = f"(gold: {self.gold.facts[candidates[0]].status}) " if candidates else ""
        quote = fact.quotation.exact if fact.quotation else ""
        self.report("false", fact.p, self.names(fact.s)[0], self.names(fact.o)[0], f"{known}{quote}")

    def count_details(self, fact: Prediction, gold: GoldFact) -> None:
        """Count speaker, time and quotation of a matched fact that happened."""
        if fact.status != "actual" or gold.optional:
            return
        shares = self.tally.shares
        named = self.entity(fact.said_by) if fact.said_by else frozenset()
        said = gold.said_by in named if gold.said_by else not fact.said_by
        if gold.said_by:
            shares["speaker when said"].append(said)
        shares["speaker"].append(said)
        if not said:
            found = self.names(fact.said_by)[0] if fact.said_by else "nobody"
            self.report("speaker", gold.p, gold.s, gold.o, f"{found} for {gold.said_by or 'nobody'}: {gold.evidence}")
        if gold.time:
            dated = (fact.time or "").strip()
            shares["time"].append(dated == gold.time)
            if dated != gold.time:
                self.report("time", gold.p, gold.s, gold.o, f"{dated or 'none'} for {gold.time}: {gold.evidence}")
        if fact.quotation and self.gold.text:
            start = self.gold.text.find(gold.evidence)
            end = start + len(gold.evidence)
            shares["evidence"].append(fact.quotation.start < end and start < fact.quotation.end)

    def count_missed(self, matched: set[int]) -> None:
        """Count every gold fact as found or missed."""
        for k, fact in enumerate(self.gold.facts):
            if fact.optional:
                continue
            if fact.status == "actual":
                self.tally.add("gold", fact.p)
                if k in matched:
                    self.tally.add("found", fact.p)
            else:
                self.tally.shares["other"].append(k in matched)
            if k not in matched:
                self.report(f"missed {fact.status}", fact.p, fact.s, fact.o, fact.evidence)

    def hits(self, fact: Prediction, gold: GoldFact) -> bool:
        """Whether a predicted fact is a gold fact, factuality aside."""
        if fact.p != gold.p:
            return False
        s = self.entity(fact.s)
        if gold.p == "holdsPosition":
            office = name_words(self.names(fact.o)[0], keep_titles=True)
            return gold.s in s and agree(office, name_words(gold.o, keep_titles=True), loosely=True)
        o = self.entity(fact.o)
        return (gold.s in s and gold.o in o) or (gold.p in SYMMETRIC and gold.s in o and gold.o in s)

    def entity(self, iri: str) -> frozenset[str]:
        """The gold entities that a predicted one may be."""
        if iri not in self.resolved:
            self.resolved[iri] = self.gold.resolve(*self.names(iri))
        return self.resolved[iri]

    def report(self, kind: str, p: str, s: str, o: str, text: str) -> None:
        """Write one line about a fact that is false or missed, or has another speaker or time."""
        if self.errors:
            print(kind, self.gold.name, f"{p}({s}, {o})", " ".join(text.split()), sep="\t", file=self.errors)
