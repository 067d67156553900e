"""What nicdev does not wait for."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from nicdev.press.waits import PARSER, import_jsonschema
import_jsonschema()
import nbformat, papermill
print(PARSER in sys.modules)
import_jsonschema()
import rfc3987_syntax
print(PARSER in sys.modules)
"""


def test_the_parser_of_addresses_is_not_waited_for_and_is_there_for_others() -> None:
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "True"]
