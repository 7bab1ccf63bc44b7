"""A pytest plugin (`-p parse_once`): in one process and its forks, the pipeline is loaded once and a text parsed once.

Mutation testing runs the same texts thousands of times, and what it changes stands behind the parser.
"""

from __future__ import annotations

from functools import cache

from kg import nlp

nlp.load = cache(nlp.load)
nlp.Parser.parse = cache(nlp.Parser.parse)  # type: ignore[method-assign]
