"""Numbers in words as figures."""

from __future__ import annotations

__all__ = ["figure"]

_UNITS = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = {word: str(n) for n, word in enumerate([*_UNITS, *_TEENS])}
_NUMBER_WORDS |= {ten: str(10 * n) for n, ten in enumerate(_TENS, start=2)}
_NUMBER_WORDS |= {
    f"{ten}-{unit}": str(10 * n + u) for n, ten in enumerate(_TENS, start=2) for u, unit in enumerate(_UNITS) if u
}


def figure(word: str) -> str:
    """`8` for "Eight" and "8", `21` for "twenty-one"; empty for what is no exact number."""
    number = _NUMBER_WORDS.get(word.lower(), word.replace(",", ""))
    return number if number.isdigit() else ""
