"""Tables lose no column: wide ones come in parts, each with the heads of its rows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from jinja2 import Environment, PackageLoader

from nicdev.language import locale
from nicdev.show.tables import Table, parts, table


def wide(columns: int) -> Table:
    """A table with row heads and so many columns beside them."""
    head = ["Team", *(f"column {at}" for at in range(1, columns + 1))]
    rows = [[name, *(f"{name} {at}" for at in range(1, columns + 1))] for name in "ABC"]
    return table("Teams by month", head, rows)


@pytest.mark.parametrize(
    ("columns", "sizes"),
    [
        (1, [1]),
        (6, [6]),
        (7, [3, 4]),
        (12, [6, 6]),
        (13, [4, 4, 5]),
        (14, [4, 5, 5]),
        (60, [6] * 10),
    ],
)
def test_a_wide_table_in_parts_has_every_cell_once(columns: int, sizes: list[int]) -> None:
    whole = wide(columns)
    found = parts(whole, locale("en").say)
    assert [len(part.head) - 1 for part in found] == sizes
    assert {part.head[0] for part in found} == {"Team"}
    assert sum((part.head[1:] for part in found), ()) == whole.head[1:]
    for at, row in enumerate(whole.rows):
        assert {part.rows[at][0] for part in found} == {row[0]}
        assert sum((part.rows[at][1:] for part in found), ()) == row[1:]
    captions = [part.caption for part in found]
    if len(found) == 1:
        assert captions == ["Teams by month"]
    else:
        assert captions[0] == f"Teams by month, part 1 of {len(found)}"
        assert captions[-1] == f"Teams by month, part {len(found)} of {len(found)}"


def test_a_table_stacks_where_its_columns_or_its_words_do_not_fit_a_phone() -> None:
    assert wide(5).stacks
    assert not wide(2).stacks
    assert table("Words", ["a", "b"], [["disproportionately", "misunderstanding"]]).stacks
    short = ["many short words in a row", "and again some more"]
    assert not table("Words", ["a", "b"], [short]).stacks
    sentence = "a sentence of more letters than a line of a phone has"
    assert table("Sentences", ["a", "b", "c"], [[sentence] * 3]).stacks
    assert not table("Sentences", ["a", "b", "c"], [[sentence, sentence, "short"]]).stacks
    assert not table("Empty", ["a", "b"], [["", ""]]).stacks
    assert not table("No rows", ["a", "b", "c", "d"], []).stacks


def test_many_columns_of_short_numbers_stand_side_by_side_and_of_words_do_not() -> None:
    head = ["Group", "People", "1", "2", "3", "4", "5"]
    numbers = ["Hollow Elementary", "12", "3", "4", "3 and 4", "2", "5"]
    assert not table("Middle answers", head, [numbers]).stacks
    assert table("Words", head, [[*numbers[:-1], "a heap of short words"]]).stacks
    assert table("Long heads", [*head[:-1], "misunderstanding"], [numbers]).stacks


@pytest.mark.parametrize("escapes", [True, False])
def test_a_table_escapes_once_and_says_what_its_parts_are(*, escapes: bool) -> None:
    """Whichever environment the template is read by: that of a block or that of a page."""
    environment = Environment(loader=PackageLoader("nicdev.show"), autoescape=escapes)  # noqa: S701
    draw = environment.get_template("table.html.j2").module.data_table  # type: ignore[attr-defined]
    bad = '<b onclick="x">&amp;'
    html = str(draw(table(bad, [bad] * 4, [[bad] * 4]), f"a{bad}"))
    assert "<b" not in html
    assert html.count("&lt;b onclick=&#34;x&#34;&gt;&amp;amp;") == 1 + 3 + 4 + 4
    (names,) = re.findall(r' style="([^"]*)"', html)
    said = r"\3c b onclick\3d \22 x\22 \3e \26 amp\3b "
    assert unescape(names) == ";".join(f"--c{at}:'{said}'" for at in (2, 3, 4))
    roles = re.findall(r'<(\w+)[^>]* role="(\w+)"', html)
    assert roles == [("table", "table"), ("thead", "rowgroup"), ("tr", "row"),
                     *[("th", "columnheader")] * 4, ("tbody", "rowgroup"), ("tr", "row"),
                     ("th", "rowheader"), *[("td", "cell")] * 3]  # fmt: skip
    small = str(draw(table("Small", ["a", "b", "c"], [["1", "2", "3"]]), "small"))
    assert "stack" not in small
    assert re.findall(r' role="(\w+)"', small) == []
