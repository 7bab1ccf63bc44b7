"""Roles by deed: "the plaintiff" is who sued, "the defendant" who was sued, "the victim" who was robbed, "the finder"
who found it, "the nurse" who nursed somebody.

Such a noun names a party of an event that the text has told before, whoever that was (bridging by event roles, Clark
1975). It is read so where exactly one named person is that party.
"""

from __future__ import annotations

from kg.coref.chains import ChainBuilder, DraftChain
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["Deeds"]

_SUING = frozenset("sue petition".split())
_CLAIMING = frozenset("seek claim recover ask".split())
_CLAIMED = frozenset("damages damage compensation injunction divorce restitution".split())
"""What is claimed in a court: "sought damages from"."""
_CHARGING = frozenset("charge prosecute try accuse indict arraign convict acquit".split())
_HARMING = frozenset("murder kill rob attack assault stab shoot strangle swindle defraud burgle injure abduct".split())

_SUBJECT_OF_CLAIM = frozenset(["plaintiff", "claimant", "petitioner"])
_OBJECT_OF_CLAIM = frozenset(["defendant", "respondent"])
_CHARGED = frozenset(["defendant", "accused", "prisoner"])
_CONVERTED = frozenset("nurse guide host pilot coach interpret".split())
"""Nouns for who does what the same word says as a verb."""
_NO_AGENTS = frozenset(
    """brother mother father sister minister officer member soldier lawyer premier prisoner commander partner leader
    stranger settler speaker employer villager islander teenager banker messenger passenger
    treasurer chancellor customer daughter newcomer prayer answer letter""".split()
)
"""Nouns in -er that are no agents of a verb, or offices."""


class Deeds:
    """Finds the person whom such a noun means."""

    def __init__(self, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> None:
        self.tree, self.mentions, self.builder = tree, mentions, builder

    def party(self, mention: Mention) -> DraftChain | None:
        """The one named person whose part in a deed told before is what the noun says; None without one."""
        noun = mention.noun
        known = noun in _SUBJECT_OF_CLAIM | _OBJECT_OF_CLAIM | _CHARGED or noun == "victim" or bool(_deeds(noun))
        if not known or not mention.definite or mention.plural or mention.possessor >= 0 or " " in mention.name:
            return None
        found: dict[int, DraftChain] = {}
        for token in self.tree.tokens[: mention.first]:
            if token.pos == "VERB":
                for head in self._heads(noun, token.i, token.lemma):
                    other = self.mentions.at(head)
                    chain = self.builder.chain(other.id) if other is not None and head < mention.first else None
                    if chain is not None and chain.personal and chain.names:
                        found[chain.id] = chain
        return next(iter(found.values())) if len(found) == 1 else None

    def _heads(self, noun: str, verb: int, lemma: str) -> list[int]:
        """Who is the noun by what a verb tells."""
        if noun == "victim":
            return self._at(verb, "object") if lemma in _HARMING else []
        if lemma in _deeds(noun):
            return self._at(verb, "subject")
        if noun in _CHARGED and lemma in _CHARGING:
            return self._at(verb, "object")
        if lemma in _SUING:
            return self._at(verb, "subject" if noun in _SUBJECT_OF_CLAIM else "object")
        if lemma in _CLAIMING and any(self.tree.tokens[i].lemma in _CLAIMED for i in self._at(verb, "object")):
            if noun in _SUBJECT_OF_CLAIM:
                return self._at(verb, "subject")
            return [*self._at(verb, "from"), *self._at(verb, "against")] if noun in _OBJECT_OF_CLAIM else []
        return []

    def _at(self, verb: int, position: str) -> list[int]:
        return self.tree.arguments(verb).get(position, [])


def _deeds(noun: str) -> frozenset[str]:
    """Verbs whose subject an agent noun names: "finder" find, "rescuer" rescue, "nurse" nurse."""
    if noun in _CONVERTED:
        return frozenset([noun])
    agent = noun.endswith("er") and len(noun) > 5 and noun not in _NO_AGENTS
    return frozenset([noun[:-2], noun[:-1]]) if agent else frozenset()
