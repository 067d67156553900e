"""The settings of a network: what may not become a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from nicdev.errors import ParamsRefused
from nicdev.study import is_folder_name, read_study


@pytest.mark.parametrize(
    "code",
    [
        "..",
        ".",
        "",
        "../x",
        "/etc",
        "a/b",
        "a\\b",
        "con",
        "NUL.x",
        "x" * 200,
        "a.",
        "a ",
        "c:",
        "a\0",
    ],
)
def test_a_code_that_could_lie_elsewhere_is_no_folder_name(code: str) -> None:
    assert not is_folder_name(code)


@pytest.mark.parametrize(
    "code", ["newborn", "w1", "2024-25", "Herbst_2024", "São 1", "hub", "a..b"]
)
def test_ordinary_codes_are_folder_names(code: str) -> None:
    assert is_folder_name(code)


def test_a_network_called_as_the_folder_above_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "...yml"
    path.write_text('network: ".."\ntitle: "t"\n', encoding="utf-8")
    with pytest.raises(ParamsRefused, match="a code that can name a folder"):
        read_study(path)
