"""What is given hostile bytes: one small function for each surface, for hypothesis and atheris alike.

Each takes any bytes. It may raise KgError, which is how kg refuses; any other exception, or a broken promise, is a bug.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pyoxigraph as ox

from kg import ontology, store
from kg.documents import SourceFile, read
from kg.documents.metadata import Fields, read_front_matter, read_sidecar
from kg.errors import KgError
from kg.query import format_result, parse_query, printable, run
from kg.query.parameters import bind
from kg.query.permission import check_allowed
from kg.query.saved import Parameter, ParameterType, SavedQuery
from kg.query.substitution import substituted, with_prefixes
from kg.resolve import read_entities
from kg.store.terms import iri, is_iri, literal, parse
from kg.verify import verify

__all__ = ["SURFACES", "seeds_of"]

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "graphs" / "sample.ttl"


@cache
def scratch() -> Path:
    """A folder that goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="kg-fuzz-")
    _kept.append(folder)
    return Path(folder.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []


@cache
def sample() -> ox.Store:
    """The small graph of the tests."""
    return store.read(SAMPLE)


def file_of(content: bytes, name: str) -> Path:
    """A file of these bytes."""
    path = scratch() / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def text_of(content: bytes) -> str:
    """Bytes as text, lone surrogates for what is no UTF-8, as they stand in the arguments of a command."""
    return content.decode("utf-8", "surrogateescape")


# -- surfaces ----------------------------------------------------------------------------------------------


def documents(content: bytes) -> None:
    """A reader gives text that UTF-8 can hold, with its prose inside, or says why not."""
    document = read(SourceFile("in/a.txt", None, content))
    assert read(SourceFile("in/a.md", None, content)).text == document.text
    assert 0 <= document.body < len(document.text)
    check_fields(Fields(document.metadata.title, document.metadata.date, author=document.metadata.author))


def front_matter(content: bytes) -> None:
    """Front matter gives fields of plain text."""
    fields, body, warnings = read_front_matter("---\n" + content.decode("utf-8", "replace") + "\n---\nBody.")
    assert body >= 0
    check_fields(fields, *warnings)


def sidecar(content: bytes) -> None:
    """A sidecar gives fields of plain text."""
    fields, warnings = read_sidecar([file_of(content, "a.txt.meta.json")])
    check_fields(fields, *warnings)


def check_fields(fields: Fields, *texts: str) -> None:
    """Metadata and warnings are text that every output can hold."""
    for value in (fields.title, fields.author, fields.publisher, fields.url, fields.date, *texts):
        (value or "").encode()
        literal(value or "")


def entities(content: bytes) -> None:
    """A file of entities is read or refused."""
    read_entities(file_of(content, "people.toml"))


def lexicon(content: bytes) -> None:
    """A file of an ontology folder is read or refused."""
    file_of(content, "ontology/kg.ttl")
    ontology.load(scratch() / "ontology")


def headers(content: bytes) -> None:
    """The header of a saved query is read or refused."""
    text = "\n".join(f"#+ {line}" for line in text_of(content).splitlines())
    query = parse_query(f"{text}\nSELECT * {{}}")
    for parameter in query.parameters:
        ox.Variable(parameter.name)


def parameters(content: bytes) -> None:
    """A value of any type becomes one term, alone in the query that is sent to a store, or is refused."""
    value = text_of(content)
    for kind in get_args(ParameterType):
        query = SavedQuery("q", "SELECT ?x ?o { ?s <x:p> ?x . ?s ?p ?o }", parameters=(Parameter("x", kind),))
        try:
            term = bind(sample(), query, {"x": value})["x"]
        except KgError as error:
            printable(str(error)).encode(errors="backslashreplace")
            continue
        sent = substituted(query.text, {"x": str(term)})
        dataset = ox.Store()
        dataset.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), term))
        (held,) = dataset  # as the engine writes it: -7.0 is -7
        rows = [row[0] for row in dataset.query(sent)]  # type: ignore[union-attr, index]
        assert rows == [held.object], sent


def queries(content: bytes) -> None:
    """Any SPARQL text is answered or refused; what is refused a server asks none."""
    query = SavedQuery("q", text_of(content))
    words = check_allowed(query)
    assert "SERVICE" not in words
    with_prefixes(substituted(query.text, {"x": "<x:i>"}))
    if len(content) < 400:  # no join of everything with everything
        result = run(sample(), query, seconds=2)
        for form in ("turtle", "n-triples") if result.kind == "graph" else ("table", "csv", "tsv", "json", "xml"):
            format_result(result, form, store=sample())


def graphs(content: bytes) -> None:
    """A graph in any format is read or refused, and verified without a fault."""
    for suffix in ("ttl", "nt", "nq", "trig", "rdf", "jsonld"):
        path = file_of(content, f"graph.{suffix}")
        try:
            store.read(path)
            verify(path, [scratch()])
        except KgError as error:
            assert "\n" not in str(error)


def terms(content: bytes) -> None:
    """Each text is a literal that comes back; each IRI that kg takes is one for pyoxigraph."""
    text = content.decode("utf-8", "replace").replace("\0", "")[:10_000]
    term = literal(text)
    assert parse(term).value == text
    lines = f"<x:s> <x:p> {term} ."
    if is_iri(text):
        lines += f"\n{iri(text)} <x:p> {iri(text)} ."
    found = [*ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES)]
    assert ox.Literal(text) == found[0].object
    assert len(found) == 1 or found[1].subject == ox.NamedNode(text)


SURFACES: dict[str, Callable[[bytes], None]] = {
    surface.__name__: surface
    for surface in (
        documents, front_matter, sidecar, entities, lexicon, headers, parameters, queries, graphs, terms,
    )
}  # fmt: skip
"""Surface by name."""


# -- where fuzzing begins ----------------------------------------------------------------------------------


def seeds_of(name: str) -> Iterator[bytes]:
    """Good inputs of a surface: the files of the project, and a few lines."""
    yield from SEED_LINES.get(name, ())
    for pattern in SEED_FILES.get(name, ()):
        for path in sorted(ROOT.glob(pattern)):
            yield path.read_bytes()[:20_000]


SEED_FILES = {
    "documents": ("seeds/*.txt", "seeds/*.md", "tests/cases/*.txt"),
    "lexicon": ("ontology/kg.ttl",),
    "queries": ("queries/*.rq",),
    "graphs": ("tests/graphs/*.ttl",),
}
SEED_LINES: dict[str, tuple[bytes, ...]] = {
    "documents": (
        b"---\ntitle: A\ndate: 2031-05-17\n---\nHALDEN, May 3 (Agency) - Anna met Bo.",
        b"# Title\n\nBy Anna Berg\n\n17 May 2031\n\nAnna met Bo.",
        b"\xef\xbb\xbfAnna", "Zoë met Bo.".encode("utf-16"), "Zoë met José.".encode("latin-1"),
    ),
    "front_matter": (
        b"title: A\ndate: 17 May 2031\nauthor: [A, B]\nsource: https://x.example/",
        b"a: &a [x]\nb: *a\ntitle: !!python/object:os.system x", b"date: 2031\ntags: {a: [b, c]}",
    ),
    "sidecar": (
        json.dumps({"title": "A", "date": "2031-05-17", "author": ["A", "B"], "source": "urn:x:y"}).encode(),
        b'{"title": "\\ud800", "date": 2031, "url": "http://x/"}', b'{"a": [[[1e999]]]}',
    ),
    "entities": (
        b'[[entity]]\nname = "Anna"\nclass = "Person"\naliases = ["A."]\niri = "https://x.example/a"\n',
        b'[[entity]]\nname = "Bo"\nclass = "Person"\nnot = ["B."]\nsame_as = ["https://x.example/b"]\n',
    ),
    "lexicon": (
        b"@prefix kg: <https://kg.example/ontology#> . @prefix lex: <https://kg.example/lexicon#> .\n"
        b"@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        b"kg:Event a owl:Class . kg:M a owl:Class ; rdfs:subClassOf kg:Event ; lex:trigger [ lex:lemma 'meet' ;\n"
        b"  lex:pos 'VERB' ; lex:slot [ lex:role kg:who ; lex:position 'subject' ; lex:required true ] ] .\n"
        b"kg:who rdfs:range kg:Person . kg:p lex:fromEvent kg:M ; lex:subjectRole kg:who ; lex:objectRole kg:who .",
    ),
    "headers": (
        b"title: A\ndescription: B\nparams:\n  - name: x\n    type: entity\n    optional: true\n    choices: [a, b]",
        b"params: [{name: x, type: date, default: 2031-05-01}]",
    ),
    "parameters": (
        b"Anna Berg", b"kg:Person", b"<https://x.example/a>", b"2031-05", b"-7.5", b"true",
        b'" . } DROP ALL #', b"\\u0022",
    ),
    "queries": (
        b"SELECT ?x { ?x ?p 'a' FILTER(?x < 3) } # c", b"ASK { ?s <x:p> \"\"\"a\"\"\"@en }",
        b"PREFIX : <x:> CONSTRUCT WHERE { :a :b/:c* ?d }", b"SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ),
    "graphs": (b'<x:s> <x:p> "a"@en .', b'{"@id": "x:s", "x:p": "a"}', b"<x:g> { <x:s> <x:p> 1.0 }"),
    "terms": ("Zoë \"\\\n\x85\u2028😀".encode(), b"https://x.example/a%20b#c", b"urn:x:\xc3\xab"),
}  # fmt: skip
