"""What `kg load` does to a real store: every behaviour on every store."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.load import LoadError, Options, load, unload
from kg.remote import open_endpoint
from stores.made import BASE, document, write_graph
from stores.reach import opened
from stores.server import Server
from stores.servers import STORES, missing
from stores.terms import HARD_TERMS, triple

pytestmark = pytest.mark.slow

DOCUMENTS = 30


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty documents."""
    path = tmp_path_factory.mktemp("made") / "first.nq"
    write_graph(path, DOCUMENTS)
    return path


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same documents, changed, but for the last ten, which are gone."""
    path = tmp_path_factory.mktemp("made") / "second.nq"
    write_graph(path, DOCUMENTS - 10, version="second")
    return path


def total(server: Server) -> int:
    """All triples in named graphs of documents."""
    with opened(server) as endpoint:
        rows = endpoint.select(
            f'SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{BASE}")) }}'
        )
        return int(rows[0][0].value)  # type: ignore[union-attr]


class At:
    """A progress that does something once, when the first triples of a phase are done."""

    def __init__(self, phase: str, act: Callable[[], object]) -> None:
        self._wanted, self._act, self._phase = phase, act, ""

    def phase(self, name: str, triples: int) -> None:
        self._phase = name

    def advance(self, triples: int) -> None:
        if self._phase == self._wanted:
            self._wanted = ""
            self._act()


# -- what goes well


def test_each_document_has_its_graph(server: Server, seeds: Path) -> None:
    """A file of N-Quads arrives with a graph for each document; loading it again sends nothing and changes nothing."""
    with opened(server) as endpoint:
        assert endpoint.name == server.name
        arrived = load(seeds, endpoint, Options(verify="full"))
        assert arrived.ok
        assert arrived.sent == arrived.graphs == 5
        again = load(seeds, endpoint, Options(verify="full"))
        assert again.ok
        assert again.sent == 0
    assert total(server) == arrived.triples


def test_turtle_is_split_by_document(server: Server, seeds: Path, seeds_turtle: Path) -> None:
    """A Turtle file arrives in the same graphs, and the union of them is the file."""
    with opened(server) as endpoint:
        report = load(seeds_turtle, endpoint, Options(verify="full"))
        assert report.ok
        assert report.graphs == load(seeds, endpoint, Options(replace=True, verify="full")).graphs


def test_one_graph_for_everything(server: Server, first: Path) -> None:
    """With `graph`, everything is in that one graph, which may be larger than a request."""
    with opened(server) as endpoint:
        report = load(first, endpoint, Options(graph=f"{BASE}all", replace=True, verify="full"))
        assert report.ok
        assert report.graphs == 1
    assert total(server) == report.triples


def test_default_graph(server: Server, first: Path) -> None:
    """The default graph takes everything where there is one, and is refused where there is none."""
    with opened(server) as endpoint:
        if not endpoint.profile.default_graph:
            with pytest.raises(StoreError, match="no default graph"):
                load(first, endpoint, Options(graph=""))
            return
        try:
            assert load(first, endpoint, Options(graph="", replace=True, verify="full")).ok
            assert total(server) == 0
        finally:
            endpoint.drop("")


def test_replace_swaps_graphs_and_delete_missing_removes_them(server: Server, first: Path, second: Path) -> None:
    """A changed file replaces its graphs; graphs of documents that are gone go when that is asked for."""
    with opened(server) as endpoint:
        endpoint.put(f"{BASE}of-others", b"<x:a> <x:b> <x:c> .\n", 20)
        before = load(first, endpoint)
        changed = load(second, endpoint, Options(replace=True, verify="full"))
        assert changed.ok
        assert changed.sent == DOCUMENTS - 10
        assert not changed.deleted
        assert total(server) == before.triples + 1
        report = load(second, endpoint, Options(replace=True, delete_missing=True))
        assert report.ok
        assert report.deleted == tuple(document(n) for n in range(DOCUMENTS - 10, DOCUMENTS))
        assert total(server) == changed.triples + 1


def test_adding_keeps_what_is_there_and_says_so(server: Server, first: Path, second: Path) -> None:
    """Without `replace`, a changed file adds its triples; the old ones stay, and the report names the graphs."""
    with opened(server) as endpoint:
        load(first, endpoint)
        report = load(second, endpoint, Options(verify="full"))
        assert report.ok
        assert report.wider == tuple(document(n) for n in range(DOCUMENTS - 10))


def test_unload_takes_out_what_was_loaded_and_nothing_else(server: Server, first: Path) -> None:
    """Unloading a file removes its triples; graphs of others and others' triples in its graphs stay."""
    with opened(server) as endpoint:
        load(first, endpoint)
        endpoint.put(f"{BASE}of-others", b"<x:a> <x:b> <x:c> .\n", 20)
        endpoint.post(document(3), b"<x:a> <x:b> <x:d> .\n")
        report = unload(endpoint, first, base=BASE)
        assert report.ok
        assert report.wider == (document(3),)
        assert total(server) == 2


def test_unload_without_a_file(server: Server, first: Path) -> None:
    """Without a file, the graphs of all documents under the base go."""
    with opened(server) as endpoint:
        load(first, endpoint)
        endpoint.put("https://kg.example/of-others", b"<x:a> <x:b> <x:c> .\n", 20)
        assert len(unload(endpoint, base="https://elsewhere.example/").deleted) == 0
        assert len(unload(endpoint, base=BASE).deleted) == DOCUMENTS
        assert total(server) == 0
        endpoint.drop("https://kg.example/of-others")


# -- what is proved


def test_proof_finds_a_lost_and_an_added_triple(server: Server, first: Path) -> None:
    """Counts show a triple that is lost; reading back names it, and also one that took its place."""
    with opened(server) as endpoint:
        load(first, endpoint)
        lost = f'<{document(4)}> <http://purl.org/dc/terms/title> "Report 4, first" .\n'.encode()
        put = lost.replace(b"first", b"other")

        def spoil() -> None:
            endpoint.delete(document(4), lost)
            endpoint.post(document(4), put)

        report = load(first, endpoint, Options(replace=True, verify="full"), progress=At("verify", spoil))
        assert report.ok, "the spoiled graph was looked at before"
        spoil()
        mended = load(first, endpoint, Options(replace=True, verify="full"))
        assert mended.ok
        assert mended.sent == 1


def test_altered_literals_are_told_one_by_one(server: Server, tmp_path: Path) -> None:
    """What a store writes differently, or loses, is named triple by triple; nothing else is."""
    path = tmp_path / "hard.nq"
    names = [it for it in HARD_TERMS if not it.startswith(("string/long-1m", "iri/long-10000"))]
    names = [it for it in names if legal(triple(it))]
    lines = cases(names)
    path.write_text("".join(f"{line} <{BASE}hard> .\n" for line in lines), encoding="utf-8")
    with opened(server) as endpoint:
        report = load(path, endpoint, Options(replace=True, verify="full"))
    held = server.send("GET", server.graph(f"{BASE}hard"), accept="application/n-triples").body.decode()
    (difference,) = report.differences
    assert {line.split(" ")[0] for line in difference.missing} >= {line.split(" ")[0] for line in difference.extra}
    for line in difference.extra:
        number = line.split(" ")[0].removeprefix("<https://kg.example/case/").rstrip(">")
        assert f"<https://kg.example/case/{number}>" in held
        assert f"{lines[int(number)]} ." not in held.splitlines(), line


def cases(names: list[str]) -> list[str]:
    """Terms by name, each as the object of a subject of its own."""
    return [f"<https://kg.example/case/{n}> <https://kg.example/value> {HARD_TERMS[it]}" for n, it in enumerate(names)]


def legal(line: str) -> bool:
    """Whether a line of N-Triples is one for a strict parser."""
    import pyoxigraph

    try:
        list(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES))
    except SyntaxError:
        return False
    return True


OWN = (
    "string/empty string/space string/newline string/carriage-return string/tab string/quote string/apostrophes "
    "string/backslash string/backslash-at-end string/emoji string/right-to-left string/combining string/chinese "
    "string/markup string/braces string/long-60k tag/en tag/en-gb integer/0 integer/7 integer/-7 "
    "decimal/1.5 decimal/0.5 date/2031-05-07 "
    "gYear/2031 gYearMonth/2031-05 gMonth/--05 gMonthDay/--05-07 iri/umlaut iri/chinese iri/percent "
    "iri/combining iri/urn iri/emoji iri/long-1800 own/datatype"
).split()


def test_what_kg_writes_every_store_keeps(server: Server, tmp_path: Path) -> None:
    """Terms of the kinds that `kg build` writes come back letter by letter."""
    path = tmp_path / "own.nq"
    path.write_text("".join(f"{line} <{BASE}own> .\n" for line in cases(OWN)), encoding="utf-8")
    with opened(server) as endpoint:
        report = load(path, endpoint, Options(replace=True, verify="full"))
        assert report.differences == ()


# -- what goes wrong


def test_malformed_file_is_refused_before_anything_is_sent(server: Server, first: Path, tmp_path: Path) -> None:
    """A file with an error in its last line changes nothing in the store."""
    path = tmp_path / "broken.nq"
    path.write_bytes(first.read_bytes() + b'<x:a> <x:b> "open .\n')
    with opened(server) as endpoint, pytest.raises(StoreError, match=r"broken\.nq:\d+: not legal RDF"):
        load(path, endpoint)
    assert total(server) == 0


def test_wrong_password(server: Server, first: Path) -> None:
    """A wrong password is told as such, and sends nothing."""
    if server.user is None:
        pytest.skip(f"{server.name} has no users")
    with pytest.raises(StoreError, match=r"401 .*user or password"):
        opened(replace(server, password="wrong"))
    assert total(server) == 0


def test_read_only_store(server: Server, first: Path) -> None:
    """A store that does not let write says so, and no graph is said to be in."""
    if server.name == "virtuoso":
        pytest.skip("Virtuoso has no read-only mode, only doors that do not let write")
    with server.read_only() as closed, opened(closed) as endpoint, pytest.raises(LoadError) as caught:
        load(first, endpoint)
    assert caught.value.arrived == caught.value.unknown == ()
    assert len(caught.value.missing) == DOCUMENTS


def test_no_store_there(server: Server) -> None:
    """A port at which nobody listens is told at once."""
    server.stop()
    started = time.monotonic()
    with pytest.raises(StoreError, match="whether the store is up"):
        opened(server)
    assert time.monotonic() - started < 5


def test_killed_and_restarted_in_mid_load(server: Server, first: Path) -> None:
    """A store that is killed and comes back while it is being loaded gets everything."""
    loaded = threading.Event()

    def restart() -> None:
        server.restart()
        loaded.wait()  # the server lives no longer than the thread that started it

    def kill() -> None:
        server.kill()
        threading.Thread(target=restart).start()

    with opened(server) as endpoint:
        try:
            assert load(first, endpoint, Options(replace=True, verify="full"), progress=At("load", kill)).ok
        finally:
            loaded.set()
    server.restart()


def test_killed_in_mid_load(server: Server, first: Path) -> None:
    """When a store does not come back, the error says which graphs are in; the next load sends only the others."""
    with opened(server, patience=1) as endpoint, pytest.raises(LoadError) as caught:
        load(first, endpoint, Options(connections=1), progress=At("load", server.kill))
    error = caught.value
    assert sorted(error.arrived + error.missing + error.unknown) == [document(n) for n in range(DOCUMENTS)]
    assert error.arrived
    assert error.missing
    assert f"{len(error.arrived)} of {DOCUMENTS} graphs are in" in str(error)
    server.restart()
    with opened(server) as endpoint:
        report = load(first, endpoint, Options(replace=True, verify="full"))
        assert report.ok
        assert report.sent <= DOCUMENTS - len(error.arrived)


def test_loader_killed(server: Server, first: Path) -> None:
    """A loader that is killed leaves a store from which the next one goes on."""
    command = [sys.executable, "-m", "kg", "load", str(first), "--to", server.url, "--replace", "--connections", "1"]
    environment = {"KG_TEST_PASSWORD": server.password or "", "PATH": "/usr/bin:/bin"}
    user = ["--user", server.user, "--password-env", "KG_TEST_PASSWORD"] if server.user else []
    loader = subprocess.Popen([*command, *user], env=environment, cwd=Path(__file__).parents[2])
    while loader.poll() is None and total(server) == 0:
        time.sleep(0.02)
    loader.kill()
    loader.wait()
    with opened(server) as endpoint:
        assert load(first, endpoint, Options(replace=True, verify="full")).ok


def test_two_loaders_at_once(server: Server, first: Path) -> None:
    """Two loaders of one file do not disturb each other; if they bring the store down, the next one goes on.

    Virtuoso 7.2.5 may die of writers at the same time ("double free or corruption"; docs/stores.md).
    """
    failures: list[Exception] = []

    def one() -> None:
        try:
            with opened(server) as endpoint:
                load(first, endpoint, Options(replace=True, verify="none"))
        except Exception as error:
            failures.append(error)

    loaders = [threading.Thread(target=one) for _ in range(2)]
    for loader in loaders:
        loader.start()
    for loader in loaders:
        loader.join()
    crashed = server.crashed and server.name == "virtuoso"
    assert failures == [] or (crashed and all(isinstance(error, StoreError) for error in failures))
    server.start()
    with opened(server) as endpoint:
        report = load(first, endpoint, Options(replace=True, verify="full"))
        assert report.ok
        assert report.sent == 0 or crashed


def test_readers_see_a_whole_graph(server: Server, tmp_path: Path) -> None:
    """While a graph is swapped, a reader counts the old triples or the new ones, where the store promises it."""
    small, large = tmp_path / "small.nq", tmp_path / "large.nq"
    write_graph(small, 1, 1000)
    write_graph(large, 1, 4000)
    seen: set[int] = set()
    with opened(server) as endpoint, opened(server) as reader:
        if not endpoint.profile.atomic:
            pytest.skip(f"{server.name} does not promise it")
        old = load(small, endpoint).triples
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                rows = reader.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{document(0)}> {{ ?s ?p ?o }} }}")
                seen.add(int(rows[0][0].value))  # type: ignore[union-attr]

        thread = threading.Thread(target=read)
        thread.start()
        new = load(large, endpoint, Options(replace=True)).triples
        done.set()
        thread.join()
    assert seen <= {old, new}
    assert old in seen


@pytest.mark.parametrize("name", list(STORES))
def test_two_million_triples(name: str, tmp_path: Path) -> None:
    """A graph of two million triples, far beyond the largest request, arrives whole; in a server of its own."""
    if reason := missing(name):
        pytest.skip(reason)
    path = tmp_path / "large.nq"
    count = write_graph(path, 3_070)
    assert count > 2_000_000
    folder = tmp_path / name
    folder.mkdir()
    server = STORES[name](folder)
    try:
        server.start()
        with opened(server) as endpoint:
            report = load(path, endpoint, Options(graph=f"{BASE}large"))
        assert (report.ok, report.triples) == (True, count)
    finally:
        server.stop()


def test_finds_out_what_stands_there(server: Server) -> None:
    """The kind of store is found from the URL of the server or of any of its doors."""
    for url in {server.url, server.query_url, server.update_url}:
        with open_endpoint(url, opened(server)._connection._access) as endpoint:
            assert (endpoint.name, endpoint.url) == (server.name, server.url)
