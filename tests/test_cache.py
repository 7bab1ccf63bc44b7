"""The cache of extractions: it may save work, and change nothing."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.run
from kg import nlp, ontology
from kg.cli import main
from kg.documents import Problem, SourceFile
from kg.ontology import default_folder as ontology_folder
from kg.run import Options, Report, Silent
from kg.run.cache import Cache, clear, default_folder, info
from kg.run.keys import Keys, ontology_hash, stages_hash
from kg.run.pipeline import Pipeline, identify

ROOT = Path(__file__).parents[1]
NAMES = ("Anna Berg", "Carl Dahl", "Edith Falk", "Gustav Holm", "Ingrid Juhl")
FILE = "kg-extractions.sqlite"


class Recorder(Silent):
    """Keeps what a build tells."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.refusals: list[object] = []

    def problem(self, problem: Problem) -> None:
        self.problems.append(problem)

    def refusal(self, identifier: str, reason: object) -> None:
        self.refusals.append((identifier, reason))


def letter(n: int) -> str:
    """A text with a fact, different for each number."""
    return f"On {n % 28 + 1} May 2031 {NAMES[n % 5]} wrote a letter to {NAMES[(n + 1) % 5]}. Number {n} was hers."


def build(folder: Path, cache: Path | None, **options: object) -> tuple[bytes, Report, Recorder]:
    """The bytes of a build in this process, its report and what it told."""
    output = folder.with_suffix(".nq")
    recorder = Recorder()
    report = kg.run.build([folder], output, Options(cache=cache, **{"jobs": 1, **options}), progress=recorder)  # type: ignore[arg-type]
    return output.read_bytes(), report, recorder


def command(folder: Path, cache: Path, *options: str) -> list[str]:
    """`kg build` with a cache, in a process of its own."""
    output = str(folder.with_suffix(".nq"))
    return [sys.executable, "-m", "kg", "build", str(folder), "-o", output, "--cache", str(cache), *options]


ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}


def run(folder: Path, cache: Path, *options: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, cache, *options), cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False, **more
    )  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of six documents."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(6):
        (folder / f"{n}.txt").write_text(letter(n))
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


# -- what a second build extracts --------------------------------------------------------------------------


def change(folder: Path) -> None:
    (folder / "2.txt").write_text("Anna Berg met Carl Dahl in Lund.")


def delete(folder: Path) -> None:
    (folder / "2.txt").unlink()


def rename(folder: Path) -> None:
    (folder / "2.txt").rename(folder / "renamed.txt")


def add(folder: Path) -> None:
    (folder / "new.md").write_text("# News\n\nEdith Falk met Anna Berg in Lund.")


def add_sidecar(folder: Path) -> None:
    (folder / "2.txt.meta.json").write_text('{"date": "2031-09-09", "title": "A letter"}')


def tell_more(folder: Path) -> None:
    """Another document gives a fuller name to somebody of the others, which changes their graphs."""
    (folder / "new.txt").write_text("Anna Maria Berg met Edith Falk in Lund.")


def nothing(folder: Path) -> None:
    """Leave the folder alone."""


@pytest.mark.parametrize(
    ("happening", "cached", "jobs"),
    [
        (change, 5, 1), (delete, 5, 1), (rename, 6, 1), (add, 6, 2), (tell_more, 6, 1), (add_sidecar, 5, 1),
        (nothing, 6, 2),
    ],
)
def test_bytes_are_those_of_a_build_from_nothing(
    happening: Callable[[Path], None], cached: int, jobs: int, folder: Path, cache: Path
) -> None:
    """Whatever happens to a folder, a rebuild extracts that only, and writes what a build without cache would."""
    first, report, _ = build(folder, cache)
    assert report.cached == 0
    happening(folder)
    again, report, _ = build(folder, cache, jobs=jobs)
    assert report.cached == cached
    anew, report, _ = build(folder, None)
    assert report.cached == 0
    assert again == anew
    assert (anew == first) == (happening is nothing)


def test_folder_under_another_name_is_known(folder: Path, cache: Path) -> None:
    """All documents of a renamed folder come from the cache, under their new identifiers."""
    build(folder, cache)
    moved = folder.rename(folder.with_name("moved"))
    again, report, _ = build(moved, cache)
    assert report.cached == 6
    assert b"moved/2.txt" in again
    assert b"in/2.txt" not in again
    assert again == build(moved, None)[0]


def test_warnings_and_reasons_are_told_again(folder: Path, cache: Path) -> None:
    """What was wrong with a document, and why its clauses gave no fact, is told by every build."""
    (folder / "2.txt.meta.json").write_text("{")
    (folder / "3.txt").write_text("She wrote a letter to him.")
    (folder / "4.txt").write_text("")
    _, first, told = build(folder, cache, reasons=True)
    _, second, told_again = build(folder, cache, reasons=True)
    assert (first.cached, second.cached) == (0, 5)
    assert told.problems == told_again.problems
    assert {problem.document for problem in told.problems} == {"in/2.txt", "in/4.txt"}
    assert told.refusals
    assert told.refusals == told_again.refusals


def test_failed_extraction_is_tried_again(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that broke a stage is not remembered as broken."""
    from kg.run import workers

    real = workers.extract

    def extract(document: object, *rest: object, **options: object) -> object:
        if document.text == letter(2):  # type: ignore[attr-defined]
            raise MemoryError
        return real(document, *rest, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(workers, "extract", extract)
        assert build(folder, cache)[1].documents == 5
    again, report, _ = build(folder, cache)
    assert (report.documents, report.cached) == (6, 5)
    assert again == build(folder, None)[0]


def test_known_documents_load_no_model(folder: Path, cache: Path) -> None:
    """A build in which everything is cached never imports spaCy, not even for a document that is no good."""
    build(folder, cache)
    (folder / "empty.txt").write_text("")
    program = "import sys; from kg.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    arguments = command(folder, cache, "--jobs", "4")[3:]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    modules = set(done.stdout.split())
    assert "kg.extract" in modules
    assert "spacy" not in modules
    assert folder.with_suffix(".nq").read_bytes() == build(folder, None)[0]


# -- keys --------------------------------------------------------------------------------------------------


def keys(options: Options | None = None, folder: Path | None = None, **pipeline: str) -> bytes:
    """The key of one document."""
    known = Pipeline(pipeline.get("name", "en_x"), pipeline.get("version", "1"), None)
    maker = Keys(options or Options(), ontology.load(folder), known, pipeline.get("content", "0"))
    key = maker.key(SourceFile("stdin.txt", None, b"Anna Berg wrote a letter to Carl Dahl."))
    assert key is not None
    return key


@pytest.mark.parametrize(
    "options",
    [Options(mentions=True), Options(min_confidence=0.25), Options(date="2031-05-17"), Options(reasons=True)],
)
def test_options_that_reach_a_document_are_in_its_key(options: Options) -> None:
    """Whatever is handed to the stages makes another key."""
    assert keys(options) != keys()


def test_other_options_are_not_in_the_key(tmp_path: Path) -> None:
    """What decides about writing, resolving and processes leaves the key as it is."""
    assert keys(Options(base="https://my.example/", jobs=7, strict=True, entities=tmp_path, cache=tmp_path)) == keys()


@pytest.mark.parametrize("part", ["name", "version", "content"])
def test_model_is_in_the_key(part: str) -> None:
    """Another model, another version and other files under the same version make another key."""
    assert keys(**{part: "other"}) != keys()


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ('rdfs:label "', 'rdfs:label "so-called ', True),
        ("skos:example", "skos:note", True),
        ("@prefix", "# a comment\n@prefix", True),
        ('lex:lemma "', 'lex:lemma "frobnicate", "', False),
        ("lex:required true", "lex:required false", False),
    ],
)
def test_what_stages_read_of_the_ontology_is_in_the_key(old: str, new: str, same: bool, tmp_path: Path) -> None:
    """A changed lexicon extracts again; changed labels, examples and comments do not."""
    folder = Path(shutil.copytree(ontology_folder(), tmp_path / "ontology"))
    changed = 0
    for path in folder.glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        changed += old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    assert changed
    assert ontology.load(folder).fingerprint != ontology.load().fingerprint
    assert (ontology_hash(ontology.load(folder), labels=False) == ontology_hash(ontology.load(), labels=False)) == same
    assert (keys(folder=folder) == keys()) == same


def test_every_file_of_the_stages_counts(tmp_path: Path) -> None:
    """A changed stage, word list or table extracts again; a changed command, query or writer does not."""
    package = Path(shutil.copytree(ROOT / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__")))
    before = stages_hash(package)
    assert before == stages_hash()
    for name, counts in [
        ("coref/binding.py", True), ("gazetteers/titles.tsv", True), ("confidence.tsv", True), ("new.py", True),
        ("cli/build.py", False), ("store/turtle.py", False), ("graph.py", False), ("query_files/mine.rq", False),
    ]:  # fmt: skip
        path = package / name
        path.parent.mkdir(exist_ok=True)
        old = path.read_bytes() if path.exists() else None
        path.write_bytes((old or b"") + b"\n# more\n")
        assert (stages_hash(package) != before) == counts, name
        path.unlink() if old is None else path.write_bytes(old)


def test_pipeline_is_identified_as_it_loads(tmp_path: Path) -> None:
    """Name and version told without loading are those of the loaded pipeline, from a package and from a path."""
    parser = nlp.load()
    told = identify(None)
    assert (told.name, told.version) == (parser.name, parser.version)
    assert told.folder is not None
    inner = next(path for path in told.folder.iterdir() if (path / "config.cfg").exists())
    copy = Path(shutil.copytree(inner, tmp_path / "model"))
    told = identify(str(copy))
    parser = nlp.load(str(copy))
    assert (told.name, told.version) == (parser.name, parser.version)
    before = told.content_hash()
    (copy / "tagger" / "cfg").write_text("{}")
    assert told.content_hash() != before


# -- a cache that is no good -------------------------------------------------------------------------------


def foreign(cache: Path) -> None:
    with sqlite3.connect(cache / FILE) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.close()


def corrupt(cache: Path) -> None:
    content = bytearray((cache / FILE).read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    (cache / FILE).write_bytes(content)


SPOILERS: dict[str, Callable[[Path], object]] = {
    "no database": lambda cache: (cache / FILE).write_bytes(b"not a database" * 1000),
    "another program's": foreign,
    "torn off": lambda cache: (cache / FILE).write_bytes((cache / FILE).read_bytes()[:5000]),
    "random pages": corrupt,
    "a folder": lambda cache: (cache / FILE).mkdir(),
}


@pytest.mark.parametrize("name", sorted(SPOILERS))
def test_spoilt_cache_costs_a_warning(name: str, folder: Path, cache: Path) -> None:
    """A file that is no good is told once and left as it is; `kg cache clear` makes room for a new one."""
    expected = build(folder, cache)[0]
    if name not in ("torn off", "random pages"):
        (cache / FILE).unlink()
    SPOILERS[name](cache)
    again, _, told = build(folder, cache)
    assert again == expected
    (problem,) = told.problems
    assert (problem.document, problem.skipped) == (str(cache / FILE), False)
    assert "cannot be used as a cache" in problem.reason
    if name != "a folder":
        clear(cache)
        build(folder, cache)
        assert build(folder, cache)[1].cached == 6


def test_damaged_row_is_extracted_again(folder: Path, cache: Path) -> None:
    """A row whose checksum is wrong is as good as none, and mended."""
    expected = build(folder, cache)[0]
    database = sqlite3.connect(cache / FILE)
    with database:
        database.execute("UPDATE contents SET content = zeroblob(length(content)) WHERE id IN (3, 9)")
    database.close()
    assert build(folder, cache)[0] == expected
    with Cache(cache, lambda *_: pytest.fail("a warning")) as opened:
        assert opened._database is not None
        found = opened._database.execute("SELECT key FROM entries").fetchall()
        assert [opened.get(key) is not None for (key,) in found] == [True] * 12


def test_place_that_cannot_be_written_costs_a_warning(folder: Path, tmp_path: Path) -> None:
    """A cache below a file cannot be; the build goes on."""
    (tmp_path / "file").write_text("")
    graph, _, told = build(folder, tmp_path / "file" / "cache")
    assert graph == build(folder, None)[0]
    assert len(told.problems) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can write everywhere")
def test_read_only_folder_costs_a_warning(folder: Path, cache: Path) -> None:
    """A cache that may not be written is left alone; the build goes on."""
    cache.mkdir(mode=0o500)
    graph, _, told = build(folder, cache)
    assert graph == build(folder, None)[0]
    assert len(told.problems) == 1


@pytest.mark.parametrize("most", [4_096, 30_000])
def test_full_disk_costs_a_warning(most: int, folder: Path, cache: Path) -> None:
    """When the cache can grow no further, the build goes on, and the next one, too."""
    for n in range(6, 10):
        (folder / f"{n}.txt").write_text(letter(n))
    expected = build(folder, None)[0]
    many = folder.with_suffix(".nq")

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    output = subprocess.run(
        [*command(folder, cache, "-q")[:-4], "--cache", str(cache), "-q", "-o", "-", "--format", "n-quads"],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=False, preexec_fn=limited,
    )  # fmt: skip
    assert many.read_bytes() == expected
    if output.returncode == 0:  # else the limit stopped the graph itself
        assert output.stdout == expected
        assert b"cannot be used as a cache" in output.stderr
    assert build(folder, cache)[0] == expected


def test_user_without_a_folder_builds_without_a_cache(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that does not exist, or none at all, is no reason for a warning."""
    (tmp_path / "file").write_text("")
    monkeypatch.delenv("KG_NO_CACHE")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(home))
        assert default_folder() is None
    result = CliRunner().invoke(main, ["build", str(folder), "-q"])
    assert (result.exit_code, result.stderr) == (0, "")


def test_default_folder_is_the_users(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an option the cache stands in the user's folder for caches; --no-cache leaves that alone."""
    monkeypatch.delenv("KG_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert CliRunner().invoke(main, ["build", str(folder), "--no-cache"]).exit_code == 0
    assert not (tmp_path / "xdg").exists()
    assert CliRunner().invoke(main, ["build", str(folder)]).exit_code == 0
    assert info(tmp_path / "xdg" / "kg").documents == 6
    assert (tmp_path / "xdg" / "kg").stat().st_mode & 0o777 == 0o700


# -- several builds, and killed ones -----------------------------------------------------------------------


@pytest.mark.slow
def test_builds_at_once_share_a_cache(folder: Path, cache: Path) -> None:
    """Three processes that make, fill and read one cache at the same time each write the right bytes."""
    for n in range(6, 40):
        (folder / f"{n}.txt").write_text(letter(n))
    outputs = [folder.with_name(f"{n}.nq") for n in range(3)]
    processes = [
        subprocess.Popen(
            [*command(folder, cache, "-q"), "-o", str(output)],
            cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True,
        )
        for output in outputs
    ]  # fmt: skip
    assert [process.communicate(timeout=120)[1] for process in processes] == [""] * 3
    expected, report, _ = build(folder, cache)
    assert report.cached == 40
    assert [output.read_bytes() for output in outputs] == [expected] * 3
    assert expected == build(folder, None)[0]


@pytest.mark.slow
def test_killed_build_leaves_cache_and_graph(folder: Path, cache: Path) -> None:
    """A build killed at any moment leaves the old graph, and a cache with what it had done by then."""
    for n in range(6, 220):
        (folder / f"{n}.txt").write_text(letter(n))
    output = folder.with_suffix(".nq")
    output.write_bytes(b"old")
    known = 0
    for seconds in (0.0, 0.2):
        process = subprocess.Popen(
            command(folder, cache, "--log-json", "--jobs", "1"),
            cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stderr is not None
        begin = json.loads(process.stderr.readline())
        assert begin["cached"] >= known
        known = begin["cached"]
        for _ in range(known + 70):
            process.stderr.readline()
        time.sleep(seconds)
        process.kill()
        process.communicate()
        assert output.read_bytes() == b"old"
    again, report, told = build(folder, cache)
    assert told.problems == []
    assert report.cached > known > 0
    assert again == build(folder, None)[0]


# -- size --------------------------------------------------------------------------------------------------


def filled(folder: Path, names: str, limit: int) -> str:
    """One build that uses these letters as keys; which of them it found."""
    with Cache(folder, lambda *_: pytest.fail("a warning"), limit=limit) as cache:
        known = cache.mark([name.encode() for name in names])
        for name in names:
            if name.encode() not in known:
                cache.put(name.encode(), os.urandom(1000))
    return "".join(name for name in names if name.encode() in known)


def test_what_was_not_used_for_longest_goes(tmp_path: Path) -> None:
    """Above the limit the rows of the oldest builds go; one that a later build used is young again."""
    assert filled(tmp_path, "abcd", 10_000) == ""
    assert filled(tmp_path, "efgh", 10_000) == ""
    assert filled(tmp_path, "ab", 10_000) == "ab"
    assert filled(tmp_path, "ijkl", 10_000) == ""
    assert filled(tmp_path, "abcdefghijkl", 100_000) == "abefijkl"


def test_file_does_not_outgrow_the_limit(tmp_path: Path) -> None:
    """The place of what went is used again."""
    for n in range(40):
        filled(tmp_path, "".join(chr(0x4E00 + 16 * n + i) for i in range(16)), 50_000)
    assert info(tmp_path).documents < 50
    assert info(tmp_path).bytes < 150_000


def test_corpus_above_the_limit_keeps_its_first_documents(tmp_path: Path) -> None:
    """A build never pushes out what it uses itself, so that the same build again finds something."""
    names = "".join(chr(0x4E00 + i) for i in range(300))
    assert filled(tmp_path, names, 50_000) == ""
    assert filled(tmp_path, names, 50_000) == names[:64]


# -- the command -------------------------------------------------------------------------------------------


def test_command_shows_and_clears(folder: Path, cache: Path) -> None:
    """`kg cache info` counts documents and bytes, `kg cache clear` removes them."""
    build(folder, cache)
    shown = CliRunner().invoke(main, ["cache", "info", "--cache", str(cache)]).stdout
    assert str(cache / FILE) in shown
    assert "documents  6\n" in shown
    cleared = CliRunner().invoke(main, ["cache", "clear", "--cache", str(cache)])
    assert (cleared.exit_code, list(cache.iterdir())) == (0, [])
    assert "documents  0\n" in CliRunner().invoke(main, ["cache", "info", "--cache", str(cache)]).stdout
    assert build(folder, cache)[1].cached == 0
