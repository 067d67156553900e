"""What `nicdev simulate` plants, its indicator finds; with the plant switched off it does not."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import ROOT, Open, desk_of
from scipy.stats import fisher_exact
from simulate.conftest import BASE, made

from nicdev.press.workspace import Workspace
from nicdev.simulate import simulate

# --- items that do not go together -------------------------------------------------------------


def apart(rows: pd.DataFrame) -> set[tuple[str, str]]:
    """The sides of trust of which the whole range lies below the limit."""
    scales = rows[(rows["unit"] == "alpha") & (rows["upper"] < rows["limit"])]
    return set(zip(scales["relation"], scales["part"], strict=True))


def test_the_facet_whose_items_do_not_go_together_is_named_and_no_other(opened: Open) -> None:
    truth = made().truth["unreliable_facet"]
    for wave in ("w1", "w2", "w3"):
        found = opened(made().frames, wave=wave).evidence(truth["key"])
        assert apart(found.rows) == {("own_team", truth["facet"])}, wave
        assert "trust_side_apart" in found.caveats
        without = opened(made("unreliable_facet").frames, wave=wave).evidence(truth["key"])
        assert apart(without.rows) == set(), wave
        assert not {"trust_side_apart", "trust_side_apart_few"} & set(without.caveats)
    scales = found.rows[found.rows["unit"] == "alpha"]
    assert len(scales) == 4  # about one's own team alone there are two questions a facet
    assert scales["n"].between(150, 230).all()


# --- regions that answer far less than others --------------------------------------------------

ANSWERS = "development.readiness.answers"


def rates(rows: pd.DataFrame, part: str = "survey") -> pd.DataFrame:
    """Who answered, by region."""
    mine = rows[(rows["group_kind"] == "region") & (rows["part"] == part)]
    return mine[mine["x"] == "answered"].set_index("group")


def test_regions_that_answer_unevenly_are_seen(opened: Open) -> None:
    truth = pd.Series(made().truth["uneven_response"]["chance_by_region"])
    for wave in ("w1", "w2", "w3"):
        on = opened(made().frames, wave=wave).evidence(ANSWERS)
        assert "survey_uneven" in on.caveats, wave
        found = rates(on.rows)
        assert found.drop(truth.index)["n"].sum() < 6  # those who have left since
        found = found.loc[truth.index]
        assert found["value"].idxmax() in truth.nlargest(2).index
        assert found["value"].idxmin() in truth.nsmallest(2).index
        # Three standard errors of a share, in each of the regions.
        off = 3 * (truth * (1 - truth) / found["n"]) ** 0.5
        assert ((found["value"] - truth).abs() < off).all(), wave
        off_ = opened(made("uneven_response").frames, wave=wave).evidence(ANSWERS)
        assert "survey_uneven" not in off_.caveats, wave


def test_even_regions_are_seldom_taken_for_uneven(opened: Open) -> None:
    """One network in twenty may be, by the limit; of a dozen, four would be too many."""
    plan = BASE.off("uneven_response").model_copy(update={"waves": 1, "members": 120})
    plans = [plan.model_copy(update={"seed": seed}) for seed in range(12)]
    tables = ("members", "organizations", "teams", "memberships", "roles", "instruments", "waves")
    fired = 0
    for one in plans:
        frames = simulate(one).frames
        desk = opened({name: frames[name] for name in tables})
        fired += "survey_uneven" in desk.evidence(ANSWERS).caveats
    assert fired <= 3


def test_the_literacy_example_answers_unevenly_and_algebra_does_not() -> None:
    for example, uneven in (("literacy", True), ("algebra", False)):
        found = desk_of(Workspace(ROOT), example).evidence(ANSWERS)
        assert ("survey_uneven" in found.caveats) == uneven


# --- ever more students who are counted --------------------------------------------------------

CHART = "technical.measurement.run_chart"


def drifting(rows: pd.DataFrame) -> set[str]:
    """The measures of which the rules say that students per site rose or fell."""
    wide = rows.pivot_table(index="part", columns="unit", values=["value", "limit"])
    value, limit = wide["value"], wide["limit"]
    long = value["counted_longest_run"] > limit["counted_longest_run"]
    rare = value["counted_crossings"] < limit["counted_crossings"]
    return set(wide.index[long | rare])


def test_a_measure_that_counts_ever_more_students_is_found_and_no_other(opened: Open) -> None:
    truth = made().truth["drifting_denominator"]
    on = opened(made().frames).evidence(CHART)
    assert drifting(on.rows) == {truth["measure_id"]}
    assert "series_counts_drift" in on.caveats
    halves = on.rows[on.rows["part"] == truth["measure_id"]].set_index("unit")["value"]
    grown = halves["counted_later"] / halves["counted_earlier"]
    # A line from once to `denominator_times` has its halves' medians a quarter from either end.
    gain = truth["denominator_times"] - 1
    assert grown == pytest.approx((1 + 0.75 * gain) / (1 + 0.25 * gain), rel=0.1)
    # The share itself holds steady: the chart alone would not have said so.
    assert dict(on.verdicts)[truth["measure_id"]] == "no signal"
    off = opened(made("drifting_denominator").frames).evidence(CHART)
    assert drifting(off.rows) == set()
    assert "series_counts_drift" not in off.caveats


# --- teams that come to use the same words -----------------------------------------------------

TERMS = "culture.narrative.terms"
ONCE_IN_TWENTY = 0.05 / 6  # for six words together (Bonferroni)


def uptake(opened: Open, *off: str) -> pd.DataFrame:
    """How many texts of the first and of the last wave use each of the network's words."""
    shared = [words[0] for words in made().truth["converging_talk"]["words"]]
    lexicon = "lexicon:\n" + "".join(f"  {word}: [{word}]\n" for word in shared)
    rows = opened(made(*off).frames, lexicon).evidence(TERMS).rows
    rows = rows[(rows["unit"] == "cells") & (rows["group_kind"] == "")]  # by wave, not by place
    assert set(rows["group"]) == set(shared)
    wide = rows.pivot_table(index="group", columns="x", values=["numerator", "n"], sort=False)
    first, *_, last = rows["x"].unique()
    found = pd.DataFrame({"first": wide["numerator", first], "of_first": wide["n", first],
                          "last": wide["numerator", last], "of_last": wide["n", last]})  # fmt: skip
    found["p"] = [
        fisher_exact([[r.last, r.of_last - r.last], [r.first, r.of_first - r.first]]).pvalue
        for r in found.itertuples()
    ]
    return found


def test_the_networks_words_are_taken_up_where_that_was_planted(opened: Open) -> None:
    """Fisher's exact test of the last wave beside the first, each word for itself."""
    on, off = uptake(opened), uptake(opened, "converging_talk")
    assert (on["last"] / on["of_last"] > 2 * on["first"] / on["of_first"]).all()
    assert (on["p"] < ONCE_IN_TWENTY).sum() >= 4
    assert (off["p"] > ONCE_IN_TWENTY).all()


def test_the_examples_name_their_words() -> None:
    for example in ("algebra", "literacy"):
        found = desk_of(Workspace(ROOT), example).evidence(TERMS)
        assert found.verdict == "described"
        assert found.rows["group"].nunique() == 6
