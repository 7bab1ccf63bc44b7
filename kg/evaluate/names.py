"""How names are compared: as tuples of words."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["Words", "agree", "name_words"]

ARTICLES = frozenset(["a", "an", "her", "his", "its", "my", "of", "our", "some", "the", "their", "your"])
TITLES = frozenset(["dr", "lady", "lord", "miss", "mr", "mrs", "ms", "president", "sir", "the"])

POSSESSIVE = re.compile(r"[’']s\b")
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

Words = tuple[str, ...]


@lru_cache(maxsize=65_536)
def name_words(name: str, *, keep_titles: bool = False) -> Words:
    """The words by which names are compared: lower case, without possessive, initials and leading articles.

    Titles go too, unless nothing else is left; with `keep_titles` they stay and every article goes.
    """
    plain = POSSESSIVE.sub("", name.lower().replace("’", "'"))
    found = [word for word in WORD.findall(plain) if len(word) > 1 or word.isdigit()]
    while found and found[0] in ARTICLES:
        del found[0]
    if keep_titles:
        return tuple(word for word in found if word not in ARTICLES)
    return tuple(word for word in found if word not in TITLES) or tuple(found)


def agree(a: Words, b: Words, *, loosely: bool) -> bool:
    """Whether two names are the same; loosely, also when the words of one are among those of the other."""
    if not a or not b:
        return False
    return a == b or (loosely and (set(a) <= set(b) or set(b) <= set(a)))
