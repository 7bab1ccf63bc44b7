"""Slots: which phrases around a trigger fill its roles, and why the others do not."""

from __future__ import annotations

import msgspec

from kg.coref import Coreference
from kg.events.draft import Fill
from kg.events.phrases import Phrases
from kg.events.portions import Portions
from kg.events.refusals import Refusal, Rejected
from kg.events.stand_ins import StandIns
from kg.mentions import Mentions
from kg.model import Mention
from kg.ontology import Ontology, Slot, Trigger
from kg.syntax import Arguments, Tree

__all__ = ["SlotFiller"]

_OWNED = frozenset(["mine", "yours", "hers", "ours", "theirs"])
"""What somebody has, without its noun: "wrote to hers" is to nobody called "her"."""


_WRITING = frozenset(["write", "pen", "compose"])
"""Verbs whose object is a text: what stands there in quotation marks is its title or its words."""
_BARE = ("object", "indirect")
"""Positions without a preposition."""
_OPENING, _STRAIGHT = frozenset(["“", "``", "«", "„"]), frozenset(['"'])
_MARKS = _OPENING | _STRAIGHT | {"”", "''", "»"}


class SlotFiller:
    """Fills the slots of the triggers of one document."""

    def __init__(
        self, tree: Tree, mentions: Mentions, coreference: Coreference, ontology: Ontology, phrases: Phrases,
        portions: Portions,
    ) -> None:  # fmt: skip
        self.tree, self.mentions, self.coreference, self.ontology = tree, mentions, coreference, ontology
        self.phrases, self.portions = phrases, portions
        self.stand_ins = StandIns(tree, mentions, coreference)

    def fill(self, trigger: Trigger, i: int, word: str, arguments: Arguments) -> tuple[Fill, ...] | Refusal:
        """Fillers of all slots, or which required slot stays empty."""
        fills: list[Fill] = []
        looked: list[Rejected] = []
        used: set[int] = set()
        goals = {p for s in trigger.slots if "Place" in s.classes for p in s.positions}
        order = sorted(
            range(len(trigger.slots)), key=lambda n: (trigger.slots[n].shares, not trigger.slots[n].required, n)
        )
        for n in order:
            slot = trigger.slots[n]
            found, rejected = self._slot(slot, n, i, arguments, set() if slot.shares else used, goals, fills)
            if slot.required and not found:
                return Refusal(trigger, i, word, "slot", tuple(fills), slot=n, rejected=tuple(rejected))
            looked.extend(rejected)
            taken = {f.mention for f in found if slot.role and f.role not in ("place", "occasion")}
            used |= taken - {-1}
            fills.extend(f for f in found if f.role)
        return tuple(fills) if fills else Refusal(trigger, i, word, "empty", rejected=tuple(looked))

    def _slot(
        self, slot: Slot, n: int, i: int, arguments: Arguments, used: set[int], goals: set[str], filled: list[Fill]
    ) -> tuple[list[Fill], list[Rejected]]:
        """Fillers from the first position that has any, and the phrases turned down on the way.

        At `goals` stand places, too: a place there is no party ("carried the letter to Norway").
        """
        rejected: list[Rejected] = []
        written = self.tree.tokens[i].lemma in _WRITING
        for position in sorted(slot.positions, key=lambda p: (p.count("/"), p)):
            heads = self._heads(position, i, arguments, slot)
            if position != "subject" and any(self.phrases.is_reciprocal(h) for h in heads):
                return self._mutual(slot, n, i, arguments), rejected
            found: list[Fill] = []
            for head in heads:
                fill = self._filler(slot, n, head)
                if isinstance(fill, str):
                    rejected.append(Rejected(head, position, fill))
                elif (written and position in _BARE and self._is_quoted(i, head, slot)) or (
                    position in goals and self._is_goal(slot, fill)
                ):
                    rejected.append(Rejected(head, position, "class"))
                elif fill.mention in used or (position == "object/possessor" and self._is_own(fill, filled)):
                    rejected.append(Rejected(head, position, "taken"))
                else:
                    found.append(fill)
            if found:
                return found, rejected
        before = self.phrases.before(i) if slot.role in ("place", "occasion") and "at" in slot.positions else []
        return [fill for head in before if isinstance(fill := self._filler(slot, n, head), Fill)], rejected

    def _is_quoted(self, i: int, head: int, slot: Slot) -> bool:
        """ "wrote “Karl Lind of Graz”", "“Karl Lind”, which she wrote": a title or somebody's words, no addressee."""
        if not slot.role or "Letter" in slot.classes:
            return False
        mention = self.mentions.at(head)
        first = mention.first if mention is not None else head
        open_ = False
        for token in self.tree.tokens[i + 1 : head] if head > i else self.tree.tokens[max(0, first - 1) : head]:
            if token.text in _MARKS:
                open_ = token.text in _OPENING or (token.text in _STRAIGHT and not open_)
        return open_

    def _is_own(self, fill: Fill, filled: list[Fill]) -> bool:
        """ "At last Ann had her answer": the one to her, and no answer of hers."""
        pronoun = fill.mention >= 0 and self.mentions.all[fill.mention].form == "pronoun"
        return pronoun and any(f.chain == fill.chain and f.role != fill.role for f in filled)

    def _is_goal(self, slot: Slot, fill: Fill) -> bool:
        """Whether a place stands where the slot asks for a party."""
        place = fill.chain >= 0 and self.coreference.chains[fill.chain].kind == "Place"
        return place and not {"Place", "Event"} & set(slot.classes)

    def is_place(self, head: int) -> bool:
        """Whether the phrase with this head is a place."""
        mention = self.mentions.at(head)
        chain = self.coreference.of[mention.id] if mention is not None else -1
        return chain >= 0 and self.coreference.chains[chain].kind == "Place"

    def _mutual(self, slot: Slot, n: int, i: int, arguments: Arguments) -> list[Fill]:
        """ "wrote to each other": whoever does it fills the other side, too; the words stand in the first slot."""
        if slot.nouns and "each other" not in slot.nouns:
            return []
        slot = msgspec.structs.replace(slot, nouns=())
        passive = self.tree.is_verb(i) and self.tree.is_passive(i)  # "were cut off from each other by the flood"
        parties = arguments.get("object", []) if passive else arguments.get("subject") or arguments.get("object", [])
        fills = [fill for head in parties if isinstance(fill := self._filler(slot, n, head), Fill)]
        return [msgspec.structs.replace(fill, mention=-1) for fill in fills]

    def _heads(self, position: str, i: int, arguments: Arguments, slot: Slot) -> list[int]:
        """Tokens that head the phrases at a position or at the end of a path."""
        first, _, rest = position.partition("/")
        heads = [i] if first == "self" else arguments.get(first, [])
        if not rest:
            heads = heads + self.phrases.listed(heads)
            if {"Place", "Event"} & set(slot.classes):
                heads += self.phrases.loose(first, arguments)
            return heads if slot.role else heads + self.phrases.anywhere(first, arguments)
        found = []
        for head in heads:
            if not slot.via or self.tree.tokens[head].lemma in slot.via:
                found.extend(self.phrases.inside(head).get(rest, []))
        return found

    def _filler(self, slot: Slot, n: int, head: int) -> Fill | str:
        """The phrase as a filler, or the reason for which it is none, as in `Rejected`."""
        ordinal = self.stand_ins.ordinal(slot, head) if slot.role else -1
        if ordinal >= 0:
            return Fill(n, slot.role, ordinal, -1)
        if self.tree.tokens[head].text.lower() in _OWNED:
            return Fill(n, "", -1, -1) if self.stand_ins.is_owned(slot, head) else "unknown"
        head = self.phrases.distributed(head)
        lemma = self.tree.tokens[head].lemma.lower()
        mention = self.mentions.at(head)
        noun = mention.noun if mention is not None and mention.noun and mention.form == "description" else lemma
        if slot.nouns and {lemma, noun}.isdisjoint(slot.nouns) and not self._meant(slot, mention):
            return "noun"
        if lemma in slot.not_nouns or noun in slot.not_nouns:
            return "not noun"
        if not slot.role and not slot.classes:
            return Fill(n, "", -1, mention.id if mention is not None else -1)
        if mention is None or (slot.role and self.tree.tokens[head].dep == "conj" and self.portions.is_portion(head)):
            return "unknown"
        if slot.literal:
            return Fill(n, slot.role, -1, mention.id, mention.name)
        chain = self._chain(slot, mention)
        if chain < 0 and self.stand_ins.means_unnamed(slot, mention):
            return Fill(n, "", -1, mention.id)
        if chain < 0:
            return "antecedent" if self.coreference.of[mention.id] < 0 else "class"
        return Fill(n, slot.role, chain, mention.id)

    def _meant(self, slot: Slot, mention: Mention | None) -> bool:
        """ "sixty of the children were returned to them": "families" was said before, "children" stands behind "of"."""
        if mention is None or not slot.role or self.coreference.of[mention.id] < 0:
            return False
        counted = self.tree.arguments(mention.head).get("of", ()) if self.tree.tokens[mention.head].tag == "CD" else ()
        nouns = {self.tree.tokens[h].lemma.lower() for h in counted}
        chain = self.coreference.chains[self.coreference.of[mention.id]]
        if mention.form == "pronoun" and chain.kind in ("Person", "Group"):
            nouns |= chain.nouns
        return not nouns.isdisjoint(slot.nouns)

    def _chain(self, slot: Slot, mention: Mention) -> int:
        """The chain that fills the slot, if its class allows it; a pronoun may be decided by what the slot asks for."""
        chain = self.coreference.of[mention.id]
        if chain >= 0 and self._class_fits(slot, mention, chain):
            return chain
        return self.stand_ins.letter(slot, mention)

    def _class_fits(self, slot: Slot, mention: Mention, chain: int) -> bool:
        draft = self.coreference.chains[chain]
        kind = draft.kind
        if not slot.classes:
            return True
        if draft.members:
            return self.ontology.is_a("Group", slot.classes) or self.ontology.is_a("Person", slot.classes)
        if not kind:
            known = any(" " in name for name in draft.names) or len(draft.mentions) > 1
            return bool(draft.names) and known and self.ontology.is_a("Person", slot.classes)
        if kind in self.ontology.supers.get(kind, ()) or self.ontology.is_a(kind, slot.classes):
            return True
        return bool(mention.other_kind) and self.ontology.is_a(mention.other_kind, slot.classes)
