"""The first map phase of a build that remembers earlier ones: only what is new goes to the mapper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from kg.documents import Problem, SourceFile
from kg.run.cache import Cache
from kg.run.keys import Keys
from kg.run.spool import decode_extraction, encode_extraction
from kg.run.workers import Mapper, Outcome
from kg.why_not import Reason

__all__ = ["Recall"]


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    """What the cache holds of a document."""

    document: str
    """Its identifier when it was extracted."""
    extraction: bytes
    warnings: tuple[str, ...]
    reasons: tuple[Reason, ...]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Entry)


class Recall:
    """Outcomes from the cache where it has them, from a mapper elsewhere."""

    def __init__(self, files: Sequence[SourceFile], cache: Cache | None = None, keys: Keys | None = None) -> None:
        """Without cache and keys every file is new."""
        self._files = files
        self.cache = cache
        """Open as long as this build."""
        self._make_key: Callable[[SourceFile], bytes | None] = keys.key if keys is not None else lambda file: None
        self._keys = [self._make_key(file) for file in files]
        wanted = [key for key in self._keys if key is not None]
        self._known = cache.mark(wanted) if cache is not None else set[bytes]()
        self.new = tuple(file for file, key in zip(files, self._keys, strict=True) if key not in self._known)
        """The files to be extracted."""

    def outcomes(self, mapper: Mapper) -> Iterator[Outcome]:
        """One outcome for each file, in order; `mapper` extracts what is new, and the cache learns it."""
        extracted = mapper.outcomes(self.new)
        for file, key in zip(self._files, self._keys, strict=True):
            if key is None or key not in self._known:
                yield self._learn(file, key, next(extracted))
            else:
                yield self._recall(file, key) or self._learn(file, key, *mapper.outcomes([file]))

    def _recall(self, file: SourceFile, key: bytes) -> Outcome | None:
        """The outcome as it would be now; None when the cache has lost it."""
        content = self.cache.get(key) if self.cache is not None else None
        if content is None:
            return None
        entry = _decoder.decode(content)
        extraction = entry.extraction
        if entry.document != file.id:
            extraction = _renamed(extraction, file.id)
        warnings = tuple(Problem(file.id, reason, skipped=False) for reason in entry.warnings)
        return Outcome(extraction, warnings, entry.reasons)

    def _learn(self, file: SourceFile, key: bytes | None, outcome: Outcome) -> Outcome:
        """Remember an outcome, unless the document was skipped or its file changed meanwhile."""
        if key is not None and self.cache is not None and outcome.extraction and self._make_key(file) == key:
            warnings = tuple(problem.reason for problem in outcome.problems)
            entry = _Entry(file.id, outcome.extraction, warnings, outcome.reasons)
            self.cache.put(key, _encoder.encode(entry))
        return outcome


def _renamed(encoded: bytes, identifier: str) -> bytes:
    extraction = decode_extraction(encoded)
    source = msgspec.structs.replace(extraction.source, id=identifier)
    return encode_extraction(msgspec.structs.replace(extraction, source=source))
