"""kg: a folder of documents as an RDF knowledge graph that proves itself.

    import kg

    graph = kg.build(["reports/"])
    graph.write("graph.ttl")
    triples = graph.as_rdflib()

`build` and `Graph` are loaded when first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.api import Graph, build

__all__ = ["Graph", "KgError", "__version__", "build"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in ("Graph", "build"):
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
