"""The ontology folder, read once into plain tables.

All `*.ttl` files of the folder are read but `shapes.ttl`; they say what classes, roles and properties there are and
which words evoke them. Nothing else in kg knows a relation. A faulty entry is refused with its file and line, or
with the class and word that it stands at.
"""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology.frames import Bridge, Example, Ontology, Property, Relay, Slot, Trigger
from kg.ontology.reader import KG, LEX, Reader

__all__ = [
    "KG", "LEX", "Bridge", "Example", "Ontology", "Property", "Relay", "Slot", "Trigger", "default_folder", "load",
]  # fmt: skip

_NOT_FOR_EXTRACTION = ("shapes.ttl", "alignment.ttl")


def default_folder() -> Path:
    """`$KG_ONTOLOGY`, else the folder beside the package in a checkout, else the one inside an installed package."""
    if configured := os.environ.get("KG_ONTOLOGY"):
        return Path(configured)
    package = Path(__file__).parent.parent
    checkout = package.parent / "ontology"
    return checkout if checkout.is_dir() else package / "ontology_files"


def load(folder: Path | None = None) -> Ontology:
    """Read an ontology folder.

    :raises OntologyError: when the folder, a file or an entry is faulty.
    """
    folder = folder or default_folder()
    files = sorted(p for p in folder.glob("*.ttl") if p.name not in _NOT_FOR_EXTRACTION)
    if not files:
        raise OntologyError(str(folder), "has no .ttl files: name an ontology folder with --ontology")
    return Reader(folder, files).read()
