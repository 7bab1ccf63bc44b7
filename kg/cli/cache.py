"""`kg cache`: what earlier builds have left, and how to be rid of it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.program import GOOD, Command

__all__ = ["cache"]


@click.command(
    cls=Command,
    examples=[
        "kg cache info",
        "kg cache info --cache /var/cache/kg",
        "kg cache clear",
    ],
)
@click.argument("action", type=click.Choice(["info", "clear"]))
@click.option(
    "--cache", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", envvar="KG_CACHE",
    help="Folder of the cache; by default ~/.cache/kg.",
)  # fmt: skip
def cache(action: str, folder: Path | None) -> int:
    """Show or remove the extractions and graphs that builds keep.

    info prints the file, the number of documents and the size; clear removes the file, even a damaged one.
    """
    from kg.query import printable
    from kg.run.cache import LIMIT, clear, default_folder, info

    folder = folder or default_folder()
    if folder is None:
        raise click.UsageError("this user has no folder for caches: name one with --cache")
    if action == "clear":
        click.echo(f"{_megabytes(clear(folder))} freed")
        return GOOD
    found = info(folder)
    click.echo(f"file       {printable(str(found.path))}")
    click.echo(f"documents  {found.documents:,}")
    click.echo(f"size       {_megabytes(found.bytes)} of about {_megabytes(LIMIT)} at most")
    return GOOD


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
