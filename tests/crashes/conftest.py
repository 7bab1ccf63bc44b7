"""Fixtures of the tests of commands under hard conditions."""

from __future__ import annotations

import pytest

from crashes.commands import Workplace


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Two documents and their graph; no test changes them."""
    return Workplace.make(tmp_path_factory.mktemp("workplace") / "here")
