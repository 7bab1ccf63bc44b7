"""What stands between kg and a store: proxies that answer themselves, overload, broken connections, full disks."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.load import LoadError, Options, load
from kg.remote import Access, open_endpoint
from stores.made import document, write_graph
from stores.proxy import Fault, proxied
from stores.server import Server
from stores.servers import missing, oxigraph

pytestmark = pytest.mark.slow

PAGE: Fault = (200, {"Content-Type": "text/html"}, b"<html><body><h1>Please log in</h1></body></html>")
BUSY: Fault = (503, {"Retry-After": "0"}, b"busy")
BROKEN: Fault = (0, {}, b"")
RACE: Fault = (500, {}, b"Error 23000 SR197: Non unique primary key on DB.DBA.RDF_DATATYPE.")  # two writers, Virtuoso


def only(start: str, fault: Fault, after: int = 0) -> Callable[[int, str, str], Fault]:
    """A fault for paths that start so, from the request with number `after` on."""
    return lambda n, method, path: fault if n >= after and path.startswith(start) else None


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Server]:
    """An empty Oxigraph."""
    if reason := missing("oxigraph"):
        pytest.skip(reason)
    server = oxigraph(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Ten documents."""
    path = tmp_path / "graph.nq"
    write_graph(path, 10, 5)
    return path


def test_a_proxy_that_answers_with_a_page(store: Server, graph: Path) -> None:
    """A page with status 200 is no store, and no success."""
    said = r"text/html instead of SPARQL results \(Please log in\)"
    with proxied(store.url, lambda n, method, path: PAGE) as url, pytest.raises(StoreError, match=said):
        open_endpoint(url, Access(patience=0))


def test_a_proxy_that_takes_writes_for_itself(store: Server, graph: Path) -> None:
    """A proxy that says 200 to each write and drops it cannot pass for a load: the counts differ."""
    page = only("/store", PAGE)
    with proxied(store.url, page) as url, open_endpoint(url) as endpoint:
        report = load(graph, endpoint)
    assert not report.ok
    assert [it.graph for it in report.differences] == [document(n) for n in range(10)]
    assert report.differences[0].counts[0][2] == 0


@pytest.mark.parametrize("fault", [BUSY, BROKEN, RACE], ids=["busy", "broken", "race"])
def test_what_passes_is_waited_for(store: Server, graph: Path, fault: Fault) -> None:
    """Every third request fails for the moment; the load is complete all the same."""
    now_and_then = lambda n, method, path: fault if n % 3 == 2 else None  # noqa: E731
    with proxied(store.url, now_and_then) as url, open_endpoint(url) as endpoint:
        assert load(graph, endpoint, Options(verify="full")).ok


def test_what_does_not_pass_is_told(store: Server, graph: Path) -> None:
    """A store that stays busy ends the load after its patience, with all graphs accounted for."""
    said = r"503 busy.*; 0 of 10 graphs are in, 10 are not"
    with proxied(store.url, only("/store", BUSY)) as url, open_endpoint(url, Access(patience=1)) as endpoint:  # noqa: SIM117
        with pytest.raises(LoadError, match=said):
            load(graph, endpoint)


def test_an_answer_that_breaks_off_is_no_answer(store: Server, graph: Path) -> None:
    """A result that ends in the middle, as a time limit makes it, is an error and not few rows."""
    cut: Fault = (200, {"Content-Type": "application/sparql-results+json"}, b'{"head":{"vars":["g"]},"results":{"bind')
    with proxied(store.url, only("/query", cut, after=2)) as url, open_endpoint(url) as endpoint:  # noqa: SIM117
        with pytest.raises(StoreError, match="breaks off"):
            load(graph, endpoint)


def test_secrets_stay_secret(store: Server, graph: Path, tmp_path: Path) -> None:
    """Neither password nor token stands in a message, and a URL that holds one is refused."""
    access = Access(user="kg", password="opensesame", token="t0ken")
    assert "opensesame" not in f"{access!r}{access}"
    with pytest.raises(StoreError) as caught:
        open_endpoint("http://kg:opensesame@localhost:1", access)
    assert "opensesame" not in str(caught.value)
    store.stop()
    with pytest.raises(StoreError) as caught:
        open_endpoint(store.url, access)
    assert "opensesame" not in str(caught.value) + repr(caught.value.__context__)


def test_full_disk(graph: Path, tmp_path: Path) -> None:
    """A store whose disk is full says so; the error tells which graphs are in, and these are."""
    if reason := missing("oxigraph"):
        pytest.skip(reason)
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(disk)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs root to mount a small file system")
    large = tmp_path / "large.nq"
    write_graph(large, 400)
    server = oxigraph(disk)
    try:
        server.start()
        with open_endpoint(server.url, Access(patience=1)) as endpoint:
            with pytest.raises(LoadError, match="No space left on device") as caught:
                load(large, endpoint)
            assert caught.value.arrived
            assert caught.value.missing
            for name in caught.value.arrived[:3]:
                assert endpoint.ask(f"ASK {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
    finally:
        server.stop()
        subprocess.run(["umount", "-l", str(disk)], check=False)
