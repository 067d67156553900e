"""Bytes to text: UTF-8, with or without a mark, and Windows-1252 with a warning."""

from __future__ import annotations

import codecs

from nicdev.errors import Problem

# Where more than this share of bytes is zero, the text was saved with two bytes for each sign.
TWO_BYTE_SHARE = 0.2
_SAVE_AGAIN = 'Save the table again as "CSV UTF-8".'


def decode(
    content: bytes, file: str, *, two_bytes: bool = False
) -> tuple[str | None, list[Problem]]:
    """The text, or None where there is none; and what there is to say about it.

    With `two_bytes`, UTF-16 that says which it is (as Teams writes its reports) is read.
    """
    if not content.strip():
        return None, [
            Problem(
                "empty_file",
                file,
                "an empty file",
                "a row of headers, and a row for each entry",
                "Fill the table in, or take the file out.",
            )
        ]
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if two_bytes and marked:
        try:
            return content.decode("utf-16"), []
        except UnicodeDecodeError:
            pass  # named below like any UTF-16 that cannot be read
    if marked or content.count(0) > TWO_BYTE_SHARE * len(content):
        return None, [Problem("utf_16", file, "text in UTF-16", "text in UTF-8", _SAVE_AGAIN)]
    if 0 in content:
        return None, [
            Problem(
                "zero_bytes",
                file,
                f"zero bytes on line {_line(content, content.index(0))} of the file",
                "a table saved as text",
                _SAVE_AGAIN,
            )
        ]
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = _line(content, error.start)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        return None, [
            Problem(
                "unknown_encoding",
                file,
                f"text on line {_line(content, error.start)} of the file that is neither UTF-8 nor "
                "Windows-1252",
                "text in UTF-8",
                _SAVE_AGAIN,
            )
        ]
    return text, [
        Problem(
            "windows_1252",
            file,
            f"text on line {line} of the file that is not UTF-8; it was read as Windows-1252",
            "text in UTF-8",
            f"Look whether accents and quotation marks came out right. {_SAVE_AGAIN}",
            level="warning",
        )
    ]


def _line(content: bytes, at: int) -> int:
    """The line on which a byte stands, however lines end."""
    return len((content[:at] + b"x").splitlines())
