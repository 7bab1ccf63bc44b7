"""The `kg` command: options in, one call, one line and an exit code out.

Exit codes: 0 good, 1 checked and found wanting, 2 could not run, 130 interrupted. Results go to standard output,
everything else to standard error. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import click

import kg
from kg.cli.ask import explain, queries, query
from kg.cli.build import build
from kg.cli.cache import cache
from kg.cli.check import evaluate, validate, verify
from kg.cli.completion import completion
from kg.cli.program import CANNOT_RUN, Program
from kg.cli.store import store
from kg.cli.stores import load, portability, unload
from kg.cli.why_not import why_not

__all__ = ["main"]


@click.group(
    cls=Program,
    examples=[
        "kg build reports/ -o graph.ttl",
        "kg query who-wrote-to-whom graph.ttl",
        'kg explain graph.ttl "Agatha Marlow"',
        "kg verify graph.ttl --sources reports/",
    ],
    sections={
        "Build": [build, store, cache],
        "Ask": [query, queries, explain, why_not],
        "Check": [verify, validate, evaluate],
        "Stores": [load, unload, portability],
        "Shell": [completion],
    },
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(kg.__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Turn documents into an RDF knowledge graph that proves itself, and query it."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(CANNOT_RUN)
