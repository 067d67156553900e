"""What a code may be so that it can name a folder."""

from __future__ import annotations

import re

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def is_folder_name(code: str) -> bool:
    """Whether a code can name a folder on every system, and no other place than that folder."""
    return re.fullmatch(r"\w([\w .-]{0,98}\w)?", code) is not None and not _RESERVED.fullmatch(code)
