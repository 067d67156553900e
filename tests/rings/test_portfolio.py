"""Across networks: one question to the gated evidence, limits, the gate's attackers, consent."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from conftest import lay_out

from nicdev import simulate
from nicdev.desk import start
from nicdev.errors import UsageRefused
from nicdev.evidence import Disclosed, Evidence, evidence_rows
from nicdev.framework import RINGS, framework
from nicdev.language import locale
from nicdev.measures.pooling import share_of
from nicdev.network import Network, Portfolio, open_network
from nicdev.press import across, gathered
from nicdev.press.workspace import Workspace
from nicdev.rings import compute
from nicdev.show.blocks import block
from nicdev.show.disclosure.networks import disclose_networks
from nicdev.tables.names import Roster

LIMITS = framework().limits
ROOM = "development.portfolio"
KEYS = framework().keys_at(ROOM)


def portfolio(
    count: int, *, seed: int = 1, apart: float = 0.5, names: Sequence[str] = (), lacking: int = 0
) -> Portfolio:
    """Made-up networks of known shares; the last `lacking` have no answers about the hub."""
    rng = np.random.default_rng(seed)
    codes = [f"net{at}" for at in range(count)]
    began = pd.Timestamp("2026-06-01") - pd.to_timedelta(100 + 45 * np.arange(count), unit="D")
    networks = pd.DataFrame({"network": codes, "title": [f"The network of town {at}" for at in
                             range(count)], "wave": "w4", "synthetic": True, "began": began,
                             "until": pd.Timestamp("2026-06-01")})  # fmt: skip
    rows: list[dict[str, Any]] = []
    for name in names or ("trust_hub", "builds_on"):
        n = rng.integers(8, 60, count)
        shares = share_of(rng.normal(0.3, apart, count))
        rows += [{"what": "share", "network": code, "wave": "w4", "name": name,
                  "numerator": float(rng.binomial(n[at], shares[at])), "n": float(n[at])}
                 for at, code in enumerate(codes)
                 if name != "trust_hub" or at < count - lacking]  # fmt: skip
    rows += [{"what": "room", "network": code, "wave": "w4", "name": room, "numerator": np.nan,
              "n": np.nan} for at, code in enumerate(codes) for room in ("roles.trust",
              "technical.inquiry") if room != "roles.trust" or at < count - lacking]  # fmt: skip
    return Portfolio(networks, pd.DataFrame(rows).assign(at=3))


def opened(among: Portfolio) -> Network:
    study = gathered.study(among.networks)
    return replace(open_network(study, {}, roster=Roster(), sources={}), portfolio=among)


def page(among: Portfolio) -> list[Evidence]:
    network = opened(among)
    return [compute(key, network) for key in KEYS]


def editions(among: Portfolio, *hubs: str) -> dict[str, dict[str, Disclosed]]:
    return disclose_networks(page(among), LIMITS, hubs)


def rows(shown: dict[str, Disclosed], name: str, unit: str) -> pd.DataFrame:
    frame = shown[f"{ROOM}.{name}"].rows
    return frame[frame["unit"] == unit]


def html(shown: dict[str, Disclosed]) -> str:
    return "".join(block(one, "en", LIMITS).html for one in shown.values())


# ------------------------------------------------------------------------ one question to DuckDB


def answers(part: str, relation: str, counts: dict[str, Any], n: int) -> list[dict[str, Any]]:
    return [{"wave": "w1", "view": "without_hub", "relation": relation, "part": part, "unit":
             "answers", "group_kind": "network", "x": x, "n": n,
             **({"coded": count} if isinstance(count, str) else {"numerator": count})}
            for x, count in counts.items()]  # fmt: skip


def asked(tmp_path: Path, found: list[dict[str, Any]], key: str, turned: Sequence[str] = ()) -> Any:
    frame = evidence_rows(found).assign(key=key)
    text = frame.select_dtypes(exclude="number").columns
    frame[text] = frame[text].astype(object)
    file = str(tmp_path / "evidence.parquet")
    with duckdb.connect() as database:
        database.register("kept", frame)
        database.execute("COPY kept TO $1 (FORMAT parquet)", [file])
    networks = pd.DataFrame({"network": ["a"], "wave": ["w1"], "at": [0], "k": [5], "file": [file]})
    items = pd.DataFrame([("a", item) for item in turned], columns=["network", "item"])
    made = gathered.ask(networks, items)
    return made[made["what"] == "share"].set_index("name")


def test_answers_above_the_middle_are_counted_over_the_items_of_a_relationship(
    tmp_path: Path,
) -> None:
    found = [
        *answers("one", "hub", {"1-2": 8, "3": 4, "4-5": 8}, 20),
        *answers("two", "hub", {"1": 5, "2-3": 5, "4": 4, "5": 6}, 20),
        *answers("across", "hub", {"1-2": 5, "3-5": 15}, 20),  # says nothing of above the middle
        *answers("none", "own_team", {"1-3": "nearly all", "4-5": "few or none"}, 10),
    ]
    made = asked(tmp_path, found, "roles.trust.facets")
    assert made.loc["trust_hub", ["numerator", "n"]].tolist() == [9, 20]
    assert made.loc["trust_own_team", ["numerator", "n"]].tolist() == [2.5, 10]
    assert set(made.index) == {"trust_hub", "trust_own_team"}


def test_an_item_that_is_worded_the_other_way_round_is_turned(tmp_path: Path) -> None:
    found = answers("bad", "members", {"1": 3, "2": 4, "3": 6, "4-5": 7}, 20)
    made = asked(tmp_path, found, "culture.evidence.safety", ["bad"])
    assert made.loc["safety", ["numerator", "n"]].tolist() == [7, 20]
    straight = asked(tmp_path, found, "culture.evidence.safety", ["another"])
    assert straight.loc["safety", "numerator"] == 7
    uneven = answers("bad", "members", {"1": 9, "2": 4, "3": 0, "4-5": 7}, 20)
    assert (
        asked(tmp_path, uneven, "culture.evidence.safety", ["bad"]).loc["safety", "numerator"] == 13
    )


def test_tests_are_counted_by_the_answers_that_the_framework_names(tmp_path: Path) -> None:
    found = [{"wave": "w1", "part": "builds_on", "unit": "tests", "group_kind": kind, "x": x,
              "numerator": many, "n": 17} for kind, x, many in (
                  ("network", "own team", 6), ("network", "another team", 3),
                  ("network", "another organization", 2), ("team", "another team", 9))]  # fmt: skip
    made = asked(tmp_path, found, "culture.evidence.building_on")
    assert made.loc["builds_on", ["numerator", "n"]].tolist() == [5, 17]


# -------------------------------------------------------------------- limits, order, known truth


@pytest.mark.parametrize(
    ("count", "declined"),
    [
        (1, {"coverage": "set_beside", "spread": "set_beside", "funnel": "funnel",
             "position": "position"}),
        (7, {"spread": "drawn_in", "funnel": "funnel", "position": "position"}),
        (9, {"spread": "drawn_in", "funnel": "funnel"}),
        (10, {}),
    ],
)  # fmt: skip
def test_below_its_limits_it_says_what_it_will_not_do(count: int, declined: dict[str, str]) -> None:
    shown = editions(portfolio(count), "net0")
    for edition in shown.values():
        said = {name: set(rows(edition, name, "declined")["x"]) for name in
                ("coverage", "spread", "funnel", "position")}  # fmt: skip
        assert said == {name: {declined[name]} if name in declined else set() for name in said}
    text = html(shown["evaluator"])
    if count == 7:
        assert "Below 8, no place among the others is shown: one could guess who is where." in text
        assert "Below 10, none is drawn in towards the whole" in text


def test_networks_stand_in_order_of_age_and_never_of_value() -> None:
    among = portfolio(12)
    shuffled = replace(among, networks=among.networks.sample(frac=1, random_state=3))
    for some in (among, shuffled):
        raw = rows(editions(some)["evaluator"], "spread", "raw")
        first = raw[raw["part"] == "trust_hub"]
        assert first["group"].tolist() == [f"net{at}" for at in reversed(range(12))]
        assert not first["value"].is_monotonic_increasing
        assert not first["value"].is_monotonic_decreasing


def test_what_is_planted_is_found_and_what_is_not_is_not() -> None:
    among = portfolio(300, apart=0.5, names=["trust_hub"])
    alike = portfolio(300, apart=0.0, names=["trust_hub"])
    found, none = (
        rows(editions(p)["evaluator"], "spread", "apart").iloc[0] for p in (among, alike)
    )
    assert found["value"] == pytest.approx(0.5, abs=0.1)
    assert found["lower"] > 0.3
    assert none["lower"] == 0
    assert none["value"] < 0.2
    half = rows(editions(among)["portfolio"], "spread", "half").iloc[0]
    np.testing.assert_allclose([half["lower"], half["upper"]], share_of([0.3 - 0.337, 0.3 + 0.337]),
                               atol=0.03)  # fmt: skip


def test_two_thousand_networks_make_a_page_of_few_bytes() -> None:
    shown = editions(portfolio(2000, names=list(framework().compared)[:5]))
    assert len(html(shown["evaluator"])) < 150_000


# --------------------------------------------------------------------------------- attackers


def test_who_supports_networks_sees_no_row_about_one() -> None:
    shown = editions(portfolio(34), "net3")
    for one in shown["portfolio"].values():
        assert not one.rows["unit"].isin(["raw", "drawn", "funnel", "yours", "others"]).any()
        kinds = ["", "young", "growing", "grown", *RINGS]
        assert one.rows[["group", "label"]].isin(kinds).all(axis=None)
    for edition in ("portfolio", "yours net3"):
        assert not re.search(r"net\d|town", html(shown[edition]))
    assert "town 3" in html(shown["evaluator"])


def test_the_youngest_cannot_be_told_by_its_age() -> None:
    """Ages of fewer than k networks are shown with their neighbours, and only if all have one."""
    among = portfolio(14)
    years = {"net0": 30}
    few = among.networks.assign(began=[
        pd.Timestamp("2026-06-01") - pd.Timedelta(days=years.get(code, 1300))
        for code in among.networks["network"]])  # fmt: skip
    ages = rows(editions(replace(among, networks=few))["portfolio"], "spread", "age")
    assert ages.empty  # one age would be left, and beside it the youngest
    unknown = among.networks.assign(began=among.networks["began"].where(among.networks.index > 0))
    shown = editions(replace(among, networks=unknown))["portfolio"]
    assert rows(shown, "spread", "age").empty
    ordinary = rows(editions(portfolio(60))["portfolio"], "spread", "age")
    assert len(ordinary) == 6
    assert (ordinary["n"] >= LIMITS["k_networks"].value).all()


@pytest.mark.parametrize("lacking", [1, 4, 5, 29, 30, 33])
def test_the_only_one_without_a_table_cannot_be_counted(lacking: int) -> None:
    shown = editions(portfolio(34, lacking=lacking))["portfolio"]
    covered = rows(shown, "coverage", "covered").set_index("part")
    trust = covered.loc["roles.trust"]
    k = LIMITS["k_networks"].value
    if lacking < k or 34 - lacking < k:
        assert trust["coded"] == ("nearly all" if lacking < k else "few or none")
        assert np.isnan([trust["numerator"], trust["value"]]).all()
    else:
        assert trust["numerator"] == 34 - lacking
    whole = rows(shown, "spread", "whole").set_index("part")
    if lacking < k:
        assert np.isnan(whole.loc["trust_hub", "n"])
        assert whole.loc["trust_hub", "coded"] == "nearly all"
        ages = rows(shown, "spread", "age")
        assert "trust_hub" not in set(ages["part"])
    elif 34 - lacking < k:
        assert "trust_hub" not in whole.index
    counts = rows(shown, "funnel", "funnel_networks")
    assert ((counts["coded"] != "") | (counts["numerator"] >= k)).all()


def test_a_hub_sees_its_own_place_and_no_numbers_of_another() -> None:
    among = portfolio(20)
    shown = editions(among, "net3")["yours net3"]
    raw = rows(editions(among)["evaluator"], "position", "raw")
    yours = rows(shown, "position", "yours").set_index("part")["value"]
    assert yours.to_dict() == raw[raw["group"] == "net3"].set_index("part")["value"].to_dict()
    others = rows(shown, "position", "others")
    assert (others.groupby("part")["numerator"].sum() == 19).all()
    step = LIMITS["position_step"].value
    assert np.allclose(others["lower"] / step, (others["lower"] / step).round())
    assert np.allclose(others["value"], (others["lower"] + others["upper"]) / 2)
    assert set(shown[f"{ROOM}.position"].rows["unit"]) == {"yours", "others"}
    assert (others[["group", "label", "x"]] == "").all(axis=None)


def test_one_network_more_or_less_does_not_let_a_page_leave(tmp_path: Path) -> None:
    """Whoever kept the page from before would have the newcomer's numbers from the difference."""
    home = gathered.home(tmp_path)
    everyone = pd.DataFrame({"network": [f"n{at}" for at in range(20)]})
    report = across.Across()
    assert len(across._settled(home, everyone.head(12), report)) == 12
    (home / "private").mkdir(parents=True)
    (home / "private" / across.SEEN).write_text(json.dumps(report.taken))
    report = across.Across()
    assert len(across._settled(home, everyone.head(16), report)) == 12
    assert report.waiting == ["n12", "n13", "n14", "n15"]
    report = across.Across()
    assert len(across._settled(home, everyone.head(17), report)) == 17
    assert (report.waiting, report.gone) == ([], [])
    report = across.Across()
    assert len(across._settled(home, everyone.head(11), report)) == 11
    assert report.gone == ["n11"]


# ------------------------------------------------------------------------------------- consent


def test_no_network_takes_part_unless_its_params_say_so(tmp_path: Path) -> None:
    workspace = lay_out(tmp_path, simulate.network(2026).frames)
    assert across.press(workspace) == across.Across()
    assert not (tmp_path / "built" / gathered.PORTFOLIO).exists()
    agreed = lay_out(tmp_path / "agreed", simulate.network(2026).frames, "portfolio: true\n")
    assert across.press(agreed).unpressed == ["net"]


def test_a_notebook_opens_before_anything_was_gathered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)
    desk = start("portfolio")
    assert {desk.evidence(key).verdict for key in KEYS} == {"no evidence"}
    assert len(desk.show(ROOM).each) == len(KEYS)  # type: ignore[union-attr]


def test_no_network_may_be_called_portfolio(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "portfolio.yml").write_text('network: "portfolio"\ntitle: "P"\n')
    with pytest.raises(UsageRefused) as refused:
        across.press(Workspace(tmp_path))
    assert str(refused.value).splitlines()[1] == (
        "- params: found a network 'portfolio'; expected another code: this one stands for all "
        "networks. Rename the file and the code in it."
    )


def test_a_page_that_names_a_network_is_refused() -> None:
    networks = pd.DataFrame({"network": ["northside", "07"], "title": ["Fractions Hub", "Trust"]})
    assert across._named("<p>Fractions hub</p>", networks) == "Fractions Hub"
    assert across._named("<p>as in Northside.</p>", networks) == "northside"
    assert across._named("<p>Answers of trust in 07 tests</p>", networks) == ""


def test_every_share_that_is_compared_has_an_indicator_and_a_name() -> None:
    assert set(locale("en").names("compared")) == set(framework().compared)
    for compared in framework().compared.values():
        assert compared.key in framework().indicators
        assert bool(compared.x) == (compared.unit != "answers")
