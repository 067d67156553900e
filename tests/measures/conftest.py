"""Golden numbers, and data that R packages carry."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def golden() -> Callable[[str], list[dict[str, object]]]:
    """The rows of a golden CSV; empty cells are NaN, lists of numbers stay text."""

    def read(name: str) -> list[dict[str, object]]:
        text = dict.fromkeys(("values", "rows", "case", "reached", "rest", "out"), str)
        return pd.read_csv(GOLDEN / name, comment="#", dtype=text).to_dict("records")

    return read


@pytest.fixture(scope="session")
def carried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """Networks and a series that R packages carry: they are not ours to commit."""
    folder = tmp_path_factory.mktemp("carried")
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("Rscript is missing, and with it the data of R packages")
    command = [rscript, str(GOLDEN / "lib" / "carried.R"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 3:
        pytest.skip("the R packages sna and network are missing")
    assert done.returncode == 0, done.stderr
    return {path.stem: np.loadtxt(path) for path in folder.glob("*.txt")}


@pytest.fixture(scope="session")
def array_of() -> Callable[[str], np.ndarray]:
    """An adjacency array from one word per sender: x a tie, . none, ? unknown."""
    signs = {"x": 1.0, ".": 0.0, "?": np.nan}
    return lambda rows: np.array([[signs[sign] for sign in word] for word in rows.split()])
