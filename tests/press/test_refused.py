"""What is wrong is said all at once, before any kernel starts, and nothing leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from press.conftest import STEMS, TRACE, Nicdev, example, lines, names, notebook, workbook

TALKS = {"00_readiness": notebook(TRACE)}
PRIVATE = "private:\n  members: [name, mail]\n"
ROSTER = (
    "member_id,observed_from,joined_on,name,mail\n"
    "M001,2025-08-25,2025-08-25,Jane Doe,jane@school.example\n"
    "M002,2025-08-25,2025-08-25,Hope Grant,\n"
)
NAMED = "expected no person's name, e-mail address or id in text that leaves for a hub. "
DO = (
    "Use a role or a team instead; if it names nobody, list the word under not_names in the params."
)

# Table, what stands there, what is planted, and where the report says that it found it.
TEN = (
    ("members", "M001,2025-08-25,2025-08-25,3", "M001,2025-08-25,2025-13-25,3",
     "members.csv, row 2, column joined_on: found '2025-13-25'"),
    ("members", "M002,2025-08-25,2025-08-25,1", "M002,2025-08-25,2025-08-25,many",
     "members.csv, row 3, column years_improving: found 'many'"),
    ("roles", "M001,S1,coach,none", "M001,S1,coach,regal",
     "roles.csv, row 2, column hub_tier: found 'regal'"),
    ("memberships", "M001,T1,", "M001,T9,",
     "memberships.csv, row 2, column team_id: found 'T9', which is not there"),
    ("events", "E2,coaching,", "E1,convening,2025-09-10,6.0\nE2,coaching,",
     "events.csv, rows 2 and 3, column event_id: found event_id 'E1' in more than one row"),
    ("attendance", "E1,M001\n", "E1,M001,x\n", "attendance.csv, row 2: found 3 cells"),
    ("responses", "all,R001,trust_own_team_respect,3,", "all,R001,trust_own_team_respect,9,",
     "responses.csv, row 2, column value: found 9"),
    ("ties", "all,advice,M002,M001,3", "all,advice,M002,M002,3",
     "ties.csv, row 2, column target: found a tie of 'M002' to themselves"),
    ("items", "item_id,key,facet,referent,text", "item_id,key,facet,referent,txt",
     "items.csv, column txt: found the header 'txt'"),
    ("measures", ",weekly,0.7,", ",weekly,#REF!,",
     "measures.csv, row 2, column target: found '#REF!'"),
)  # fmt: skip


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_ten_faults_of_ten_kinds_are_ten_named_problems_and_no_kernel_starts(
    tmp_path: Path, nicdev: Nicdev
) -> None:
    root = workbook(tmp_path, TALKS)
    example(tmp_path / "example")
    (tmp_path / "example" / "data" / "newborn").replace(root / "data" / "newborn")
    (tmp_path / "example" / "params" / "newborn.yml").replace(root / "params" / "newborn.yml")
    for table, old, new, _ in TEN:
        edit(root / "data" / "newborn" / f"{table}.csv", old, new)
    for verb in ("check", "run"):
        said = nicdev(root, verb, "newborn")
        assert said.code == 2
        assert lines(said.err, "newborn: ") == ["newborn: 10 to mend (cannot be used):"]
        problems = lines(said.err, "- ")
        assert len(problems) == 10
        for _, _, _, place in TEN:
            assert sum(p.startswith(f"- {place}") for p in problems) == 1, (place, problems)
    assert not (root / "ran-newborn").exists()
    assert not (root / "built" / "newborn").exists()


@pytest.mark.notebooks
def test_the_trace_that_is_missing_above_is_left_where_a_kernel_runs(
    tmp_path: Path, nicdev: Nicdev
) -> None:
    """So that the tests of this file can fail; and a refused network does not stop another."""
    root = workbook(tmp_path, TALKS, {"net": "", "bad": "sed: 1\n"})
    said = nicdev(root, "run")
    assert said.code == 2
    assert (root / "ran-net").read_text() == "x"
    assert not (root / "ran-bad").exists()
    assert "Did you mean 'seed'?" in said.err
    assert lines(said.out, "briefs: ") == [
        "briefs: built/net/all/hub/index.html",
        "briefs: built/net/all/members/index.html",
    ]


TEXTS = {
    "a column that members see": (
        {"teams": "team_id,name,kind\nT1,Readers,improvement team\n"
                  "T2,Friends of Jane Doe,improvement team\n"}, "", "", "", "A network",
        f"teams.csv, row 3, column name: found 'Jane Doe' and 'Jane' and 'Doe', from the roster; "
        f"{NAMED}{DO}",
    ),
    "an address in a column that the hub sees": (
        {"teams": "team_id,name,kind,priority\n"
                  "T1,Readers,improvement team,ask jane@school.example\n"},
        "", "", "", "A network",
        f"teams.csv, row 2, column priority: found 'jane@school.example', from the roster; "
        f"{NAMED}{DO}",
    ),
    "a remark": (
        {}, "<!-- a\ncomment -->\n# all\n\n## roles.trust.facets\n\nFine.\nHOPE GRANT said so.\n",
        "", "", "A network",
        f"params/net.md, row 8, column all, roles.trust.facets: found 'HOPE GRANT' and 'HOPE' and "
        f"'GRANT', from the roster; {NAMED}{DO}",
    ),
    "a remark in which half of a name is in italics": (
        {}, "# all\n\n## roles.trust.facets\n\nFine.\n*D*oe said so.\n", "", "", "A network",
        f"params/net.md, row 5, column all, roles.trust.facets: found 'Doe', from the roster; "
        f"{NAMED}{DO}",
    ),
    "a cell for the brief in which half of a name is bold": (
        {}, "", "As **D**oe told us.", "", "A network",
        f"notebooks/00_readiness.ipynb, column cell 3: found 'Doe', from the roster; {NAMED}{DO}",
    ),
    "a cell for the brief": (
        {}, "", "As M001 told us.", "", "A network",
        f"notebooks/00_readiness.ipynb, column cell 3: found 'M001', from the roster; {NAMED}{DO}",
    ),
    "the title": (
        {}, "", "", "", "Doe's network",
        f"params/net.yml, column title: found 'Doe', from the roster; {NAMED}{DO}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", TEXTS)
def test_a_name_in_text_that_would_leave_stops_everything_and_says_where(
    tmp_path: Path, nicdev: Nicdev, where: str
) -> None:
    tables, remarks, brief, _, title, place = TEXTS[where]
    root = workbook(tmp_path, {"00_readiness": notebook(TRACE, brief=brief)}, {"net": PRIVATE},
                    {"members": ROSTER, **tables})  # fmt: skip
    edit(root / "params" / "net.yml", '"A network"', f'"{title}"')
    (root / "params" / "net.md").write_text(remarks, encoding="utf-8")
    said = nicdev(root, "run")
    assert said.code == 2
    assert said.err.endswith(f"net: 1 to mend (cannot be used):\n- {place}\n")
    assert names(root / "built") <= {".running"}
    assert not (root / "ran-net").exists()
    assert nicdev(root, "check").code == 2


def test_a_name_among_the_words_that_a_network_shares_stops_everything(
    tmp_path: Path, nicdev: Nicdev
) -> None:
    lexicon = 'lexicon:\n  "Doe talk": [doe talk]\n  talk: [talk, Doe]\n'
    root = workbook(tmp_path, TALKS, {"net": PRIVATE + lexicon}, {"members": ROSTER})
    said = nicdev(root, "run")
    assert said.code == 2
    assert said.err.endswith(
        f"- params/net.yml, column lexicon: found 'Doe', from the roster; {NAMED}{DO}\n"
    )


def test_a_word_that_names_nobody_can_be_let_through(tmp_path: Path, nicdev: Nicdev) -> None:
    root = workbook(tmp_path, TALKS, {"net": f"{PRIVATE}not_names: [Hope, Grant]\n"},
                    {"members": ROSTER,
                     "teams": "team_id,name,kind\nT1,Hope Readers,improvement team\n"})  # fmt: skip
    said = nicdev(root, "check")
    assert (said.code, said.out, said.err) == (0, "net: everything can be used.\n", "")


def test_a_name_where_only_the_evaluator_looks_is_a_warning(tmp_path: Path, nicdev: Nicdev) -> None:
    members = (
        "member_id,observed_from,joined_on,left_on,left_reason,name,mail\n"
        "M001,2025-08-25,2025-08-25,2025-12-01,went with Doe,Jane Doe,\n"
    )
    root = workbook(tmp_path, TALKS, {"net": PRIVATE}, {"members": members})
    said = nicdev(root, "check")
    assert said.code == 0
    assert said.err == (
        "net: 1 to mend (used, with a caution):\n"
        "- members.csv, row 2, column left_reason: found 'Doe', from the roster; expected no "
        "person's name, e-mail address or id in text. It stays with you: this column is never "
        "shown to others.\n"
    )


def test_an_undeclared_name_column_is_refused(tmp_path: Path, nicdev: Nicdev) -> None:
    root = workbook(tmp_path, TALKS, tables={"members": ROSTER})
    said = nicdev(root, "run")
    assert said.code == 2
    assert lines(said.err, "- members.csv, column name: ")
    assert "Jane" not in said.err
    assert not (root / "ran-net").exists()


def test_an_unknown_network_or_wave_is_met_with_the_one_that_was_meant(
    tmp_path: Path, nicdev: Nicdev
) -> None:
    waves = (
        "wave,label,starts_on,ends_on\n"
        "w2025,Autumn,2025-08-01,2025-12-31\nv2026,Spring,2026-01-01,2026-06-30\n"
    )
    root = workbook(tmp_path, TALKS, {"nets": "", "other": ""}, {"waves": waves})
    said = nicdev(root, "run", "net")
    assert said.code == 2
    assert said.err.endswith(
        "- params: found no settings for a network 'net'; expected a file net.yml. "
        "Did you mean 'nets'?\n"
    )
    said = nicdev(root, "run", "--wave", "w205")
    assert said.code == 2
    for network in ("nets", "other"):
        assert (
            f"{network}: 1 to mend (cannot be used):\n- waves.csv: found no wave 'w205'; expected "
            "'latest' or one of w2025, v2026. Did you mean 'w2025'?\n"
        ) in said.err
    assert not list(root.glob("ran-*"))


def test_settings_remarks_and_tables_are_reported_together(tmp_path: Path, nicdev: Nicdev) -> None:
    root = workbook(tmp_path, TALKS, tables={"members": "member_id,observed_from,joined_on\n"
                                                        "M1,2025-08-25,soon\n"})  # fmt: skip
    (root / "params" / "net.md").write_text("# al\n\n## roles.trust.facets\n\nFine.\n")
    said = nicdev(root, "check")
    assert said.code == 2
    assert len(lines(said.err, "- ")) == 2
    assert lines(said.err, "- params/net.md, row 5: ") == [
        "- params/net.md, row 5: found remarks for a wave 'al'; expected one of all. "
        "Did you mean 'all'?"
    ]


@pytest.mark.parametrize("params", ["network: 007\ntitle: x\n", 'network: "net"\n', "a: [\n"])
def test_settings_are_refused_before_a_kernel_starts(
    tmp_path: Path, nicdev: Nicdev, params: str
) -> None:
    root = workbook(tmp_path, TALKS)
    (root / "params" / "net.yml").write_text(params)
    said = nicdev(root, "run")
    assert said.code == 2
    assert lines(said.err, "- params/net.yml")
    assert "Traceback" not in said.err
    assert not (root / "ran-net").exists()


def test_no_networks_and_no_workbook_are_said(tmp_path: Path, nicdev: Nicdev) -> None:
    said = nicdev(tmp_path, "run")
    assert said.code == 2
    assert said.err == (
        f"That cannot be done as asked.\n- found no folder 'params' in {tmp_path.name} or above "
        "it; expected to be inside a workbook. Go to the workbook's folder, or run 'nicdev new "
        "NETWORK' to begin one here.\n"
    )
    (tmp_path / "params").mkdir()
    said = nicdev(tmp_path, "run")
    assert said.code == 2
    assert said.err == (
        "That cannot be done as asked.\n- params: found no settings of any network; expected a "
        "file such as mynetwork.yml. Run 'nicdev new NETWORK' to begin one.\n"
    )


def test_a_folder_without_notebooks_is_refused(tmp_path: Path, nicdev: Nicdev) -> None:
    said = nicdev(workbook(tmp_path, {}), "run")
    assert said.code == 2
    assert f"expected {', '.join(f'{stem}.ipynb' for stem in STEMS)}. " in said.err
