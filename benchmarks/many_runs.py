"""Anhøj's rules for 2,000 sites and 200 weeks: all at once, and a loop over one series.

Every round runs both, in turn; printed is the median over rounds of the ratio within a round. Some
values are missing and some lie on the median. The answers are compared first, number by number.

    python benchmarks/many_runs.py [SITES] [WEEKS] [ROUNDS]
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from nicdev.measures.many_runs import NO_LIMIT, anhoej_of_each
from nicdev.measures.runs import anhoej

ANHOEJ = {"probability": 0.05, "run_margin": 3}
FIELDS = ("n", "useful", "centre", "longest_run", "longest_run_limit", "crossings",
          "crossings_limit", "signal")  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(sites: int = 2000, weeks: int = 200, rounds: int = 9) -> None:
    """Compare the answers, then the times."""
    random = np.random.default_rng(1)
    values = np.round(random.normal(50, 4, (sites, weeks)), 1)
    values[random.random(values.shape) < 0.05] = np.nan
    together = anhoej_of_each(values, **ANHOEJ)
    for site, one in enumerate(anhoej(row, **ANHOEJ) for row in values):
        for field in FIELDS:
            alone = getattr(one, field)
            if (NO_LIMIT if alone is None else alone) != getattr(together, field)[site]:
                raise SystemExit(f"the answers differ: site {site}, {field}")
    times = [
        (seconds(lambda: anhoej_of_each(values, **ANHOEJ)),
         seconds(lambda: [anhoej(row, **ANHOEJ) for row in values]))
        for _ in range(rounds + 1)
    ][1:]  # fmt: skip
    ratios = sorted(loop / whole for whole, loop in times)
    whole, loop = (statistics.median(some) for some in zip(*times, strict=True))
    print(f"{sites} sites, {weeks} weeks, {rounds} rounds, same answers; "
          f"all at once {whole:.4f} s, one by one {loop:.4f} s")  # fmt: skip
    print(f"one by one / all at once: {statistics.median(ratios):.3g} "
          f"({ratios[0]:.3g} to {ratios[-1]:.3g})")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
