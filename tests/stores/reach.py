"""A store of the tests as kg reaches it."""

from __future__ import annotations

from typing import Any

from kg.remote import Access, Endpoint, open_endpoint
from stores.server import Server

__all__ = ["opened"]


def opened(server: Server, **access: Any) -> Endpoint:
    """The server, found out by kg itself; `access` are further fields of `Access`."""
    credentials = {"user": server.user or "", "password": server.password or "", **access}
    return open_endpoint(server.url, Access(**credentials))
