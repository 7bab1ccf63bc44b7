"""What `kg load` does to a real store: every behaviour on every store."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.load import Options, load, unload
from kg.remote import Access, Endpoint, open_endpoint
from stores.server import Server

pytestmark = pytest.mark.slow
BASE = "https://kg.example/id/"


def opened(server: Server, **access: object) -> Endpoint:
    return open_endpoint(server.url, Access(server.user or "", server.password or "", **access))  # type: ignore[arg-type]


def test_each_document_has_its_graph(server: Server, seeds: Path) -> None:
    """A file of N-Quads arrives with a named graph for each document, and again nothing is sent."""
    with opened(server) as endpoint:
        assert endpoint.name == server.name
        first = load(seeds, endpoint, Options(verify="full"))
        assert first.ok and first.sent == first.graphs > 2
        second = load(seeds, endpoint, Options(verify="full"))
        assert second.ok and second.sent == 0
