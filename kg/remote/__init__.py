"""Triple stores over HTTP: SPARQL 1.1 Protocol, Update and Graph Store Protocol, with what each product needs.

Opened at a URL, a store is asked and written to alike, whatever its make:

    with open_endpoint("http://localhost:3030/dataset") as store:
        store.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
"""

from __future__ import annotations

from kg.remote.answers import CutAnswerError
from kg.remote.connection import Access
from kg.remote.endpoint import Endpoint, open_endpoint
from kg.remote.profiles import PROFILES, Profile

__all__ = ["PROFILES", "Access", "CutAnswerError", "Endpoint", "Profile", "open_endpoint"]
