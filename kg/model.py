"""The frozen records that the stages exchange. No behaviour, nothing imported of ours.

Offsets are Unicode code points of the document's decoded text, 0-based, end exclusive; nothing is
normalised, so `text[start:end]` is what a record speaks of. Token indices count the tokens of one document.

Records are `msgspec.Struct`s: immutable, compared by value, and written to the spool and between processes
as MessagePack without further code.
"""

from __future__ import annotations

import msgspec

__all__ = [
    "Assertion",
    "Chain",
    "Document",
    "Entity",
    "Event",
    "Evidence",
    "Extraction",
    "Mention",
    "Metadata",
    "Parse",
    "Role",
    "Sentence",
    "Source",
    "Token",
]


class Record(msgspec.Struct, frozen=True, gc=False):
    """Base of all records: immutable, and free of reference cycles (hence outside the garbage collector)."""


# -- documents ---------------------------------------------------------------------------------------------


class Metadata(Record, frozen=True, gc=False):
    """What is known of a document beside its text; every field may be unknown (`None`)."""

    title: str | None = None
    """Headline or title, as given."""
    date: str | None = None
    """Day of publication or writing, `YYYY-MM-DD`; the anchor of relative times."""
    author: str | None = None
    """Byline or author, without "By"."""
    publisher: str | None = None
    """Agency, newspaper or institution."""
    url: str | None = None
    """Absolute IRI where the document was published."""


class Document(Record, frozen=True, gc=False):
    """One source file, decoded."""

    id: str
    """Stable name inside the graph, with `/`: `seeds/report.txt`."""
    text: str
    """The decoded text with its own line ends, without a byte order mark."""
    sha256: str
    """Hash of the file's bytes, 64 hexadecimal digits."""
    media_type: str = "text/plain"
    """`text/plain` or `text/markdown`."""
    encoding: str = "utf-8"
    """Encoding that the bytes were decoded with."""
    body: int = 0
    """Offset where the prose starts (behind front matter); the text before it is not read for facts."""
    metadata: Metadata = Metadata()


class Source(Record, frozen=True, gc=False):
    """A document without its text: what the graph says of it."""

    id: str
    sha256: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    metadata: Metadata = Metadata()


# -- tokens ------------------------------------------------------------------------------------------------


class Token(Record, frozen=True, gc=False):
    """One token of a parsed document; white space is no token."""

    i: int
    """Index in the document."""
    start: int
    end: int
    text: str
    lemma: str
    """Base form, lower case except for proper nouns."""
    pos: str
    """Universal part of speech: NOUN, PROPN, VERB, AUX, PRON, ADP, …"""
    tag: str
    """Penn Treebank tag: NN, NNS, VBD, VBN, …"""
    dep: str
    """ClearNLP dependency label as spaCy's English models give it: nsubj, dobj, pobj, relcl, …"""
    head: int
    """Index of the governing token; its own index at a sentence's root."""
    ent: str = ""
    """Label of the named entity that the token is in (PERSON, GPE, …); empty when in none."""
    ent_start: bool = False
    """Whether a named entity begins here."""


class Sentence(Record, frozen=True, gc=False):
    """One sentence: tokens `first` to `last` (exclusive), root token `root`."""

    first: int
    last: int
    root: int


class Parse(Record, frozen=True, gc=False):
    """A parsed document."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


# -- what one document says --------------------------------------------------------------------------------


class Mention(Record, frozen=True, gc=False):
    """A span that refers to something: a name, a description or a pronoun."""

    id: int
    """Index in the document's tuple of mentions, in order of `start`."""
    first: int
    last: int
    """Token span, end exclusive, without determiner's article where the span starts with one."""
    head: int
    """Token that governs the span."""
    form: str
    """`name`, `description` or `pronoun`."""
    kind: str = ""
    """Local name of a class (`Person`, `Organization`, `Group`, `Place`, `Letter`, `Event`); empty when not decided."""
    other_kind: str = ""
    """Second class that the words allow ("embassy": `Organization`, also `Place`); empty when none."""
    name: str = ""
    """For a name: the name without titles. For a description: its words without article and possessive."""
    titles: tuple[str, ...] = ()
    """Titles and offices in front of the name, as written (`President`, `Mrs.`)."""
    noun: str = ""
    """Lemma of the common noun that heads a description, or that stands before a name ("the novelist Anna Berg")."""
    gender: str = ""
    """`f`, `m` or empty."""
    plural: bool = False
    count: str = ""
    """Number word or figure of a group, as written: `Eight`, `more than 19,000`."""
    person: int = 3
    """Grammatical person of a pronoun."""
    possessor: int = -1
    """Mention that possesses this one ("her husband" -> "her"), -1 when none."""
    kinship: str = ""
    """Kinship noun of the head (`husband`), lower case; empty when none."""
    definite: bool = False
    """Introduced by "the", "this" or a possessive."""
    members: tuple[int, ...] = ()
    """For a coordination: the mentions that it joins."""


class Chain(Record, frozen=True, gc=False):
    """The mentions of one thing in one document."""

    id: int
    """Index in the extraction's tuple of chains."""
    kind: str
    """Local name of its class: `Person`, `Organization`, `Group`, `Agent`, `Place`, `Letter`, `Event`."""
    label: str
    """Fullest name without title, or the description ("eight children"); never empty."""
    names: tuple[str, ...] = ()
    """Every other form that names it on its own, sorted."""
    titles: tuple[str, ...] = ()
    """Titles and offices seen with it, lower case, sorted."""
    gender: str = ""
    """`f`, `m` or empty."""
    named: bool = False
    """Whether a proper name is among its mentions; only named chains can be the same across documents."""
    count: str = ""
    """Count of a group as a figure when exact (`8`), else empty."""
    start: int = 0
    """Offset of its first mention."""
    mentions: int = 1
    """Number of spans that refer to it: names, descriptions and pronouns."""
    spans: tuple[int, ...] = ()
    """Evidence of each of these spans, as indices into the extraction's; empty unless asked for, and without a name."""


class Evidence(Record, frozen=True, gc=False):
    """A span of the source: `exact == text[start:end]`."""

    start: int
    end: int
    exact: str
    prefix: str
    """Up to 32 code points before the span."""
    suffix: str
    """Up to 32 code points after the span."""


class Role(Record, frozen=True, gc=False):
    """One filled slot of an event."""

    role: str
    """Local name of the role property: `sender`."""
    chain: int


class Event(Record, frozen=True, gc=False):
    """One filled frame."""

    id: int
    frame: str
    """Local name of the event class: `LetterWriting`."""
    roles: tuple[Role, ...]
    """Sorted by role, then chain."""
    factuality: str
    """`Actual`, `Negated`, `Planned` or `Possible`."""
    time: str = ""
    """Extended Date/Time Format: `1939-08-02`, `1939-08`, `1939`, `--08`, `2031-05/2031-07`; empty when not said."""


class Assertion(Record, frozen=True, gc=False):
    """One statement by the document at one place."""

    subject: int
    """Chain."""
    property: str
    """Local name: `wroteLetterTo`."""
    object: int | str
    """Chain, or the text of a literal."""
    factuality: str
    speaker: int
    """Chain that the text makes responsible; -1 for the document's own voice."""
    event: int
    evidence: int
    """Index in the extraction's tuple of evidence."""
    confidence: str
    """Decimal between 0 and 1 without trailing zeros."""
    rule: str
    """Name of the trigger that fired, for `kg explain`: `LetterWriting/write`."""


class Extraction(Record, frozen=True, gc=False):
    """All that one document says; the unit that travels, is cached and is merged."""

    source: Source
    sentences: int
    """Number of sentences read."""
    chains: tuple[Chain, ...] = ()
    events: tuple[Event, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    assertions: tuple[Assertion, ...] = ()


# -- across documents --------------------------------------------------------------------------------------


class Entity(Record, frozen=True, gc=False):
    """One thing, known from one or more documents."""

    iri: str
    """Absolute IRI."""
    kind: str
    """Local name of its class."""
    label: str
    names: tuple[str, ...] = ()
    """Every other name, sorted; never the label."""
    gender: str = ""
    count: str = ""
    same_as: tuple[str, ...] = ()
    """IRIs of the same thing elsewhere, from the user's file of entities."""
    documents: tuple[str, ...] = ()
    """Identifiers of the documents that mention it, sorted."""
