"""Reading and writing RDF: terms, canonical bytes, the external sort, and files that appear only when complete."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.store import FORMATS, Layout, Quad, Writer, format_of, quads, read
from kg.store.nesting import Bounded
from kg.store.sort import Sorter
from kg.store.terms import MAX_LITERAL, XSD, decimal, integer, iri, is_iri, literal, parse
from kg.store.writer import _write_aside

EX = "https://kg.example/id/"
KG = "https://kg.example/ontology#"
RDF_TYPE = iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LAYOUT = Layout(
    prefixes=(("kg", KG), ("xsd", XSD), ("person", f"{EX}person/"), ("ev", f"{EX}ev/"), ("unused", "https://none.example/")),
    subjects=(f"{EX}person/", f"{EX}ev/", f"{EX}doc/"),
    predicates=(f"{KG}label", f"{KG}count"),
)
SUFFIXES = [suffixes[0] for suffixes in FORMATS.values()]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def e(path: str) -> str:
    return iri(EX + path)


def k(local: str) -> str:
    return iri(KG + local)


SAMPLE: list[Quad] = [
    (e("person/zoe"), RDF_TYPE, k("Person"), e("entities")),
    (e("person/zoe"), RDF_TYPE, k("Agent"), e("entities")),
    (e("person/zoe"), k("label"), literal('Zoë "Z"\tKovač'), e("entities")),
    (e("person/zoe"), k("met"), e("person/ann"), e("doc/1")),
    (e("person/ann"), k("met"), e("person/zoe"), e("doc/1")),
    (e("person/ann"), k("met"), e("person/zoe"), e("doc/2")),
    (e("person/ann"), k("count"), integer(8), e("doc/1")),
    (e("person/ann"), k("confidence"), decimal("0.930"), e("doc/1")),
    (e("person/ann"), k("confidence"), decimal("1.0"), e("doc/1")),
    (e("person/ann"), k("time"), literal("--08", f"{XSD}gMonth"), e("doc/1")),
    (e("person/ann"), k("label"), literal("Ann", language="EN-gb"), e("entities")),
    (e("ev/1"), k("selector"), e("ev/1#selector"), e("doc/1")),
    (e("ev/1#selector"), k("exact"), literal("line one\r\nline two \\ end"), e("doc/1")),
    (e("doc/1"), k("source"), iri("https://example.org/a?b=c,d(e)"), e("doc/1")),
    (iri("https://other.example/Ünï"), k("label"), literal("true", f"{XSD}boolean"), e("doc/2")),
]

TURTLE = """\
# kg 0.1.0
# two documents

@prefix kg: <https://kg.example/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix person: <https://kg.example/id/person/> .
@prefix ev: <https://kg.example/id/ev/> .

person:ann kg:label "Ann"@en-gb ;
    kg:count 8 ;
    kg:confidence "1"^^xsd:decimal, 0.93 ;
    kg:met person:zoe ;
    kg:time "--08"^^xsd:gMonth .

person:zoe a kg:Agent, kg:Person ;
    kg:label "Zoë \\"Z\\"\\tKovač" ;
    kg:met person:ann .

ev:1 kg:selector <https://kg.example/id/ev/1#selector> .

<https://kg.example/id/ev/1#selector> kg:exact "line one\\r\\nline two \\\\ end" .

<https://kg.example/id/doc/1> kg:source <https://example.org/a?b=c,d(e)> .

<https://other.example/Ünï> kg:label true .
"""

TRIG = """\
@prefix kg: <https://kg.example/ontology#> .
@prefix person: <https://kg.example/id/person/> .

<https://kg.example/id/doc/1> {
    person:ann kg:met person:zoe .

    person:zoe kg:met person:ann .
}

<https://kg.example/id/doc/2> {
    person:ann kg:met person:zoe .
}

<https://kg.example/id/entities> {
    person:zoe a kg:Agent, kg:Person .
}
"""


def written(path: Path, given_quads: list[Quad], header: tuple[str, ...] = (), **options: int) -> bytes:
    with Writer(path, LAYOUT, **options) as writer:  # type: ignore[arg-type]
        writer.add(given_quads)
        writer.finish(header)
    return path.read_bytes()


def triples_of(path: Path) -> set[tuple[str, str, str]]:
    """The file's triples as terms of ours, read by pyoxigraph."""
    return {(str(q.subject), str(q.predicate), _term(q.object)) for q in quads(path)}


def _term(node: object) -> str:
    if isinstance(node, pyoxigraph.Literal):
        return literal(node.value, "" if node.language else node.datatype.value, node.language or "")
    return str(node)


# -- bytes -------------------------------------------------------------------------------------------------


def test_turtle(tmp_path: Path) -> None:
    """Turtle is laid out in the documented order, byte for byte."""
    assert written(tmp_path / "g.ttl", SAMPLE, ("kg 0.1.0", "two\ndocuments")).decode() == TURTLE


def test_trig(tmp_path: Path) -> None:
    """TriG has one block a graph, byte for byte."""
    some = [q for q in SAMPLE if q[1] in (RDF_TYPE, k("met"))]
    assert written(tmp_path / "g.trig", some).decode() == TRIG


def test_line_formats(tmp_path: Path) -> None:
    """N-Triples and N-Quads are sorted lines; N-Triples has a triple of two graphs once."""
    some = [q for q in SAMPLE if q[1] == k("met")]
    a, z, met = e("person/ann"), e("person/zoe"), k("met")
    assert written(tmp_path / "g.nt", some, ("x",)).decode() == f"# x\n{a} {met} {z} .\n{z} {met} {a} .\n"
    assert written(tmp_path / "g.nq", some).decode().splitlines() == [
        f"{a} {met} {z} {e('doc/1')} .", f"{a} {met} {z} {e('doc/2')} .", f"{z} {met} {a} {e('doc/1')} ."
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_graph(tmp_path: Path, suffix: str) -> None:
    """No quads make a legal file without triples."""
    path = tmp_path / f"g{suffix}"
    written(path, [], ("nothing",))
    assert triples_of(path) == set()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_says_the_same(tmp_path: Path, suffix: str) -> None:
    """All formats read back, by pyoxigraph and by rdflib, as the triples that were added."""
    path = tmp_path / f"g{suffix}"
    written(path, SAMPLE)
    expected = {q[:3] for q in SAMPLE}
    assert triples_of(path) == expected
    again = rdflib.Dataset(default_union=True).parse(path, format={".nt": "nt11", ".jsonld": "json-ld"}.get(suffix))
    assert len(set(again.triples((None, None, None)))) == len(expected)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_bytes_for_any_order_and_run_size(tmp_path: Path, suffix: str) -> None:
    """Neither the order of quads, nor duplicates, nor the size of the sort's runs change a byte."""
    path = tmp_path / f"g{suffix}"
    expected = written(path, SAMPLE)
    for seed in range(5):
        shuffled = SAMPLE * 2
        random.Random(seed).shuffle(shuffled)
        assert written(path, shuffled, run_chars=(1, 100, 1_000, 10_000, 10**9)[seed]) == expected


def test_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    """No format, those of rdflib included, depends on string hashing."""
    code = (
        "import sys, pathlib; from tests.test_store import *\n"
        "for s in SUFFIXES: sys.stdout.buffer.write(written(pathlib.Path(sys.argv[1]) / ('g' + s), SAMPLE))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=True,
            cwd=Path(__file__).parent.parent, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(outputs) == 1


def test_count(tmp_path: Path) -> None:
    """`finish` tells how many triples, or quads, the file holds."""
    for suffix, count in ((".ttl", 14), (".nt", 14), (".trig", 15), (".nq", 15), (".rdf", 14)):
        with Writer(tmp_path / f"g{suffix}", LAYOUT) as writer:
            writer.add(SAMPLE)
            assert writer.finish() == count


def test_quads_without_graph(tmp_path: Path) -> None:
    """An empty graph is the default graph."""
    plain = [(s, p, o, "") for s, p, o, _ in SAMPLE]
    for suffix in (".trig", ".nq"):
        written(tmp_path / f"g{suffix}", plain)
        assert {str(q.graph_name) for q in quads(tmp_path / f"g{suffix}")} == {"DEFAULT"}


def test_header_cannot_break_out(tmp_path: Path) -> None:
    """Line ends, comment ends and undecodable file names in a header leave the file legal."""
    for suffix in SUFFIXES:
        written(tmp_path / f"g{suffix}", SAMPLE, ("a\nb\rc", "x --> <y/> \udce9 \x07",))
        assert len(triples_of(tmp_path / f"g{suffix}")) == 14


# -- terms -------------------------------------------------------------------------------------------------

suffix_words = st.text(st.characters(exclude_categories=["Cs", "Co", "Cn", "Cc"]), max_size=12)


@settings(max_examples=200, deadline=None)
@given(
    texts,
    st.sampled_from(["", f"{XSD}date", "http://id.loc.gov/datatypes/edtf/EDTF"]),
    st.sampled_from(["", "en", "DE-at"]),
)
def test_literals_round_trip(tmp_path_factory: pytest.TempPathFactory, text: str, datatype: str, language: str) -> None:
    """Any text survives Turtle and N-Triples, read by pyoxigraph and by rdflib; NUL alone becomes U+FFFD."""
    term = literal(text, "" if language else datatype, language)
    expected = text.replace("\0", "\ufffd")
    assert parse(term) == ("literal", expected, "" if language else datatype, language.lower())
    assert not any(ord(c) < 32 for c in term)
    path = tmp_path_factory.getbasetemp() / "literal.ttl"
    data = written(path, [(e("person/a"), k("label"), term, e("g"))])
    [quad] = quads(path)
    assert quad.object == pyoxigraph.Literal(
        expected, language=language.lower() or None,
        datatype=pyoxigraph.NamedNode(datatype) if datatype and not language else None,
    )  # fmt: skip
    for name, source in (("turtle", data.decode()), ("nt11", f"{e('a')} {k('label')} {term} .\n")):
        [value] = rdflib.Graph().parse(data=source, format=name).objects()
        assert str(value) == expected


@settings(max_examples=200, deadline=None)
@given(suffix_words)
def test_iris_round_trip(tmp_path_factory: pytest.TempPathFactory, tail: str) -> None:
    """Whatever `is_iri` allows is read back unchanged, shortened or not."""
    value = f"{EX}person/{tail}"
    if not is_iri(value):
        with pytest.raises(ValueError, match="not a legal"):
            iri(value)
        return
    path = tmp_path_factory.getbasetemp() / "iri.ttl"
    data = written(path, [(iri(value), k("met"), iri(value), e("g"))])
    [quad] = quads(path)
    assert quad.subject.value == quad.object.value == value
    [(subject, _, _)] = rdflib.Graph().parse(data=data.decode(), format="turtle")
    assert str(subject) == value


@pytest.mark.parametrize(
    "tail", ["", "-a", "a.", "a.b", "a:b", "a%20b", "a/b", "a#b", "ä", "1a", "_a-", "a~", "a\\b", "日本"]
)
def test_prefixes_shorten_only_safe_names(tmp_path: Path, tail: str) -> None:
    """A prefixed name stands only for a local part of ASCII letters, digits, `_` and `-`."""
    value = f"{EX}person/{tail}"
    if "\\" in tail:
        assert not is_iri(value)
        return
    data = written(tmp_path / "g.ttl", [(iri(value), k("met"), e("person/b"), e("g"))]).decode()
    assert (f"\nperson:{tail} " in data) is (tail in ("1a", "_a-"))
    assert {s for s, _, _ in triples_of(tmp_path / "g.ttl")} == {f"<{value}>"}


@pytest.mark.parametrize(
    "value",
    ["", "a", "/a", "a b:c", "http://a b", "http://a<b", "x:\ue000", "x:\U000f0000", "x:\ufffe", "x:%2", "x:\n", "x:",
     "x:\ud800", "x:[a]", "x:a#b#c", "http://" + "a" * 1800, "http://a:b/", "http://a:1:2", "http://a@b@c/", "x://a:b",
     "x:a\xa0b", "x:a\u3000b"],
)  # fmt: skip
def test_illegal_iris(value: str) -> None:
    """Relative, spaced, private-use and overlong IRIs are refused."""
    assert not is_iri(value)


_iri_pieces = st.sampled_from([*":/?#@%[]()!$&'*+,;=~_-.1aé😀\u200e\u202e\ue000\xa0", "//", "%20", "http:", "urn:"])


@settings(max_examples=1_000, deadline=None)
@given(st.sampled_from(["", "http:", "http://", "http://a", "urn:"]), st.lists(_iri_pieces, max_size=8))
def test_what_is_called_an_iri_is_one(start: str, pieces: list[str]) -> None:
    """Whatever `is_iri` allows, a strict parser reads (RFC 3987): one such address must not spoil a whole graph."""
    value = start + "".join(pieces)
    if is_iri(value):
        [triple] = pyoxigraph.parse(f"<{value}> <x:p> 1 .", format=pyoxigraph.RdfFormat.TURTLE)
        assert triple.subject == pyoxigraph.NamedNode(value)


def test_lone_surrogates_and_long_texts() -> None:
    """What no store keeps never leaves: surrogates are replaced, texts are cut at 60 KB between characters."""
    assert literal("a\ud800b\x00") == '"a\ufffdb\ufffd"'
    assert literal("é" * 30_000) == '"' + "é" * 30_000 + '"'
    cut = parse(literal("é" * 30_001)).value
    assert cut.endswith("é…")
    assert len(cut.encode()) <= MAX_LITERAL


@pytest.mark.parametrize(
    ("text", "lexical"), [("0.930", "0.93"), ("1.0", "1"), ("1", "1"), ("10", "10"), ("-0.50", "-0.5"), ("0.0", "0")]
)
def test_decimals(text: str, lexical: str) -> None:
    """Decimals lose trailing zeros, and nothing else."""
    assert decimal(text) == f'"{lexical}"^^<{XSD}decimal>'


def test_wrong_numbers_and_tags_are_refused() -> None:
    """Exponents are no decimals, underscores make no language tag."""
    for text in ("1e3", "", ".5", "NaN"):
        with pytest.raises(ValueError, match="not a decimal"):
            decimal(text)
    with pytest.raises(ValueError, match="not a language tag"):
        literal("x", language="en_US")


# -- files -------------------------------------------------------------------------------------------------


def test_a_crash_leaves_the_old_file(tmp_path: Path) -> None:
    """An error between `add` and the rename leaves the old file, and nothing beside it."""
    path = tmp_path / "g.ttl"
    old = written(path, SAMPLE)
    with pytest.raises(RuntimeError), Writer(path, LAYOUT, run_chars=10) as writer:
        writer.add(SAMPLE)
        raise RuntimeError
    with pytest.raises(AttributeError), Writer(path, LAYOUT) as writer:
        writer.add(SAMPLE)
        writer.finish([None])  # type: ignore[list-item]
    assert path.read_bytes() == old
    assert [p.name for p in tmp_path.iterdir()] == ["g.ttl"]


def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    """Killed while it writes, a build leaves the old file; the next one writes over its remains."""
    path = tmp_path / "g.nt"
    old = written(path, SAMPLE)
    code = (
        "import os, sys; from tests.test_store import *; import kg.store.lines as lines\n"
        "class Dying(lines.LineSyntax):\n"
        "    def write(self, records, header):\n"
        "        yield 'half a li', 1\n"
        "        os.kill(os.getpid(), 9)\n"
        "import kg.store.writer as w; w.LineSyntax = Dying\n"
        "written(Path(sys.argv[1]), SAMPLE[:2])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=Path(__file__).parent.parent)
    assert done.returncode == -9
    assert path.read_bytes() == old
    assert written(path, SAMPLE) == old
    assert [p.name for p in tmp_path.iterdir()] == ["g.nt"]


def test_two_writers_of_one_file(tmp_path: Path) -> None:
    """Who comes second is told so; the file is that of the first, whole, and can be written again."""
    path = tmp_path / "g.nt"
    told: list[str] = []

    def pieces() -> Iterator[str]:
        yield "a long first line\n"
        with pytest.raises(StoreError) as caught:
            written(path, SAMPLE)
        told.append(str(caught.value))
        yield "last line\n"

    _write_aside(path, pieces())
    assert told == [f"{path}: is being written by another process; wait for it, or name another file"]
    assert path.read_text() == "a long first line\nlast line\n"
    assert [p.name for p in tmp_path.iterdir()] == ["g.nt"]
    assert b"last line" not in written(path, SAMPLE)


def test_a_killed_sort_leaves_no_files(tmp_path: Path) -> None:
    """The sorted runs of a killed process are gone with it: they may be as large as the graph."""
    code = (
        "import os; from kg.store.sort import Sorter\n"
        "sorter = Sorter(10); sorter.extend(map(str, range(1000))); next(iter(sorter)); os.kill(os.getpid(), 9)"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, env=environment)
    assert done.returncode == -9
    assert list(tmp_path.iterdir()) == []


def test_stdout(tmp_path: Path) -> None:
    """`-` writes to stdout, as Turtle unless told otherwise."""
    code = "from tests.test_store import *\nwith Writer('-', LAYOUT) as w:\n    w.add(SAMPLE)\n    w.finish()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent.parent, capture_output=True, check=True
    )
    assert done.stdout == written(tmp_path / "g.ttl", SAMPLE)


def test_paths_that_cannot_be_written(tmp_path: Path) -> None:
    """A missing folder, a folder as target and an unknown suffix are clear errors."""
    with pytest.raises(StoreError, match="there is no folder"):
        Writer(tmp_path / "none" / "g.ttl", LAYOUT)
    (tmp_path / "d.ttl").mkdir()
    with pytest.raises(StoreError, match=r"d.ttl: cannot be written"), Writer(tmp_path / "d.ttl", LAYOUT) as writer:
        writer.finish()
    with pytest.raises(StoreError, match=r"no RDF format has the suffix '.txt'; use one of .ttl"):
        Writer(tmp_path / "g.txt", LAYOUT)


def test_links_and_pipes(tmp_path: Path) -> None:
    """A link's file is replaced, not the link; a pipe is written to."""
    (tmp_path / "link.ttl").symlink_to(tmp_path / "g.ttl")
    data = written(tmp_path / "link.ttl", SAMPLE)
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "g.ttl").read_bytes() == data
    os.mkfifo(tmp_path / "pipe.ttl")
    with ThreadPoolExecutor(1) as readers:
        read_end = readers.submit((tmp_path / "pipe.ttl").read_bytes)
        with Writer(tmp_path / "pipe.ttl", LAYOUT) as writer:
            writer.add(SAMPLE)
            writer.finish()
        assert read_end.result(10) == data


def test_what_xml_cannot_hold(tmp_path: Path) -> None:
    """RDF/XML replaces control characters, and refuses a property that names no element."""
    page = [(e("doc/1"), k("label"), literal("page\fpage\r\n"), "")]
    for suffix, text in ((".rdf", "page\ufffdpage\r\n"), (".jsonld", "page\fpage\r\n"), (".ttl", "page\fpage\r\n")):
        written(tmp_path / f"g{suffix}", page)
        assert {parse(o).value for _, _, o in triples_of(tmp_path / f"g{suffix}")} == {text}
    with pytest.raises(StoreError, match="RDF/XML cannot write"):
        written(tmp_path / "g.rdf", [(e("doc/1"), iri("https://x.example/1/"), e("doc/2"), "")])


def test_format_names() -> None:
    """A format goes by its name, its suffix, or the suffix of the path."""
    assert format_of("g.TTL") == format_of("-") == format_of("x", "turtle") == "turtle"
    assert format_of("g.ttl", "nq") == format_of("g", ".nq") == "n-quads"
    with pytest.raises(StoreError, match="unknown format 'csv'"):
        format_of("g.ttl", "csv")


# -- reading -----------------------------------------------------------------------------------------------


def test_read_into_a_store(tmp_path: Path) -> None:
    """A file with graphs keeps them; one without fills the default graph."""
    for suffix, graphs in ((".ttl", 0), (".nq", 3), (".trig", 3)):
        written(tmp_path / f"g{suffix}", SAMPLE)
        store = read(tmp_path / f"g{suffix}")
        assert len(list(store.named_graphs())) == graphs
        assert len(store) == (15 if graphs else 14)


def test_read_from_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads stdin, as Turtle unless told otherwise."""
    data = written(tmp_path / "g.nq", SAMPLE)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert len(read("-", "nq")) == 15


@pytest.mark.parametrize(("suffix", "line"), [(".ttl", ":2"), (".nt", ":2"), (".trig", ":2")])
def test_syntax_errors_name_the_line(tmp_path: Path, suffix: str, line: str) -> None:
    """A syntax error is one line with file and line number."""
    path = tmp_path / f"g{suffix}"
    path.write_text("<x:a> <x:b> <x:c> .\n<x:a> <x:b> oops .\n")
    for reading in (lambda: list(quads(path)), lambda: read(path)):
        with pytest.raises(StoreError, match=f"g{suffix}{line}: not legal RDF") as caught:
            reading()
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("suffix", "opening", "closing", "legal"), [
    (".jsonld", '{"x:p":', "}", '{"x:p":{}}'),
    (".jsonld", '{"x:p":[', "]}", '{"x:p":[]}'),
    (".ttl", "<x:s> <x:p> <<( ", " )>>", "<x:s> <x:p> <<( <x:s> <x:p> 1 )>> ."),
])
def test_deep_nesting_is_refused(suffix: str, opening: str, closing: str, legal: str, tmp_path: Path) -> None:
    """Nesting that would overflow the parser's stack is an error; what stands in strings, or side by side, is none."""
    path = tmp_path / f"deep{suffix}"
    for depth in (501, 100_000):
        path.write_text(opening * depth + "1" + closing * depth)
        for reading in (lambda: list(quads(path)), lambda: read(path)):
            with pytest.raises(StoreError, match="nested more than 500 deep"):
                reading()
    brackets = "{[" * 9_000
    text = f"[{','.join([legal] * 2_000)}]" if suffix == ".jsonld" else legal * 2_000
    plain = f'[{{"x:p":"\\\\{brackets}\\"{brackets}"}}]' if suffix == ".jsonld" else f'<x:s> <x:p> "{brackets}" .'
    for content in (text, plain):
        path.write_text(content)
        read(path)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
def test_nesting_is_counted_in_pieces_of_any_size(size: int) -> None:
    """Where a chunk ends changes nothing, be it inside a string or behind a backslash."""
    text = b'["\\\\", "{\\"{", [{}], "[[[["]' * 300
    bounded = Bounded(io.BytesIO(text), "x", json=True)
    assert b"".join(iter(lambda: bounded.read(size), b"")) == text
    deep = Bounded(io.BytesIO(b'["a\\\\",' * 501), "x", json=True)
    with pytest.raises(StoreError):
        b"".join(iter(lambda: deep.read(size), b""))
    terms = Bounded(io.BytesIO(b"<<( " * 501), "x", json=False)
    with pytest.raises(StoreError):
        b"".join(iter(lambda: terms.read(size), b""))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Missing files, folders and wrong encodings are clear errors."""
    (tmp_path / "d.ttl").mkdir()
    (tmp_path / "latin.ttl").write_bytes(b'<x:a> <x:b> "\xe9" .')
    for name in ("none.ttl", "d.ttl", "latin.ttl"):
        with pytest.raises(StoreError, match=name):
            read(tmp_path / name)


# -- the sort ----------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=5)), st.integers(1, 50)
)
def test_external_sort(records: list[str], run_chars: int) -> None:
    """The sort gives each record once, by code point, whatever the size of runs."""
    sorter = Sorter(run_chars)
    for record in records:
        sorter.add(record)
    assert list(sorter) == sorted(set(records))
    sorter.close()


def test_many_runs_are_merged_in_steps() -> None:
    """More runs than files may be open are merged in several passes."""
    sorter = Sorter(run_chars=1)
    numbers = [f"{(i * 7919) % 5000:05}" for i in range(5000)]
    for number in numbers:
        sorter.add(number)
    assert list(sorter) == sorted(numbers)
    sorter.close()
