"""Libraries that keep a reader waiting for what nicdev never asks of them."""

from __future__ import annotations

import sys
from importlib import import_module

PARSER = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Import jsonschema, which every reader of notebooks imports, without a wait of two seconds.

    Where jsonschema finds a parser of international web addresses it takes it, and that compiles
    its grammar as it is imported.  No check of a notebook needs it: it is not to be had while
    jsonschema is imported for the first time, and is there again afterwards.
    """
    if "jsonschema" in sys.modules or PARSER in sys.modules:
        return
    sys.modules[PARSER] = None  # type: ignore[assignment]  # Python's word for: not to be had
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[PARSER]
