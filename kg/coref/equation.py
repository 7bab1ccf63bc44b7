"""An equation: what the text says that two mentions are one thing by."""

from __future__ import annotations

from kg.model import Mention, Record

__all__ = ["Equation", "agree"]


class Equation(Record, frozen=True, gc=False):
    """A description that the text applies to another mention."""

    description: int
    """Mention id."""
    bearer: int
    """Mention id of whom it describes."""
    by: str
    """`apposition`, `predicate`, `as`, or `offer` where the office was only to be had."""
    verb: int
    """Token of the verb for predicates, -1 for appositions and nouns ("her successor as keeper")."""

    def of(self, description: int) -> Equation:
        """The same said by another description."""
        return Equation(description, self.bearer, self.by, self.verb)


def agree(a: Mention, b: Mention) -> bool:
    """Whether two phrases can be one thing by their kinds."""
    if a.form == b.form == "name":
        return False
    if not a.kind or not b.kind:
        description, other = (a, b) if a.form == "description" else (b, a)
        return bool(description.kind) or (other.kind == "Person" and bool(other.gender or other.titles))
    if a.kind == b.kind or a.kind in (b.other_kind,) or b.kind in (a.other_kind,):
        return True
    description, name = (a, b) if a.form == "description" else (b, a)
    # The entity label of a bare name is weak against a noun that says what it is.
    return (
        name.form == "name"
        and not name.titles
        and not name.gender
        and description.kind in ("Person", "Organization")
        and not name.other_kind
    )
