"""Control charts: a centre, and limits between which a series that only wavers nearly always stays.

One function for each kind of number: single values, shares, rates, counts, and counts between
events. All share their conventions. A point outside lies strictly beyond a limit: a point on it is
inside. Limits lie three standard deviations from the centre. `baseline` says which points make the
centre and the limits (a freeze); the others are judged by them. Missing points (NaN) make no limits
and are never outside. There is no moving range beside a missing point, nor to a point that is said
to come first after a gap (`after_gap`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem
from nicdev.measures.charting import RANGE_OF_TWO

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
WIDTH = 3.0  # standard deviations from the centre to a limit: Shewhart's, as in all sources below


@dataclass(frozen=True)
class Chart:
    """A series beside its limits; every array has one entry for each point.

    Parameters
    ----------
    values : what is plotted, in its own unit; NaN where there is none
    centre : the mean of the baseline; NaN where it has no points
    lower, upper : limits of each point, in the same unit; NaN where there is no centre
    outside : 1 above the upper limit, -1 below the lower, else 0
    spread : mean moving range (single values), or the ratio of the standard deviation between
        points to that of chance (shares and rates); NaN where it cannot be known
    screened : moving ranges that were left out as too large
    """

    values: Numbers
    centre: float
    lower: Numbers
    upper: Numbers
    outside: NDArray[np.int8]
    spread: float
    screened: int = 0


def single_values(
    values: ArrayLike,
    *,
    constant: float,
    screening: float | None = None,
    baseline: ArrayLike | None = None,
    after_gap: ArrayLike | None = None,
) -> Chart:
    """Individuals (X of XmR): mean plus and minus `constant` mean moving ranges.

    Parameters
    ----------
    values : one-dimensional, in the order of time; NaN = no value
    constant : ``charting.ROUNDED`` or ``charting.COMPUTED``; sources differ
    screening : moving ranges of this many mean moving ranges and more are left out, once;
        ``charting.UPPER_RANGE``, or None for none
    baseline : True for the points that make the limits; None = all
    after_gap : True for points that come first after a gap; None = no gap

    Returns
    -------
    Chart
        Without two neighbouring points in the baseline the limits are NaN.

    Raises
    ------
    NicdevError
        ``wrong_shape``: not one-dimensional, or a baseline or gaps of another length.

    Notes
    -----
    Sources: NIST/SEMATECH e-Handbook 6.3.2.2; Montgomery, Introduction to Statistical Quality
    Control, 6.4; screening as in NHSRplotthedots, ``ptd_spc_standard.R``.
    Checked against base R (``tests/golden/control.R``), figures of NIST, Montgomery, qicharts2 and
    NHSRplotthedots.
    """
    series = _series(values)
    made = np.where(_baseline(baseline, series), series, np.nan)
    ranges = _moving_ranges(made, after_gap)
    kept = ranges
    if screening is not None and ranges.size:
        kept = ranges[ranges < screening * ranges.mean()] if ranges.mean() > 0 else ranges
    spread = _mean(kept)
    centre = _mean(made[~np.isnan(made)])
    return _chart(series, centre, np.full(series.size, constant * spread), spread,
                  screened=int(ranges.size - kept.size))  # fmt: skip


def shares(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    wider: bool = False,
    baseline: ArrayLike | None = None,
    after_gap: ArrayLike | None = None,
) -> Chart:
    """Shares (p); with `wider`, Laney's p', which lets points differ by more than chance.

    Parameters
    ----------
    numerator, denominator : counts, in the order of time; NaN = no count
    wider : limits times ``spread``, the standard deviation of the points in units of their own by
        moving ranges (p')
    baseline, after_gap : as for `single_values`

    Returns
    -------
    Chart
        Limits end at 0 and 1. A denominator of 0 makes no point.

    Raises
    ------
    NicdevError
        As `single_values`; ``off_scale``: a numerator below 0 or above its denominator.

    Notes
    -----
    Sources: NIST/SEMATECH e-Handbook 6.3.3.2; Laney (2002), Quality Engineering 14:531.
    Checked against base R (``tests/golden/control.R``) and figures of NIST, qcc and qicharts2.
    """
    top, bottom = _counts(numerator, denominator)
    if (top > bottom).any():
        worst = int(np.flatnonzero(top > bottom)[0])
        raise NicdevError(
            [Problem("off_scale", "", f"{top[worst]:g} out of {bottom[worst]:g}",
                     "a numerator no larger than its denominator", "Correct one of the two.")]
        )  # fmt: skip
    made = _baseline(baseline, top)
    centre = _ratio(top, bottom, made)
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.sqrt(centre * (1 - centre) / bottom)
        values = top / bottom
    standard = _standard(values, centre, deviation, made)
    spread = _mean(_moving_ranges(standard, after_gap)) / RANGE_OF_TWO
    return _spread_out(values, centre, deviation, spread, (0.0, 1.0), wider=wider)


def rates(
    numerator: ArrayLike,
    size: ArrayLike,
    *,
    wider: bool = False,
    baseline: ArrayLike | None = None,
    after_gap: ArrayLike | None = None,
) -> Chart:
    """Rates (u): events for each unit of `size`; with `wider`, u'. As `shares`, with no upper end.

    Notes
    -----
    Sources: Montgomery, 7.3; Laney (2002). Checked against base R (``tests/golden/control.R``) and
    figures of qcc.
    """
    top, bottom = _counts(numerator, size)
    made = _baseline(baseline, top)
    centre = _ratio(top, bottom, made)
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.sqrt(centre / bottom)
        values = top / bottom
    standard = _standard(values, centre, deviation, made)
    spread = _mean(_moving_ranges(standard, after_gap)) / RANGE_OF_TWO
    return _spread_out(values, centre, deviation, spread, (0.0, np.inf), wider=wider)


def counts(values: ArrayLike, *, baseline: ArrayLike | None = None) -> Chart:
    """Counts (c): mean plus and minus three times its root; as `single_values`, none below 0.

    Notes
    -----
    Source: NIST/SEMATECH e-Handbook 6.3.3.1. Checked against its figures, those of qcc and
    qicharts2, and base R (``tests/golden/control.R``).
    """
    series = _series(values)
    made = series[_baseline(baseline, series) & ~np.isnan(series)]
    centre = _mean(made)
    half = np.full(series.size, WIDTH * np.sqrt(max(centre, 0.0)))
    return _chart(series, centre, half, float("nan"), (0.0, np.inf))


def between(values: ArrayLike, *, baseline: ArrayLike | None = None) -> Chart:
    """Cases or days between events (g): mean m plus and minus 3 sqrt(m (m + 1)), none below 0.

    Notes
    -----
    Source: Benneyan (2001), Health Care Management Science 4:305. The centre is the mean; other
    programs draw the median. Checked against base R (``tests/golden/control.R``).
    """
    series = _series(values)
    made = series[_baseline(baseline, series) & ~np.isnan(series)]
    centre = _mean(made)
    half = np.full(series.size, WIDTH * np.sqrt(max(centre * (centre + 1), 0.0)))
    return _chart(series, centre, half, float("nan"), (0.0, np.inf))


def _chart(
    series: Numbers,
    centre: float,
    half: Numbers,
    spread: float,
    ends: tuple[float, float] = (-np.inf, np.inf),
    screened: int = 0,
) -> Chart:
    lower = np.where(np.isnan(half), np.nan, np.maximum(centre - half, ends[0]))
    upper = np.where(np.isnan(half), np.nan, np.minimum(centre + half, ends[1]))
    outside = (series > upper).astype(np.int8) - (series < lower).astype(np.int8)
    return Chart(series, centre, lower, upper, outside, spread, screened)


def _moving_ranges(series: Numbers, after_gap: ArrayLike | None) -> Numbers:
    """Distances of neighbours that are both there, with no gap between them."""
    ranges = np.abs(np.diff(series))
    apart = np.isnan(ranges)
    if after_gap is not None:
        apart |= _of_points(after_gap, series, "gaps", "is the first after a gap")[1:]
    return ranges[~apart]


def _standard(values: Numbers, centre: float, deviation: Numbers, made: Mask) -> Numbers:
    """Points of the baseline in standard deviations of their own from the centre."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(made & (deviation > 0), (values - centre) / deviation, np.nan)


def _spread_out(
    values: Numbers,
    centre: float,
    deviation: Numbers,
    spread: float,
    ends: tuple[float, float],
    *,
    wider: bool,
) -> Chart:
    half = WIDTH * np.where(np.isfinite(deviation), deviation, np.nan) * (spread if wider else 1.0)
    return _chart(values, centre, half, spread, ends)


def _mean(values: Numbers) -> float:
    return float(values.mean()) if values.size else float("nan")


def _ratio(top: Numbers, bottom: Numbers, made: Mask) -> float:
    here = made & ~np.isnan(top)
    whole = bottom[here].sum()
    return float(top[here].sum() / whole) if whole > 0 else float("nan")


def _series(values: ArrayLike) -> Numbers:
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1:
        found = f"a series with {series.ndim} dimensions"
        do = "Give one value per point, in the order of time."
        raise NicdevError([Problem("wrong_shape", "", found, "one dimension", do)])
    return series


def _counts(numerator: ArrayLike, denominator: ArrayLike) -> tuple[Numbers, Numbers]:
    """Both, NaN where either is missing or the denominator is 0."""
    top, bottom = _series(numerator), _series(denominator)
    if top.size != bottom.size:
        found = f"{top.size} numerators and {bottom.size} denominators"
        do = "Give a numerator and a denominator for each point."
        raise NicdevError([Problem("wrong_shape", "", found, "as many of either", do)])
    if (top < 0).any() or (bottom < 0).any():
        found, do = "a count below 0", "Correct it."
        raise NicdevError([Problem("off_scale", "", found, "0 or more", do)])
    gone = np.isnan(top) | np.isnan(bottom) | (bottom == 0)
    return np.where(gone, np.nan, top), np.where(gone, np.nan, bottom)


def _baseline(baseline: ArrayLike | None, series: Numbers) -> Mask:
    if baseline is None:
        return np.ones(series.size, dtype=np.bool_)
    return _of_points(baseline, series, "a baseline", "makes the limits")


def _of_points(said: ArrayLike, series: Numbers, what: str, question: str) -> Mask:
    mask = np.asarray(said, dtype=np.bool_)
    if mask.shape != series.shape:
        found = f"{what} of {mask.size} for {series.size} points"
        do = f"Say for each point whether it {question}."
        raise NicdevError([Problem("wrong_shape", "", found, "as many as points", do)])
    return mask
