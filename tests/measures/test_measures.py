"""What holds for the whole room."""

import subprocess
import sys
from pathlib import Path

import nicdev.measures

MODULES = sorted(Path(nicdev.measures.__file__).parent.glob("[a-z]*.py"))


def test_importing_the_room_is_light():
    names = ", ".join(f"nicdev.measures.{path.stem}" for path in MODULES)
    heavy = "{'scipy', 'pandas', 'networkx', 'matplotlib'}"
    code = f"import sys, {names}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert len(MODULES) >= 5
    assert done.stdout.strip() == "[]"
