"""The prefixes of the vocabulary, and IRIs with and without them."""

from __future__ import annotations

__all__ = ["KG", "PREFIXES", "expand", "shorten"]

KG = "https://kg.example/ontology#"

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "kg": KG,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that a query may use without declaring them."""


def expand(name: str) -> str | None:
    """The IRI of `<iri>`, of an absolute IRI or of a prefixed name; None when `name` is none of these.

    >>> expand("kg:Person")
    'https://kg.example/ontology#Person'
    >>> expand("Anna Berg") is None
    True
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    scheme, colon, rest = name.partition(":")
    if not colon or not rest or any(c.isspace() for c in name):
        return None
    if rest.startswith("//") or scheme.lower() == "urn":
        return name
    return PREFIXES[scheme] + rest if scheme in PREFIXES else None


def shorten(iri: str) -> str:
    """The prefixed name of an IRI where a prefix fits, else the IRI.

    >>> shorten("https://kg.example/ontology#Person")
    'kg:Person'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace):] and "#" not in iri[len(namespace):]:
            return f"{prefix}:{iri[len(namespace):]}"
    return iri
