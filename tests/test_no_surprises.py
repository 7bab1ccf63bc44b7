"""What kg never does, read from its sources, and seen from outside while its commands run."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from crashes.commands import LOCAL, Workplace

ROOT = Path(__file__).parents[1]
FORBIDDING = Path(__file__).parent / "forbidding"

MODULES = set(
    "pickle cPickle marshal shelve dill cloudpickle joblib subprocess pty ctypes cffi code codeop telnetlib ftplib"
    " smtplib tarfile zipfile xml.dom xml.sax xml.etree lxml requests urllib.request http.client socket".split()
)
"""They run what they read, start programs, or open the network."""
CALLS = set(
    "eval exec compile __import__ os.system os.popen os.fork os.execv os.execvp os.spawnv os.posix_spawn"
    " shutil.unpack_archive tempfile.mktemp yaml.unsafe_load yaml.full_load yaml.load_all numpy.load pickle.loads"
    " ssl._create_unverified_context".split()
)
METHODS = {"extractall"}
"""Of archives."""
ALLOWED = {
    "kg/spark/quads.py imports pickle": "Spark's own way between driver and executors; read by the process that wrote",
    "kg/spark/quads.py calls pickle.loads": "the same",
    "kg/query/limit.py calls os.fork": "a query runs in a child of its own, which can be ended",
    "kg/query/limit.py imports ctypes": "for prctl(2), by which that child ends with a parent that is killed",
    "kg/store/folders.py imports ctypes": "for renameat2(2), which exchanges two names at once",
}
"""What is found all the same -> why that is right."""
SAFE_LOADERS = {"BaseLoader", "SafeLoader", "CSafeLoader"}


def findings(tree: ast.AST) -> Iterator[str]:
    """Everything in a source that could surprise."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [str(node.module), *(f"{node.module}.{name}" for name in names)]
            for name in names:
                yield from (f"imports {it}" for it in MODULES if name == it or name.startswith(f"{it}."))
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(node: ast.Call) -> Iterator[str]:
    name = ast.unparse(node.func)
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
    if name in CALLS or name.rpartition(".")[2] in METHODS:
        yield f"calls {name}"
    if name == "yaml.load":
        loader = given.get("Loader") or ast.unparse(node.args[1] if len(node.args) > 1 else ast.Constant("none"))
        if loader.rpartition(".")[2] not in SAFE_LOADERS:
            yield f"calls yaml.load with {loader}"
    if given.get("shell", "False") != "False":
        yield "asks for a shell"
    if given.get("verify") == "False" or given.get("check_hostname") == "False":
        yield "trusts any certificate"
    if given.get("allow_pickle", "False") != "False":
        yield "allows pickles"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import pickle", "imports pickle"),
        ("from xml.etree import ElementTree", "imports xml.etree"),
        ("eval('1')", "calls eval"),
        ("os.system('ls')", "calls os.system"),
        ("run(['ls'], shell=True)", "asks for a shell"),
        ("yaml.load(text)", "calls yaml.load with 'none'"),
        ("yaml.load(text, yaml.Loader)", "calls yaml.load with yaml.Loader"),
        ("yaml.load(text, Loader=yaml.SafeLoader)", None),
        ("archive.extractall()", "calls archive.extractall"),
        ("httpx.get(url, verify=False)", "trusts any certificate"),
        ("numpy.load(path, allow_pickle=True)", "calls numpy.load"),
        ("evaluate(pickled)", None),
    ],
)
def test_finder_finds(code: str, found: str | None) -> None:
    """The reader of sources sees what it is there for."""
    assert next(findings(ast.parse(code)), None) == found


def test_sources_hold_no_surprise() -> None:
    """No pickle, eval, shell, archive, object from YAML or unchecked certificate but what is explained."""
    found = {
        f"{path.relative_to(ROOT)} {finding}"
        for path in sorted((ROOT / "kg").rglob("*.py"))
        for finding in findings(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(ALLOWED)


# -- the commands, watched ---------------------------------------------------------------------------------


def watched(workplace: Workplace) -> Workplace:
    """The same place, where no process may open a connection, start a program or unpickle."""
    paths = os.pathsep.join([str(FORBIDDING), workplace.environment["PYTHONPATH"]])
    return Workplace(workplace.folder, workplace.environment | {"PYTHONPATH": paths})


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Two documents and their graph."""
    return Workplace.make(tmp_path_factory.mktemp("watched") / "here")


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("import socket; socket.socket()", "socket.__new__"),
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", "socket."),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        ("import os; os.system('true')", "os.system"),
        ("import pickle; pickle.loads(pickle.dumps(len))", "pickle.find_class"),
    ],
)
def test_watch_sees(code: str, event: str, workplace: Workplace) -> None:
    """A process that does what is forbidden ends at once and is told."""
    environment = watched(workplace).environment
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 99
    assert done.stderr.startswith(f"FORBIDDEN {event}")


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is one of Linux")
def test_kernel_forbids_sockets_to_any_language(workplace: Workplace) -> None:
    """Not only Python's own sockets are forbidden: the system call itself is refused, and inherited so."""
    code = "import ctypes; c = ctypes.CDLL(None); print(c.socket(2, 1, 0), c.socket(10, 1, 0), c.socket(1, 1, 0) > 0)"
    environment = watched(workplace).environment
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "-1 -1 True\n"  # AF_INET, AF_INET6, AF_UNIX


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(LOCAL) - {"completion"}))
def test_local_commands_need_no_network_and_no_other_program(name: str, workplace: Workplace) -> None:
    """Every command that names no server runs where sockets, other programs and pickles are forbidden.

    `kg completion bash` is left out: click asks the installed bash for its version.
    """
    done = watched(workplace).run(*LOCAL[name], *(["--no-cache"] if name.startswith("build") else []))
    assert (done.returncode, "FORBIDDEN" in done.stderr) == (0, False), done.stderr


def test_query_cannot_leave_the_machine(workplace: Workplace) -> None:
    """FROM, SERVICE and LOAD of a query fetch nothing."""
    for text in ("SELECT * FROM <http://127.0.0.1:9/g> { ?a ?b ?c }", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"):
        done = watched(workplace).run("query", "graph.ttl", "--sparql", text)
        assert done.returncode in (0, 2)
        assert "FORBIDDEN" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["load", "graph.ttl", "--to", "URL"],
        ["unload", "--from", "URL"],
        ["query", "timeline", "--endpoint", "URL"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_secrets_are_not_told(arguments: list[str], workplace: Workplace) -> None:
    """Neither an error nor a traceback shows a password or token, not even of a URL that should hold none."""
    secrets = {"THE_PASSWORD": "opensesame", "THE_TOKEN": "t0psecret", "KG_TRACEBACK": "1"}
    options = ["--patience", "0", "--user", "kg"]
    for url, more in [
        ("http://127.0.0.1:9", [*options, "--password-env", "THE_PASSWORD"]),
        ("http://127.0.0.1:9", ["--patience", "0", "--token-env", "THE_TOKEN"]),
        ("http://kg:opensesame@127.0.0.1:9", options),
    ]:
        done = workplace.run(*[url if it == "URL" else it for it in arguments], *more, env=secrets)
        assert done.returncode != 0
        assert "opensesame" not in done.stdout + done.stderr
        assert "t0psecret" not in done.stdout + done.stderr
