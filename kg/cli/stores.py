"""`kg load`, `kg unload` and `kg portability`: graphs and the stores that hold them."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.bars import open_bar
from kg.cli.program import CANNOT_RUN, FOUND_WANTING, GOOD, SECONDS, Command
from kg.remote import PROFILES

if TYPE_CHECKING:
    from kg.load import LoadError
    from kg.remote import Endpoint

__all__ = ["load", "open_store", "portability", "store_options", "unload"]

MEASURED = ("oxigraph", "fuseki", "virtuoso")
_STORES = click.Choice(sorted(PROFILES))
_ACCESS_OPTIONS = (
    click.option("--store", type=_STORES, help="Kind of store; by default kg finds out."),
    click.option("--user", metavar="NAME", envvar="KG_USER", help="User, for basic or digest authentication."),
    click.option("--password-env", metavar="VAR", help="Environment variable that holds the password."),
    click.option("--token-env", metavar="VAR", help="Environment variable that holds a bearer token."),
    click.option(
        "--ca-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Certificates (PEM) of the authority that vouches for the store.",
    ),
    click.option(
        "--patience", type=SECONDS, default=60.0, show_default=True, metavar="SECONDS",
        help="How long to go on trying when the store is down or busy.",
    ),
)  # fmt: skip
_TARGET_OPTIONS = (
    click.option("--graph", "graph_iri", metavar="IRI", help="Put everything into this one graph."),
    click.option("--default-graph", is_flag=True, help="Put everything into the store's default graph."),
    click.option("--format", metavar="NAME", help="Format of the file; by default its suffix decides, for - turtle."),
)


def _all(options: tuple[Callable[..., Any], ...], command: Callable[..., Any]) -> Callable[..., Any]:
    return functools.reduce(lambda decorated, option: option(decorated), reversed(options), command)


def store_options(
    command: Callable[..., Any], *, wait: str = "How long to wait for an answer; large bodies get more; 0 for no limit."
) -> Callable[..., Any]:
    """Give a command the options with which it reaches a store; they reach it as keywords for `open_store`.

    `wait` is the help of its --timeout.
    """
    timeout = click.option("--timeout", type=SECONDS, default=60.0, show_default=True, metavar="SECONDS", help=wait)
    return _all((*_ACCESS_OPTIONS[:-1], timeout, _ACCESS_OPTIONS[-1]), command)


def open_store(url: str, *, store: str | None, **options: Any) -> Endpoint:
    """The store at a URL, with the options of the command line."""
    from kg.remote import Access, open_endpoint

    access = Access(
        user=options["user"] or "",
        password=_secret(options["password_env"], "--password-env"),
        token=_secret(options["token_env"], "--token-env"),
        ca_file=options["ca_file"],
        timeout=options["timeout"],
        patience=options["patience"],
    )
    return open_endpoint(url, access, store)


def _secret(variable: str | None, option: str) -> str:
    if variable is None:
        return ""
    if variable not in os.environ:
        raise click.BadParameter(f"the environment has no variable {variable}; export it first", param_hint=option)
    return os.environ[variable]


def _target(graph_iri: str | None, default_graph: bool) -> str | None:
    if graph_iri and default_graph:
        raise click.UsageError("give --graph or --default-graph, not both")
    return "" if default_graph else graph_iri


@click.command(
    cls=Command,
    examples=[
        "kg load graph.ttl --to http://localhost:7878",
        "kg load graph.nq --to http://localhost:3030/reports --replace --delete-missing",
        "kg load graph.nq --to http://localhost:8890 --user dba --password-env VIRTUOSO_PASSWORD",
        "kg load graph.nq --to http://localhost:7200/repositories/reports --verify full",
        "zcat graph.nq.gz | kg load - --format n-quads --to http://localhost:7878",
    ],
)
@click.argument("graph")
@click.option("--to", "url", required=True, metavar="URL", help="The store: server, dataset, database or repository.")
@click.option("--replace", is_flag=True, help="Swap each graph as a whole instead of adding to it.")
@click.option("--delete-missing", is_flag=True, help="Remove the graphs of documents that the file no longer has.")
@click.option(
    "--verify", type=click.Choice(["counts", "full", "none"]), default="counts", show_default=True,
    help="Compare counts for each graph and property, or every triple, or nothing.",
)  # fmt: skip
@functools.partial(_all, _TARGET_OPTIONS)
@store_options
@click.option("--connections", type=click.IntRange(1, 16), default=1, show_default=True, help="Requests at once.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@click.option("--no-progress", is_flag=True, help="Draw no progress bar.")
def load(
    graph: str,
    url: str,
    replace: bool,
    delete_missing: bool,
    verify: str,
    graph_iri: str | None,
    default_graph: bool,
    format: str | None,
    connections: int,
    as_json: bool,
    no_progress: bool,
    **access: Any,
) -> int:
    """Load a graph into a triple store, and prove that it arrived.

    Each document goes to the named graph that bears its IRI. What the store holds already is not sent again, so the
    same command goes on after an interruption. Exit code 1 when the store does not hold what the file holds; 2 when
    the load could not be completed, with one line on standard output for each graph: in, not in, or unknown.
    """
    from kg.load import LoadError, Options, format_report, report_as_json
    from kg.load import load as load_graph

    target = _target(graph_iri, default_graph)
    if delete_missing and target is not None:
        raise click.UsageError("--delete-missing is for a graph a document: leave out --graph and --default-graph")
    options = Options(target, replace, delete_missing, verify, connections)  # type: ignore[arg-type]
    with open_store(url, **access) as endpoint, open_bar(silent=no_progress) as progress:
        try:
            report = load_graph(graph, endpoint, options, format=format, progress=progress)
        except LoadError as error:
            _say_which(error)
            raise
    click.echo(report_as_json(report) if as_json else format_report(report, f"{url} ({endpoint.name})").rstrip("\n"))
    return GOOD if report.ok else FOUND_WANTING


def _say_which(error: LoadError) -> None:
    from kg.query import printable

    for state, graphs in (("in", error.arrived), ("unknown", error.unknown), ("not in", error.missing)):
        for graph in graphs:
            click.echo(f"{state}\t{printable(graph or 'default graph')}")


@click.command(
    cls=Command,
    examples=[
        "kg unload graph.nq --from http://localhost:7878",
        "kg unload --from http://localhost:3030/reports --base https://example.org/id/",
    ],
)
@click.argument("graph", required=False)
@click.option("--to", "--from", "url", required=True, metavar="URL", help="The store.")
@click.option(
    "--base", metavar="IRI", envvar="KG_BASE", default="https://kg.example/id/", show_default=True,
    help="Without GRAPH: the base of the documents whose graphs are to go.",
)  # fmt: skip
@functools.partial(_all, _TARGET_OPTIONS)
@store_options
@click.option("--no-progress", is_flag=True, help="Draw no progress bar.")
def unload(
    graph: str | None,
    url: str,
    base: str,
    graph_iri: str | None,
    default_graph: bool,
    format: str | None,
    no_progress: bool,
    **access: Any,
) -> int:
    """Remove from a triple store what a build put there.

    With GRAPH, its triples and no others. Without it, the graphs of all documents under --base, and the one graph of
    what was resolved across them.
    """
    from kg.load import unload as unload_graph

    with open_store(url, **access) as endpoint, open_bar(silent=no_progress) as progress:
        report = unload_graph(
            endpoint, graph, base=base, graph=_target(graph_iri, default_graph), format=format, progress=progress
        )
    kept = f"; {len(report.wider)} hold other triples and keep these" if report.wider else ""
    click.echo(f"{url} ({endpoint.name}): {len(report.deleted):,} graphs removed{kept}")
    return GOOD if report.ok else CANNOT_RUN


@click.command(
    cls=Command,
    examples=[
        "kg portability graph.ttl",
        "kg portability graph.nq --store virtuoso",
    ],
)
@click.argument("graph")
@click.option(
    "--store", "stores", type=click.Choice(MEASURED), multiple=True,
    help="Look at this store only; repeatable. By default all that were measured.",
)  # fmt: skip
@click.option("--format", metavar="NAME", help="Format of the file; by default its suffix decides, for - turtle.")
def portability(graph: str, stores: tuple[str, ...], format: str | None) -> int:
    """Say before loading what a triple store will refuse or change.

    What kg build writes, every store keeps; graphs from elsewhere may hold what some do not. Exit code 1 when
    something will not be kept.
    """
    from kg import store
    from kg.portability import check_portability, format_findings

    wanted = stores or MEASURED
    findings = check_portability(store.quads(graph, format), wanted)
    click.echo(format_findings(findings, wanted), nl=False)
    return FOUND_WANTING if findings else GOOD
