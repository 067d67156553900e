"""Long delimited files without a quotation mark, read a column at a time; others are left alone.

Every row that has its cells is taken by pandas' own parser, each different text of a column once.
Whatever is odd about a file (quotation marks, torn or blank rows, other encodings) is for the
reader that looks at it row by row and says where the oddity stands.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable

import numpy as np
import pandas as pd

CHUNK = 16_000_000  # bytes at a time: enough to be fast, little beside the table itself
# pandas turns a column of nothing but numbers into numbers, and 007 into 7. This text stands above
# every column, and is no number; a file that holds it is for the exact reader.
GUARD = "\x1f"


def well_formed(content: bytes, delimiter_of: Callable[[str], str]) -> pd.DataFrame | None:
    """The cells, a categorical column for each header; None where the exact reader is needed.

    Parameters
    ----------
    content : the file's bytes
    delimiter_of : finds the delimiter in the line of headers
    """
    start = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    body = content.find(b"\n", start) + 1
    if not body or not _even(content, start):
        return None
    line = content[start : body - 1].removesuffix(b"\r").decode("utf-8")
    delimiter = delimiter_of(line)
    header = line.split(delimiter)
    rows = content.count(b"\n", body) + (not content.endswith(b"\n"))
    between = content.count(delimiter.encode(), body)
    if not header[-1] or not line.strip() or len(header) < 2 or rows == 0:
        return None
    if between != (len(header) - 1) * rows:
        return None
    return _columns(content, body, delimiter, header, rows)


def _even(content: bytes, start: int) -> bool:
    """Text in UTF-8 without quotation marks, zero bytes, blank lines or old ends of lines."""
    if b'"' in content or b"\0" in content or GUARD.encode() in content:
        return False
    if content.startswith((b"\n", b"\r"), start):
        return False
    if b"\n\n" in content or b"\n\r" in content:
        return False
    if content.count(b"\r") != content.count(b"\r\n"):
        return False
    try:
        return content.isascii() or bool(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _columns(
    content: bytes, start: int, delimiter: str, header: list[str], rows: int
) -> pd.DataFrame | None:
    """Every column as codes and the different texts; None where a row is not as wide as it."""
    codes = [np.empty(rows, dtype=np.int32) for _ in header]
    texts: list[dict[str, int]] = [{} for _ in header]
    guard = (delimiter.join([GUARD] * len(header)) + "\n").encode()
    done = 0
    while start < len(content):
        end = content.find(b"\n", start + CHUNK) + 1 or len(content)
        chunk = _parsed(guard + content[start:end], delimiter)
        if chunk is None or done + len(chunk) - 1 > rows:
            return None
        start, after = end, done + len(chunk) - 1
        for at, known in enumerate(texts):
            cells = chunk.iloc[:, at].array
            number = [-1 if text == GUARD else known.setdefault(str(text), len(known))
                      for text in cells.categories]  # fmt: skip
            codes[at][done:after] = np.array(number, dtype=np.int32)[cells.codes[1:]]
        done = after
    if done != rows or _any_blank(codes, texts):
        return None
    columns = {
        at: pd.Categorical.from_codes(codes[at], categories=pd.Index(list(texts[at]), dtype="str"))
        for at in range(len(header))
    }
    return pd.DataFrame(columns).set_axis(header, axis=1)


def _parsed(content: bytes, delimiter: str) -> pd.DataFrame | None:
    try:
        return pd.read_csv(
            io.BytesIO(content), sep=delimiter, header=None, dtype="category", na_filter=False,
            quoting=csv.QUOTE_NONE, skip_blank_lines=False, low_memory=False, engine="c",
        )  # fmt: skip
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        return None


def _any_blank(codes: list[np.ndarray], texts: list[dict[str, int]]) -> bool:
    """Whether nothing stands in some row."""
    blank: np.ndarray | None = None
    for each, known in zip(codes, texts, strict=True):
        nothing = [code for text, code in known.items() if not text.strip()]
        if not nothing:
            return False
        here = np.isin(each, nothing)
        blank = here if blank is None else blank & here
    return blank is not None and bool(blank.any())
