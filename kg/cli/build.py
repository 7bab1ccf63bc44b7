"""`kg build`, and the options of every command that builds."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.program import GOOD, MORE_SECONDS, SECONDS, Command

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kg.cli.console import Console
    from kg.run import Options, Report
    from kg.spark import Settings

__all__ = ["build", "build_options", "reading_options", "run_build"]


def _checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise click.BadParameter(f"{value!r} is not YYYY-MM-DD")
    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is not in the calendar") from None


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

_SECONDS_PER_DOCUMENT = 600.0
"""A document of a million words takes about as long; what takes longer does not end."""

_READING_OPTIONS = (
    click.option("--ontology", type=FOLDER, envvar="KG_ONTOLOGY", help="Ontology folder instead of kg's own."),
    click.option("--model", metavar="NAME", envvar="KG_MODEL", help="spaCy pipeline: an installed package or a path."),
    click.option(
        "--date", metavar="YYYY-MM-DD", callback=_checked_date, help="Date of documents that have none of their own."
    ),
)
_BUILD_OPTIONS = (
    click.option(
        "--base", metavar="IRI", envvar="KG_BASE",
        help="Base IRI of the data; by default https://kg.example/id/.",
    ),
    click.option("--entities", type=FILE, help="Your file of entities: names, aliases, IRIs, what must not merge."),
    *_READING_OPTIONS,
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), metavar="SHARE",
        help="Leave out what is told as having happened but less often right than SHARE; by default 0.5. 0 keeps all.",
    ),
    click.option(
        "-j", "--jobs", type=click.IntRange(min=1), envvar="KG_JOBS",
        help="Worker processes; by default 1 for few documents, else one for each core.",
    ),
    click.option(
        "--timeout-per-document", "seconds_per_document", type=SECONDS, metavar="SECONDS",
        help="Leave out a document that takes longer, with a warning; by default 600, 0 for no limit.",
    ),
    click.option(
        "--cache", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", envvar="KG_CACHE",
        help="Where extractions and graphs of unchanged documents are kept for the next build; by default ~/.cache/kg.",
    ),
    click.option("--no-cache", is_flag=True, envvar="KG_NO_CACHE", help="Keep nothing and use nothing kept."),
    click.option("--strict", is_flag=True, help="Write nothing and exit with 2 when any document had to be skipped."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but warnings and errors."),
    click.option(
        "-v", "--verbose", is_flag=True,
        help="Say a line for each document and phase, and why clauses gave no fact.",
    ),
    click.option("--log-json", is_flag=True, help="Say everything as JSON, one object a line."),
    click.option("--no-progress", is_flag=True, help="Draw no progress bar."),
)  # fmt: skip


def build_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a build; they reach it as keywords for `run_build`."""
    return functools.reduce(lambda decorated, option: option(decorated), reversed(_BUILD_OPTIONS), command)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options with which a build reads a document: `ontology`, `model` and `date`."""
    return functools.reduce(lambda decorated, option: option(decorated), reversed(_READING_OPTIONS), command)


def run_build(
    paths: tuple[str, ...], output: str | Path, format: str | None = None, shards: int | None = None, **options: Any
) -> Report:
    """Build with the options of the command line, and say on standard error how it goes."""
    from kg.run import build as build_graph
    from kg.run.cache import default_folder

    cache = options.pop("cache") or default_folder()
    options["cache"] = None if options.pop("no_cache") else cache
    if options["seconds_per_document"] is None:
        options["seconds_per_document"] = _SECONDS_PER_DOCUMENT
    with _console(options) as console:
        report = build_graph(paths, output, _as_options(options), format=format, shards=shards, progress=console)
        console.close(report)
    return report


def run_spark(paths: tuple[str, ...], output: str, settings: Settings, **options: Any) -> Report:
    """The same on a cluster."""
    from kg.spark import build as build_shards

    del options["cache"], options["no_cache"]  # executors keep nothing
    with _console(options) as console:
        report = build_shards(paths, output, _as_options(options), settings, progress=console)
        console.close(report)
    return report


def _console(options: dict[str, Any]) -> AbstractContextManager[Console]:
    """The console that the options ask for, which are taken out of them."""
    from kg.cli.console import open_console

    verbose = options["reasons"] = options.pop("verbose")
    return open_console(
        quiet=options.pop("quiet"),
        verbose=verbose,
        log_json=options.pop("log_json"),
        progress=not options.pop("no_progress"),
    )


def _as_options(options: dict[str, Any]) -> Options:
    from kg.run import Options

    return Options(**{name: value for name, value in options.items() if value is not None})


@click.command(
    cls=Command,
    examples=[
        "kg build reports/ -o graph.ttl",
        "kg build letter.txt notes.md --date 2031-05-17",
        "kg build reports/ -o graph.nq --jobs 8 --entities people.toml",
        "kg build reports/ -o graph.db",
        "kg build reports/ -o graph/ --shards 16",
        "kg build reports/ -o graph.ttl --mentions",
        "kg build reports/ -o graph.ttl --cache /var/cache/kg",
        "kg build reports/ -o graph.ttl --no-cache",
        "cat letter.txt | kg build - --format n-triples",
        "kg build s3a://archive/reports -o s3a://archive/graph --engine spark --master yarn",
    ],
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", default="-", metavar="FILE",
    help="File to write; - (the default) is standard output, FOLDER.db a store that kg query opens at once.",
)
@click.option(
    "--format",
    metavar="NAME",
    help="turtle, n-triples, n-quads, trig, json-ld or xml; by default the suffix of FILE decides, for - turtle.",
)
@click.option(
    "--shards", type=click.IntRange(1, 99_999), metavar="N",
    help="Write a folder: N compressed N-Quads files of documents, one of entities, and what they must hold.",
)
@click.option("--mentions", is_flag=True, help="Write every span that refers to a named thing, not only their number.")
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local",
    help="spark builds on many machines into a new folder of sharded N-Quads (docs/scale.md); needs kg[spark].",
)
@click.option("--master", metavar="URL", help="spark: spark://HOST:7077, yarn, k8s://URL or local[CORES].")
@click.option("--conf", metavar="KEY=VALUE", multiple=True, help="spark: a property of Spark; may be given again.")
@click.option(
    "--timeout", type=MORE_SECONDS, metavar="SECONDS",
    help="spark: skip a document that takes longer; by default 600.",
)
@build_options
def build(
    paths: tuple[str, ...], output: str, format: str | None, engine: str, master: str | None, conf: tuple[str, ...],
    shards: int | None, timeout: float | None, **options: Any,
) -> int:  # fmt: skip
    """Build a graph from documents.

    PATH is a .txt or .md file, a folder of them, or - for a text on standard input.
    Turtle holds one graph; N-Quads and TriG hold one for each document.
    """
    if engine == "local":
        if master or conf or timeout:
            raise click.UsageError("--master, --conf and --timeout need --engine spark")
        run_build(paths, output, format, shards, **options)
        return GOOD
    if options["seconds_per_document"] is not None:
        raise click.UsageError("--timeout-per-document is for one machine: give --engine spark its --timeout")
    if output == "-" or format is not None:
        raise click.UsageError("--engine spark writes N-Quads into a folder: give -o FOLDER and no --format")
    run_spark(paths, output, _as_settings(master, conf, shards, timeout), **options)
    return GOOD


def _as_settings(master: str | None, conf: tuple[str, ...], shards: int | None, timeout: float | None) -> Settings:
    from kg.spark import Settings

    pairs = []
    for text in conf:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"{text!r} is not KEY=VALUE", param_hint="--conf")
        pairs.append((name, value))
    given: dict[str, Any] = {"master": master, "conf": tuple(pairs), "shards": shards, "seconds": timeout}
    return Settings(**{name: value for name, value in given.items() if value is not None})
