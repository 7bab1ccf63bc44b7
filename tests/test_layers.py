"""The layers of the design: who may import what, read from the sources and not from running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.run.keys import NOT_FOR_EXTRACTION

PACKAGE = Path(__file__).parents[1] / "kg"

ENGINES = ("pyoxigraph", "pyshacl", "rdflib")
FILES = ("io", "os", "pathlib", "shutil", "tempfile")

USES = {
    "__init__": "api errors",
    "__main__": "cli streams",
    "streams": "",
    # records and what everybody may know
    "model": "",
    "errors": "",
    # reading
    "documents": "errors model",
    "pipelines": "errors",
    "nlp": "errors forenames model pipelines",
    "ontology": "errors model",
    "gazetteer": "",
    "forenames": "gazetteer",
    "cues": "",
    "figures": "",
    "places": "model",
    # the stages of one document, each below those that read its records
    "repairs": "cues gazetteer model",
    "stances": "cues modality syntax",
    "syntax": "gazetteer model repairs",
    "name_kinds": "gazetteer model",
    "titles": "gazetteer model",
    "names": "gazetteer model name_kinds titles",
    "noun_kinds": "gazetteer ontology",
    "mentions": "figures gazetteer model names noun_kinds ontology syntax",
    "turns": "mentions model syntax",
    "quotes": "cues mentions model syntax turns",
    "coref": "cues gazetteer mentions model name_kinds quotes syntax",
    "speakers": "cues mentions model quotes syntax",
    "modality": "cues syntax",
    "governors": "cues modality model speakers stances syntax",
    "claims": "cues governors mentions modality model quotes speakers stances syntax",
    "events": "claims coref cues gazetteer mentions model ontology syntax titles",
    "times": "model",
    "timing": "coref events mentions model syntax times",
    "confidence": "",
    "statements": "confidence coref events mentions model ontology syntax times timing",
    "extract": "claims confidence coref events gazetteer mentions model ontology quotes statements syntax times",
    # across documents
    "resolve": "errors model store times",
    # what one document does not say
    "why_not": "documents errors events extract model nlp ontology query",
    # RDF
    "store": "errors",
    "timenodes": "store",
    "graph": "model ontology places resolve store timenodes",
    # a whole run
    "run": "confidence documents errors extract graph model nlp ontology pipelines resolve store why_not",
    # the same on a cluster
    "spark": "documents errors graph ontology resolve run store",
    # asking and checking
    "remote": "errors",
    "query": "errors remote",
    "portability": "query",
    "load": "errors graph query remote store",
    "sources": "documents",
    "explain": "errors query sources",
    "verify": "query sources store",
    "validate": "errors ontology query store",
    "evaluate": "errors query store",
    # the two doors
    "api": "graph query run store",
    "cli": "errors evaluate explain load portability query remote run spark store validate verify why_not",
}
"""Module -> the modules of kg that it imports, no more and no fewer, imports for types aside."""

FORBIDDEN = {
    "ontology": ("click",),
    "documents": ENGINES,
    "nlp": ("click", *ENGINES),
    "pipelines": ("click", "spacy", *ENGINES),
    **dict.fromkeys(
        ("claims", "coref", "cues", "events", "figures", "forenames", "gazetteer", "governors", "mentions", "modality",
         "name_kinds", "names", "noun_kinds", "quotes", "titles",
         "repairs", "speakers", "stances", "statements", "syntax", "times", "timing", "turns"),
        ("click", *ENGINES, *FILES),
    ),
    "gazetteer": ("click", *ENGINES),
    "places": ("click", *ENGINES),
    "extract": ("click", *ENGINES, *FILES),
    "resolve": ("click", *ENGINES),
    "graph": ("click", *FILES),
    "timenodes": ("click", *FILES),
    "store": ("click",),
    "query": ("click",),
    "portability": ("click", "rdflib", "spacy"),
    "streams": ("click", *ENGINES),
    "remote": ("click", "rdflib", "spacy"),
    "load": ("click", "rdflib", "spacy"),
    "why_not": ("click", *ENGINES),
    "run": ("click", *ENGINES),
    "spark": ("click", *ENGINES),
}  # fmt: skip
"""Module -> packages outside kg that it may not import; `spacy` and `click` have rules of their own below."""

MODULES = sorted({path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")})
HEAVY = ("httpx", "pyoxigraph", "pyshacl", "rdflib", "rich", "spacy", "yaml", "chardet", "py4j", "pyspark")


def sources(module: str) -> list[Path]:
    """The files of a module or package of kg."""
    single = PACKAGE / f"{module}.py"
    return [single] if single.exists() else sorted((PACKAGE / module).rglob("*.py"))


def imports(path: Path, *, inner: bool = True) -> Iterator[str]:
    """What a file imports when it runs, as dotted names; without `inner`, only what it imports when it is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(tree.body)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif not (is_type_checking(node) or (not inner and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))):
            nodes += ast.iter_child_nodes(node)


def is_type_checking(node: ast.AST) -> bool:
    """Whether a node is `if TYPE_CHECKING:`, whose imports never run."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def is_below(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_imports_are_read_as_they_stand(tmp_path: Path) -> None:
    """The reader of imports sees nested ones, sees through `from kg import x`, and leaves out those for types."""
    path = tmp_path / "m.py"
    path.write_text(
        "import a.b\nfrom c import d\nif TYPE_CHECKING:\n    import e\ndef f():\n    import g\nclass H:\n    import i\n"
    )
    assert set(imports(path)) == {"a.b", "c", "c.d", "g", "i"}
    assert set(imports(path, inner=False)) == {"a.b", "c", "c.d", "i"}


def used(module: str) -> set[str]:
    """The other modules of kg that a module imports."""
    names = {name.split(".")[1] for path in sources(module) for name in imports(path) if name.startswith("kg.")}
    return (names & set(MODULES)) - {module}


def test_every_module_has_its_line() -> None:
    """A new module of kg has to say here where it belongs."""
    assert sorted(USES) == MODULES


def test_map_names_every_module() -> None:
    """docs/architecture.md leaves out no module."""
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [module for module in MODULES if not module.startswith("__") and f"`{module}`" not in text] == []


@pytest.mark.parametrize("module", MODULES)
def test_module_uses_what_the_table_says(module: str) -> None:
    """A module imports the modules of its line and no other, not even inside a function."""
    assert used(module) == set(USES[module].split())


def test_table_has_no_cycle() -> None:
    """Modules can be put in an order in which each imports only earlier ones."""
    waiting = {module: set(line.split()) for module, line in USES.items()}
    while free := [module for module, needs in waiting.items() if not needs & waiting.keys()]:
        for module in free:
            del waiting[module]
    assert waiting == {}


@pytest.mark.parametrize("module", sorted(FORBIDDEN))
def test_module_keeps_to_its_layer(module: str) -> None:
    """No module imports a package that is not its business, not even inside a function."""
    found = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sources(module)
        for name in imports(path)
        for forbidden in FORBIDDEN[module]
        if is_below(name, forbidden)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("package", "owners"),
    [
        ("spacy", {"nlp"}),
        ("pyspark", {"spark"}),
        ("click", {"cli"}),
        ("pyshacl", {"validate"}),
        ("kg.cli", {"__main__", "cli"}),
    ],
)
def test_package_has_one_owner(package: str, owners: set[str]) -> None:
    """Only `nlp` knows spaCy, only the commands know the terminal, and nobody knows the commands."""
    users = {
        module for module in MODULES for path in sources(module) for name in imports(path) if is_below(name, package)
    }
    assert users == owners


@pytest.mark.parametrize("module", MODULES)
def test_heavy_packages_are_imported_where_they_are_used(module: str) -> None:
    """Loading any module of kg loads no engine, model or terminal library."""
    found = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sources(module)
        for name in imports(path, inner=False)
        for heavy in HEAVY
        if is_below(name, heavy)
    }
    assert found == set()


def test_cache_counts_every_module_that_reaches_an_extraction() -> None:
    """What the key of a cached extraction leaves out is exactly what the reading of a document never imports."""
    reached, waiting = set[str](), {"run", "documents", "extract", "nlp", "ontology", "why_not"}
    while waiting:
        reached |= waiting
        direct = {name for module in waiting - {"run"} for name in used(module)}
        waiting = direct - reached - {"query"}  # with which `why_not` lays out its answers on a terminal
    left_out = {name.removesuffix(".py") for name in NOT_FOR_EXTRACTION} - {"ontology_files", "query_files"}
    assert left_out == set(MODULES) - reached - {"__init__"}
