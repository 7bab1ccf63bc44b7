"""The visible list of stages: one document in, one extraction out.

    parse -> mentions -> quotes -> coreference -> claims, events -> bridges -> times -> facts

Pure: no file, no clock, no output; the same document always gives the same extraction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims import ClaimReader
from kg.coref import resolve as resolve_coreference
from kg.events import EventFinder, bridge
from kg.gazetteer import gazetteer
from kg.mentions import find_mentions
from kg.model import Document, Extraction, Parse, Source
from kg.ontology import Ontology
from kg.quotes import find_quotes
from kg.statements import StatementWriter
from kg.syntax import Tree
from kg.times import find_times

if TYPE_CHECKING:
    from kg.nlp import Parser

__all__ = ["extract", "extract_parsed"]


def extract(document: Document, parser: Parser, ontology: Ontology, *, spans: bool = False) -> Extraction:
    """Read everything that a document says; with `spans`, each mention of a named thing is evidence, too."""
    return extract_parsed(document, parser.parse(document.text, document.body), ontology, spans=spans)


def extract_parsed(document: Document, parse: Parse, ontology: Ontology, *, spans: bool = False) -> Extraction:
    """The same from a parse made before."""
    words = gazetteer()
    tree = Tree(parse)
    mentions = find_mentions(tree, document.text, ontology, words)
    quotes = find_quotes(tree, mentions, document.text)
    coreference = resolve_coreference(tree, mentions, quotes, words)
    claims = ClaimReader(tree, mentions, quotes)
    drafts = EventFinder(tree, mentions, coreference, claims, ontology, words).find()
    drafts = bridge(drafts, ontology.bridges, coreference, mentions)
    times = find_times(parse, document.metadata.date) if drafts else ()
    writer = StatementWriter(document.text, tree, mentions, coreference, ontology, spans=spans)
    writer.write(drafts, times)
    return writer.extraction(
        Source(document.id, document.sha256, document.media_type, document.encoding, document.metadata),
        len(parse.sentences),
    )
