"""The named graph of each triple, for a file that has no named graphs: by where its provenance leads.

What a document supports by itself goes to the document's graph: the document, its evidence, assertions and counts, the
events that these assertions are about, the plain triples that they state, and whatever is mentioned nowhere else. The
rest goes to the graph of what resolution decided. A triple that several documents support goes to each of their graphs.
The files that `kg build` writes as N-Quads say the same and need no guess; what is known across documents by its name
stands there in the graph of resolution even when one document alone mentions it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.graph import NAMESPACES, entities_graph

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["split"]

_KG, _PROV, _OA = NAMESPACES["kg"], NAMESPACES["prov"], NAMESPACES["oa"]
_RDF = NAMESPACES["rdf"]
_TIME_WAYS = tuple(f"{NAMESPACES['time']}{it}" for it in ("hasTime", "hasBeginning", "hasEnd"))
_LINKS = {
    f"{_OA}hasSource", f"{_OA}hasSelector", f"{_PROV}wasDerivedFrom", f"{_KG}aboutEvent", f"{_KG}mentionedIn",
    f"{_RDF}type", f"{_RDF}subject", f"{_RDF}predicate", f"{_RDF}object", f"{_KG}factuality",
    *_TIME_WAYS,
}  # fmt: skip

Found = dict[str, set[str]]


def split(read: Callable[[], Iterable[Quad]]) -> Iterator[tuple[Quad, str]]:
    """Each quad with the graphs where it belongs; `read` gives the file's quads, and is called twice.

    Memory grows with the number of assertions and entities, not with that of triples.

    :raises StoreError: when the file names no source document.
    """
    links = _Links()
    for quad in read():
        links.add(quad)
    graphs_of = links.graphs()
    for quad in read():
        for graph in graphs_of(quad):
            yield quad, graph


class _Links:
    """The triples that lead from a node to its documents."""

    def __init__(self) -> None:
        self._documents: set[str] = set()
        self._links: dict[str, Found] = defaultdict(lambda: defaultdict(set))

    def add(self, quad: Quad) -> None:
        predicate = quad.predicate.value
        if predicate not in _LINKS:
            return
        s, o = str(quad.subject), str(quad.object)
        if predicate != f"{_RDF}type":
            self._links[predicate][s].add(o)
        elif o == f"<{_KG}SourceDocument>":
            self._documents.add(s)

    def graphs(self) -> Callable[[Quad], Iterable[str]]:
        """The function that tells a quad's graphs, as bare IRIs."""
        if not self._documents:
            raise StoreError("the file names no source document; say where to put it: --graph IRI or --default-graph")
        base = min(self._documents)[1:].rpartition("doc/")[0]
        rest = (entities_graph(base),)
        owners, stated = self._owners(), self._stated()
        mentions = f"{_KG}mentionedIn"

        def graphs_of(quad: Quad) -> Iterable[str]:
            s, p, o = str(quad.subject), quad.predicate.value, str(quad.object)
            if p == mentions:
                return (o[1:-1],)
            # A symmetric property is asserted one way and stands both ways; any other is asserted the way it stands.
            found = stated.get((s, p, o)) or stated.get((o, p, s)) or owners.get(s) or set()
            return sorted(document[1:-1] for document in found) or rest

        return graphs_of

    def _owners(self) -> Found:
        """Node -> documents that support it; an entity that several mention has none."""
        links = self._links
        owners: Found = {document: {document} for document in self._documents}
        owners |= links[f"{_OA}hasSource"]  # evidence and counts
        for assertion, evidence in links[f"{_PROV}wasDerivedFrom"].items():
            owners.setdefault(assertion, set()).update(*(owners.get(it, ()) for it in evidence))
        for way in (f"{_OA}hasSelector", f"{_KG}aboutEvent", *_TIME_WAYS):
            for start, ends in links[way].items():
                for end in ends:
                    owners.setdefault(end, set()).update(owners.get(start, ()))
        for entity, documents in links[f"{_KG}mentionedIn"].items():
            if len(documents) == 1:
                owners.setdefault(entity, documents)
        return owners

    def _stated(self) -> dict[tuple[str, str, str], set[str]]:
        """Plain triple, as it is asserted -> documents with an assertion that it happened."""
        links = self._links
        owners = links[f"{_OA}hasSource"]
        stated: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for node, factuality in links[f"{_KG}factuality"].items():
            if factuality != {f"<{_KG}Actual>"} or node not in links[f"{_RDF}subject"]:
                continue
            documents = set().union(*(owners.get(it, ()) for it in links[f"{_PROV}wasDerivedFrom"][node]))
            s, p, o = (next(iter(links[f"{_RDF}{part}"][node])) for part in ("subject", "predicate", "object"))
            stated[s, p[1:-1], o] |= documents
        return stated
