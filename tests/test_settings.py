"""The page of settings says what the model says."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT

from nicdev.settings import main, settings
from nicdev.study import Study

PAGE = ROOT / "docs" / "settings.md"


def test_the_page_is_the_one_that_the_model_makes(tmp_path: Path) -> None:
    assert PAGE.read_text(encoding="utf-8") == settings()
    main([str(tmp_path / "written.md")])
    assert (tmp_path / "written.md").read_bytes() == PAGE.read_bytes()


def test_every_setting_and_threshold_stands_in_it_once() -> None:
    text = settings()
    for name, field in Study.model_fields.items():
        assert text.count(f"| `{name}` | {field.description} |") == 1
    for name in Study(network="x", title="X").all_limits:
        assert text.count(f"| `{name}` | ") == 1
