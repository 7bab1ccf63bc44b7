"""`kg store`: a graph as a folder that answers at once."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.program import GOOD, Command

__all__ = ["store"]


@click.command(
    cls=Command,
    examples=[
        "kg store graph.nq",
        "kg store graph.nq -o /var/lib/kg/reports.db",
        "kg build reports/ -o graph.db && kg query who-wrote-to-whom graph.db",
    ],
)
@click.argument("graph")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FOLDER.db", help="By default beside GRAPH.")
@click.option("--format", metavar="NAME", help="Format of the file; by default its suffix decides, for - turtle.")
def store(graph: str, output: Path | None, format: str | None) -> int:
    """Make a store of a graph: a folder that kg query opens at once, however large the graph is.

    GRAPH is a file, a folder of shards, or - for Turtle on standard input. A store that is there already is
    replaced when the new one is complete. Its files are Oxigraph's; `oxigraph serve-read-only -l FOLDER.db` serves it.
    """
    from kg.store import copy

    if output is None:
        if graph == "-":
            raise click.UsageError("standard input has no name: give -o FOLDER.db")
        output = Path(graph).with_suffix(".db")
    count = copy(graph, output, format)
    click.echo(f"{output}: {count:,} quads", err=True)
    return GOOD
