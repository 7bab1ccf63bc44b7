"""What pytest does otherwise for `mutants.py`, which loads this as a plugin: the same tests, thousands of times.

In one process and its forks the pipeline is loaded once and a text parsed once, for what is changed stands behind the
parser. The fastest tests come first, and a failing example is not made smaller: the first failure is enough.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import Phase, settings
from mutmut.state import state

from kg import nlp

nlp.load = cache(nlp.load)
nlp.Parser.parse = cache(nlp.Parser.parse)  # type: ignore[method-assign]

settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=[Phase.generate])
settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests by the time that they took when nothing was changed."""
    items.sort(key=lambda item: state().duration_by_test.get(item.nodeid, 0))
