"""A second run runs nothing; whatever changes is made again; nothing out of date stays in sight."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from press.conftest import MEMBERS, Nicdev, due, ledger, names, notebook, workbook

pytestmark = pytest.mark.notebooks

STEMS = ["00_readiness", "30_norms_and_identities"]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, nicdev: Nicdev) -> Path:
    root = tmp_path_factory.mktemp("once")
    workbook(root, {stem: notebook("1 + 1") for stem in STEMS})
    said = nicdev(root, "run")
    assert (said.code, due(root)) == (0, []), said
    return root


@pytest.fixture
def again(once: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(once, tmp_path / "again"))


def more(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


BUILT = "built/net/all"
CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "nothing": (lambda root: None, []),
    "a table": (lambda root: more(root / "data/net/members.csv", "M2,2025-08-25,2025-08-25\n"),
                STEMS),
    "a new table": (lambda root: (root / "data/net/waves.csv").write_text(
        "wave,label,starts_on,ends_on\nall,Autumn,2025-08-01,2025-12-31\n"), STEMS),
    "a setting": (lambda root: more(root / "params/net.yml", "limits: {k_people: 6}\n"), STEMS),
    "the title": (lambda root: (root / "params/net.yml").write_text(
        'network: "net"\ntitle: "Another"\n'), STEMS),
    "a comment in the settings": (lambda root: more(root / "params/net.yml", "# fine\n"), []),
    "a remark": (lambda root: (root / "params/net.md").write_text(
        "# all\n## roles.trust.facets\nFine.\n"), STEMS),
    "a notebook": (lambda root: more(root / "notebooks/00_readiness.ipynb", "\n"), STEMS),
    "a page is deleted": (lambda root: (root / BUILT / "hub/00_readiness.html").unlink(),
                          STEMS[:1]),
    "a page is altered": (lambda root: more(root / BUILT / "members/00_readiness.html", "!"),
                          STEMS[:1]),
    "an executed notebook is altered": (
        lambda root: more(root / BUILT / "private/00_readiness.ipynb", " "), STEMS[:1]),
    "the ledger is gone": (lambda root: (root / BUILT / "private/ledger.json").unlink(), STEMS),
    "the ledger is no ledger": (
        lambda root: (root / BUILT / "private/ledger.json").write_text("[1"), STEMS),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_out_of_date(again: Path, what: str) -> None:
    change, expected = CHANGES[what]
    change(again)
    assert due(again) == expected


def test_a_second_run_runs_nothing_and_mends_the_lists(again: Path, nicdev: Nicdev) -> None:
    before = {p: p.read_bytes() for p in (again / "built").rglob("*") if p.is_file()}
    said = nicdev(again, "run")
    assert said.code == 0
    assert said.out.startswith("2 notebooks were up to date.\n")
    assert said.err.strip() == ""
    assert {p: p.read_bytes() for p in (again / "built").rglob("*") if p.is_file()} == before
    for name in ("hub/index.html", "members/not-built-yet.html"):
        (again / BUILT / name).write_text("something else")
    (again / BUILT / "hub/evidence.parquet").unlink()
    (again / BUILT / "hub/old.html").write_text("a page that nobody makes any more")
    assert nicdev(again, "run").code == 0
    after = {p: p.read_bytes() for p in (again / "built").rglob("*") if p.is_file()}
    assert after == before


def test_pages_of_refused_data_are_taken_back_and_come_again(again: Path, nicdev: Nicdev) -> None:
    hub, private = again / BUILT / "hub", again / BUILT / "private"
    page = (hub / "00_readiness.html").read_bytes()
    more(again / "data/net/members.csv", "M2,2025-08-25,soon\n")
    for _ in range(2):  # a second refusal does not lose what the first one kept
        said = nicdev(again, "run")
        assert said.code == 2
        assert "the pages of earlier runs were taken back" in said.err
        assert names(hub) == names(again / BUILT / "members") == {"index.html"}
        index = (hub / "index.html").read_text(encoding="utf-8")
        assert "The earlier pages\nwere taken back" in index.replace("pages were", "pages\nwere")
        assert "00_readiness" not in index
        assert (private / "withdrawn" / "hub" / "00_readiness.html").read_bytes() == page
        assert ledger(again)["refused"][0]["code"] == "not_a_date"
    (again / "data/net/members.csv").write_text(MEMBERS)
    assert due(again) == STEMS
    said = nicdev(again, "run")
    assert said.code == 0
    assert (hub / "00_readiness.html").read_bytes() == page
    assert "refused" not in ledger(again)


def test_pages_of_a_wave_that_is_no_more_are_taken_back(again: Path, nicdev: Nicdev) -> None:
    (again / "data/net/waves.csv").write_text(
        "wave,label,starts_on,ends_on\n2025/26,This year,2025-08-01,2026-06-30\n"
    )
    assert nicdev(again, "run").code == 0
    assert names(again / BUILT / "hub") == {"index.html"}
    new = again / "built/net/2025%2f26/hub"
    assert "00_readiness.html" in names(new)
    assert "This year" in (new / "index.html").read_text(encoding="utf-8")
