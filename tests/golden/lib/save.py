"""Shared by the Python scripts of this folder, which are run from it: python limits.py FOLDER."""

import importlib.metadata
import sys
from pathlib import Path

import pandas as pd


def save(frame: pd.DataFrame, name: str, *packages: str) -> None:
    """A CSV that starts with the versions of the packages that the numbers come from."""
    versions = ", ".join(f"{package} {importlib.metadata.version(package)}" for package in packages)
    text = frame.to_csv(index=False, lineterminator="\n")
    Path(sys.argv[1], name).write_text(f"# {versions}\n{text}", encoding="utf-8")
