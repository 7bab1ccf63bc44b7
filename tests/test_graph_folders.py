"""Graphs that are folders: a store that answers at once, and shards."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import store
from kg.cli import main
from kg.errors import StoreError
from kg.load.report import Silent
from kg.load.source import open_spool
from kg.query import format_result, run, saved_queries
from kg.run import Options, build
from kg.store import Writer, directory, shards
from kg.store.terms import iri, literal

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds as N-Quads, as a store and as shards."""
    folder = tmp_path_factory.mktemp("built")
    options = Options(cache=folder / "cache")
    build([SEEDS], folder / "graph.nq", options)
    build([SEEDS], folder / "graph.db", options)
    build([SEEDS], folder / "shards", options, shards=3)
    return folder


def lines_of(path: Path) -> list[str]:
    """The graph's quads as sorted lines."""
    return sorted(str(quad) for quad in store.quads(path))


def names_in(folder: Path) -> list[str]:
    """The names of a folder's entries, sorted."""
    return sorted(path.name for path in folder.iterdir())


def numbered(count: int) -> Iterator[tuple[str, str, str, str]]:
    """Quads that differ in a number."""
    for n in range(count):
        yield iri(f"https://x.example/{n}"), iri("https://x.example/p"), literal(str(n)), iri("https://x.example/g")


@pytest.mark.parametrize("name", ["graph.db", "shards"])
def test_a_folder_holds_what_the_file_holds(built: Path, name: str) -> None:
    """Quad by quad, and for every saved query that needs no parameter."""
    assert lines_of(built / name) == lines_of(built / "graph.nq")
    for query in saved_queries():
        if all(it.optional or it.default is not None for it in query.parameters):
            rows = [format_result(run(store.read(built / it), query), "csv") for it in ("graph.nq", name)]
            assert rows[0] == rows[1], query.name


def test_shards_together_are_the_file(built: Path) -> None:
    """All parts sorted together are the N-Quads file, byte for byte but for the place of the comments."""
    parts = shards.parts_of(built / "shards")
    assert [part.name for part in parts] == [*(f"part-{n:05}.nq.gz" for n in range(3)), "part-entities.nq.gz"]
    lines = [line for part in parts for line in gzip.decompress(part.read_bytes()).splitlines()]
    assert sorted(lines) == sorted((built / "graph.nq").read_bytes().splitlines())


@pytest.mark.parametrize("number", [1, 2, 7])
def test_any_number_of_shards(built: Path, tmp_path: Path, number: int) -> None:
    """More files than documents leave some empty; the bytes are the same each time."""
    for name in ("one", "other"):
        build([SEEDS], tmp_path / name, Options(cache=built / "cache"), shards=number)
    assert lines_of(tmp_path / "one") == lines_of(built / "graph.nq")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_problems_of_shards(tmp_path: Path) -> None:
    """A document that cannot be read is named in the side table."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Olga Voss wrote to Carl Brandt.")
    (tmp_path / "texts" / "b.txt").write_bytes(b"\x00\x01\x02" * 100)
    build([tmp_path / "texts"], tmp_path / "out", shards=1)
    assert '"document":"texts/b.txt"' in (tmp_path / "out" / shards.PROBLEMS).read_text()
    assert '"problems": 1' in (tmp_path / "out" / shards.SUCCESS).read_text()


@pytest.mark.parametrize("name", ["graph.db", "shards"])
def test_a_new_build_takes_the_place_of_the_old(built: Path, tmp_path: Path, name: str) -> None:
    """Nothing of the old graph stays, and no other folder."""
    (tmp_path / "a.txt").write_text("Olga Voss wrote to Carl Brandt.")
    target, number = tmp_path / name, None if name.endswith(".db") else 2
    build([SEEDS], target, Options(cache=built / "cache"), shards=number)
    build([tmp_path / "a.txt"], target, shards=number)
    build([tmp_path / "a.txt"], tmp_path / "a.nq")
    assert lines_of(target) == lines_of(tmp_path / "a.nq")
    assert names_in(tmp_path) == sorted(["a.txt", "a.nq", name])


@pytest.mark.parametrize(("name", "number"), [("graph.db", None), ("shards", 2)])
def test_a_foreign_folder_is_left_alone(tmp_path: Path, name: str, number: int | None) -> None:
    """A folder with something else in it is refused before any document is read."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "diary.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds something else"):
        build([SEEDS], tmp_path / name, shards=number)
    assert (tmp_path / name / "diary.txt").read_text() == "mine"


def test_a_failed_write_leaves_the_old_store(tmp_path: Path) -> None:
    """What breaks off in the middle changes nothing and leaves nothing."""

    def broken() -> Iterator[str]:
        yield from (f"<https://x.example/{n}> <https://x.example/p> <https://x.example/o> .\n" for n in range(10))
        raise ValueError("lost")

    target = tmp_path / "graph.db"
    directory.write_lines(target, ["<https://x.example/s> <https://x.example/p> <https://x.example/o> .\n"])
    with pytest.raises(ValueError, match="lost"):
        directory.write_lines(target, broken())
    assert len(store.read(target)) == 1
    assert names_in(tmp_path) == ["graph.db"]


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    """The unfinished folder of a killed process does not stop the next one."""
    part = tmp_path / "graph.db.part"
    part.mkdir()
    (part / "000001.log").write_bytes(b"half")
    with Writer(tmp_path / "graph.db") as writer:
        writer.add(numbered(5))
        assert writer.finish() == 5
    assert names_in(tmp_path) == ["graph.db"]


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    """A store that is replaced while somebody reads it goes on answering with the old content."""
    with Writer(tmp_path / "graph.db") as writer:
        writer.add(numbered(500))
        writer.finish()
    old = store.read(tmp_path / "graph.db")
    with Writer(tmp_path / "graph.db") as writer:
        writer.add(numbered(3))
        writer.finish()
    assert len(list(old.quads_for_pattern(None, None, None, None))) == 500
    assert len(store.read(tmp_path / "graph.db")) == 3


@pytest.mark.parametrize("harm", ["no _SUCCESS", "no part", "half a part", "no JSON"])
def test_incomplete_shards_are_no_graph(built: Path, tmp_path: Path, harm: str) -> None:
    """Whatever is missing is told, with the file."""
    folder = tmp_path / "shards"
    build([SEEDS], folder, Options(cache=built / "cache"), shards=2)
    part = folder / "part-00001.nq.gz"
    if harm == "no _SUCCESS":
        (folder / shards.SUCCESS).unlink()
    elif harm == "no part":
        part.unlink()
    elif harm == "half a part":
        part.write_bytes(part.read_bytes()[:-40])
    else:
        (folder / shards.SUCCESS).write_text("{")
    with pytest.raises(StoreError, match=str(tmp_path)):
        list(store.quads(folder))
    with pytest.raises(StoreError, match=str(tmp_path)):
        store.read(folder)


@pytest.mark.parametrize("source", ["graph.nq", "graph.db", "shards"])
def test_kg_store_makes_a_store_of_any_graph(built: Path, tmp_path: Path, source: str) -> None:
    """A file, a store, shards: the copy holds the same and says how much."""
    result = CliRunner().invoke(main, ["store", str(built / source), "-o", str(tmp_path / "copy.db")])
    assert result.exit_code == 0, result.output
    count = len(lines_of(built / "graph.nq"))
    assert result.output == f"{tmp_path / 'copy.db'}: {count:,} quads\n"
    assert lines_of(tmp_path / "copy.db") == lines_of(built / "graph.nq")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "timeline", "nowhere.db"], "there is no such store; `kg store GRAPH -o nowhere.db` makes one"),
        (["query", "timeline", "."], "a folder without a graph"),
        (["build", str(SEEDS), "--format", "db"], "a store is a folder and no stream"),
        (["build", str(SEEDS), "--shards", "2"], "give -o FOLDER"),
        (["build", str(SEEDS), "-o", "nowhere/graph.db"], "there is no folder nowhere"),
        (["store", "-"], "give -o FOLDER.db"),
    ],
)
def test_errors_say_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    """One line, and exit code 2."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", ["graph.db", "shards"])
@pytest.mark.parametrize("command", ["verify", "validate", "explain", "portability"])
def test_commands_read_folders(built: Path, name: str, command: str) -> None:
    """Whatever reads a graph file reads a store and shards, and says the same of them."""
    further = {"verify": ["--sources", str(SEEDS)], "explain": ["Nora Varga"]}.get(command, [])
    said = [CliRunner().invoke(main, [command, str(built / it), *further]) for it in ("graph.nq", name)]
    assert said[0].exit_code == said[1].exit_code == 0, said[1].output
    assert said[0].output == said[1].output


@pytest.mark.parametrize("name", ["graph.nq", "graph.db", "shards"])
def test_folders_are_loaded_graph_by_graph(built: Path, tmp_path: Path, name: str) -> None:
    """What goes to a triple store is one graph for each document, whatever the form; also without named graphs."""
    plain = tmp_path / "plain.db"
    store.copy(_turtle(built, tmp_path), plain)
    graphs = []
    for path in (built / name, plain):
        with open_spool(path, None, None, Silent()) as spool:
            graphs.append([it.graph for it in spool.graphs])
    assert graphs[0] == graphs[1]
    assert len(graphs[0]) == 5


def _turtle(built: Path, folder: Path) -> Path:
    build([SEEDS], folder / "graph.ttl", Options(cache=built / "cache"))
    return folder / "graph.ttl"
