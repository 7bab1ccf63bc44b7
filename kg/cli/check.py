"""`kg verify`, `kg validate` and `kg eval`: checks that end with 0 or 1."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, TextIO

import click

from kg.cli.build import FILE, FOLDER, build_options, run_build
from kg.cli.program import FOUND_WANTING, GOOD, Command

__all__ = ["evaluate", "validate", "verify"]

GRAPH = click.Path(exists=True, path_type=Path)  # a file, or the folder of a store or of shards


@click.command(
    cls=Command,
    examples=[
        "kg verify graph.ttl --sources seeds/",
    ],
)
@click.argument("graph", type=GRAPH)
@click.option(
    "--sources", required=True, multiple=True, type=click.Path(exists=True, path_type=Path),
    help="Folder (or file) of the original documents; repeatable.",
)  # fmt: skip
def verify(graph: Path, sources: tuple[Path, ...]) -> int:
    """Prove every quotation of a graph against its documents.

    Reads each document again and compares hash, offsets and text. Exit code 1 when anything no longer holds.
    """
    from kg.verify import format_report
    from kg.verify import verify as verify_graph

    report = verify_graph(graph, sources)
    click.echo(format_report(report), nl=False)
    return GOOD if report.ok else FOUND_WANTING


@click.command(
    cls=Command,
    examples=[
        "kg validate graph.ttl",
        "kg validate graph.ttl --shapes my-shapes.ttl",
    ],
)
@click.argument("graph", type=GRAPH)
@click.option("--shapes", type=FILE, help="SHACL shapes instead of the ontology's.")
def validate(graph: Path, shapes: Path | None) -> int:
    """Check a graph against the SHACL shapes of the ontology.

    Exit code 1 when it does not conform.
    """
    from kg.validate import format_report
    from kg.validate import validate as validate_graph

    report = validate_graph(graph, shapes)
    click.echo(format_report(report), nl=False)
    return GOOD if report.conforms else FOUND_WANTING


@click.command(
    "eval",
    cls=Command,
    examples=[
        "kg eval gold/",
        "kg eval gold/ graph.ttl --errors errors.txt",
        "kg eval gold/ --graph-out graph.ttl",
        "kg eval gold/ --json --jobs 2 > figures.json",
    ],
)
@click.argument("gold", metavar="GOLD_DIR", type=FOLDER)
@click.argument("graph", required=False, type=GRAPH)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--errors", type=click.File("w", encoding="utf-8"),
    help="File for missed and false facts and wrong speakers and times, one a line.",
)  # fmt: skip
@click.option(
    "--graph-out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Keep the built graph here."
)
@build_options
def evaluate(
    gold: Path, graph: Path | None, as_json: bool, errors: TextIO | None, graph_out: Path | None, **options: Any
) -> int:
    """Score a graph against gold documents.

    GOLD_DIR holds NAME.txt with NAME.json. Without GRAPH, the graph of the texts is built first, with the dates of
    the gold and the options of `kg build`.
    """
    from kg.evaluate import as_json as scores_as_json
    from kg.evaluate import copy_texts, format_scores
    from kg.evaluate import evaluate as evaluate_graph

    if graph is not None and graph_out is not None:
        raise click.UsageError("--graph-out is for a graph that is built: leave out GRAPH")
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        if graph is None:
            graph = graph_out or Path(folder, "graph.ttl")
            run_build((str(copy_texts(gold, Path(folder, "texts"))),), graph, **options)
        scores = evaluate_graph(gold, graph, errors)
    text = scores_as_json(scores) if as_json else format_scores(scores)
    click.echo(text.rstrip("\n"))
    return GOOD
