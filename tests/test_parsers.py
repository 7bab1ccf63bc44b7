"""Whatever a text holds, five RDF parsers read the same triples, each literal code point by code point."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import kg
from kg.graph import layout
from kg.store import Quad, Writer, iri, is_iri, literal

HERE = Path(__file__).parent / "parsers"
N3 = Path.home() / ".cache" / "kg-tests" / "n3" / "node_modules"
EXAMPLES = int(os.environ.get("KG_EXAMPLES", "60")) // 4
PHASES = [phase for phase in Phase if phase is not Phase.shrink]  # each step of shrinking starts programs
P, G = "<https://kg.example/ontology#said>", "<https://kg.example/id/doc/1>"
TURTLE, NQUADS = "turtle", "n-quads"

Triples = set[tuple[str, str, str]]


def canonical(content: bytes, format: ox.RdfFormat) -> Triples:
    """Triples as pyoxigraph writes their terms."""
    return {(str(it.subject), str(it.predicate), str(it.object)) for it in ox.parse(content, format=format)}


def with_pyoxigraph(path: Path, format: str) -> Triples:
    return canonical(path.read_bytes(), ox.RdfFormat.TURTLE if format == TURTLE else ox.RdfFormat.N_QUADS)


def with_rdflib(path: Path, format: str) -> Triples:
    graph = rdflib.Dataset(default_union=True)
    graph.parse(path, format="turtle" if format == TURTLE else "nquads")
    return canonical(
        "".join(f"{s.n3()} {p.n3()} {_quoted(o)} .\n" for s, p, o in graph.triples((None, None, None))).encode(),
        ox.RdfFormat.TURTLE,
    )


def _quoted(term: rdflib.term.Node) -> str:
    """A term of rdflib in N-Triples; it writes some literals without their lexical form."""
    if isinstance(term, rdflib.Literal):
        if term.datatype:
            return str(ox.Literal(str(term), datatype=ox.NamedNode(term.datatype)))
        return str(ox.Literal(str(term), language=term.language))
    return f"<{term}>"


def with_command(*command: str) -> Callable[[Path, str], Triples]:
    """A parser that is a program; {format} and {path} stand for what it is given."""

    def read(path: Path, format: str) -> Triples:
        filled = [part.format(format=format.replace("n-", "n"), mime=MIME[format], path=path) for part in command]
        environment = {**os.environ, "NODE_PATH": str(N3), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(filled, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr[-2_000:]
        return canonical(done.stdout, ox.RdfFormat.N_QUADS)

    return read


MIME = {TURTLE: "text/turtle", NQUADS: "application/n-quads"}
PARSERS = {
    "pyoxigraph": with_pyoxigraph,
    "rdflib": with_rdflib,
    "serdi": with_command("serdi", "-i", "{format}", "-o", "ntriples", "{path}"),
    "rapper": with_command("rapper", "-q", "-i", "{format}", "-o", "ntriples", "{path}"),
    "N3.js": with_command("node", str(HERE / "n3.cjs"), "{mime}", "{path}"),
}
MISSING = {
    *(name for name in ("serdi", "rapper") if shutil.which(name) is None),
    *(["N3.js"] if shutil.which("node") is None or not N3.is_dir() else []),
}


def every_parser(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test for each parser; tests/parsers/install.sh fetches what is missing."""
    marks = [pytest.mark.skipif(name in MISSING, reason=f"no {name}: tests/parsers/install.sh") for name in PARSERS]
    named = [pytest.param(name, marks=mark) for name, mark in zip(PARSERS, marks, strict=True)]
    return pytest.mark.parametrize("parser", named)(test)


def expected(quads: Iterable[Quad]) -> Triples:
    """The triples that were meant, by way of no file."""
    return canonical("".join(f"{s} {p} {o} .\n" for s, p, o, _ in quads).encode(), ox.RdfFormat.N_TRIPLES)


def check(parser: str, quads: Sequence[Quad], folder: Path) -> None:
    """Both formats give the parser just these triples."""
    for format, suffix in ((TURTLE, "ttl"), (NQUADS, "nq")):
        path = folder / f"g.{suffix}"
        with Writer(path, layout("https://kg.example/id/")) as writer:
            writer.add(quads)
            writer.finish(["header\n<x:s> <x:p> 1 ."])
        assert PARSERS[parser](path, format) == expected(quads)


TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(st.characters(min_codepoint=0x10000, exclude_categories=[]), max_size=8),
    st.text(st.sampled_from("\"'\\\n\r\t\0\x01\x7f\x85\u2028\ufeff\ufffe\uffff<>{}@^.;,#[]():%"), max_size=20),
)
TAILS = st.text(st.one_of(st.characters(), st.sampled_from("/:?#%.~-_'()*,;=&!$+@20")), max_size=12)


@every_parser
def test_any_text_and_address(parser: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Literals of arbitrary text, with and without datatype and language, and every address that kg allows."""
    folder = tmp_path_factory.mktemp("graph")

    @settings(max_examples=EXAMPLES, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(st.lists(TEXTS, min_size=20, max_size=60), st.lists(TAILS, min_size=20, max_size=60))
    def holds(texts: list[str], tails: list[str]) -> None:
        quads: list[Quad] = []
        for number, text in enumerate(texts):
            if parser == "rapper":  # 2.0.15 ends a literal at these two, and refuses a file that holds them as \uFFFE
                text = text.replace("\ufffe", "").replace("\uffff", "")
            kind = [{}, {"datatype": "https://kg.example/t"}, {"language": "en"}][number % 3]
            term = literal(text, **kind)
            quads.append((f"<https://kg.example/id/text/{number}>", P, term, G))
        for start in ("https://kg.example/id/person/", "http://", "urn:x:"):
            quads += [(iri(start + tail), P, iri(start + tail), G) for tail in tails if is_iri(start + tail)]
        check(parser, quads, folder)

    holds()


HOSTILE = [
    '"', "<b>", "]]>", "\\u0022", "javascript:alert(1)", "\u202eevil", "a\u200bb", "e\u0301", "😀", "@prefix",
    "%00", "'''",
]  # fmt: skip


@every_parser
def test_graph_of_hostile_documents(parser: str, tmp_path: Path) -> None:
    """A build of documents whose text, metadata and names hold quotes, brackets, escapes and odd characters."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(HOSTILE):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        front = f'---\ntitle: "{quoted}"\nauthor: "{quoted} \\r\\n ."\nurl: "http://a{quoted}b:{quoted}/"\n---\n'
        body = f"Anna {name} Berg wrote to “Carl {name} Dahl” in {name}Lund.\r\n{name}\rBo Ek met {name} Dora Falk."
        (folder / f"{number} {name.replace('/', '')}\n.txt").write_text(front + body, encoding="utf-8", newline="")
    graph = kg.build(folder)
    assert graph.report.documents == len(HOSTILE)
    assert graph.report.facts >= 5
    check(parser, [*graph.quads()], tmp_path)
