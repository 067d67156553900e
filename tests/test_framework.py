"""The framework as data: complete, at one with the code and the notebooks, and well sourced."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import nicdev.rings
from nicdev.errors import FrameworkRefused, UndeclaredTable
from nicdev.framework import RINGS, Level, framework, read_own
from nicdev.language import Locale, locale
from nicdev.network import open_network
from nicdev.rings import compute, measure, seed_for
from nicdev.study import Study
from nicdev.tables import TABLES, empty
from nicdev.tables.names import Roster

HELPERS = {
    "nicdev.rings.make",
    "nicdev.rings.people",
    "nicdev.rings.items",
    "nicdev.rings.tests_of_change",
    "nicdev.rings.culture.lists",
    "nicdev.rings.culture.quoting",
    "nicdev.rings.culture.speaking",
    "nicdev.rings.culture.story",
    "nicdev.rings.culture.texts",
    "nicdev.rings.culture.practices",
    "nicdev.rings.development.judged",
    "nicdev.rings.development.of_members",
    "nicdev.rings.development.of_networks",
    "nicdev.rings.development.of_pairs",
    "nicdev.rings.development.of_shape",
    "nicdev.rings.development.of_teams",
    "nicdev.rings.development.scored",
    "nicdev.rings.development.kept",
    "nicdev.rings.development.repeated",
    "nicdev.rings.development.same",
    "nicdev.rings.development.who",
    "nicdev.rings.development.choices",
    "nicdev.rings.development.covered",
    "nicdev.rings.development.gathered",
    "nicdev.rings.development.reached",
    "nicdev.rings.development.sheets",
    "nicdev.rings.development.unknown",
    "nicdev.rings.development.waiting",
    "nicdev.rings.roles.attended",
    "nicdev.rings.roles.chance",
    "nicdev.rings.roles.exits",
    "nicdev.rings.roles.frequent",
    "nicdev.rings.roles.group_map",
    "nicdev.rings.roles.kinds",
    "nicdev.rings.roles.newcomers",
    "nicdev.rings.roles.origins",
    "nicdev.rings.roles.otherwise",
    "nicdev.rings.roles.pairs",
    "nicdev.rings.roles.questions",
    "nicdev.rings.roles.reported_ties",
    "nicdev.rings.roles.returned",
    "nicdev.rings.roles.scales",
    "nicdev.rings.roles.shape",
    "nicdev.rings.roles.shares",
    "nicdev.rings.roles.trajectories",
    "nicdev.rings.roles.trust_change",
    "nicdev.rings.roles.turnover",
    "nicdev.rings.roles.ways",
    "nicdev.rings.functions.examples",
    "nicdev.rings.technical.places",
    "nicdev.rings.technical.readers",
    "nicdev.rings.technical.between_groups",
    "nicdev.rings.technical.limit_charts",
    "nicdev.rings.technical.points",
    "nicdev.rings.technical.sites",
    "nicdev.rings.technical.tried",
    "nicdev.rings.naming",
    "nicdev.rings.waves",
    "nicdev.rings.work",
}  # rooms of no dimension
INDICATORS = framework().indicators


def public_functions() -> set[str]:
    found = set()
    for room in pkgutil.walk_packages(nicdev.rings.__path__, "nicdev.rings."):
        if room.ispkg or room.name in HELPERS:
            continue
        module = import_module(room.name)
        found |= {
            f"{room.name.removeprefix('nicdev.rings.')}.{name}"
            for name, function in inspect.getmembers(module, inspect.isfunction)
            if function.__module__ == room.name and not name.startswith("_")
        }
    return found


def a_network() -> nicdev.network.Network:
    study = Study(network="net", title="A network")
    return open_network(study, {"members": empty("members")}, roster=Roster(), sources={})


def test_eleven_dimensions_in_three_rings_and_three_functions() -> None:
    assert len(framework().dimensions) == 11
    assert {d.split(".")[0] for d in framework().dimensions} == set(RINGS)
    assert len(framework().functions) == 3
    assert {i.room for i in INDICATORS.values()} == set(framework().rooms)


def test_what_is_built_is_a_public_function_and_the_other_way_round() -> None:
    assert public_functions() == {key for key, i in INDICATORS.items() if i.built}
    for key in public_functions():
        parameters = list(inspect.signature(measure(key)).parameters)
        assert parameters == ["network", "limits"], key


def test_entries_name_what_there_is() -> None:
    used = set()
    for indicator in INDICATORS.values():
        assert indicator.kind in framework().kinds
        assert indicator.about in ("people", "voices", "work", "students", "networks")
        assert indicator.page
        assert set(indicator.tables) <= {*TABLES, "all"}
        assert indicator.tables or not indicator.built, indicator.key
        assert set(indicator.limits) <= set(framework().limits)
        used |= set(indicator.limits)
    gate_and_press = {"k_people", "k_students", "edge_students", "seconds_a_notebook",
                      "position_pages"}  # fmt: skip
    gate_and_press |= {name for name in framework().limits if name.startswith("plan_")}
    assert used | gate_and_press == set(framework().limits)


def test_conjectures_and_crosswalks_lead_to_places_that_there_are() -> None:
    catalogue = framework()
    assert list(catalogue.conjectures) == [f"C{n}" for n in range(1, 28)]
    functions = {f"functions.{name}" for name in catalogue.functions}
    places = {*catalogue.dimensions, *functions, "hub", "all"}
    for conjecture in catalogue.conjectures.values():
        assert conjecture.causes, conjecture.name
        assert conjecture.effects, conjecture.name
        assert {*conjecture.causes, *conjecture.effects} <= places, conjecture.name
        assert conjecture.level in get_args(Level)
        assert conjecture.page
    touched = {a for c in catalogue.conjectures.values() for a in (*c.causes, *c.effects)}
    assert set(catalogue.dimensions) <= touched
    for crosswalk in catalogue.crosswalks.values():
        there = {place for ours in crosswalk.parts.values() for place in ours}
        assert there <= places | set(INDICATORS)
        assert crosswalk.source


def test_every_dimension_stands_in_every_crosswalk_but_where_the_other_has_no_place() -> None:
    """Henrick's five have none for identity and narrative; nothing else may be forgotten."""
    for crosswalk in framework().crosswalks.values():
        places = {place for ours in crosswalk.parts.values() for place in ours}
        there = places | {place.rpartition(".")[0] for place in places & {*framework().indicators}}
        left = {"culture.identity", "culture.narrative"} if crosswalk.name == "rpp" else set()
        assert set(framework().dimensions) - there == left, crosswalk.name


def test_referents_are_those_of_the_contract() -> None:
    assert framework().referents == TABLES["items"].column("referent").allowed


@pytest.mark.parametrize("name", framework().limits)
def test_a_limit_is_in_its_range_and_has_a_source_or_is_chosen(name: str) -> None:
    limit = framework().limits[name]
    assert limit.low is not None
    assert limit.low <= limit.value <= (float("inf") if limit.high is None else limit.high)
    own = Study(network="n", title="N", limits={name: limit.value})
    assert own.limit(name).source == ""  # printed as "chosen by you"
    assert Study(network="n", title="N").limit(name) == limit
    assert limit.source or locale("en").say("page.chosen_by_you") == "chosen by you"


def test_reading_a_table_that_is_not_declared_is_refused() -> None:
    only = a_network().only(INDICATORS["roles.participation.attendance"])
    assert only.table("events").empty
    for read in (only.table, only.has):
        with pytest.raises(UndeclaredTable) as refused:
            read("responses")
        assert str(refused.value) == (
            "An indicator reads a table that framework.yml does not name for it.\n"
            "- framework.yml: found a read of the table 'responses'; expected only attendance, "
            "events, invitations, members, memberships, teams. Name the table in the indicator's "
            "entry."
        )


@pytest.mark.parametrize("key", [key for key, i in INDICATORS.items() if not i.built])
def test_what_is_not_built_says_so(key: str) -> None:
    found = compute(key, a_network())
    assert found.verdict == "not built yet"
    assert found.rows.empty


def test_an_unknown_key_is_met_with_the_nearest() -> None:
    with pytest.raises(FrameworkRefused) as refused:
        framework().indicator("roles.trust.facet")
    assert str(refused.value) == (
        "The framework files contradict themselves.\n- framework.yml: found no indicator called "
        "'roles.trust.facet'; expected one of the indicators in framework.yml. Did you mean "
        "'roles.trust.facets'?"
    )


def test_randomness_starts_from_the_seed_and_the_key() -> None:
    def drawn(key: str) -> tuple[int, ...]:
        return tuple(seed_for(a_network(), key).generate_state(2))

    assert drawn("roles.trust.facets") == drawn("roles.trust.facets")
    assert len({drawn(key) for key in INDICATORS}) == len(INDICATORS)


def test_a_sentence_is_filled_whole_or_refused() -> None:
    words = Locale("xx", {"a": "{n} of {m}", "b": {"one": "{count} day", "other": "{count} days"},
                          "c": ["x"]})  # fmt: skip
    assert words.say("a", n=1, m=2) == "1 of 2"
    assert words.say("b", count=1) == "1 day"
    assert words.say("b", count=2) == "2 days"
    assert words.listed("c") == ("x",)
    for key, values, found in [("a", {"n": 1}, "no value for m"),
                               ("z", {}, "no sentence under this key"),
                               ("c", {}, "no sentence under this key")]:  # fmt: skip
        with pytest.raises(FrameworkRefused) as refused:
            words.say(key, **values)
        assert str(refused.value) == (
            f"The framework files contradict themselves.\n- locale/xx.yml, column {key}: found "
            f"{found}; expected words for every key that a page uses. Add the sentence to the "
            "locale file."
        )
    with pytest.raises(FrameworkRefused):
        words.listed("a")


@pytest.mark.parametrize("name", ["framework.yml", "locale/en.yml"])
def test_our_files_mean_the_same_to_yaml_1_2_and_say_nothing_twice(name: str) -> None:
    """They are read with libyaml, whose YAML 1.1 takes `no` for false and the last of two keys."""
    from ruamel.yaml import YAML

    text = (Path(nicdev.__file__).parent / name).read_text(encoding="utf-8")
    assert read_own(name) == YAML(typ="safe", pure=True).load(text)
