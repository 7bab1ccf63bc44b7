"""The visible list of stages: one document in, one extraction out.

    parse -> mentions -> quotes -> coreference -> claims, events -> bridges -> times -> facts

Pure: no file, no clock, no output; the same document always gives the same extraction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kg.claims import ClaimReader
from kg.confidence import MINIMUM
from kg.coref import Coreference, find_writer
from kg.coref import resolve as resolve_coreference
from kg.events import DraftEvent, EventFinder, Refusal, bridge
from kg.gazetteer import gazetteer
from kg.mentions import Mentions, find_mentions
from kg.model import Document, Extraction, Parse, Source
from kg.ontology import Ontology
from kg.quotes import find_quotes
from kg.statements import StatementWriter, Telling
from kg.syntax import Tree
from kg.times import find_times

if TYPE_CHECKING:
    from kg.nlp import Parser

__all__ = ["Reading", "extract", "extract_parsed"]


class Reading(msgspec.Struct, frozen=True):
    """What the stages made of one document; only `extraction` leaves it."""

    document: Document
    tree: Tree
    mentions: Mentions
    coreference: Coreference
    drafts: tuple[DraftEvent, ...]
    """Events in the order of their triggers."""
    refusals: tuple[Refusal, ...]
    """Why the other trigger words, and some of these events, gave no fact."""
    tellings: tuple[Telling, ...]
    """The events that gave facts."""
    extraction: Extraction


def extract(
    document: Document, parser: Parser, ontology: Ontology, *, spans: bool = False, minimum: float = MINIMUM
) -> Reading:
    """Read everything that a document says, facts told as having happened only from the confidence `minimum` on.

    With `spans`, each mention of a named thing is evidence, too.
    """
    parse = parser.parse(document.text, document.body)
    return extract_parsed(document, parse, ontology, spans=spans, minimum=minimum)


def extract_parsed(
    document: Document, parse: Parse, ontology: Ontology, *, spans: bool = False, minimum: float = MINIMUM
) -> Reading:
    """The same from a parse made before."""
    words = gazetteer()
    tree = Tree(parse)
    mentions = find_mentions(tree, document.text, ontology, words)
    quotes = find_quotes(tree, mentions, document.text)
    author = find_writer(tree, mentions, document.text)
    coreference = resolve_coreference(tree, mentions, quotes, words, author)
    claims = ClaimReader(tree, mentions, quotes)
    finder = EventFinder(tree, mentions, coreference, claims, ontology, words, author)
    drafts, unsupported = bridge(finder.find(), ontology.bridges, coreference, mentions)
    times = find_times(parse, document.metadata.date) if drafts else ()
    writer = StatementWriter(
        document.text, tree, mentions, coreference, ontology, spans=spans, minimum=minimum
    )
    writer.write(drafts, times, document.metadata.date or "")
    refusals = (*finder.refusals, *unsupported, *writer.refusals)
    source = Source(document.id, document.sha256, document.media_type, document.encoding, document.metadata)
    extraction = writer.extraction(source, len(parse.sentences))
    return Reading(document, tree, mentions, coreference, tuple(drafts), refusals, writer.tellings(), extraction)
