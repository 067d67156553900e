"""Files that appear whole or not at all; folders for waves of any name; one run at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.errors import UsageRefused
from nicdev.press.files import alone, make_whole, sweep, write_whole
from nicdev.press.workspace import Workspace


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "hub" / "page.html"
    write_whole(tmp_path, target, "first")

    def half(path: Path) -> None:
        path.write_text("half")
        assert path.parent != target.parent
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make_whole(tmp_path, target, half)
    assert target.read_text() == "first"
    assert [p.name for p in target.parent.iterdir()] == ["page.html"]
    assert list((tmp_path / "private" / ".making").iterdir()) == []


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    write_whole(tmp_path, tmp_path / "hub" / "page.html", "first")
    (tmp_path / "private" / ".making" / "half.html").write_text("half")
    sweep(tmp_path)
    assert not (tmp_path / "private" / ".making").exists()
    sweep(tmp_path)


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with alone(tmp_path):
        with pytest.raises(UsageRefused) as refused, alone(tmp_path):
            pass
        assert str(refused.value) == (
            "That cannot be done as asked.\n- built: found another 'nicdev run' at work in this "
            "workbook; expected one run at a time. Wait for it to end, then run again."
        )
    with alone(tmp_path):
        pass


@settings(derandomize=True, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=2, unique=True))
def test_every_wave_has_a_folder_of_its_own_inside_the_networks(waves: list[str]) -> None:
    first, second = (Workspace(Path("/book")).built("net", wave) for wave in waves)
    assert first != second
    for built in (first, second):
        assert built.parent == Path("/book/built/net")
        assert built.name not in ("", ".", "..")
        assert not built.name.startswith(".")
