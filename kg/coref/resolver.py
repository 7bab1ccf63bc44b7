"""The passes in order, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.descriptions import DescriptionResolver
from kg.coref.equation import Equation
from kg.coref.equations import find_equations
from kg.coref.families import Families
from kg.coref.naming import link_names
from kg.coref.pronouns import PronounResolver
from kg.coref.relations import Relations
from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.model import Mention
from kg.quotes import Quote
from kg.syntax import Tree

__all__ = ["Coreference", "resolve"]


class Coreference(msgspec.Struct, frozen=True):
    """Chains of a document."""

    chains: Sequence[DraftChain]
    of: Sequence[int]
    """Mention id -> chain id, -1 for a mention that was not resolved."""
    equations: tuple[Equation, ...]
    contested: frozenset[int]
    """Pronouns for which another person was nearly as good, by mention id."""

    def chain(self, mention: int) -> DraftChain | None:
        """The chain of a mention."""
        return self.chains[self.of[mention]] if mention >= 0 and self.of[mention] >= 0 else None

    def members(self, chain: int) -> tuple[int, ...]:
        """The single things behind a chain: its members, or itself."""
        members = self.chains[chain].members
        return tuple(m for member in members for m in self.members(member)) if members else (chain,)


def resolve(
    tree: Tree, mentions: Mentions, quotes: Sequence[Quote], gazetteer: Gazetteer, writer: int = -1
) -> Coreference:
    """Put every mention of a document into a chain; outside quotations "I" is the mention `writer`."""
    builder = ChainBuilder(mentions.all)
    equations = find_equations(tree, mentions)
    speaker_at = _speakers(quotes, len(tree.tokens))
    link_names(tree, mentions, builder, gazetteer, equations, speaker_at)
    relations = Relations(gazetteer)
    _apply_appositions(equations, mentions, builder)
    descriptions = DescriptionResolver(tree, mentions, builder, gazetteer, relations, equations)
    pronouns = PronounResolver(tree, mentions, builder, gazetteer, speaker_at, writer, descriptions.kin)
    weddings = _weddings(tree, mentions)
    families = Families(tree, mentions, builder, relations)
    for mention in _reading_order(mentions, equations, builder, speaker_at, writer):
        for pair in weddings.pop(mention.head, ()):
            first, second = builder.chain(pair[0]), builder.chain(pair[1])
            if first is not None and second is not None:
                relations.join(first, "spouse", second)
        if mention.form == "pronoun":
            pronouns.resolve(mention)
        elif builder.of[mention.id] < 0 and pronouns.epithet(mention) is None:
            descriptions.resolve(mention)
        descriptions.join_earlier(mention)
        descriptions.note_kinship(mention)
        families.note(mention)
        families.join_surname(mention)
    return Coreference(builder.chains, builder.of, equations, frozenset(builder.contested))


def _weddings(tree: Tree, mentions: Mentions) -> dict[int, list[tuple[int, int]]]:
    """Pairs of mentions that a verb of marrying joins, under the head of the first mention behind the clause."""
    heads = sorted(m.head for m in mentions.all)
    found: dict[int, list[tuple[int, int]]] = {}
    for token in tree.tokens:
        if token.lemma not in ("marry", "wed", "married") or token.pos not in ("VERB", "ADJ"):
            continue
        verb = token.i if token.pos == "VERB" else token.head
        arguments = dict(tree.arguments(verb)) if tree.is_verb(verb) else {}
        if token.pos == "ADJ":
            arguments.update((p, heads) for p, heads in tree.arguments(token.i).items() if p == "to")
        left = arguments.get("subject", []) or arguments.get("object", [])[:1]
        right = (arguments.get("object", []) if arguments.get("subject") else []) or arguments.get("to", [])
        pair = [mentions.at(h) for h in (*left[:1], *right[:1])]
        if len(pair) == 2 and pair[0] is not None and pair[1] is not None:
            behind = next((h for h in heads if h > max(token.i, pair[0].head, pair[1].head)), -1)
            found.setdefault(behind, []).append((pair[0].id, pair[1].id))
    return found


def _reading_order(
    mentions: Mentions, equations: Sequence[Equation], builder: ChainBuilder, speaker_at: Sequence[int], writer: int
) -> list[Mention]:
    """By head, so that "her" comes before "her husband"; the first person last, but for "my" of a known speaker.

    What opens a sentence as a predicate waits for its bearer: "The daughter of a clerk, she married young".
    """
    owners = {m.possessor for m in mentions.all if m.kinship}
    bearers = {e.description: mentions.all[e.bearer].head for e in equations if e.by == "predicate"}

    def waits(mention: Mention) -> bool:
        possessor = mentions.all[mention.possessor] if mention.possessor >= 0 else None
        if mention.form == "pronoun" and mention.person == 1:
            speaker = speaker_at[mention.head] if speaker_at[mention.head] != -1 else writer
            return mention.plural or mention.id not in owners or speaker < 0 or builder.of[speaker] < 0
        return possessor is not None and waits(possessor)

    return sorted(mentions.all, key=lambda m: (waits(m), max(m.head, bearers.get(m.id, 0)), m.id in bearers, m.first))


def _apply_appositions(equations: Sequence[Equation], mentions: Mentions, builder: ChainBuilder) -> None:
    for equation in equations:
        if equation.by != "apposition":
            continue
        bearer = builder.chain(equation.bearer)
        if bearer is None:
            bearer = builder.new(mentions.all[equation.bearer])
        description = mentions.all[equation.description]
        if builder.of[description.id] < 0:
            builder.put(description, bearer)


def _speakers(quotes: Sequence[Quote], length: int) -> list[int]:
    """For every token the mention that speaks it: -1 outside quotations, -2 inside one of unknown speaker."""
    speakers = [-1] * length
    for quote in quotes:
        for i in range(quote.first, quote.last):
            speakers[i] = quote.speaker if quote.speaker >= 0 else -2
    return speakers
