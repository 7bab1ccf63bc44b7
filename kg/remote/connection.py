"""HTTP to one server: credentials, time limits, and another try where a failure may pass."""

from __future__ import annotations

import gzip
import html
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from kg.errors import StoreError

if TYPE_CHECKING:
    import httpx

__all__ = ["Access", "Connection", "message_of"]

_PASSING = frozenset({408, 425, 429, 502, 503, 504})
# Of Virtuoso's 500s: timed out, deadlock, and two writers that add one new datatype or language to its key tables.
_PASSING_TEXT = re.compile(r"\b(S1T00|SR171|40001|SR197: Non unique primary key on DB\.DBA\.R[DO]\w+)\b")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0  # seconds
_LONGEST_ASKED = 30.0  # seconds
_CONNECT = 5.0  # seconds
_SECONDS_PER_BYTE = 1 / 200_000  # a store that indexes at a tenth of what was measured is still waited for
_SHOWN = 300  # characters of a server's message


class Access(NamedTuple):
    """How to be let in, and how long to wait."""

    user: str = ""
    password: str = ""
    token: str = ""
    """Bearer token, instead of user and password."""
    ca_file: Path | None = None
    """PEM file of the authorities that sign the server's certificate; None for the system's."""
    timeout: float = 60.0
    """Seconds for an answer, besides what a large body needs; 0 for no limit."""
    patience: float = 60.0
    """Seconds of waiting, all tries together, for a server that does not answer or asks to come again."""

    def __repr__(self) -> str:
        return "Access(…)"  # a secret must not reach a log by way of a traceback


class Connection:
    """Sends requests, from any thread, and repeats those that failed for the moment.

    Every request of kg may be repeated: what it writes is a set of triples without blank nodes.
    """

    def __init__(self, access: Access, *, compress: bool = False) -> None:
        """Raises StoreError when the file of authorities cannot be read."""
        import ssl

        import httpx

        try:
            context = ssl.create_default_context(cafile=str(access.ca_file) if access.ca_file else None)
        except (OSError, ssl.SSLError) as error:
            raise StoreError(f"{access.ca_file}: not a file of certificates in PEM ({error})") from None
        self.compress = compress
        self._access = access
        self._auth: Any = None
        self._closed = threading.Event()
        token = {"Authorization": f"Bearer {access.token}"} if access.token else None  # RFC 6750, section 2.1
        self._client = httpx.Client(verify=context, headers=token)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up waiting and let go of the server."""
        self._closed.set()
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        params: Iterable[tuple[str, str]] = (),
        form: Mapping[str, Any] | None = None,
        body: bytes | Iterable[bytes] | None = None,
        size: int = 0,
        headers: Mapping[str, str] | None = None,
        once: bool = False,
    ) -> httpx.Response:
        """The answer, whatever its status. `size` is the body's, in bytes, and needed when it comes in pieces.

        :raises StoreError: when no answer came within the access's patience; with `once`, at the first failure.
        """
        import httpx

        told = {**(headers or {})}
        if isinstance(body, bytes) and self.compress and len(body) > 1_000:
            body, told["Content-Encoding"] = gzip.compress(body, 1), "gzip"
        elif body is not None and not isinstance(body, bytes):
            told["Content-Length"] = str(size)  # else the body is sent in chunks, which not every store can read
        length = len(body) if isinstance(body, bytes) else size
        seconds = self._access.timeout + length * _SECONDS_PER_BYTE if self._access.timeout else None
        timeout = httpx.Timeout(seconds, connect=_CONNECT)
        request = {"params": [*params] or None, "data": form, "content": body, "headers": told, "timeout": timeout}
        failure, asked = "", 0.0
        for pause in (0.0, *(() if once else _pauses(self._access.patience))):
            if self._closed.wait(max(pause, asked)):
                break
            try:
                response = self._let_in(method, url, request)
            except httpx.TransportError as error:
                failure = _reason(error)
                if isinstance(error, httpx.UnsupportedProtocol | httpx.ProxyError) or "certificate" in failure.lower():
                    break
            except httpx.InvalidURL as error:
                raise StoreError(f"{url}: not a URL ({error})") from None
            else:
                if once or not _passes(response):
                    return response
                failure = f"{response.status_code} {message_of(response)}".strip()
                asked = _asked_pause(response)
        raise StoreError(f"{url}: no answer to rely on ({failure}); check the address and whether the store is up")

    def _let_in(self, method: str, url: str, request: dict[str, Any]) -> httpx.Response:
        """One try; the first refusal tells whether the server wants basic or digest credentials.

        All threads share the answer to a digest's challenge, so that no large body meets a refusal.
        """
        import httpx

        known = self._auth
        response = self._client.request(method, url, auth=known, **request)
        if response.status_code == 401 and self._access.user and known is None:
            asked = ",".join(response.headers.get_list("www-authenticate")).lower()
            kind = httpx.DigestAuth if "digest" in asked else httpx.BasicAuth
            self._auth = self._auth or kind(self._access.user, self._access.password)
            response = self._client.request(method, url, auth=self._auth, **request)
        return response


def message_of(response: httpx.Response) -> str:
    """What a server says of a failure, as one line without markup."""
    text = response.text
    if "html" in response.headers.get("content-type", "") or text.lstrip()[:1] == "<":
        text = html.unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE))
    flat = " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN].rstrip() + " …"


def _passes(response: httpx.Response) -> bool:
    """Whether the same request may succeed later."""
    code = response.status_code
    return code in _PASSING or (code == 500 and bool(_PASSING_TEXT.search(response.text)))


def _pauses(patience: float) -> Iterator[float]:
    """Seconds before each further try, doubling, `patience` in all."""
    pause = _FIRST_PAUSE
    while patience > 0:
        yield min(pause, patience)
        patience -= pause
        pause = min(2 * pause, _LONGEST_PAUSE)


def _asked_pause(response: httpx.Response) -> float:
    """Seconds that the server asks to wait (RFC 9110, section 10.2.3), within bounds; a date is not read."""
    asked = response.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_ASKED) if asked.isdecimal() else 0.0


def _reason(error: Exception) -> str:
    """A failure of transport in words: some of them have no message of their own."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()
    text = " ".join(str(error).split())
    return f"{name}: {text}" if text else name
