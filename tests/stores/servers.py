"""Real triple stores on free ports of 127.0.0.1, their files in a folder: Oxigraph, Apache Jena Fuseki, Virtuoso.

Each function takes an empty folder and returns a `Server` that is not started yet. `missing(name)` says in one line why
a store cannot run here; tests skip with that line. `install.sh` beside this file fetches what is missing.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from stores.process import Process, free_port
from stores.server import Server

__all__ = ["STORES", "Server", "fuseki", "missing", "oxigraph", "virtuoso"]

FUSEKI_JAR = "jena-fuseki-server-5.6.0.jar"  # install.sh fetches the same; version 6 needs a newer Java than 17
_PASSWORD = "opensesame"


# --- Oxigraph


def _oxigraph_binary() -> Path | None:
    beside = Path(sys.executable).with_name("oxigraph")
    found = beside if beside.exists() else shutil.which("oxigraph")
    return Path(found) if found else None


def oxigraph(folder: Path, *, read_only: bool = False) -> Server:
    """Oxigraph on `folder`, or on what another Oxigraph left there. It knows no users."""
    binary = _oxigraph_binary()
    assert binary is not None, missing("oxigraph")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [binary, "serve-read-only" if read_only else "serve", "-l", folder / "db", "-b", f"127.0.0.1:{port}"]
    process = Process(command, folder, f"{url}/")
    return Server(
        name="oxigraph",
        url=url,
        query_url=f"{url}/query",
        update_url=f"{url}/update",
        graph_url=f"{url}/store",
        process=process,
        read_only_twin=lambda server: oxigraph(folder, read_only=True),
    )


# --- Apache Jena Fuseki

_FUSEKI_CONFIG = """\
PREFIX fuseki: <http://jena.apache.org/fuseki#>
PREFIX tdb2: <http://jena.apache.org/2016/tdb#>
[] a fuseki:Server {protection} .
[] a fuseki:Service ;
  fuseki:name "ds" ;
  fuseki:endpoint {endpoints} ;
  fuseki:dataset [ a tdb2:DatasetTDB2 ; tdb2:location "{location}" ] .
"""
_READ = {"": ("query", "gsp-r"), "query": ("query",), "sparql": ("query",), "get": ("gsp-r",)}
_WRITE = {
    "": ("query", "update", "gsp-rw"),
    "query": ("query",),
    "sparql": ("query",),
    "get": ("gsp-r",),
    "update": ("update",),
    "data": ("gsp-rw",),
}


def _fuseki_jar() -> Path | None:
    jar = Path(os.environ.get("KG_FUSEKI_JAR") or Path.home() / ".cache" / "kg-tests" / FUSEKI_JAR)
    return jar if jar.exists() else None


def fuseki(folder: Path, *, protected: bool = True, read_only: bool = False) -> Server:
    """Fuseki with TDB2 on `folder`, dataset /ds; `protected` asks everybody for a name and a password (Basic)."""
    jar = _fuseki_jar()
    assert jar is not None, missing("fuseki")
    port = free_port()
    url = f"http://127.0.0.1:{port}/ds"
    passwords = folder / "passwords"
    passwords.write_text(f"kg: {_PASSWORD}\n", encoding="utf-8")
    config = folder / ("read-only.ttl" if read_only else "config.ttl")
    config.write_text(_fuseki_config(folder / "db", passwords if protected else None, read_only), encoding="utf-8")
    java = ["java", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the processor time of a start
    command = [*java, "-jar", jar, f"--config={config}", f"--port={port}", "--localhost", "--ping"]
    return Server(
        name="fuseki",
        url=url,
        query_url=f"{url}/query",
        update_url=f"{url}/update",
        graph_url=f"{url}/{'get' if read_only else 'data'}",
        process=Process(command, folder, f"http://127.0.0.1:{port}/$/ping"),
        user="kg" if protected else None,
        password=_PASSWORD if protected else None,
        read_only_twin=lambda server: fuseki(folder, protected=protected, read_only=True),
    )


def _fuseki_config(location: Path, passwords: Path | None, read_only: bool) -> str:
    location.mkdir(exist_ok=True)
    endpoints = [
        f'[ fuseki:operation fuseki:{operation} ; fuseki:name "{name}" ]'
        for name, operations in (_READ if read_only else _WRITE).items()
        for operation in operations
    ]
    protection = f'; fuseki:passwd "{passwords}" ; fuseki:auth "basic" ; fuseki:allowedUsers "*"' if passwords else ""
    return _FUSEKI_CONFIG.format(protection=protection, endpoints=" , ".join(endpoints), location=location)


# --- Virtuoso

# Debian's virtuoso.ini with the paths and ports exchanged; what it does not name has the same default there.
_VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
CaseMode = 2
DirsAllowed = .
CheckpointInterval = 60
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
EnabledGzipContent = 1
[SPARQL]
ResultSetMaxRows = {max_rows}
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""


def virtuoso(folder: Path, *, max_rows: int = 10_000) -> Server:
    """Virtuoso with Debian's own limits: answers end silently after `max_rows` rows or triples. User dba (Digest)."""
    sql_port, http_port = free_port(), free_port()
    ini = _VIRTUOSO_INI.format(sql_port=sql_port, http_port=http_port, max_rows=max_rows)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    url = f"http://127.0.0.1:{http_port}"
    return Server(
        name="virtuoso",
        url=url,
        query_url=f"{url}/sparql",
        update_url=f"{url}/sparql-auth",
        graph_url=f"{url}/sparql-graph-crud-auth",
        process=Process(
            ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"],
            folder,
            f"{url}/sparql?query=ASK%7B%7D",
            # Without a checkpoint the password is lost when the server is killed.
            setup=["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", f"exec=set password dba {_PASSWORD}; checkpoint;"],
            stale=[folder / "virtuoso.lck"],
        ),
        graph_parameter="graph-uri",
        user="dba",
        password=_PASSWORD,
        read_only_twin=_open_door,
    )


def _open_door(server: Server) -> Server:
    """The URLs of the same Virtuoso that ask for no password and refuse to write."""
    read_only = {"update_url": f"{server.url}/sparql", "graph_url": f"{server.url}/sparql-graph-crud"}
    return replace(server, **read_only, user=None, password=None)


# --- all of them

STORES: dict[str, Callable[[Path], Server]] = {"oxigraph": oxigraph, "fuseki": fuseki, "virtuoso": virtuoso}


def missing(name: str) -> str | None:
    """Why a store of `STORES` cannot run on this machine, in one line; None when it can."""
    lacks = {
        "oxigraph": [] if _oxigraph_binary() else ["the program oxigraph (pip install '.[test]')"],
        "fuseki": [f"~/.cache/kg-tests/{FUSEKI_JAR} or KG_FUSEKI_JAR"] * (_fuseki_jar() is None)
        + ["java"] * (shutil.which("java") is None),
        "virtuoso": [program for program in ("virtuoso-t", "isql-vt") if shutil.which(program) is None],
    }[name]
    return f"{name} lacks {' and '.join(lacks)}; tests/stores/install.sh fetches what can be fetched" if lacks else None
