"""`kg completion`: the shell's completion script."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from kg.cli.program import GOOD, Command

__all__ = ["completion"]


@click.command(
    cls=Command,
    examples=[
        'eval "$(kg completion bash)"',
        "kg completion zsh > ~/.zfunc/_kg",
        "kg completion fish > ~/.config/fish/completions/kg.fish",
    ],
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print the completion script of a shell."""
    complete = get_completion_class(shell)
    assert complete is not None
    click.echo(complete(ctx.find_root().command, {}, "kg", "_KG_COMPLETE").source())
    return GOOD
