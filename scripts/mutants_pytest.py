"""What pytest does otherwise for `mutants.py`, which loads this as a plugin: the same tests, thousands of times.

In one process and its forks the pipeline is loaded once and a text parsed once, for what is changed stands behind the
parser. The fastest tests come first, and a failing example is not made smaller: the first failure is enough. What kg
remembers of calls before the change is forgotten.
"""

from __future__ import annotations

import sys
from functools import cache

import pytest
from hypothesis import Phase, settings
from mutmut.state import state

from kg import nlp

KEPT = nlp.load = cache(nlp.load)
nlp.Parser.parse = cache(nlp.Parser.parse)  # type: ignore[method-assign]

ONLY = [Phase.explicit, Phase.generate]
settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=ONLY)
settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests by the time that they took when nothing was changed."""
    items.sort(key=lambda item: state().duration_by_test.get(item.nodeid, 0))


def pytest_sessionstart() -> None:
    """Forget what functions with a cache answered."""
    for name, module in sorted(sys.modules.items()):
        for function in vars(module).values() if name.startswith("kg.") else ():
            if hasattr(function, "cache_clear") and function is not KEPT:
                function.cache_clear()
