"""Hostile bytes on every surface: refused by KgError or read, never a fault (`fuzz/targets.py` says what holds)."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import SURFACES, seeds_of

from kg.errors import KgError

ROOT = Path(__file__).parents[1]
EXAMPLES = int(os.environ.get("KG_EXAMPLES", "60"))

NASTY = [
    b"", b"\0", b"\r", b"\xff", b"\xff\xfe", b"\xfe\xff\0", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbfa", b"a\0b",
    b"\xed\xa0\x80", "\u202egnp.txt\u2066 \u200f".encode(), "\u200b\u2060\ufeff\xad".encode(),
    ("e" + "\u0301" * 3_000).encode(),
    "\U00010000\U0001f600\U00020000\U000e0001\U000f0000\U0010ffff\ufdd0\uffff".encode(),
    b'"', b"'", b'"""', b"<>", b"]]>", b"]]>]]><!--", b"\\", b"\\u0022", b"\\U00110000", b"\\uD800", b"<x:\\u003E>",
    b"javascript:alert(1)", b"<javascript:alert(1)>", b"%", b"%00", b"http://[::1", b"http://x/\xe2\x80\xae",
    b"{{7*7}}", b"${x}", b"../../etc/passwd", b"title: !!python/object/apply:os.system [id]", b"title: *a", b"<<: *x",
    b"? [a]\n: b", b"1" * 5_000, b"-" + b"9" * 5_000, b'{"title": "\\ud800", "author": ["\\udfff", 1e999]}',
    b"[" * 5_000, b"{" * 5_000, b"(" * 5_000, b"a: " * 5_000, b"- " * 5_000, b"- - - " * 2_000, b'{"a":' * 5_000,
    b"<a>" * 5_000, b"[" * 5_000 + b"]" * 5_000, b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    b"a: &a [x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (i, i, b"*%c," % (i - 1) * 9) for i in range(98, 106)),
    b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/passwd">]><a>&b;&d;</a>',
    b'{"@context": "http://127.0.0.1:1/context", "@id": "x:s"}', b"@prefix : <> . " * 2_000,
    b"<x:s> <x:p> " + b"[ <x:p> " * 5_000, b'<x:s> <x:p> """' + b"a" * 100_000,
    b"<x:s> <x:p> 1" + b"0" * 10_000 + b" .",
    b"SELECT * {" * 3_000, b"ASK { ?s " + b"^" * 5_000, b"<x:s> <x:p> " + b"<<( <x:s> <x:p> " * 5_000,
]  # fmt: skip
"""What has broken programs before; lines of every kind of file."""


def attack(surface: str, content: bytes) -> None:
    """Only KgError may come out."""
    with suppress(KgError):
        SURFACES[surface](content)


@pytest.mark.parametrize("surface", SURFACES)
def test_nasty_bytes(surface: str) -> None:
    """Each of a list of bytes that have broken other programs, alone and inside good input."""
    for content in NASTY:
        attack(surface, content)
    for seed in [*seeds_of(surface)][:3]:
        for content in NASTY[: len(NASTY) if surface != "queries" else 30]:
            half = len(seed) // 2
            attack(surface, seed[:half] + content[:2_000] + seed[half:])


@pytest.mark.parametrize("surface", SURFACES)
def test_any_bytes(surface: str) -> None:
    """Random bytes, random text, and seeds with pieces cut out, doubled and replaced."""
    seeds = [*seeds_of(surface)]

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "surrogatepass")), mutated(seeds)))
    def holds(content: bytes) -> None:
        attack(surface, content)

    holds()


def mutated(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """A seed in which one stretch gives way to other bytes, or to a piece of another seed."""
    places = st.floats(0, 1)
    fillings = st.one_of(st.binary(max_size=8), st.sampled_from(NASTY).map(lambda it: it[:200]), st.sampled_from(seeds))

    def mutate(seed: bytes, first: float, second: float, filling: bytes) -> bytes:
        start, end = sorted((int(first * len(seed)), int(second * len(seed))))
        return seed[:start] + filling[:400] + seed[end:]

    return st.builds(mutate, st.sampled_from(seeds), places, places, fillings)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="needs atheris: pip install '.[fuzz]'")
def test_guided_by_coverage() -> None:
    """A short run of each surface with atheris; CONTRIBUTING.md has the command of the long one."""
    command = [sys.executable, "fuzz/run.py", "--runs", "300", "--seconds", "15"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("held\n") == len(SURFACES)
