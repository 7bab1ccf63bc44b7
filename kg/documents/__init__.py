"""Read files as documents.

    found = find(["reports/", "letter.md", "-"])
    for source in found.files:
        document = read(source)

One file, one job: `files` finds and names them, `encoding` decodes bytes, `readers` is the registry of formats (a new
format is one entry of `READERS`), `metadata` reads front matter and sidecars, `opening` dateline and byline, `dates`
calendar dates.
"""

from __future__ import annotations

from kg.documents.dates import parse_date
from kg.documents.encoding import decode
from kg.documents.files import Found, Problem, SourceFile, find
from kg.documents.readers import READERS, Content, Reader, content_hash, read

__all__ = [
    "READERS", "Content", "Found", "Problem", "Reader", "SourceFile",
    "content_hash", "decode", "find", "parse_date", "read",
]  # fmt: skip
