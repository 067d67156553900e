"""What `nicdev simulate` plants, its indicator finds; with the plant switched off it does not."""

from __future__ import annotations

import pandas as pd
from conftest import Open
from simulate.conftest import made

TRUST = "roles.trust.facets"


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
