"""Keyness: which side uses a word more, against base R and against counts of Jane Austen's novels.

Her words were counted with the R packages janeaustenr and tidytext.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from scipy.stats import chi2_contingency

from nicdev.errors import NicdevError
from nicdev.measures.keyness import jaccard, keyness, log_likelihood, tf_idf

Rows = Callable[[str], list[dict[str, object]]]
EMMA, PERSUASION = 160_996, 83_658
NOVELS = (119_957, 122_204, 160_460, EMMA, 77_780, PERSUASION)
USES = {  # in Emma and in Persuasion: G2 in two cells, and in four
    "anne": (3, 447, 925.8255, 927.39), "emma": (786, 1, 644.6387, 645.948),
    "captain": (3, 303, 619.0939, 619.8098), "elliot": (0, 254, 545.1388, 545.647),
    "wentworth": (0, 191, 409.9272, 410.2145), "harriet": (415, 0, 347.3263, None),
    "weston": (389, 0, 325.5661, None),
}  # fmt: skip


def side(*rows: str) -> csr_array:
    return csr_array([[float(n) for n in row.split()] for row in rows])


def test_ratios_intervals_and_likelihoods_are_those_of_r(golden: Rows) -> None:
    cases = pd.DataFrame(golden("words_keyness.csv"))
    for _, rows in cases.groupby(cases["case"].str.split().str[0]):
        first = rows.iloc[0]
        found = keyness(*(side(*first[c].split(" / ")) for c in ("rows", "values")), 0.95)
        assert found.log_ratio == pytest.approx(rows["ratio"], rel=1e-9)
        assert found.lower == pytest.approx(rows["lower"], rel=1e-9, nan_ok=True)
        assert found.upper == pytest.approx(rows["upper"], rel=1e-9, nan_ok=True)
        assert found.likelihood == pytest.approx(rows["two_cells"], rel=1e-9)
        assert (rows["four_cells"] > rows["two_cells"]).all()


def test_words_of_two_novels() -> None:
    """Two cells for each word; Dunning's four give a little more, as scipy has them."""
    emma, persuasion, two, four = (np.array(column, dtype=float)
                                   for column in zip(*USES.values(), strict=True))  # fmt: skip
    assert log_likelihood(emma, persuasion, EMMA, PERSUASION) == pytest.approx(two, abs=5e-5)
    for a, b, expected in zip(emma, persuasion, four, strict=True):
        table = [[a, b], [EMMA - a, PERSUASION - b]]
        found = chi2_contingency(table, lambda_="log-likelihood", correction=False)
        assert np.isnan(expected) or found.statistic == pytest.approx(expected, abs=5e-4)


def test_a_word_that_stands_nowhere_has_no_likelihood() -> None:
    assert log_likelihood(np.zeros(1), np.zeros(1), 10, 10).tolist() == [0]
    assert log_likelihood(np.ones(1), np.ones(1), 10, 10).tolist() == [0]


def test_words_that_are_not_compared_count_among_all_words() -> None:
    one, other = side("3 5 90", "4 4 80"), side("1 9 10", "2 8 15")
    some = keyness(one, other, 0.95, np.array([True, False, False]))
    assert some.log_ratio == keyness(one, other, 0.95).log_ratio[:1]
    assert some.lower[0] > keyness(one, other, 0.95).lower[0]  # one word, not three


def test_one_person_who_repeats_a_word_is_less_sure_than_many_who_use_it() -> None:
    other = side(*["1 20"] * 8)
    many, one = side(*["3 20"] * 8), side("24 20", *["0 20"] * 7)
    spread = [keyness(some, other, 0.95) for some in (many, one)]
    assert spread[0].log_ratio == pytest.approx(spread[1].log_ratio)
    assert spread[0].lower[0] > 0
    assert spread[1].lower[0] < 0


def test_the_same_words_on_both_sides_do_not_stand_out() -> None:
    same = side("3 5 9", "4 4 8", "2 6 7")
    found = keyness(same, same, 0.95)
    assert found.log_ratio == pytest.approx(np.zeros(3))
    assert found.likelihood == pytest.approx(np.zeros(3))
    assert (found.lower < 0).all()
    assert (found.upper > 0).all()


@pytest.mark.parametrize("probability", [0, 1, -0.5])
def test_a_probability_is_between_none_and_all(probability: float) -> None:
    with pytest.raises(NicdevError):
        keyness(side("1"), side("1"), probability)


def test_weights_of_words_are_those_of_r(golden: Rows) -> None:
    for case in golden("words_weights.csv"):
        found = tf_idf(side(*str(case["texts"]).split(" / "))).toarray()
        assert found.ravel() == pytest.approx([float(n) for n in str(case["tf_idf"]).split()],
                                              rel=1e-9)  # fmt: skip


@pytest.mark.parametrize(
    ("novel", "uses", "novels", "expected"),
    [(0, 623, 1, 0.00930555), (0, 492, 1, 0.00734885), (2, 493, 1, 0.00550503),
     (1, 373, 1, 0.00546894), (5, 254, 1, 0.00544009), (3, 786, 2, 0.00536354),
     (4, 196, 1, 0.00451510), (3, 389, 1, 0.00432927), (1, 294, 1, 0.00431064),
     (5, 191, 1, 0.00409078)],
)  # fmt: skip
def test_what_marks_out_a_novel(novel: int, uses: int, novels: int, expected: float) -> None:
    """elinor, marianne, crawford, darcy, elliot, emma, tilney, weston, bennet, wentworth; the
    words of each novel beside the one are counted together, and Persuasion has one emma."""
    name = np.zeros(6)
    name[novel] = uses
    if novels == 2:
        name[5] = 1
    found = tf_idf(csr_array(np.stack([name, np.array(NOVELS) - name], axis=1)))
    assert found.toarray()[novel, 0] == pytest.approx(expected, abs=5e-9)


def test_vocabularies_of_two_novels() -> None:
    shared, one, other = 4022, 7356, 5858
    first = {str(at) for at in range(one)}
    second = {str(at) for at in range(one - shared, one - shared + other)}
    assert jaccard(first, second) == pytest.approx(0.4375544, abs=5e-8)
    assert jaccard(first, first) == 1
    assert jaccard(first, ()) == 0
    assert np.isnan(jaccard((), ()))
