"""Names: the keys by which they are compared, their acronyms, and the slugs and hashes of their IRIs."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.iris import digest
from kg.resolve.names import Name, acronym, fold, initials_of, name_of, slug

KINDS = ("Person", "Organization", "Group", "Place", "Event", "Agent", "Letter")


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Anna B. Kovač", "anna kovac"),
        ("A.B. Kovac", "ab kovac"),
        ('Anna "Annie" Kovac', "anna kovac"),
        ("Anna van der Holm", "anna van der holm"),
        ("Ben Kovac", "ben kovac"),
        ("Łucja O’Hara", "lucja o'hara"),
        ("Dr. Kovac", "kovac"),
        ("Dr.", "dr"),
        ("王 小明", "王 小明"),
        ("...", "..."),
    ],
)
def test_person_keys(text: str, base: str) -> None:
    """The key of a person leaves out titles, initials, nicknames and diacritics."""
    assert name_of("Person", text).base == base


@pytest.mark.parametrize(
    ("kind", "text", "parts"),
    [
        ("Person", "Dr. Anna B. Kovač", Name(("anna",), "kovac", "", "", "b", "anna kovač")),
        ("Person", "J. K. van der Holm, Jr.", Name((), "van der holm", "jr", "jk", "", "van der holm jr")),
        ("Person", "Van Holm", Name(("van",), "holm", "", "", "", "van holm")),
        ("Person", "van Holm", Name((), "van holm", "", "", "", "van holm")),
        ("Person", "Ben van Holm", Name(("ben",), "van holm", "", "", "", "ben van holm")),
        ("Person", "A. Kovac", Name((), "kovac", "", "a", "", "kovac")),
        ("Person", "Anna Bella C. D. Kovac", Name(("anna", "bella"), "kovac", "", "", "cd", "anna bella kovac")),
        ("Person", "Jr.", Name((), "jr", "", "", "", "jr")),
        ("Organization", "The Bolt & Sons Co. Ltd.", Name((), "bolt and sons", "", "", "", "bolt and sons")),
        ("Organization", "Bolt & Co.", Name((), "bolt", "", "", "", "bolt")),
        ("Organization", "The", Name((), "the", "", "", "", "the")),
        ("Organization", "Ltd", Name((), "ltd", "", "", "", "ltd")),
        ("Organization", "Bolt Ltd", Name((), "bolt", "", "", "", "bolt")),
        ("Place", "An O’Hara Bay", Name((), "o'hara bay", "", "", "", "o'hara bay")),
        ("Place", "The Bay Ltd", Name((), "bay ltd", "", "", "", "bay ltd")),
    ],
)
def test_parts_of_a_name(kind: str, text: str, parts: Name) -> None:
    """Titles go, initials stand apart, particles belong to the surname, and legal forms to organizations only."""
    assert name_of(kind, text) == parts


@pytest.mark.parametrize(
    ("text", "exact", "last", "full"),
    [
        ("Anna B. Kovač", "anna kovač b", "kovac", True),
        ("J. K. van der Holm", "van der holm jk", "holm", True),
        ("A. Kovac", "kovac a", "kovac", False),
        ("Kovac", "kovac", "kovac", False),
    ],
)
def test_what_a_name_is_good_for(text: str, exact: str, last: str, full: bool) -> None:
    """A given name or two initials name a person; the exact name keeps diacritics and initials."""
    name = name_of("Person", text)
    assert (name.exact, name.last, name.full) == (exact, last, full)


@pytest.mark.parametrize(
    ("text", "letters"),
    [("WHL", "whl"), ("W.H.L.", "whl"), ("The WHL", "whl"), ("the WHL", "whl"), ("AB", "ab"), ("ABCDEF", "abcdef"),
     ("Whl", ""), ("W", ""), ("ABCDEFG", ""), ("W1", "")],
)  # fmt: skip
def test_acronyms(text: str, letters: str) -> None:
    """Two to six capitals are an acronym, with or without dots and article."""
    assert acronym(text) == letters


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [("World Harbour League", {"whl"}), ("League of Harbours", {"lh", "loh"}), ("Bolt", set()),
     ("Bolt-Works of the World", {"bww", "bwotw"})],
)  # fmt: skip
def test_initials_of_a_name(text: str, acronyms: set[str]) -> None:
    """A name of several words may be called by their initials, with its small words and without."""
    assert initials_of(name_of("Organization", text)) == acronyms


def test_folded_text() -> None:
    """Case, diacritics, apostrophes, hyphens and spaces of one kind; ligatures as two letters."""
    assert [fold(t) for t in ("Rock`n  Roll", "Rock’n Roll", "ŁØĐ Æ–B", "Straße", "É")] == [
        "rock'n roll", "rock'n roll", "lod ae-b", "strasse", "e"
    ]  # fmt: skip


def test_slugs() -> None:
    """A path segment has letters, digits and single hyphens between them, at most 80; it is never empty."""
    assert [slug(t) for t in ("O'Hara’s  Bay!", "a_b", "", "--", "x" * 90)] == ["oharas-bay", "a-b", "x", "x", "x" * 80]


def test_hashes_keep_parts_apart() -> None:
    """A hash is of its parts and not of their concatenation, and half a surrogate pair is a part."""
    assert digest("a", "bc", length=64) == hashlib.sha256(b"a\0bc").hexdigest()
    assert digest("a", "bc", length=8) == digest("a", "bc", length=64)[:8] != digest("ab", "c", length=8)
    assert digest("\ud800", length=4) != digest("\udfff", length=4)


@given(st.text(min_size=1), st.sampled_from(KINDS))
def test_any_text_has_a_key_and_a_slug(text: str, kind: str) -> None:
    """No name breaks the keys; keys do not depend on case, and slugs are legal in an IRI."""
    name = name_of(kind, text)
    assert name.base or not fold(text)
    assert acronym(text) == acronym(text).lower()
    assert all(len(i) > 1 for i in initials_of(name))
    path = slug(text)
    assert path
    assert len(path) <= 80
    assert all(c.isalnum() or c == "-" for c in path)
