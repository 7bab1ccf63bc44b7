"""What can go wrong, named by who has to act.

    KgError
    ├── SourceError     a document cannot be read: look at the file
    ├── ModelError      the spaCy pipeline is missing or unfit: install it
    ├── OntologyError   a file of the ontology folder is faulty: edit it
    ├── QueryError      a saved query or its parameters are faulty: edit the query or the command
    └── StoreError      RDF cannot be read or written: look at the path or the store

Each message is one line: what, where, and what to do next.
"""

from __future__ import annotations

__all__ = ["KgError", "ModelError", "OntologyError", "QueryError", "SourceError", "StoreError"]


class KgError(Exception):
    """Root of all errors that a user can mend."""


class SourceError(KgError):
    """A document cannot be read; `where` names the file, `reason` says why."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class ModelError(KgError):
    """The spaCy pipeline is missing or does not do what kg needs."""


class OntologyError(KgError):
    """A file of the ontology folder is faulty; `where` is a file, a line or a node."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class QueryError(KgError):
    """A saved query, a parameter value or the SPARQL text is faulty."""


class StoreError(KgError):
    """RDF cannot be read from or written to a path or store."""
