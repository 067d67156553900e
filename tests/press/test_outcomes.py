"""Every way in which a notebook can end has its name, decided outside it; the others are whole."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from press.conftest import Nicdev, Said, due, ledger, lines, names, notebook, outcomes, workbook

pytestmark = pytest.mark.notebooks

BLOCK = "application/vnd.nicdev.block+json"
# A block as `show` makes it, with a name that no table, setting or remark holds on this computer.
SEEN = {"html": "<p>Thanks to Jane Doe.</p>", "seen": True, "question": "?", "why": "",
        "remark": "", "evidence": {"rows": [], "limits": []}}  # fmt: skip
HAND_MADE = {"key": "roles.trust.facets", "address": "0", "evidence": {"key": "roles.trust.facets"},
             "editions": dict.fromkeys(("evaluator", "hub", "members"), SEEN)}  # fmt: skip

FAULTS = {
    "00_readiness": notebook("print('before')", "import os, signal",
                             "os.kill(os.getpid(), signal.SIGKILL)", "print('after')"),
    "10_technical_core": notebook("raise ValueError('twelve is too many')"),
    "20_roles_and_relationships": notebook(
        "show = print",
        "try:\n    1 / 0\n    show('roles.trust.facets')\nexcept ZeroDivisionError:\n    pass"),
    "30_norms_and_identities": notebook(
        "import time\nif network == 'slow':\n    time.sleep(3600)"),
    "60_reflection": notebook(
        "from IPython.display import display\nif network == 'faults':\n"
        f"    display({{{BLOCK!r}: {HAND_MADE!r}}}, raw=True)"),
}  # fmt: skip


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory, nicdev: Nicdev) -> tuple[Path, Said]:
    root = tmp_path_factory.mktemp("faults")
    members = ("member_id,observed_from,joined_on,name\n"
               "M001,2025-08-25,2025-08-25,Jane Doe\n")  # fmt: skip
    workbook(root, FAULTS, {"faults": "private:\n  members: [name]\n"}, {"members": members})
    return root, nicdev(root, "run")


def failed_copy(root: Path, stem: str, network: str = "faults") -> dict[str, Any]:
    path = root / "built" / network / "all" / "private" / f"{stem}.failed.ipynb"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def outputs(made: dict[str, Any]) -> str:
    return json.dumps([cell.get("outputs", []) for cell in made["cells"]])


def test_each_end_has_its_name_in_the_ledger_on_screen_and_in_the_exit_code(
    faults: tuple[Path, Said],
) -> None:
    root, said = faults
    ends = {
        "00_readiness": ("out of memory or killed", "the kernel ended without a word"),
        "10_technical_core": ("failed", "ValueError: twelve is too many"),
        "20_roles_and_relationships": ("outputs missing", "no output for roles.trust.facets"),
        "30_norms_and_identities": ("done", ""),
        "60_reflection": ("name found", "Jane Doe, Jane, Doe in roles.trust.facets (hub); "
                          "Jane Doe, Jane, Doe in roles.trust.facets (members)"),
    }  # fmt: skip
    noted = ledger(root, "faults")["notebooks"]
    assert {stem: (n["outcome"], n["reason"]) for stem, n in noted.items()} == ends
    for stem, (outcome, reason) in ends.items():
        assert len(lines(said.err, f"{outcome}: faults all {stem}, ")) == 1
        if outcome != "done":
            assert f"faults all {stem}: {outcome}. {reason}\n" in said.err
    assert said.code == 1
    assert "Traceback" not in said.err
    assert "KeyboardInterrupt" not in said.err


def test_only_the_notebook_that_ended_well_has_pages(faults: tuple[Path, Said]) -> None:
    root, _ = faults
    for folder in ("hub", "members"):
        assert names(root / "built" / "faults" / "all" / folder) == {
            "30_norms_and_identities.html", "index.html", "not-built-yet.html", "evidence.parquet",
        }  # fmt: skip
        index = (root / "built" / "faults" / "all" / folder / "index.html").read_text()
        assert index.count("This page could not be made this time.") == 3
        assert ("The framework at a glance, with what changed and the decision log, could not be "
                "made this time.") in index  # fmt: skip
        assert "Jane" not in index
        assert '<a href="30_norms_and_identities.html">' in index


def test_the_marked_copy_is_kept_with_what_had_run(faults: tuple[Path, Said]) -> None:
    root, _ = faults
    for stem, outcome in outcomes(root, "faults").items():
        if outcome == "done":
            continue
        mark, *rest = failed_copy(root, stem)["cells"]
        assert mark["source"].startswith(f"**This notebook did not end well: {outcome}.**")
        assert len(rest) >= len(FAULTS[stem]["cells"])
    killed = outputs(failed_copy(root, "00_readiness"))
    assert "before" in killed
    assert "after" not in killed
    assert "twelve is too many" in outputs(failed_copy(root, "10_technical_core"))
    private = root / "built" / "faults" / "all" / "private"
    assert names(private) >= {"30_norms_and_identities.ipynb"}
    assert not (private / "30_norms_and_identities.failed.ipynb").exists()
    assert "10_technical_core.ipynb" not in names(private)


def test_what_failed_is_tried_again_and_what_is_done_is_not(faults: tuple[Path, Said]) -> None:
    root, _ = faults
    assert set(due(root, "faults")) == set(FAULTS) - {"30_norms_and_identities"}


def test_too_slow_and_a_worker_that_dies(tmp_path: Path, nicdev: Nicdev) -> None:
    """One network is late (its limit is a second); in the other a notebook kills its worker."""
    root = workbook(
        tmp_path,
        {
            "10_technical_core": notebook("import psutil\nif network == 'dies':\n"
                                          "    psutil.Process().parent().kill()\n"
                                          "    import time\n    time.sleep(3600)"),
            "30_norms_and_identities": FAULTS["30_norms_and_identities"],
        },
        {"slow": "limits: {seconds_a_notebook: 1}\n", "dies": ""},
    )  # fmt: skip
    (root / "notebooks" / "60_reflection.ipynb").write_text(json.dumps(notebook("1 + 1")))
    said = nicdev(root, "run", "dies", "slow", "--workers", "2")
    assert said.code == 1
    slow = ledger(root, "slow")["notebooks"]["30_norms_and_identities"]
    assert slow["outcome"] == "too slow"
    assert slow["reason"] == "more than 1 seconds (seconds_a_notebook)"
    assert (
        failed_copy(root, "30_norms_and_identities", "slow")["cells"][0]["id"] == "nicdev-outcome"
    )
    assert outcomes(root, "dies") == {
        "10_technical_core": "out of memory or killed",
        "30_norms_and_identities": "done",
        "60_reflection": "done",
    }
    dead = ledger(root, "dies")["notebooks"]["10_technical_core"]
    assert dead["reason"] == "its worker process ended"
    assert "Traceback" not in said.err


LINE = """\
import json, os
from ipykernel import get_connection_file
told = json.load(open(get_connection_file()))
if told["transport"] == "ipc":
    told["mode"] = os.stat(os.path.dirname(told["ip"])).st_mode & 0o777
json.dump(told, open("line.json", "w"))
"""


def line(root: Path) -> dict[str, Any]:
    """What a kernel was told of how its worker talks to it."""
    told: dict[str, Any] = json.loads((root / "line.json").read_text(encoding="utf-8"))
    return told


@pytest.mark.skipif(os.name != "posix", reason="this system has no sockets with a path")
def test_worker_and_kernel_talk_in_a_folder_of_their_own(tmp_path: Path, nicdev: Nicdev) -> None:
    """A port of the machine may be taken by another program before the kernel opens it."""
    workbook(tmp_path, {"10_technical_core": notebook(LINE)})
    assert nicdev(tmp_path, "run").code == 0
    told = line(tmp_path)
    assert told["transport"] == "ipc"
    assert told["mode"] == 0o700
    assert not Path(told["ip"]).parent.exists()


def test_a_temporary_folder_too_deep_for_a_socket_is_no_hindrance(
    tmp_path: Path, nicdev: Nicdev
) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    root = workbook(tmp_path / "book", {"10_technical_core": notebook(LINE)})
    assert nicdev(root, "run", TMPDIR=str(deep)).code == 0
    assert line(root)["transport"] == "tcp"
