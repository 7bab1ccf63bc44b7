"""A build over whatever lies in a folder: each document that is no good costs one warning, and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import store
from kg.cli import main

ROOT = Path(__file__).parents[1]
LETTER = "Anna Berg wrote a letter to Carl Dahl."
ROOT_READS_ALL = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser can read every file"
)


def command(folder: Path, *options: str) -> list[str]:
    """`kg build` in one process of its own; the graph stands beside the folder."""
    output = str(folder.with_suffix(".ttl"))
    return [sys.executable, "-m", "kg", "build", str(folder), "--jobs", "1", "-q", "-o", output, *options]


def build(folder: Path, *options: str) -> tuple[int, str, list[str]]:
    """Exit code, graph (empty when there is none) and lines on standard error."""
    done = subprocess.run(
        command(folder, *options), cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    output = folder.with_suffix(".ttl")
    return done.returncode, output.read_text(encoding="utf-8") if output.exists() else "", done.stderr.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one good document."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "letter.txt").write_text(LETTER)
    return folder


def long_line(path: Path) -> None:
    """50 MB without a line end."""
    path.write_bytes(b"Anna met Carl. " * 3_500_000)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.touch(), "is empty"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 8), "looks binary"),
    "half UTF-16": (lambda path: path.write_bytes(LETTER.encode("utf-16")[:-1]), "is not valid utf-16 (byte 76)"),
    "half UTF-8": (lambda path: path.write_bytes("Zoë “Ås”".encode()[:-1]), "is damaged UTF-8 (byte 11)"),
    "no code page": (lambda path: path.write_bytes("Café “Zoë”".encode("mac-roman")), "has an unknown encoding"),
    "long line": (long_line, "has a line of more than 1,000,000 characters"),
    "FIFO": (os.mkfifo, "is not a regular file"),
    "broken link": (lambda path: path.symlink_to("gone"), "cannot be read: No such file or directory"),
    "link to itself": (lambda path: path.symlink_to(path.name), "cannot be read: Too many levels of symbolic links"),
    "NUL": (lambda path: path.write_bytes(b"Anna\0Berg met Bo Ek."), "looks binary"),
    "only a BOM": (lambda path: path.write_bytes(b"\xef\xbb\xbf"), "is empty"),
}


def test_every_odd_file_costs_one_warning(folder: Path) -> None:
    """Each odd file is named once with its reason; the others are built, two of them in old encodings; exit code 0."""
    for name, (make, _) in ODD.items():
        make(folder / f"{name}.txt")
    (folder / "wide.txt").write_bytes("Renée Dubois wrote a letter to Bo Ek.".encode("utf-16"))
    (folder / "western.txt").write_bytes("Renée Dubois wrote a letter to José Peña of Málaga.".encode("latin-1"))
    code, graph, warnings = build(folder)
    assert code == 0
    assert sorted(re.findall('dcterms:identifier "(.*?)"', graph)) == ["in/letter.txt", "in/western.txt", "in/wide.txt"]
    assert "Anna Berg" in graph
    assert "Renée Dubois" in graph
    assert len(warnings) == len(ODD)
    for name, (_, reason) in ODD.items():
        assert sum(line.startswith(f"kg: warning: in/{name}.txt: {reason}") for line in warnings) == 1, name


@pytest.mark.parametrize("options", [(), ("--strict",)], ids=["alone", "strict"])
def test_odd_file_stops_a_build_that_needs_it(options: tuple[str, ...], folder: Path) -> None:
    """A build of nothing else, and a strict one, ends with 2 and writes nothing."""
    if not options:
        (folder / "letter.txt").unlink()
    os.mkfifo(folder / "pipe.txt")
    code, graph, (warning, error) = build(folder, *options)
    assert (code, graph) == (2, "")
    assert warning == "kg: warning: in/pipe.txt: is not a regular file"
    assert error.startswith("kg: error: ")


@ROOT_READS_ALL
def test_forbidden_file_and_folder_cost_a_warning(folder: Path) -> None:
    """What may not be read is named."""
    (folder / "secret.txt").write_text(LETTER)
    (folder / "secret.txt").chmod(0)
    (folder / "closed").mkdir(mode=0)
    code, graph, warnings = build(folder)
    assert (code, len(warnings)) == (0, 2)
    assert "Anna Berg" in graph
    assert all("Permission denied" in line for line in warnings)


# Linux gives a new process the peak of the one that starts it, so a small one stands between the build and pytest.
PEAK = """
import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
print(os.wait4(process, 0)[2].ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the unit of ru_maxrss is that of Linux")
def test_long_line_costs_little_memory(folder: Path) -> None:
    """A line of 50 MB is refused before the language model sees it; the build stays below 400 MB."""
    long_line(folder / "long.txt")
    measured = [sys.executable, "-c", PEAK, *command(folder)]
    kilobytes = int(subprocess.run(measured, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert 100_000 < kilobytes < 400_000


@pytest.mark.parametrize(
    "text",
    [
        ", ".join(f"Anna B{chr(97 + n % 26)}rg{'öä' * 150}" for n in range(120)) + " and Bo Ek met Carl Dahl.",
        "Anna Berg met " + "“" * 1_000 + "Bo Ek" + "”" * 1_000 + ".",
        "the letter " + "of the friend " * 2_000 + "to Bo Ek.",
        "Anna met her " + "mother's " * 2_000 + "friend.",
        "Anna " + "and ".join(["wrote ", "called ", "met "] * 400) + "Bo Ek.",
        "\u202eAnna Berg\u200b met\ufeff Bo\u0301 Ek 😀\u2028in\x85Lund.\U000f0000",
    ],
    ids=["a sentence of 73 KB", "quotation marks", "complements", "possessors", "verbs", "odd characters"],
)
def test_monstrous_sentences_cost_themselves_only(text: str, folder: Path) -> None:
    """A text that no grammar foresees is built or warned about; the good document is built in any case."""
    (folder / "monster.txt").write_text(text, encoding="utf-8")
    code, graph, warnings = build(folder)
    assert code == 0
    assert '"Anna Berg"' in graph
    assert all(line.startswith("kg: warning: in/monster.txt: ") for line in warnings)


def test_word_of_sixty_thousand_brackets_costs_its_time(folder: Path) -> None:
    """The tokenizer's time grows with the square of its length, in native code, and is ended all the same."""
    (folder / "brackets.txt").write_text("[" * 60_000)
    code, graph, warnings = build(folder, "--timeout-per-document", "2")
    assert (code, len(warnings)) == (0, 1)
    assert "in/brackets.txt: took more than 2 seconds" in warnings[0]
    assert "Anna Berg" in graph


# -- front matter, sidecars, names -------------------------------------------------------------------------

BOMB = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [{f'*{b}, ' * 9}]\n" for b, c in pairwise("abcdefghijklmnopqrstuvw"))
FRONT = {
    "deep lists": ("a: " + "[" * 1_500, "has faulty front matter, read as text"),
    "deep mappings": ("\n".join(" " * depth + "a:" for depth in range(300)), None),
    "bomb": (BOMB + "title: *w", None),
    "object": ("title: !!python/object/apply:os.system ['touch owned']", None),
    "no calendar": ("date: 2031-02-30", "has a date in its front matter that is no calendar date"),
    "address": ("url: javascript:alert(1)", "has an address in its front matter that is no absolute URL"),
    "port": ("url: http://a:b/", None),
    "names": ("title: '\"<>]]>\\u0022\u202e\u200b'\nauthor: \"\\ud800\\0\"", None),
}
SIDECARS = {
    "half pair": (b'{"title": "\\ud800", "author": ["\\udfff"]}', None),
    "deep": (b"[" * 5_000, "has a faulty sidecar"),
    "numbers": (b'{"date": 1e999, "title": NaN, "author": -1}', "has a date in its sidecar"),
    "list": (b"[]", "that is no JSON object, not used"),
    "long": (b" " * 70_000 + b"{}", "of more than 65,536 bytes, not used"),
}


def test_hostile_metadata_costs_a_warning_at_most(folder: Path) -> None:
    """Bombs, nesting, half surrogate pairs and tags in metadata: each document is built, and the graph is legal."""
    wanted = {}
    for name, (front, reason) in FRONT.items():
        (folder / f"{name}.txt").write_text(f"---\n{front}\n---\n{LETTER}", encoding="utf-8")
        wanted[f"in/{name}.txt"] = reason
    for name, (sidecar, reason) in SIDECARS.items():
        (folder / f"side {name}.txt").write_text(LETTER)
        (folder / f"side {name}.txt.meta.json").write_bytes(sidecar)
        wanted[f"in/side {name}.txt"] = reason
    code, graph, warnings = build(folder)
    assert code == 0
    assert len(store.read(folder.with_suffix(".ttl"))) > 100
    assert set(re.findall('dcterms:identifier "(.*?)"', graph)) == {"in/letter.txt", *wanted}
    for name, reason in wanted.items():
        told = [line for line in warnings if line.startswith(f"kg: warning: {name}: ")]
        assert len(told) == (reason is not None), told
        assert reason is None or reason in told[0]
    assert not Path("owned").exists()


def test_names_of_files_may_be_anything(folder: Path) -> None:
    """Line ends, quotes, bytes that are no UTF-8: each file is a document with a name of its own, proved by verify."""
    names = b"a\nb|\xff\xfe|\"|<>|]]>|\\u0022|javascript:alert(1)|%00| |-rf|e\xcc\x81".split(b"|")
    for name in names:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name + b".txt")).write_text(LETTER)
    code, graph, warnings = build(folder)
    assert (code, warnings) == (0, [])
    assert len(set(re.findall('dcterms:identifier ("in/.*")', graph))) == len(names) + 1
    proof = CliRunner().invoke(main, ["verify", str(folder.with_suffix(".ttl")), "--sources", str(folder)])
    assert proof.exit_code == 0, proof.output


@pytest.mark.slow
def test_file_that_changes_meanwhile_is_read_as_it_was(folder: Path) -> None:
    """A file that is rewritten and removed all the time is read whole, or costs its warning; the build goes on."""
    path, done = folder / "restless.txt", threading.Event()

    def disturb() -> None:
        while not done.is_set():
            path.write_text(LETTER * 200)
            path.write_text("")
            path.unlink()

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        results = [CliRunner().invoke(main, ["build", str(folder), "-q"], prog_name="kg") for _ in range(4)]
    finally:
        done.set()
        disturber.join()
    for result in results:
        assert result.exit_code == 0
        assert "Anna Berg" in result.stdout
        assert all(line.startswith("kg: warning: in/restless.txt: ") for line in result.stderr.splitlines())


WORDS = [
    *main.commands, "-", "--", "-o", "-q", "--format", "turtle", "--param", "a=b", "=", "--sparql", "ASK {}", "--json",
    "--help", "--timeout", "0", "nan", "-1", "1e400", "--jobs", "--cache", "/dev/null", "/dev/full", "..", "", "\udcff",
    "\0", "\n", "é", str(ROOT / "tests/graphs/sample.ttl"), str(ROOT / "queries/about.rq"), "about", "timeline", "info",
    "--sources", "--shapes", "--entities", "--ontology", "--date", "2031-02-30", "--base", "urn:x", "--min-confidence",
    "--model", "no_such_model", "--strict",
]  # fmt: skip


@settings(max_examples=int(os.environ.get("KG_EXAMPLES", "60")), deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=6))
def test_any_command_line_ends_in_words(arguments: list[str]) -> None:
    """Any arguments: an exit code of the contract, and where it is 2 a last line that says why; never a fault of kg."""
    with CliRunner().isolated_filesystem():
        result = CliRunner().invoke(main, arguments, input="", prog_name="kg")
    assert result.exit_code in (0, 1, 2), result
    assert "fault of kg" not in result.stderr, result.stderr
    if result.exit_code == 2 and arguments:
        assert re.search(r"^(kg: error: .+|Usage: .*)", result.stderr, re.MULTILINE), result.output


# -- what a terminal obeys ---------------------------------------------------------------------------------

OBEYED = "\x1b]0;owned\x07\x9b31m\u202egnp.txt"


@pytest.mark.parametrize("options", [("-q",), ("--verbose",), ("--log-json",)], ids=str)
def test_names_of_files_cannot_steer_a_terminal(options: tuple[str, ...], folder: Path) -> None:
    """Escape sequences, line ends and marks of direction in a file name reach no line of the log."""
    (folder / f"a\nkg: error: forged{OBEYED}").write_text(LETTER)
    (folder / f"b{OBEYED}").touch()
    code, _, lines = build(folder, *options)
    assert code == 0
    assert not [c for line in lines for c in line if unicodedata.category(c) == "Cc" or c == "\u202e"]
    assert not [line for line in lines if line.startswith("kg: error")]
    if options == ("--log-json",):
        events = [json.loads(line) for line in lines]
        assert f"in/b{OBEYED}" in [event.get("document") for event in events]


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", OBEYED, str(ROOT / "tests/graphs/sample.ttl")],
        ["query", "about", OBEYED],
        ["query", "about", str(ROOT / "tests/graphs/sample.ttl"), "--param", f"entity={OBEYED}"],
        ["query", "about", str(ROOT / "tests/graphs/sample.ttl"), "--param", OBEYED],
        ["query", "about", "x.ttl", "--format", OBEYED],
        ["query", "--sparql", f"ASK {{ {OBEYED} }}", str(ROOT / "tests/graphs/sample.ttl")],
        ["build", "seeds", "--base", OBEYED],
        ["build", "seeds", "--ontology", OBEYED],
        ["build", OBEYED],
        ["verify", OBEYED, "--sources", "seeds"],
        ["explain", str(ROOT / "tests/graphs/sample.ttl"), OBEYED],
        ["validate", OBEYED],
        ["load", "x.nq", "--to", OBEYED],
        [OBEYED],
    ],
    ids=lambda it: " ".join(it[:2]) if OBEYED not in it[:2] else it[0] if it[0] != OBEYED else "command",
)
def test_errors_cannot_steer_a_terminal(arguments: list[str]) -> None:
    """Whatever an argument holds, the error is one line of plain text."""
    result = CliRunner().invoke(main, arguments, prog_name="kg")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[-1].startswith("kg: error: ")
    assert not [c for line in lines for c in line if unicodedata.category(c) == "Cc" or c == "\u202e"]
