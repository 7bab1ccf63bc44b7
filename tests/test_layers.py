"""The layers of the design: who may import what, read from the sources and not from running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kg"

STAGES = ("claims", "coref", "events", "extract", "mentions", "nlp", "syntax", "times")
ENGINES = ("pyoxigraph", "pyshacl", "rdflib")

FORBIDDEN = {
    "model": ("kg",),
    "errors": ("kg",),
    "ontology": ("spacy", "click"),
    "documents": ("spacy", "rdflib"),
    "nlp": ("rdflib", "click"),
    "syntax": ("spacy", "rdflib"),
    "mentions": ("spacy", "rdflib", "kg.coref", "kg.events", "kg.claims", "kg.times"),
    "coref": ("spacy", "rdflib", "kg.mentions", "kg.events", "kg.claims", "kg.times"),
    "events": ("spacy", "rdflib", "kg.mentions", "kg.coref", "kg.claims", "kg.times"),
    "claims": ("spacy", "rdflib", "kg.mentions", "kg.coref", "kg.events", "kg.times"),
    "times": ("spacy", "rdflib", "kg.mentions", "kg.coref", "kg.events", "kg.claims"),
    "extract": ("click", *ENGINES),
    "resolve": ("spacy", "rdflib", "click"),
    "graph": ("spacy", "click", "kg.documents"),
    "store": ("spacy", *(f"kg.{stage}" for stage in STAGES)),
    "query": ("spacy", *(f"kg.{stage}" for stage in STAGES)),
    "run": ("click",),
}
"""Module -> what it may not import; the table of the design."""

MODULES = sorted({path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")})
HEAVY = ("pyoxigraph", "pyshacl", "rdflib", "rich", "spacy", "yaml", "chardet")


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


@pytest.mark.parametrize("module", sorted(FORBIDDEN))
def test_module_keeps_to_its_layer(module: str) -> None:
    """No module imports what the design forbids it, not even inside a function."""
    assert sources(module), f"kg.{module} is missing"
    found = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sources(module)
        for name in imports(path)
        for forbidden in FORBIDDEN[module]
        if is_below(name, forbidden) and not is_below(name, f"kg.{module}")
    }
    assert found == set()


def test_nobody_imports_the_command_line() -> None:
    """Only `python -m kg` knows the commands."""
    users = {
        module for module in MODULES for path in sources(module) for name in imports(path) if is_below(name, "kg.cli")
    }
    assert users == {"__main__", "cli"}


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


def test_layers_have_no_cycle() -> None:
    """Modules can be put in an order in which each imports only earlier ones."""
    uses = {
        module: {
            name.split(".")[1]
            for path in sources(module)
            for name in imports(path)
            if name.startswith("kg.") and name.split(".")[1] in MODULES
        }
        - {module}
        for module in MODULES
    }
    uses = {module: used for module, used in uses.items() if module != "__init__"}
    while free := [module for module, used in uses.items() if not used & uses.keys()]:
        for module in free:
            del uses[module]
    assert uses == {}
