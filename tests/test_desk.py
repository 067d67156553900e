"""What a cell shows: each edition its own, also where one drawing serves several."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Open

from nicdev import simulate
from nicdev.desk import Desk
from nicdev.evidence import EDITIONS
from nicdev.framework import framework
from nicdev.press import store
from nicdev.press.fragments import BLOCK
from nicdev.show.blocks import block
from nicdev.show.disclosure import disclose_page

STEM = "20_roles_and_relationships"
KEYS = framework().notebooks[STEM]


@pytest.fixture
def desk(opened: Open) -> Desk:
    return opened(simulate.network(2026).frames)


def test_each_edition_gets_what_the_gate_let_pass_for_it(desk: Desk) -> None:
    """Made here a second time, edition by edition, with nothing shared between them."""
    limits = desk.network.study.all_limits
    page = [desk.evidence(key) for key in KEYS]
    gates = {edition: disclose_page(page, edition, limits) for edition in EDITIONS}
    differ = 0
    for key in KEYS:
        shown = desk.show(key)
        bundle = shown._repr_mimebundle_()
        assert json.loads(json.dumps(bundle[BLOCK])) == bundle[BLOCK]
        for edition in EDITIONS:
            gated = gates[edition][key]
            got = bundle[BLOCK]["editions"][edition]
            assert got["html"] == block(gated, "en", limits).html
            assert got["evidence"] == store.to_json(gated)
        editions = bundle[BLOCK]["editions"]
        assert bundle["text/html"].endswith(editions["evaluator"]["html"])
        differ += editions["evaluator"]["html"] != editions["hub"]["html"]
    assert differ  # else nothing was held back, and this test could not fail


def test_evidence_is_kept_by_what_it_came_from(desk: Desk, opened: Open) -> None:
    key = "roles.participation.attendance"
    raw = store.to_json(desk.evidence(key))
    again = store.from_json(json.loads(json.dumps(raw)))
    assert store.to_json(again) == raw
    assert again.verdicts == desk.evidence(key).verdicts
    frames = dict(simulate.network(2026).frames)
    same = opened(frames).network
    assert store.address(same, key) == store.address(desk.network, key)
    items = frames["items"].assign(text="Another question?")
    other = opened(frames | {"items": items}).network  # a table that this indicator may not read
    assert store.address(other, key) == store.address(desk.network, key)
    assert store.address(other, "roles.trust.facets") != store.address(same, "roles.trust.facets")
    seeded = opened(frames, "seed: 7\n").network
    assert store.address(seeded, key) != store.address(same, key)


def test_evidence_that_was_altered_by_hand_is_found_anew(desk: Desk, tmp_path: Path) -> None:
    key = "roles.participation.attendance"
    built = tmp_path / "built"
    at = store.address(desk.network, key)
    assert store.read(built, desk.network, key) is None
    store.write(built, "0" * 20, store.to_json(desk.evidence(key)))
    store.write(built, at, store.to_json(desk.evidence(key)))
    (path,) = store.folder(built).iterdir()  # the earlier one was let go
    found = store.read(built, desk.network, key)
    assert found is not None
    assert store.to_json(found) == store.to_json(desk.evidence(key))
    path.write_text('{"key": 3')
    assert store.read(built, desk.network, key) is None
