"""The program `kg`, also as `python -m kg`."""

from __future__ import annotations

import signal
import sys

from kg.streams import forget_what_nobody_hears, open_closed_streams

__all__ = ["run"]


def run() -> None:
    """Run the command line; an interrupt while it is still being loaded is one line, too."""
    try:
        from kg.cli import main

        open_closed_streams()
        main(prog_name="kg")
    except KeyboardInterrupt:
        sys.stderr.write("kg: interrupted\n")
        sys.exit(130)  # 128 + SIGINT, as a shell reports it
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done and told; what is left is Python's own end
        forget_what_nobody_hears()


if __name__ == "__main__":
    run()
