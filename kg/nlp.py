"""The only owner of spaCy: text in, plain tokens out.

Every document is parsed alone, never in a batch with others: matrix products over other shapes may round
differently, and a last-digit difference can flip a label. So the tokens of a document do not depend on what
else is built, in which order, or by how many workers (`tests/test_determinism.py`).

Part of speech and lemma depend on a word and its tag alone in the English pipelines; they are computed once
for each pair and remembered, which costs a tenth of running the two components over every token
(`benchmarks/cost.py`). What stands between two line breaks that end a sentence is parsed by itself, all such pieces
of a document at once. Matrix products are OpenBLAS's where numpy has it; always on one thread, since others belong to
other workers.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from kg import pipelines
from kg.errors import ModelError
from kg.forenames import introduced, misread, unmistakable
from kg.model import Parse, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController

__all__ = ["DEFAULT_MODEL", "Parser", "load"]

DEFAULT_MODEL = pipelines.DEFAULT

_WINDOW = 50_000
"""Longest stretch parsed at once, in code points: a memory bound. Stretches end at line ends where there are any."""

_NEEDED = ("parser", "ner", "tagger")
_WORD_PIPES = ("attribute_ruler", "lemmatizer")

_WHOLE = re.compile(
    r"\b(?:(?:vice|ex|co|step|grand|great)-[^\W\d_]+|[^\W\d_]+-(?:in-law|general|elect|designate))\b", re.IGNORECASE
)
"""Words that their hyphen makes one noun or verb; others are split as the pipeline's training data has them."""
_ABBREVIATIONS = tuple(
    """Amb. Br. Brig. Capt. Cdr. Cllr. Cmdr. Col. Comdr. Cpl. Fr. Hon. Insp. Lieut. Lt. Maj. Mgr. Mlle. Mme. Msgr. Mx.
    Pres. Pte. Pvt. Revd. Sgt. Smt. Supt. Chas. Edw. Geo. Jas. Jos. Robt. Saml. Thos. Wm. ff. inst. ult.""".split()
)
"""Titles, and short given names as letters and registers have them, that are never the end of a sentence."""
_BEGINS = 3
"""Code of spaCy's "B" in the entity column."""
_SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_DATELINE = re.compile(
    r"[ \t]*(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}[ ,]|\d{1,2} [A-Z][a-z]+ \d{4})[^—–\n]{0,80}?"
    r"(?:[ )][—–-]+[ ]?|[—–]+[ ]?)(?=[\"“‘]?[A-Z])"
)
"""A dateline at the start of a line, with its dash: "VIENNA, May 5 (Agency) -". Behind it a sentence begins."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_SENTENCE_END = (".", "!", "?", ":", "”", '"', "’", ")", ";")
_WRAPPED = 60
"""A line of at least this many code points without end punctuation may run on in the next line."""


def load(model: str | None = None) -> Parser:
    """Load a spaCy pipeline by package name or path; without one the default pipeline, if its files are the known ones.

    :raises ModelError: when it is not installed or lacks a tagger, parser or entity recogniser.
    """
    name = model or str(pipelines.default_folder())
    products = _products()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a model of another minor version still works
            language = _pipeline(name, products)
    except OSError:
        package = name.replace("_", "-")
        raise ModelError(f"spaCy pipeline {name!r} is not installed: run `pip install {package}`") from None
    except Exception as error:
        raise ModelError(f"spaCy pipeline {name!r} cannot be loaded ({error}): check its version") from error
    missing = [pipe for pipe in _NEEDED if pipe not in language.pipe_names]
    if missing:
        raise ModelError(f"spaCy pipeline {name!r} has no {', '.join(missing)}: choose one that has")
    _mend_tokenizer(language)
    return Parser(language, products)


def _mend_tokenizer(language: Language) -> None:
    """Let "wed" be a word, which spaCy takes for "we'd" without its apostrophe, and "Capt." one that ends no sentence.

    Of the titles before names its English rules know a dozen ("Gen.", "Gov.", "Rev.").
    """
    tokenizer: Any = language.tokenizer
    rules = {text: rule for text, rule in (tokenizer.rules or {}).items() if text.lower() != "wed"}
    tokenizer.rules = rules | {short: [{"ORTH": short}] for short in _ABBREVIATIONS if short not in rules}


def _products() -> ThreadpoolController:
    """The OpenBLAS that numpy multiplies matrices with, if it does: it may control no library, or several."""
    import numpy as np  # noqa: F401 - its library is found once it is loaded
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(internal_api="openblas")


def _pipeline(name: str, products: ThreadpoolController) -> Language:
    import spacy
    from thinc.api import use_ops

    # Without OpenBLAS the products are those of BLIS, as everywhere in spaCy: other libraries (MKL, Accelerate)
    # do not promise equal digits for equal numbers.
    with use_ops("numpy", use_blis=not products.lib_controllers):
        try:
            return spacy.load(name)
        except AttributeError:  # a package that carries a pipeline's folder and tells where it lies
            return spacy.load(import_module(name).model_path())


class Parser:
    """A loaded pipeline; one per process."""

    def __init__(self, language: Language, products: ThreadpoolController) -> None:
        meta = language.meta
        self._products = products
        self.name: str = f"{meta['lang']}_{meta['name']}"
        self.version: str = meta["version"]
        self._vocab = language.vocab
        self._tokenize = language.make_doc
        pipes = [(name, pipe) for name, pipe in language.pipeline if name not in (*_WORD_PIPES, "parser")]
        last = next(n for n, (name, _) in enumerate(pipes) if name == "tagger") + 1
        self._tagging = [pipe for _, pipe in pipes[:last]]
        self._labelling = [pipe for _, pipe in pipes[last:]]
        self._arc_parser: Any = language.get_pipe("parser")
        self._word_pipes = [pipe for name, pipe in language.pipeline if name in _WORD_PIPES]
        self._words: dict[tuple[str, str], tuple[str, str]] = {}
        self._names: dict[int, str] = {}

    def parse(self, text: str, body: int = 0) -> Parse:
        """Parse `text` from offset `body`; offsets of the tokens count from the start of `text`."""
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        forenames = introduced(text[body:])
        for start, end, breaks in _windows(text, body):
            self._parse_window(text[start:end], start, breaks, forenames, tokens, sentences)
        return Parse(tuple(tokens), tuple(sentences))

    def _parse_window(
        self, text: str, offset: int, breaks: frozenset[int], forenames: frozenset[str],
        tokens: list[Token], sentences: list[Sentence],
    ) -> None:  # fmt: skip
        from spacy.tokens import Doc

        spans = list(_whole_words(text, [(t.idx, t.idx + len(t)) for t in self._tokenize(text) if not t.is_space]))
        if not spans:
            return
        following = [start for start, _ in spans[1:]] + [len(text)]
        words = [text[start:end] for start, end in spans]
        spaces = [end < after for (_, end), after in zip(spans, following, strict=True)]
        starts = [start + offset for start, _ in spans]
        cuts = [0, *sorted({bisect_left(starts, at) for at in breaks} - {0, len(starts)}), len(starts)]
        read = unmistakable(words, forenames)
        with self._products.limit(limits=1):
            doc = self._tagged(read, spaces)
            plain = misread(read, [token.tag_ for token in doc])
            if plain != read:
                read = plain
                doc = self._tagged(read, spaces)
            for pipe in self._labelling:
                doc = pipe(doc)
            if doc.tensor.size:
                pieces = [Doc(self._vocab, words=read[a:b], spaces=spaces[a:b]) for a, b in pairwise(cuts)]
                self._parse_pieces(doc, pieces)
            else:  # the parser has vectors of its own, from the whole text
                for at in cuts[1:-1]:
                    doc[at].is_sent_start = True
                doc = self._arc_parser(doc)
        first = len(tokens)
        tokens.extend(self._records(doc, words, starts, first))
        for i in (i for i, word in enumerate(words) if read[i] != word):
            token = tokens[first + i]
            tokens[first + i] = replace(token, pos="PROPN", tag="NNP", lemma=token.text, ent="PERSON")
        for span in doc.sents:
            sentences.append(Sentence(first + span.start, first + span.end, first + span.root.i))

    def _tagged(self, words: list[str], spaces: list[bool]) -> Any:
        from spacy.tokens import Doc

        doc: Any = Doc(self._vocab, words=words, spaces=spaces)
        for pipe in self._tagging:
            doc = pipe(doc)
        return doc

    def _parse_pieces(self, doc: Any, pieces: list[Any]) -> None:
        """Give `doc` the arcs of the pieces that it consists of, parsed at once: each step is one product for all.

        What the parser sees of a word is its vector, in which the words around it, beyond the piece, too, have a part.
        """
        import numpy as np

        at = 0
        for piece in pieces:
            piece.tensor = doc.tensor[at : at + len(piece)]
            at += len(piece)
        self._arc_parser.set_annotations(pieces, self._arc_parser.predict(pieces))
        doc.from_array(["HEAD", "DEP"], np.concatenate([piece.to_array(["HEAD", "DEP"]) for piece in pieces]))

    def _records(self, doc: Any, words: list[str], starts: list[int], first: int) -> Iterator[Token]:
        table = doc.to_array(["TAG", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB"]).astype("int64").tolist()
        name = self._name
        rows = [
            (name(row[0]), name(row[1]), i + row[2], name(row[3]), row[4] == _BEGINS) for i, row in enumerate(table)
        ]
        passive = {head for _, dep, head, _, _ in rows if dep == "auxpass"}
        transitive = {head for _, dep, head, _, _ in rows if dep == "dobj"}
        for i, (tag, dep, head, ent, ent_start) in enumerate(rows):
            text = words[i]
            if tag == "JJ" and i in passive:  # "was married": tagged as adjective, parsed as passive
                tag = "VBN"
            elif tag == "VBP" and self._is_past(text):  # "before I rang him"
                tag = "VBD"
            elif tag == "NN" and i in transitive and text.endswith("ing"):  # "recalled meeting him": a gerund
                tag, dep = "VBG", "xcomp" if dep == "dobj" else dep
            lemma, pos = self._words.get((text, tag)) or self._word(text, tag)
            if pos == "VERB" and dep in ("aux", "auxpass"):
                pos = "AUX"
            start = starts[i]
            yield Token(first + i, start, start + len(text), text, lemma, pos, tag, dep, first + head, ent, ent_start)

    def _name(self, code: int) -> str:
        """String of a hash in the vocabulary, remembered; 0 is the empty string."""
        found = self._names.get(code)
        if found is None:
            found = self._names[code] = self._vocab.strings[code % 2**64] if code else ""
        return found

    def _is_past(self, text: str) -> bool:
        """Whether a verb has this form in the past tense alone: "rang", unlike "read" and "lay"."""
        past, present = (self._words.get((text, tag)) or self._word(text, tag) for tag in ("VBD", "VBP"))
        return past[0] != present[0] and text.lower() != "lay"

    def _word(self, text: str, tag: str) -> tuple[str, str]:
        """Lemma and part of speech of a word with this tag; of "co-signed" by those of "signed"."""
        from spacy.tokens import Doc

        prefix, _, rest = text.partition("-")
        if prefix.lower() == "co" and rest and tag.startswith("VB"):
            lemma, pos = self._words.get((rest, tag)) or self._word(rest, tag)
            self._words[text, tag] = (f"co-{lemma}", pos)
            return self._words[text, tag]
        doc = Doc(self._vocab, words=[text])
        doc[0].tag_ = tag
        for pipe in self._word_pipes:
            doc = pipe(doc)
        token = doc[0]
        lemma = _restore_e(text.lower(), token.lemma_ or text)
        word = (lemma if token.pos_ == "PROPN" else lemma.lower(), token.pos_ or "X")
        self._words[text, tag] = word
        return word


def _whole_words(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Token spans with those of one hyphenated word joined: "sister-in-law", "vice-captain"."""
    joined = [match.span() for match in _WHOLE.finditer(text)]
    n = 0
    while n < len(spans):
        start, end = spans[n]
        while joined and joined[0][1] <= start:
            joined.pop(0)
        n += 1
        if joined and joined[0][0] == start:
            while n < len(spans) and spans[n][1] <= joined[0][1]:
                end = spans[n][1]
                n += 1
        yield start, end


def _restore_e(text: str, lemma: str) -> str:
    """ "hope" and not "hop" for "hoped": English doubles the consonant of "hop" before -ed and -ing."""
    if text == "wed":
        return text
    ending = text.removeprefix(lemma)
    return lemma + "e" if ending in ("ed", "es", "ing") and _SHORT_STEM.fullmatch(lemma) else lemma


def _windows(text: str, body: int) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Stretches `(start, end, breaks)`; a break is the offset of a line that begins a new sentence."""
    start, breaks = body, set[int]()
    for line_start, line_end, breaks_before in _lines(text, body):
        if line_end - start > _WINDOW and line_start > start:
            yield start, line_start, frozenset(breaks)
            start, breaks = line_start, set()
        if breaks_before:
            breaks.add(line_start)
        while line_end - start > _WINDOW:  # a line longer than a window is cut at a space
            cut = text.rfind(" ", start + 1, start + _WINDOW)
            cut = cut if cut > start else start + _WINDOW
            yield start, cut, frozenset(breaks)
            start, breaks = cut, set()
    if start < len(text):
        yield start, len(text), frozenset(breaks)


def _lines(text: str, body: int) -> Iterator[tuple[int, int, bool]]:
    """Lines `(start, end, begins a sentence)`. Lines of a hard-wrapped paragraph run on; headlines and lists do not."""
    previous = ""
    at = body
    while at < len(text):
        match = _LINE.match(text, at)
        assert match is not None
        line = match.group().strip()
        runs_on = (
            bool(line) and len(previous) >= _WRAPPED and not previous.endswith(_SENTENCE_END) and len(previous) <= 120
        )
        dateline = _DATELINE.match(text, at, match.end())
        if dateline is not None:
            yield at, dateline.end(), True
            yield dateline.end(), match.end(), True
        else:
            yield at, match.end(), not runs_on
        previous = line
        at = match.end()
