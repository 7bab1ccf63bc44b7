"""`kg why-not`: what became of some words of a document."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.build import reading_options
from kg.cli.program import FOUND_WANTING, GOOD, Command

__all__ = ["why_not"]


@click.command(
    "why-not",
    cls=Command,
    examples=[
        'kg why-not letter.txt "Anna wrote to her"',
        'kg why-not reports/bridge.md "they met in May" --ontology my-ontology/ --format json',
        'cat letter.txt | kg why-not - "Anna wrote to her"',
    ],
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.argument("words")
@reading_options
@click.option("--format", type=click.Choice(["table", "json"]), default="table", help="table (the default) or json.")
def why_not(file: str, words: str, ontology: Path | None, model: str | None, date: str | None, format: str) -> int:
    """Say why words of a document give no fact.

    FILE is a document or -, WORDS a quotation from it, whatever its line breaks. For each word of the lexicon among
    them: the nearest frame and the first condition that failed, with what was found, wanted, and what to do next.
    Exit code 0 when a fact stands there, 1 when none does, 2 when FILE does not hold the words.
    """
    from kg.why_not import as_json, ask, format_answer

    if not words.split():
        raise click.BadParameter("holds no word", param_hint="WORDS")
    answer = ask(file, words, ontology_folder=ontology, model=model, date=date)
    click.echo(as_json(answer) if format == "json" else format_answer(answer).rstrip("\n"))
    return GOOD if answer.found else FOUND_WANTING
