"""`kg query`, `kg queries` and `kg explain`: questions to a graph."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kg.cli.program import GOOD, Command

if TYPE_CHECKING:
    from kg.query import SavedQuery

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
    ],
)
@click.argument("arguments", nargs=-1, required=True, shell_complete=_complete_query, metavar="[NAME|FILE] GRAPH")
@click.option("-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="Value of a parameter; repeatable.")
@click.option("--sparql", metavar="TEXT", help="SPARQL text instead of NAME or FILE.")
@click.option(
    "--format",
    metavar="NAME",
    help="table, csv, tsv, json or xml; for CONSTRUCT and DESCRIBE turtle or n-triples.",
)
def query(arguments: tuple[str, ...], params: tuple[str, ...], sparql: str | None, format: str | None) -> int:
    """Run a saved query, a .rq file or SPARQL text on a graph.

    A parameter that stands for an entity takes its name, an alias or its IRI. With - as FILE the query, with - as
    GRAPH the graph (in Turtle) comes from standard input.
    """
    from kg import store
    from kg.query import format_result, run

    if len(arguments) != (1 if sparql is not None else 2):
        raise click.UsageError("give NAME or FILE and then GRAPH; with --sparql only GRAPH")
    asked = _query(arguments[0] if sparql is None else None, sparql)
    values = dict(_key_and_value(param) for param in params)
    graph = store.read(arguments[-1])
    result = run(graph, asked, values)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(format_result(result, format, width=width, store=graph), nl=False)
    return GOOD


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

    from kg.query import saved_queries

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
        click.echo(f"{it.name}: {it.title}")
        for parameter in it.parameters:
            default = f" (default {parameter.default})" if parameter.default is not None else ""
            optional = " (optional)" if parameter.optional and not default else ""
            click.echo(f"    --param {parameter.name}=…  {parameter.description}{default}{optional}")
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
