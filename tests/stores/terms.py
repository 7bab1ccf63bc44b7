"""Terms that stores are known or likely to alter, cut or refuse, each as N-Triples writes it, by a name of its own."""

from __future__ import annotations

__all__ = ["HARD_TERMS", "triple"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"

# Lexical forms by datatype; valid ones first, then forms that the datatype does not allow.
_LEXICAL = {
    "integer": "0 7 -7 +7 007 -0 9223372036854775807 9223372036854775808 123456789012345678901234567890 abc 1.0",
    "nonNegativeInteger": "7 5000000000 007",
    "positiveInteger": "7",
    "int": "7 2147483648",
    "long": "7",
    "short": "7",
    "byte": "7 128",
    "unsignedLong": "18446744073709551615",
    "unsignedInt": "7",
    "decimal": "1 1.5 0.5 0.500 1.0 .5 -0.0 +1.5 12345678901234.5678901234 0.1234567890123456789 1e3",
    "double": "1.5 1.5E0 1.0E21 0.1 0.12345678901234567 1.0E-7 NaN INF -INF +INF inf 1",
    "float": "1.5 3.4028235E38 0.1 NaN",
    "boolean": "true false 1 0 yes",
    "date": "2031-05-07 2031-05-07Z 2031-05-07+02:00 -0044-03-15 12031-05-07 2031-02-30",
    "dateTime": "2031-05-07T12:00:00 2031-05-07T12:00:00Z 2031-05-07T12:00:00+02:00 2031-05-07T12:00:00.123Z"
    " 2031-05-07T12:00:00.100Z 2031-05-07T12:00:00.123456789Z 2031-05-07T24:00:00 2031-05-07T12:00:00-00:00",
    "dateTimeStamp": "2031-05-07T12:00:00Z",
    "time": "12:00:00 12:00:00Z 24:00:00",
    "gYear": "2031 2031Z -0044 12031",
    "gYearMonth": "2031-05 2031-05Z",
    "gMonth": "--05 --05Z",
    "gMonthDay": "--05-07",
    "gDay": "---07",
    "duration": "P1Y PT36H P1DT12H P14M -P1D PT0S",
    "dayTimeDuration": "PT36H",
    "yearMonthDuration": "P14M",
    "anyURI": "https://kg.example/a%20b",
    "hexBinary": "0fb7 0FB7",
    "base64Binary": "aGk=",
    "language": "en-GB",
    "string": "plain",
}
_PLAIN = {
    "empty": "",
    "space": " ",
    "spaces-around": "  two  ",
    "newline": r"a\nb",
    "carriage-return": r"a\r\nb",
    "carriage-return-alone": r"a\rb",
    "tab": r"a\tb",
    "quote": r"a \"b\" c",
    "apostrophes": "a '''b''' c",
    "backslash": r"a\\b",
    "backslash-at-end": r"a\\",
    "all-escapes": r"\t\b\n\r\f\"\'\\",
    "nul": r"a\u0000b",
    "controls": r"\u0001\u001F\u007F\u0085",
    "line-separators": r"a\u2028b\u2029c",
    "byte-order-mark": "\ufeffa",
    "not-a-character": "a\ufffeb",
    "private-use": "a\ue000b",
    "emoji": "🙂 👩‍👩‍👧 🇦🇶",
    "right-to-left": "שלום مرحبا \u202eabc\u202c",
    "combining": "e\u0301 vs \u00e9",
    "chinese": "你好",
    "markup": "<b>&amp; ]]> </b>",
    "braces": "{ } ? $ % # ; .",
    "long-60k": "word " * 12_000,
    "long-1m": "word " * 200_000,
}
_TAGS = ["en", "EN", "en-GB", "en-gb", "zh-Hant-TW", "de-CH-1996", "x-private"]
_IRIS = {
    "umlaut": "https://kg.example/müller",
    "chinese": "https://kg.example/你好",
    "percent": "https://kg.example/m%C3%BCller",
    "percent-lower": "https://kg.example/m%c3%bcller",
    "percent-space": "https://kg.example/a%20b",
    "combining": "https://kg.example/e\u0301",
    "dots": "https://kg.example/a/../b/./c",
    "upper-host": "HTTPS://KG.Example/A",
    "default-port": "https://kg.example:443/a",
    "no-path": "https://kg.example",
    "double-slash": "https://kg.example//a//b",
    "query-fragment": "https://kg.example/a?b=c&d=e#f",
    "urn": "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
    "mailto": "mailto:a@kg.example",
    "node-id": "nodeID://b1",
    "apostrophe": "https://kg.example/it's(1)",
    "private-use": "https://kg.example/\ue000",
    "emoji": "https://kg.example/🙂",
    "long-1800": "https://kg.example/" + "a" * 1781,
    "long-2000": "https://kg.example/" + "a" * 1981,
    "long-10000": "https://kg.example/" + "a" * 9981,
}


def _terms() -> dict[str, str]:
    forms = [(kind, form) for kind, forms in _LEXICAL.items() for form in forms.split()]
    terms = {f"{kind}/{form}": f'"{form}"^^<{_XSD}{kind}>' for kind, form in forms}
    terms |= {f"string/{name}": f'"{text}"' for name, text in _PLAIN.items()}
    terms |= {f"tag/{tag}": f'"chat"@{tag}' for tag in _TAGS}
    terms |= {f"iri/{name}": f"<{iri}>" for name, iri in _IRIS.items()}
    terms["wkt/point"] = f'"POINT(13.405 52.52)"^^<{_WKT}>'
    terms["own/datatype"] = '"a b"^^<https://kg.example/datatype>'
    return terms


HARD_TERMS = _terms()  # name → term in N-Triples


def triple(name: str) -> str:
    """The line of N-Triples with one of `HARD_TERMS` as object."""
    return f"<https://kg.example/case> <https://kg.example/value> {HARD_TERMS[name]} .\n"
