"""Reading: which files, under which names, with which text and metadata."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Found, SourceFile, find, parse_date, read
from kg.documents.encoding import DecodeError, decode
from kg.errors import SourceError
from kg.model import Document, Metadata


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    path.mkdir()
    return path


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def ids(found: Found) -> list[str]:
    return [file.id for file in found.files]


def reasons(found: Found) -> dict[str, str]:
    return {problem.document: problem.reason for problem in found.problems}


def read_bytes(content: str | bytes, name: str = "in/text.txt", **options: str) -> Document:
    raw = content.encode() if isinstance(content, str) else content
    return read(SourceFile(name, None, raw), date=options.get("date"))


def metadata_of(text: str, date: str | None = None) -> Metadata:
    return read(SourceFile("in/text.txt", None, text.encode()), date=date).metadata


# -- finding -----------------------------------------------------------------------------------------------


def test_folder_gives_sorted_identifiers_that_begin_with_its_name(folder: Path) -> None:
    """A folder is read recursively; identifiers begin with its name and are sorted."""
    for name in ("b.txt", "sub/a.md", "a.txt", "sub/deep/c.markdown", "Z.TXT"):
        write(folder / name, "Text.")
    expected = ["reports/Z.TXT", "reports/a.txt", "reports/b.txt", "reports/sub/a.md", "reports/sub/deep/c.markdown"]
    assert ids(find([folder])) == expected
    assert ids(find([f"{folder}/sub/.."])) == expected
    assert find([folder]).problems == ()


def test_file_is_named_after_its_folder_and_not_found_twice(folder: Path) -> None:
    """A file is called parent/name, the same by way of its folder, and is one document."""
    file = write(folder / "a.txt", "Text.")
    assert ids(find([file])) == ["reports/a.txt"]
    assert ids(find([file, folder, file])) == ["reports/a.txt"]


def test_current_folder_has_its_real_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`.` stands for the folder's name."""
    write(folder / "a.txt", "Text.")
    monkeypatch.chdir(folder)
    assert ids(find(["."])) == ["reports/a.txt"]
    assert ids(find(["a.txt"])) == ["reports/a.txt"]


def test_other_files_of_a_folder_are_counted_and_passed_over(folder: Path) -> None:
    """Hidden files and unknown suffixes are counted; sidecars belong to their document."""
    for name in ("a.txt", "a.txt.meta.json", ".hidden.txt", ".git/b.txt", "c.png", "noext"):
        write(folder / name, "{}")
    found = find([folder])
    assert (ids(found), found.ignored, found.problems) == (["reports/a.txt"], 4, ())


def test_named_file_of_unknown_suffix_is_a_problem(folder: Path) -> None:
    """What the user names is never passed over in silence."""
    path = write(folder / "a.png", "x")
    found = find([path, folder / "absent.txt"])
    assert found.files == ()
    assert "unknown suffix" in reasons(found)[str(path)]
    assert "No such file" in reasons(found)[str(folder / "absent.txt")]
    assert all(problem.skipped for problem in found.problems)


def test_two_files_of_one_identifier_are_told_apart_by_content(tmp_path: Path) -> None:
    """Equal identifiers of different files get a piece of the hash, whatever the order of paths; one warning."""
    first = write(tmp_path / "1/reports/a.txt", "One.").parent
    second = write(tmp_path / "2/reports/a.txt", "Two.").parent
    found = find([first, second])
    hashes = [hashlib.sha256(text).hexdigest()[:8] for text in (b"One.", b"Two.")]
    assert ids(found) == sorted(f"reports/a~{it}.txt" for it in hashes)
    assert ids(found) == ids(find([second, first]))
    assert [problem.skipped for problem in found.problems] == [False]


def test_two_files_of_one_identifier_and_content_are_one_document(tmp_path: Path) -> None:
    """A copy under the same name is no second witness."""
    first = write(tmp_path / "1/reports/a.txt", "One.").parent
    second = write(tmp_path / "2/reports/a.txt", "One.").parent
    found = find([first, second])
    assert (len(found.files), found.problems) == (1, ())


def test_odd_things_in_a_folder_cost_a_line_each(folder: Path) -> None:
    """A FIFO, a broken link and a loop of links are named, and the rest is found."""
    write(folder / "a.txt", "Text.")
    os.mkfifo(folder / "pipe.txt")
    (folder / "broken.txt").symlink_to(folder / "gone.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "again.txt").symlink_to(folder / "a.txt")
    found = find([folder])
    assert ids(found) == ["reports/a.txt"]  # the link is the same file; the lesser name wins
    assert reasons(found) == {
        "reports/broken.txt": "cannot be read: No such file or directory",
        "reports/loop": "is a link to a folder around it",
        "reports/pipe.txt": "is not a regular file",
    }


def test_standard_input_is_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads standard input once."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Anna met Berta.")))
    found = find(["-", "-"])
    assert ids(found) == ["stdin.txt"]
    assert read(found.files[0]).text == "Anna met Berta."


def test_undecodable_file_name_becomes_text(folder: Path) -> None:
    """A file name that is no UTF-8 gives an identifier that is."""
    write(Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")), "Text.")
    (file,) = find([folder]).files
    assert file.id == "reports/caf\ufffd.txt"
    assert read(file).text == "Text."


# -- decoding ----------------------------------------------------------------------------------------------

SENTENCE = "The mayor’s café was “closed”, said Zoë."


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("utf-8-sig"), "utf-8-sig"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16"),
        (SENTENCE.encode("utf-32"), "utf-32"),
        (SENTENCE.encode("cp1252"), "cp1252"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encodings_are_recognised(content: bytes, encoding: str) -> None:
    """Each encoding gives the same text, without mark, and a name that decodes the bytes again."""
    text, name = decode(content)
    assert (text, name) == (SENTENCE, encoding)
    assert content.decode(name) == text


def test_other_alphabets_are_recognised() -> None:
    """Another alphabet is found where its language is plain."""
    russian = "Она написала письмо президенту, и он ответил ей вчера вечером."
    assert decode(russian.encode("koi8-r")) == (russian, "koi8-r")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\n...", "looks binary (PDF)"),
        (b"PK\x03\x04rest", "looks binary (ZIP, DOCX or EPUB)"),
        (b"abc\0def", "looks binary"),
        (b"\x01\x02\x03\x04 hello", "looks binary"),
        ("a\0b".encode("utf-16"), "looks binary"),
        (b"\xff\xfea\x00b", "is not valid utf-16 (byte 4)"),
        ("“Yes”, said Zoë".encode() + b"\xff.", "is damaged UTF-8 (byte 20)"),
        (SENTENCE.encode("mac-roman"), "has an unknown encoding: save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    """Binary files, damaged files and unknown encodings are told apart."""
    with pytest.raises(DecodeError) as caught:
        decode(content)
    assert str(caught.value) == reason


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t")))
def test_text_survives_decoding(text: str) -> None:
    """Any text without control characters comes back exactly, line ends included."""
    if not text.startswith("\ufeff") and not text.encode().startswith((b"PK", b"%PDF", b"{\\rtf")):
        assert decode(text.encode()) == (text, "utf-8")


# -- reading -----------------------------------------------------------------------------------------------


def test_line_ends_are_kept() -> None:
    """Offsets count the file's own characters, so nothing is translated."""
    assert read_bytes("One.\r\nTwo.\rThree.\n").text == "One.\r\nTwo.\rThree.\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        (" \r\n\t", "is empty"),
        ("\ufeff", "is empty"),
        ("---\ntitle: A\n---\n \n", "is empty behind its front matter"),
        ("x" * 1_000_001, "has a line of more than 1,000,000 characters"),
    ],
    ids=["empty", "white space", "only a mark", "only front matter", "long line"],
)
def test_unreadable_documents_have_a_reason(content: str, reason: str) -> None:
    """A document without prose is refused under its name."""
    with pytest.raises(SourceError) as caught:
        read_bytes(content)
    assert (caught.value.where, caught.value.reason) == ("in/text.txt", reason)


def test_many_long_lines_are_fine() -> None:
    """The bound is for one line, not for the file."""
    text = ("x" * 400_000 + "\n") * 3
    assert read_bytes(text).text == text


def test_vanished_file_has_a_reason(folder: Path) -> None:
    """A file that went away between finding and reading is a SourceError."""
    path = write(folder / "a.txt", "Text.")
    (file,) = find([folder]).files
    path.unlink()
    with pytest.raises(SourceError, match=r"reports/a\.txt: cannot be read: No such file"):
        read(file)


def test_hash_is_that_of_the_bytes() -> None:
    """The hash proves the file, mark included."""
    raw = b"\xef\xbb\xbfabc"
    document = read_bytes(raw)
    assert document.sha256 == hashlib.sha256(raw).hexdigest()
    assert (document.text, document.encoding, document.media_type) == ("abc", "utf-8-sig", "text/plain")


# -- metadata ----------------------------------------------------------------------------------------------

FRONT = """---
Title: The lily
date: 2031-05-17
author: [Ada Lunt, Bo Karr]
publisher: The Herald
source: https://herald.example/lily
tags: {a: 1}
---
She wrote.
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_front_matter_is_metadata_and_no_prose(ends: str) -> None:
    """YAML at the very start gives metadata; the body begins behind it, the text keeps it."""
    text = FRONT.replace("\n", ends)
    document = read_bytes(text)
    assert document.text == text
    assert document.text[document.body :] == f"She wrote.{ends}"
    assert document.metadata == Metadata(
        title="The lily", date="2031-05-17", author="Ada Lunt, Bo Karr", publisher="The Herald",
        url="https://herald.example/lily",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("front", "warning"),
    [
        ("title: [unclosed", "has faulty front matter, read as text"),
        ("[" * 5000, "has faulty front matter, read as text"),
        ("just words", None),
        ("date: 2031-02-30", "has a date in its front matter that is no calendar date: '2031-02-30'"),
        ("url: not an address", "has an address in its front matter that is no absolute URL: 'not an address'"),
    ],
)
def test_faulty_front_matter_is_a_warning(front: str, warning: str | None) -> None:
    """Bad metadata never costs the document."""
    warnings: list[str] = []
    document = read(SourceFile("in/a.txt", None, f"---\n{front}\n---\nText.".encode()), warn=warnings.append)
    assert document.text.endswith("Text.")
    assert document.metadata == Metadata()
    assert [text.startswith(warning or "never") for text in warnings] == ([True] if warning else [])


def test_rule_at_the_start_is_no_front_matter() -> None:
    """Without an end, or beyond 64 KB, there is no front matter."""
    assert read_bytes("---\nText: yes.").body == 0
    assert read_bytes("---\n" + "a: b\n" * 20_000 + "---\nText.").body == 0


def test_source_that_is_no_address_is_the_publisher() -> None:
    """`source: The Herald` names who published."""
    assert metadata_of("---\nsource: The Herald\n---\nText.").publisher == "The Herald"


def test_first_heading_of_markdown_is_the_title() -> None:
    """Markdown without a title in the front matter has its first heading; the media type says what it is."""
    document = read_bytes("# The lily #\n\nText.", name="in/a.md")
    assert (document.metadata.title, document.media_type) == ("The lily", "text/markdown")
    assert read_bytes("---\ntitle: Yes\n---\n# No\nText.", name="in/a.md").metadata.title == "Yes"


@pytest.mark.parametrize("name", ["a.txt.meta.json", "a.meta.json"])
def test_sidecar_wins_over_front_matter(folder: Path, name: str) -> None:
    """A sidecar's fields win one by one; keys that kg does not know mean nothing."""
    write(folder / "a.txt", FRONT)
    write(folder / name, json.dumps({"name": "a", "date": "1999-01-02", "byline": "By Cy Dorn", "author": None}))
    metadata = read(find([folder]).files[0]).metadata
    assert (metadata.date, metadata.author, metadata.title) == ("1999-01-02", "Cy Dorn", "The lily")


@pytest.mark.parametrize("content", ["{", "[1]", '{"date": "yesterday"}', b"\xff\xfe", "[" * 60_000, " " * 70_000])
def test_faulty_sidecar_is_a_warning(folder: Path, content: str | bytes) -> None:
    """A broken sidecar never costs the document."""
    write(folder / "a.txt", "Text.")
    write(folder / "a.txt.meta.json", content)
    warnings: list[str] = []
    assert read(find([folder]).files[0], warn=warnings.append).metadata == Metadata()
    assert len(warnings) == 1
    assert "a.txt.meta.json" in warnings[0]


DATES = """
2031-05-17                              | 2031-05-17
17 May 2031                             | 2031-05-17
17th of May, 2031                       | 2031-05-17
Saturday, May 17th, 2031                | 2031-05-17
Sept. 5 2030                            | 2030-09-05
29 February 2028                        | 2028-02-29
29 February 2027                        |
10/12/2025                              |
31 April 2030                           |
May 2031                                |
"""

OPENINGS = """
WASHINGTON, Oct 10 (Reuters) - She wrote.                       |            |             | Reuters
WASHINGTON (Reuters) -U.S. officials said.                      |            |             | Reuters
LJUBLJANA, 18 September 2026 - She wrote.                       | 2026-09-18 |             |
OSLO, 10 June 2031 (NordNews) — She wrote.                      | 2031-06-10 |             | NordNews
**OSLO, June 10, 2031** – She wrote.                            | 2031-06-10 |             |
NEW YORK, May 3, 2025 /PRNewswire/ -- Acme said.                | 2025-05-03 |             | PRNewswire
KYIV, Ukraine (AP) — She wrote.                                 |            |             | AP
MOSCOW (May 3, 2020) — She wrote.                               | 2020-05-03 |             |
Halden, May 3, 2020 - She wrote.                                | 2020-05-03 |             |
A headline¶Halden, 16 February 2028¶She wrote.                  | 2028-02-16 |             |
News release, 12 November 2025¶She wrote.                       | 2025-11-12 |             |
Published: 12 Nov 2025, 10:30 GMT¶Updated 13 Nov 2025¶Text.     | 2025-11-12 |             |
12 November 2025¶She wrote.                                     | 2025-11-12 |             |
Dear Anna,¶I am well.¶Yours, Bo¶Halden, 3 May 1944              | 1944-05-03 |             |
By Jane Doe¶She wrote.                                          |            | Jane Doe    |
By JANE DOE¶She wrote.                                          |            | Jane Doe    |
By Jane Doe at Leeds Crown Court¶She wrote.                     |            | Jane Doe    |
By Jane Doe, 12 May 2025¶She wrote.                             | 2025-05-12 | Jane Doe    |
By Jane Doe and Bo van Dorn, Staff Writers¶She wrote.           |            | Jane Doe and Bo van Dorn |
By Monday she had gone¶She wrote.                               |            |             |
By Monday Jane Doe had gone.¶She wrote.                         |            |             |
12 May 1944¶We left.¶13 May 1944¶We came.                       |            |             |
He was born, 12 May 1944¶She wrote.                             |            |             |
Born in Halden, 12 May 1944¶She wrote.                          |            |             |
The trial begins on 12 May 2044.¶She wrote.                     |            |             |
Jane (her sister) - she wrote.                                  |            |             |
May 3, 2020 - she wrote to him.                                 |            |             |
OSLO, 31 June 2031 - She wrote.                                 |            |             |
"""


def table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), table(DATES))
def test_whole_dates_are_parsed(text: str, expected: str) -> None:
    """Only unmistakable dates that are in the calendar count."""
    assert parse_date(text) == (expected or None)


@pytest.mark.parametrize(("text", "date", "author", "agency"), table(OPENINGS))
def test_openings_are_read(text: str, date: str, author: str, agency: str) -> None:
    """Dateline, date line and byline give date, author and agency, and stay in the text."""
    plain = text.replace("¶", "\n")
    document = read_bytes(plain)
    metadata = document.metadata
    assert (metadata.date or "", metadata.author or "", metadata.publisher or "") == (date, author, agency)
    assert (document.text, document.body) == (plain, 0)


def test_opening_is_only_looked_for_at_the_ends() -> None:
    """A date line in the middle of a text is not the document's."""
    prose = "She wrote.\n" * 20
    assert metadata_of(f"{prose}Halden, 3 May 1944\n{prose}").date is None
    assert metadata_of(f"{prose}Halden, 3 May\n").date is None


@pytest.mark.parametrize(
    ("front", "default", "expected"),
    [
        ("", None, None),
        ("date: 2024", None, "2024-12-30"),
        ("date: 2024-11", None, "2024-12-30"),
        ("", "2026-01-02", "2025-12-30"),
        ("date: 2020-01-01", "2026-01-02", "2020-01-01"),
    ],
)
def test_dateline_without_year_needs_one(front: str, default: str | None, expected: str | None) -> None:
    """The year comes from the metadata, else the day nearest to the date for all is meant, else there is no date."""
    start = f"---\n{front}\n---\n" if front else ""
    assert metadata_of(f"{start}OSLO, Dec 30 (NordNews) - She wrote.", default).date == expected


def test_date_for_all_is_for_documents_without_one() -> None:
    """`--date` never wins over the document's own date."""
    assert metadata_of("She wrote.", "2031-01-01").date == "2031-01-01"
    assert metadata_of("12 May 2025\nShe wrote.", "2031-01-01").date == "2025-05-12"


@given(st.text())
def test_any_text_has_an_opening(text: str) -> None:
    """Odd text is read without an error and kept as it is."""
    raw = text.encode("utf-8", "replace")
    try:
        document = read_bytes(raw)
    except SourceError:
        return
    assert raw.decode(document.encoding) == document.text


def test_seeds_are_readable() -> None:
    """The documents that come with kg have dates, authors and publishers."""
    found = find([Path(__file__).parents[1] / "seeds"])
    assert ids(found) == [
        "seeds/bridge-letter.txt", "seeds/congress-of-1931.md", "seeds/governor-reply.md", "seeds/two-sisters.txt",
    ]  # fmt: skip
    dates = [read(file).metadata.date for file in found.files]
    assert dates == ["2031-10-14", "1931-05-09", "2031-10-15", "2031-11-01"]
