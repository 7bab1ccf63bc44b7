"""No test reads or fills the cache of whoever runs it; tests of the cache name folders of their own.

A shell that starts the tests in the background has them ignore Ctrl-C, and so would the commands that tests interrupt.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg.nlp import Parser
    from kg.ontology import Ontology

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["KG_NO_CACHE"] = "1"
os.environ.pop("KG_CACHE", None)


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The default pipeline."""
    from kg.nlp import load

    return load()


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The project's ontology."""
    from kg.ontology import load

    return load()
