"""The command line: what it prints where, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from crashes.commands import GOLD

import kg
from kg.cli import main
from kg.query import FORMATS as RESULT_FORMATS
from kg.store import FORMATS

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
KG = [sys.executable, "-m", "kg"]
COMMANDS = sorted(main.commands)


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(main, [str(it) for it in arguments], input=stdin, prog_name="kg")


def start(*arguments: object, **options: str) -> subprocess.Popen[str]:
    """Start `kg` as a process of its own group."""
    return subprocess.Popen(
        [*KG, *map(str, arguments)], cwd=ROOT, env={**os.environ, **options}, start_new_session=True, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def error_line(result: Result) -> str:
    """The one line on standard error of a command that could not run."""
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: error: ")
    return line.removeprefix("kg: error: ")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the seeds as Turtle."""
    path = tmp_path_factory.mktemp("graph") / "seeds.ttl"
    result = run("build", SEEDS, "-o", path)
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A folder of one document that can be read."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "letter.txt").write_text("Anna Berg wrote a letter to Carl Dahl.")
    return folder


# -- help --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """Each command has a help text and examples, each option a help text."""
    command = main.commands[name]
    result = run(name, "--help")
    assert result.exit_code == 0
    assert command.help
    assert "Examples:" in result.output
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_examples_of_help_are_legal(name: str) -> None:
    """Each example names a command and options that exist."""
    command = main.commands[name] if name else main
    for example in command.examples:  # type: ignore[attr-defined]
        words = example.partition("kg ")[2].split()
        used = main.commands[words[0]]
        known = {option for parameter in used.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-") and word != "-"} <= known, example


def test_help_names_all_formats() -> None:
    """The formats in the help texts are those that there are."""
    build_help = " ".join(run("build", "--help").output.split())
    query_help = " ".join(run("query", "--help").output.split())
    assert all(name in build_help for name in FORMATS)
    assert all(name in query_help for name in RESULT_FORMATS)


def test_command_alone_prints_help_and_fails() -> None:
    """`kg` without a command shows what there is, on standard error."""
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert all(name in result.stderr for name in COMMANDS)


def test_version_is_that_of_the_project() -> None:
    """`kg --version`, the package and the project file agree."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert run("--version").output == f"kg {project['version']}\n"
    assert kg.__version__ == project["version"]


def test_help_imports_nothing_heavy() -> None:
    """Help answers without loading a model, an engine or a terminal library."""
    code = "import sys\nfrom kg.cli import main\nmain(['--help'], standalone_mode=False)\nprint(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    loaded = {name.partition(".")[0] for name in output.splitlines()[-1].split()}
    heavy = {"chardet", "msgspec", "numpy", "pyoxigraph", "pyshacl", "rdflib", "rich", "spacy", "yaml"}
    assert loaded & heavy == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_names_the_program(shell: str) -> None:
    """`kg completion SHELL` prints a script for `kg`."""
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_KG_COMPLETE" in result.stdout


def test_query_names_are_completed() -> None:
    """The first argument of `kg query` completes to saved queries."""
    environment = {**os.environ, "_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg query time", "COMP_CWORD": "2"}
    done = subprocess.run(KG, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "plain,timeline" in done.stdout.splitlines()


# -- build -------------------------------------------------------------------------------------------------


def test_build_prints_turtle_and_a_closing_line() -> None:
    """Without -o the graph goes to standard output and only the closing line to standard error."""
    result = run("build", SEEDS)
    assert result.exit_code == 0
    assert "@prefix kg:" in result.stdout
    assert "person:agatha-marlow a kg:Agent, kg:Person ;" in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: 4 documents, ")
    assert line.endswith(" s")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_written_by_name_and_by_suffix(name: str, letter: Path, tmp_path: Path) -> None:
    """`--format` and the suffix of -o give the same file, which can be read again."""
    path = tmp_path / f"graph{FORMATS[name][0]}"
    assert run("build", letter, "-o", path, "-q").exit_code == 0
    assert run("build", letter, "--format", name, "-q").stdout == path.read_text(encoding="utf-8")
    rows = run("query", path, "--sparql", "SELECT DISTINCT ?a ?b { ?a kg:wroteLetterTo ?b }", "--format", "csv")
    assert rows.stdout.replace("\r\n", "\n").splitlines()[1:] == [
        "https://kg.example/id/person/anna-berg,https://kg.example/id/person/carl-dahl"
    ]


def test_standard_input_is_a_document() -> None:
    """`-` builds from standard input."""
    result = run("build", "-", "-q", stdin="Anna Berg wrote a letter to Carl Dahl.")
    assert (result.exit_code, result.stderr) == (0, "")
    assert 'dcterms:identifier "stdin.txt"' in result.stdout


def test_base_and_date_reach_the_graph(letter: Path) -> None:
    """--base makes the IRIs, --date the date of a document without one."""
    result = run("build", letter, "--base", "https://my.example/x/", "--date", "2031-05-17")
    assert "<https://my.example/x/" in result.stdout
    assert 'dcterms:date "2031-05-17"^^xsd:date' in result.stdout


def test_unreadable_documents_cost_a_warning_each(letter: Path) -> None:
    """What cannot be read is named with its reason, the rest is built, and the closing line counts."""
    (letter / "empty.txt").write_text("")
    (letter / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (letter / "notes.log").write_text("x")
    result = run("build", letter, letter / "notes.log", "-q")
    assert result.exit_code == 0
    assert "person:anna-berg" in result.stdout
    assert result.stderr.splitlines() == [
        f"kg: warning: {letter}/notes.log: has an unknown suffix (kg reads .markdown .md .txt)",
        "kg: warning: in/empty.txt: is empty",
        "kg: warning: in/picture.md: looks binary (PNG)",
    ]
    assert run("build", letter).stderr.splitlines()[-1].endswith("(2 warnings)")


def test_strict_build_writes_nothing_when_a_document_is_skipped(letter: Path, tmp_path: Path) -> None:
    """With --strict the old output stays as it was, and the exit code is 2."""
    (letter / "empty.txt").write_text("")
    output = tmp_path / "graph.ttl"
    output.write_text("old")
    result = run("build", letter, "-o", output, "--strict")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "kg: error: in/empty.txt: a document was skipped; strict, hence nothing is written"
    )
    assert output.read_text() == "old"
    (letter / "empty.txt").unlink()
    assert run("build", letter, "-o", output, "--strict").exit_code == 0
    assert output.read_text().startswith("# kg ")


def test_build_of_nothing_fails(tmp_path: Path) -> None:
    """When no document can be read the exit code is 2 and no file appears."""
    output = tmp_path / "graph.ttl"
    result = run("build", tmp_path, "-o", output)
    assert "no document could be read" in error_line(result)
    assert not output.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--model", "no_such_model"], "pip install"),
        (["-o", "no/such/folder/graph.ttl"], "there is no folder"),
        (["-o", "graph.docx"], "suffix"),
        (["--format", "docx"], "docx"),
        (["--date", "2031-02-30"], "not in the calendar; see `kg build --help`"),
        (["--date", "yesterday"], "YYYY-MM-DD"),
        (["--base", "here/"], "give one such as https://kg.example/id/"),
        (["--base", "https://my.example/x#"], "base IRI"),
        (["--jobs", "0"], "x>=1"),
        (["--entities", "no-such-file"], "no-such-file"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_faulty_options_are_one_line(options: list[str], message: str, letter: Path) -> None:
    """What cannot run is one line on standard error, with exit code 2 and no traceback."""
    assert message in error_line(run("build", letter, *options))


def test_missing_model_is_one_line_for_workers_too(letter: Path) -> None:
    """A worker that cannot start tells why."""
    assert "pip install" in error_line(run("build", letter, "--jobs", "2", "--model", "no_such_model"))


def test_faulty_ontology_is_one_line(letter: Path, tmp_path: Path) -> None:
    """The file and line of a faulty ontology are told, not a traceback."""
    (tmp_path / "kg.ttl").write_text("not turtle")
    assert "kg.ttl" in error_line(run("build", letter, "--ontology", tmp_path))


def test_fault_of_kg_is_one_line(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error names its place, and how to see more."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("oh\nno")

    monkeypatch.setattr("kg.ontology.load", fail)
    line = error_line(run("build", letter))
    assert line.startswith("ZeroDivisionError: oh no (test_cli.py:")
    assert "KG_TRACEBACK=1" in line


def test_failing_extraction_costs_its_document_only(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that breaks a stage is a warning; the others are built."""
    from kg.run import workers

    real = workers.extract
    (letter / "poison.txt").write_text("Poison.")

    def extract(document: object, *rest: object, **options: object) -> object:
        if document.text == "Poison.":  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return real(document, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "extract", extract)
    result = run("build", letter, "-q")
    assert result.exit_code == 0
    assert "person:anna-berg" in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: warning: in/poison.txt: cannot be extracted: RecursionError: too deep (test_cli.py:")


def test_log_is_json_lines(letter: Path) -> None:
    """--log-json makes every line of standard error a JSON object."""
    (letter / "empty.txt").write_text("")
    events = [json.loads(line) for line in run("build", letter, "--log-json").stderr.splitlines()]
    assert [event["event"] for event in events] == ["begin", "warning", "document", "phase", "phase", "end"]
    assert events[1] == {"event": "warning", "document": "in/empty.txt", "reason": "is empty", "skipped": True}
    assert events[-1]["documents"] == 1
    assert events[-1]["warnings"] == 1


def test_verbose_build_names_each_document(letter: Path) -> None:
    """--verbose tells documents, phases and what was passed over."""
    (letter / "picture.png").write_text("")
    lines = run("build", letter, "-v").stderr.splitlines()
    assert lines[0] == "kg: reading 1 document with 1 process"
    assert lines[1].startswith("kg: in/letter.txt: 1 sentence, ")
    assert lines[2:5] == ["kg: resolve", "kg: write", "kg: passed over 1 file that kg does not read"]


@pytest.mark.slow
def test_order_and_number_of_workers_do_not_matter(graph: Path) -> None:
    """The same bytes come from two workers, other orders of paths, another hash seed and another locale."""
    files = sorted(path for path in SEEDS.iterdir() if path.suffix in (".md", ".txt"))
    expected = graph.read_text(encoding="utf-8")
    assert run("build", SEEDS, "--jobs", "2").stdout == expected
    assert run("build", *reversed(files)).stdout == expected
    for environment in ({"PYTHONHASHSEED": "1", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}):
        process = start("build", *files, **environment)
        assert process.communicate(timeout=120)[0] == expected


def test_progress_bar_is_drawn_on_a_terminal_only(letter: Path) -> None:
    """On a terminal standard error has a bar and the warnings; nowhere else has escape codes."""
    import pty

    (letter / "empty.txt").write_text("")
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [*KG, "build", str(letter)], cwd=ROOT, stdout=subprocess.PIPE, stderr=child, env={**os.environ, "TERM": "xterm"}
    )
    os.close(child)
    stdout = process.communicate(timeout=120)[0]
    shown = b"".join(read_all(parent)).decode()
    assert "\x1b[" in shown
    assert "kg: warning: in/empty.txt: is empty" in shown
    assert "(1 warning)" in shown
    assert b"\x1b" not in stdout
    assert "\x1b" not in run("build", letter).stderr


def read_all(descriptor: int) -> Iterator[bytes]:
    """What a pseudo-terminal still holds after its process has ended."""
    try:
        while chunk := os.read(descriptor, 4096):
            yield chunk
    except OSError:  # Linux reports the end of a pseudo-terminal so
        pass
    finally:
        os.close(descriptor)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_build_leaves_nothing_behind(number: signal.Signals, tmp_path: Path) -> None:
    """An interrupt is one line and exit code 130; no worker and no file remain."""
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(400):
        (folder / f"{i}.txt").write_text("Anna Berg wrote a long letter to Carl Dahl in Lund.\n\n" * 100)
    process = start("build", folder, "--jobs", "2", "--log-json", "-o", tmp_path / "graph.ttl")
    assert process.stderr is not None
    for _ in range(15):  # "begin", and documents: the workers are at it
        process.stderr.readline()
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    lines = process.communicate(timeout=60)[1].splitlines()
    assert process.returncode == 130
    assert [line for line in lines if line and not line.startswith("{")] == ["kg: interrupted"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
    assert_group_ends(process.pid)


def test_interrupt_while_kg_is_being_loaded_is_one_line(tmp_path: Path) -> None:
    """Ctrl-C before the first command is known gives the same line and exit code."""
    Path(tmp_path, "click.py").write_text("raise KeyboardInterrupt")
    done = subprocess.run(
        [*KG, "build"], env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))},
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "kg: interrupted\n")


def assert_group_ends(group: int) -> None:
    """Fail when a process of the group is still there after five seconds."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a worker is still running")


@pytest.mark.parametrize("command", [("build", SEEDS), ("queries",)])
def test_reader_that_goes_away_is_no_error(command: tuple[object, ...]) -> None:
    """`kg … | head` says nothing about its broken pipe."""
    process = start(*command, "-q" if command[0] == "build" else "--json")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert (process.stderr.read(), process.wait(60)) == ("", 141)


# -- ask and check -----------------------------------------------------------------------------------------


def test_queries_are_listed() -> None:
    """`kg queries` lists each saved query with its parameters, as text and as JSON."""
    names = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    listed = json.loads(run("queries", "--json").stdout)
    assert {query["name"] for query in listed} == names
    assert all(query["title"] and "text" not in query for query in listed)
    assert {line.split(":")[0] for line in run("queries").stdout.splitlines() if line[0] != " "} == names


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "queries").glob("*.rq")))
def test_every_saved_query_runs(name: str, graph: Path) -> None:
    """Each saved query answers on the graph of the seeds."""
    params = ["--param", "entity=Agatha Marlow"] if name == "about" else []
    result = run("query", name, graph, *params)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) > 1


def test_query_takes_a_name_a_file_or_text(graph: Path, tmp_path: Path) -> None:
    """A saved query, a .rq file, --sparql and standard input are one thing."""
    text = "SELECT DISTINCT ?label { ?a kg:spouse ?b ; rdfs:label ?label } ORDER BY ?label"
    (tmp_path / "my.rq").write_text(text)
    by_text = run("query", graph, "--sparql", text)
    assert "Agatha Marlow" in by_text.stdout
    assert run("query", tmp_path / "my.rq", graph).stdout == by_text.stdout
    assert run("query", "-", graph, stdin=text).stdout == by_text.stdout


def test_graph_may_come_from_standard_input(graph: Path) -> None:
    """`-` as GRAPH is Turtle on standard input."""
    text = "ASK { ?a kg:spouse ?b }"
    assert run("query", "-", "--sparql", text, stdin=graph.read_bytes()).stdout == "yes\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-query", "GRAPH"], "no-such-query"),
        (["GRAPH"], "give NAME or FILE"),
        (["timeline", "GRAPH", "--sparql", "ASK {}"], "give GRAPH"),
        (["about", "GRAPH", "--param", "entity"], "KEY=VALUE"),
        (["about", "GRAPH", "--param", "entity=Nobody Atall"], "Nobody Atall"),
        (["about", "GRAPH", "--param", "nonsense=1"], "nonsense"),
        (["timeline", "GRAPH", "--format", "docx"], "docx"),
        (["GRAPH", "--sparql", "SELECT"], ""),
        (["timeline", "no-such-file.ttl"], "no-such-file.ttl"),
    ],
)
def test_faulty_questions_are_one_line(arguments: list[str], message: str, graph: Path) -> None:
    """A question that cannot be asked says why."""
    words = [str(graph) if word == "GRAPH" else word for word in arguments]
    assert message in error_line(run("query", *words))


def test_explain_shows_where_a_fact_stands(graph: Path) -> None:
    """`kg explain` prints file, line and quote, or says that nobody has the name."""
    result = run("explain", graph, "Agatha Marlow", "--sources", SEEDS)
    assert "seeds/congress-of-1931.md:7:10" in result.stdout
    assert "Nobody Atall" in error_line(run("explain", graph, "Nobody Atall"))


# -- why-not -----------------------------------------------------------------------------------------------


@pytest.fixture
def sisters(tmp_path: Path) -> Path:
    """A document of which kg reads one sentence."""
    path = tmp_path / "in" / "sisters.txt"
    path.parent.mkdir()
    path.write_text("Anna Berg wrote to Carl Dahl.\nEva Holt sent a telegram in May.\n")
    return path


def test_why_not_gives_the_fact_or_the_reason(sisters: Path) -> None:
    """The exit code is 0 when a fact stands there and 1 when none does; line breaks of the words do not matter."""
    there = run("why-not", sisters, "wrote to Carl Dahl")
    assert (there.exit_code, there.stderr) == (0, "")
    assert there.stdout.startswith("in/sisters.txt:1:11: it is there: Anna Berg wroteLetterTo Carl Dahl (Actual, ")
    missing = run("why-not", sisters, "sent a \n  telegram", "--date", "2031-05-17")
    assert (missing.exit_code, missing.stderr) == (1, "")
    place, reason, *_ = missing.stdout.splitlines()
    assert place == "in/sisters.txt:2:10: nothing stands there"
    assert reason.startswith('  "sent" gives no wroteLetterTo: found only "telegram" as letter and "Eva Holt" as ')


def test_why_not_reads_standard_input_and_writes_json() -> None:
    """`-` is standard input, and `--format json` the records."""
    result = run("why-not", "-", "has not met", "--format", "json", stdin="Anna Berg has not met Carl Dahl.")
    assert result.exit_code == 0
    shown = json.loads(result.stdout)
    assert (shown["document"], shown["found"]) == ("stdin.txt", True)
    assert shown["passages"][0]["facts"][0]["factuality"] == "Negated"


@pytest.mark.parametrize(
    ("words", "options", "message"),
    [
        ("Anna Berg telephoned", [], 'do not stand there; the nearest is line 1: "Anna Berg wrote to Carl Dahl."'),
        (" ", [], "WORDS"),
        ("sent", ["--format", "xml"], "xml"),
        ("sent", ["--model", "no_such_model"], "no_such_model"),
        ("sent", ["--date", "yesterday"], "YYYY-MM-DD"),
    ],
)
def test_why_not_says_when_it_cannot_run(words: str, options: list[str], message: str, sisters: Path) -> None:
    """Words that are not there, and faulty options, are one line and exit code 2."""
    assert message in error_line(run("why-not", sisters, words, *options))


def test_why_not_refuses_what_is_no_document(sisters: Path) -> None:
    """A folder, a missing file and a file of another format are one line and exit code 2."""
    other = sisters.with_name("notes.log")
    other.write_text("They met.")
    for path, message in ((sisters.parent, "directory"), (sisters.parent / "no.txt", "no.txt"), (other, "suffix")):
        assert message in error_line(run("why-not", path, "They met"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_verbose_build_says_which_clauses_gave_nothing(sisters: Path, jobs: str) -> None:
    """With -v each refused clause is a line behind its document, whichever process read it; else there is none."""
    wanted = 'kg: in/sisters.txt:2:10: "sent" gives no wroteLetterTo: found only "telegram" as letter'
    lines = run("build", sisters, "-v", "--jobs", jobs).stderr.splitlines()
    at = lines.index("kg: in/sisters.txt: 2 sentences, 1 fact")
    assert lines[at + 1].startswith(wanted)
    assert "gives no" not in run("build", sisters, "--jobs", jobs).stderr


def test_verbose_log_holds_refusals_as_json(sisters: Path) -> None:
    """With --log-json a refused clause is an event of its own, and the graph is the same as without it."""
    logged = run("build", sisters, "-v", "--log-json")
    events = [json.loads(line) for line in logged.stderr.splitlines()]
    (refusal,) = [event for event in events if event["event"] == "refusal"]
    assert (refusal["document"], refusal["condition"], refusal["line"]) == ("in/sisters.txt", "role", 2)
    assert logged.stdout == run("build", sisters, "-q").stdout


# -- checking ----------------------------------------------------------------------------------------------


def test_verify_proves_the_graph_and_finds_what_changed(graph: Path, tmp_path: Path) -> None:
    """`kg verify` ends with 0 on the sources and with 1 when one of them has changed."""
    assert run("verify", graph, "--sources", SEEDS).exit_code == 0
    changed = tmp_path / "seeds"
    changed.mkdir()
    for path in SEEDS.iterdir():
        (changed / path.name).write_text(path.read_text().replace("Ashdown", "Ashdawn"))
    result = run("verify", graph, "--sources", changed)
    assert result.exit_code == 1
    assert "seeds/bridge-letter.txt" in result.stdout


def test_validate_knows_a_good_graph_from_a_bad_one(graph: Path, tmp_path: Path) -> None:
    """`kg validate` ends with 0 on a built graph and with 1 on one that lost its evidence."""
    assert run("validate", graph).exit_code == 0
    bad = tmp_path / "bad.ttl"
    lines = graph.read_text().splitlines(keepends=True)
    bad.write_text("".join(line for line in lines if "prov:wasDerivedFrom" not in line))
    assert run("validate", bad).exit_code == 1


def test_eval_builds_and_scores(letter: Path, tmp_path: Path) -> None:
    """`kg eval` scores a graph, or builds the one it needs; both give the same figures."""
    (letter / "letter.json").write_text(json.dumps(GOLD))
    graph = tmp_path / "graph.ttl"
    assert run("build", letter, "-o", graph).exit_code == 0
    built = run("eval", letter, "--json", "-q")
    assert built.exit_code == 0, built.output
    assert built.stdout == run("eval", letter, graph, "--json").stdout
    kept = tmp_path / "kept.ttl"
    assert run("eval", letter, "--json", "-q", "--graph-out", kept).stdout == built.stdout
    assert run("eval", letter, kept, "--json").stdout == built.stdout
    json.loads(built.stdout)


# -- Python ------------------------------------------------------------------------------------------------


def test_python_users_get_the_same_graph(graph: Path, tmp_path: Path) -> None:
    """`kg.build` gives the triples of the command, for rdflib, for SPARQL and as files."""
    import rdflib

    built = kg.build([SEEDS])
    triples = set(built.as_rdflib())
    assert triples == set(rdflib.Graph().parse(graph))
    assert built.write(tmp_path / "graph.nt") == len(triples)
    body = graph.read_text(encoding="utf-8").partition("\n\n")[2]
    assert built.turtle().endswith(body)
    assert len(built.query("SELECT DISTINCT ?a ?b { ?a kg:spouse ?b }").rows) > 0
    assert repr(built).startswith("<kg.Graph of 4 documents, ")


def test_unreadable_paths_are_an_error_for_python_users(tmp_path: Path) -> None:
    """`kg.build` raises the root error, and takes a single path as one path."""
    with pytest.raises(kg.KgError, match="no document could be read"):
        kg.build(tmp_path)
    with pytest.raises(AttributeError):
        kg.nonsense  # noqa: B018
