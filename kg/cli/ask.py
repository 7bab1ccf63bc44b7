"""`kg query`, `kg queries` and `kg explain`: questions to a graph."""

from __future__ import annotations

import functools
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from kg.cli.program import GOOD, Command
from kg.cli.stores import open_store, store_options

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query import Result, SavedQuery

__all__ = ["explain", "queries", "query"]

PLACES = click.Path(exists=True, path_type=Path)


def _complete_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of saved queries for the first argument, files for all."""
    from kg.query import saved_queries

    names = [] if ctx.params.get("arguments") else [it for it in saved_queries() if it.name.startswith(incomplete)]
    return [CompletionItem(it.name, help=it.title) for it in names] or [CompletionItem(incomplete, type="file")]


@click.command(
    cls=Command,
    examples=[
        "kg queries",
        "kg query who-wrote-to-whom graph.ttl",
        'kg query about graph.ttl --param entity="Agatha Marlow"',
        "kg query my.rq graph.nq --format csv",
        'kg query graph.ttl --sparql "SELECT * { ?a kg:metWith ?b }"',
        "kg query timeline --endpoint http://localhost:3030/reports",
    ],
)
@click.argument("arguments", nargs=-1, shell_complete=_complete_query, metavar="[NAME|FILE] [GRAPH]")
@click.option("-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="Value of a parameter; repeatable.")
@click.option("--sparql", metavar="TEXT", help="SPARQL text instead of NAME or FILE.")
@click.option(
    "--format",
    metavar="NAME",
    help="table, csv, tsv, json or xml; for CONSTRUCT and DESCRIBE turtle or n-triples.",
)
@click.option("--allow-service", is_flag=True, help="Let SERVICE in the query ask other servers.")
@click.option("--endpoint", metavar="URL", help="Ask the store there instead of a GRAPH file.")
@functools.partial(store_options, wait="Longest time for a query on a file or a store's answer; 0 for no limit.")
def query(
    arguments: tuple[str, ...],
    params: tuple[str, ...],
    sparql: str | None,
    format: str | None,
    allow_service: bool,
    endpoint: str | None,
    **access: Any,
) -> int:
    """Run a saved query, a .rq file or SPARQL text on a graph or a triple store.

    A parameter that stands for an entity takes its name, an alias or its IRI. With - as FILE the query, with - as
    GRAPH the graph (in Turtle) comes from standard input.
    """
    wanted = ["NAME or FILE"] * (sparql is None) + ["GRAPH"] * (endpoint is None)
    if len(arguments) != len(wanted):
        raise click.UsageError(f"give {' and then '.join(wanted) or 'no further argument'}")
    asked = _query(arguments[0] if sparql is None else None, sparql)
    values = dict(_key_and_value(param) for param in params)
    labels: Store | None
    if endpoint is None:
        result, labels = _ask_file(arguments[-1], asked, values, access["timeout"], allow_service=allow_service)
    else:
        table = format in (None, "table")
        result, labels = _ask_store(endpoint, access, asked, values, allow_service=allow_service, table=table)
    from kg.query import format_result

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(format_result(result, format, width=width, store=labels), nl=False)
    return GOOD


def _ask_file(
    path: str, asked: SavedQuery, values: dict[str, str], seconds: float, *, allow_service: bool
) -> tuple[Result, Store]:
    from kg import store
    from kg.query import run

    graph = store.read(path)
    anew = functools.partial(store.read, path) if store.is_store(path) else None
    return run(graph, asked, values, seconds=seconds, allow_service=allow_service, opened_anew=anew), graph


def _ask_store(
    url: str, access: dict[str, Any], asked: SavedQuery, values: dict[str, str], *, allow_service: bool, table: bool
) -> tuple[Result, Store | None]:
    from kg.query import labels_of, run_remote

    with open_store(url, **access) as endpoint:
        result = run_remote(endpoint, asked, values, allow_service=allow_service)
        return result, labels_of(endpoint, result) if table else None


def _query(name: str | None, sparql: str | None) -> SavedQuery:
    from kg.query import find_query, parse_query, saved_queries

    if name is None:
        return parse_query(sparql or "")
    if name == "-":
        return parse_query(sys.stdin.buffer.read().decode("utf-8", "replace"))
    return find_query(name, saved_queries())


def _key_and_value(param: str) -> tuple[str, str]:
    key, equals, value = param.partition("=")
    if not (key and equals):
        raise click.BadParameter(f"{param!r} is not KEY=VALUE", param_hint="--param")
    return key, value


@click.command(
    cls=Command,
    examples=[
        "kg queries",
        "KG_QUERIES=~/queries kg queries --json",
    ],
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def queries(as_json: bool) -> int:
    """List the saved queries with their parameters.

    Folders named in KG_QUERIES come before kg's own.
    """
    from msgspec import structs

    from kg.query import printable, saved_queries

    found = saved_queries()
    if as_json:
        listed = [
            {"name": it.name, "title": it.title, "description": it.description, "path": it.path and str(it.path),
             "parameters": [structs.asdict(parameter) for parameter in it.parameters]}
            for it in found
        ]  # fmt: skip
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return GOOD
    for it in found:
        click.echo(printable(f"{it.name}: {it.title}"))
        for parameter in it.parameters:
            default = f" (default {parameter.default})" if parameter.default is not None else ""
            optional = " (optional)" if parameter.optional and not default else ""
            text = printable(f"{parameter.description}{default}{optional}")
            click.echo(f"    --param {parameter.name}=…  {text}")
    return GOOD


@click.command(
    cls=Command,
    examples=[
        'kg explain graph.ttl "Agatha Marlow"',
        'kg explain graph.ttl "Mrs. Marlow" --sources seeds/',
    ],
)
@click.argument("graph")
@click.argument("name")
@click.option("--sources", multiple=True, type=PLACES, help="Folder of the documents, for lines and columns.")
def explain(graph: str, name: str, sources: tuple[Path, ...]) -> int:
    """Show each fact about an entity with the words that say it.

    NAME is a name, an alias or an IRI.
    """
    from kg import store
    from kg.explain import explain as explain_entity
    from kg.explain import format_explanations

    explanations = explain_entity(store.read(graph), name, sources)
    click.echo(format_explanations(explanations, color=sys.stdout.isatty()), nl=False)
    return GOOD
