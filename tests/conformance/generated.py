"""Random graphs in the shape of kg's and random queries with what saved queries use; the same seed, the same pair."""

from __future__ import annotations

from random import Random

__all__ = ["graph", "query"]

_NODES = [f":n{i}" for i in range(8)]
_LINKS = (":knows", ":by", ":in", ":about")
_VALUES = {
    ":label": ('"Anna"', '"Bo"', '"anna"', '"Åsa"', '"x#y"', '""'),
    ":count": ("1", "2", "3", "10", "-1"),
    ":share": ("0.5", "0.25", "1.0"),
    ":date": ('"2031-05-17"^^xsd:date', '"2031-05-18"^^xsd:date'),
    ":name": ('"Bo"@en', '"Åsa"@sv', '"Bo"'),
}
_CLASSES = (":Person", ":Place", ":Event")


def graph(random: Random) -> str:
    """Some fifty triples between eight nodes."""
    lines = [f"{node} a {random.choice(_CLASSES)} ." for node in random.sample(_NODES, random.randint(2, 8))]
    for _ in range(random.randint(20, 40)):
        lines.append(f"{random.choice(_NODES)} {random.choice(_LINKS)} {random.choice(_NODES)} .")
    for _ in range(random.randint(12, 24)):
        name = random.choice(list(_VALUES))
        lines.append(f"{random.choice(_NODES)} {name} {random.choice(_VALUES[name])} .")
    return "\n".join(sorted(set(lines))) + "\n"


def query(random: Random) -> str:
    """A query whose answer does not depend on an order that SPARQL leaves open."""
    return _Query(random).text()


class _Query:
    """Builds one query.

    `nodes` are variables that stand for nodes, `bound` these and others that stand in a pattern, `maybe` those that may
    stay unbound.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.nodes: list[str] = ["?a"]
        self.bound: list[str] = ["?a"]
        self.maybe: list[str] = []
        self._numbers = 0

    def text(self) -> str:
        random = self.random
        body = [self._pattern("?a"), *(self._part() for _ in range(random.randint(1, 4)))]
        where = "\n  ".join(body)
        names = sorted(set(self.bound + self.maybe))
        if random.random() < 0.3:
            key = random.choice(self.bound)
            rest = random.choice(names)
            aggregate = random.choice(
                [f"COUNT({rest})", f"COUNT(DISTINCT {rest})", "COUNT(*)", f"COUNT(DISTINCT STR({rest}))"]
            )
            having = f" HAVING ({aggregate} >= {random.randint(0, 2)})" if random.random() < 0.3 else ""
            return f"SELECT {key} ({aggregate} AS ?n) {{\n  {where}\n}} GROUP BY {key}{having}"
        shown = random.sample(names, random.randint(1, len(names)))
        distinct = random.choice(["", "DISTINCT "])
        return f"SELECT {distinct}{' '.join(shown)} {{\n  {where}\n}}"

    def _part(self) -> str:
        kind = self.random.choice(
            "pattern pattern optional optional filter filter union bind minus values path exists sub".split()
        )
        return str(getattr(self, f"_{kind}")())

    def _new(self) -> str:
        self._numbers += 1
        return f"?v{self._numbers}"

    def _pattern(self, subject: str = "") -> str:
        subject = subject or self.random.choice(self.nodes)
        name = self.random.choice(["a", *_LINKS, *_LINKS, *_VALUES])
        known = self.random.random()
        if name == "a" and known < 0.5:
            return f"{subject} a {self.random.choice(_CLASSES)} ."
        if name in _LINKS and known < 0.3:
            return f"{subject} {name} {self.random.choice([*_NODES[:3], *self.nodes])} ."
        variable = self._new()
        self.bound.append(variable)
        if name in _LINKS:
            self.nodes.append(variable)
        return f"{subject} {name} {variable} ."

    def _inner(self, subject: str, patterns: int) -> tuple[str, list[str]]:
        """Patterns in braces, and what they bind."""
        before, nodes = self.bound, self.nodes
        self.bound, self.nodes = [subject], [subject]
        text = " ".join(self._pattern() for _ in range(patterns))
        fresh = [name for name in self.bound if name not in before]
        self.bound, self.nodes = before, nodes
        return text, fresh

    def _optional(self) -> str:
        text, fresh = self._inner(self.random.choice(self.nodes), self.random.randint(1, 2))
        self.maybe += fresh
        return f"OPTIONAL {{ {text} }}"

    def _union(self) -> str:
        subject = self.random.choice(self.nodes)
        sides = [self._inner(subject, 1) for _ in range(2)]
        self.maybe += sorted({name for _, fresh in sides for name in fresh})
        return " UNION ".join(f"{{ {text} }}" for text, _ in sides)

    def _minus(self) -> str:
        return f"MINUS {{ {self._inner(self.random.choice(self.nodes), 1)[0]} }}"

    def _exists(self) -> str:
        no = self.random.choice(["", "NOT "])
        return f"FILTER({no}EXISTS {{ {self._inner(self.random.choice(self.nodes), 1)[0]} }})"

    def _sub(self) -> str:
        subject = self.random.choice(self.nodes)
        text, fresh = self._inner(subject, 1)
        self.bound += fresh
        return f"{{ SELECT DISTINCT {' '.join([subject, *fresh])} {{ {text} }} }}"

    def _path(self) -> str:
        one, two = self.random.sample(_LINKS, 2)
        path = self.random.choice([f"{one}/{two}", f"{one}|{two}", f"^{one}", f"{one}/^{two}", f"{one}/:label"])
        variable = self._new()
        subject = self.random.choice(self.nodes)
        self.bound.append(variable)
        return f"{subject} {path} {variable} ."

    def _values(self) -> str:
        some = " ".join(self.random.sample(_NODES, self.random.randint(3, 7)))
        return f"VALUES {self.random.choice(self.nodes)} {{ {some} }}"

    def _bind(self) -> str:
        source = self.random.choice(self.bound + self.maybe)
        variable = self._new()
        expression = self.random.choice(
            [
                f"STR({source})", f'STRAFTER(STR({source}), "#")', f"STRLEN(STR({source}))", f"LCASE(STR({source}))",
                f'COALESCE({source}, "none")', f'IF({source} = {self.random.choice(_NODES)}, "yes", "no")',
                f'REPLACE(STR({source}), "[aeiou]", "*")', f"SUBSTR(STR({source}), 2)", f"xsd:integer({source})",
                f"BOUND({source})", f"COALESCE({source} + 1, 0)", f'STRSTARTS(STR({source}), "http")',
                f"{source} IN ({_NODES[0]}, {_NODES[1]})",
            ]
        )  # fmt: skip
        self.maybe.append(variable)
        return f"BIND({expression} AS {variable})"

    def _filter(self) -> str:
        one, two = (self.random.choice(self.bound + self.maybe) for _ in range(2))
        condition = self.random.choice(
            [
                f"{one} = {two}", f"{one} != {two}", f"{one} != {self.random.choice(_NODES)}",
                f"COALESCE({one} = {two}, true)", f"BOUND({one})", f"!BOUND({one})",
                f"{one} > 1", f'STR({one}) < STR({two})', f'{one} = "Bo"', f"{one} IN ({_NODES[2]}, {_NODES[3]}, 1)",
                f"isIRI({one}) || {two} = 2", f'COALESCE({one} = {self.random.choice(_NODES)} || {two} = 1, false)',
            ]
        )  # fmt: skip
        return f"FILTER({condition})"
