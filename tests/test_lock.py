"""`requirements.lock` pins what it should, as far as that can be told without a network."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
PYTHONS = ("3.11", "3.12", "3.13")


def entries() -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement of the lock file with its hashes."""
    for entry in re.split(r"\n(?=\S)", LOCK):
        lines = [line for line in entry.replace("\\\n", "\n").splitlines() if not line.strip().startswith("#")]
        if lines:
            yield Requirement(lines[0]), [line.strip() for line in lines[1:] if line.strip()]


def test_every_package_has_one_version_and_hashes() -> None:
    """Each entry is a name with == and sha256 hashes: no URL, no other index, no option."""
    found = list(entries())
    assert len(found) > 50
    for requirement, hashes in found:
        assert requirement.url is None
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", it) for it in hashes), requirement
    assert not re.search(r"^\s*-(?!-hash=)", LOCK, re.MULTILINE)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("text", WANTED)
def test_lock_agrees_with_the_project(text: str, python: str) -> None:
    """For each Python, what the project asks for is locked exactly once, at a version that it allows."""
    environment = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}
    wanted = Requirement(text)
    if wanted.marker and not wanted.marker.evaluate(environment):
        return
    locked = [
        requirement
        for requirement, _ in entries()
        if canonicalize_name(requirement.name) == canonicalize_name(wanted.name)
        and (requirement.marker is None or requirement.marker.evaluate(environment))
    ]
    (only,) = locked
    (version,) = only.specifier
    assert wanted.specifier.contains(version.version), f"{only} for {wanted}"
