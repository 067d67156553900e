"""Blau's index by a count of all ordered pairs, in fractions; Teachman's by scipy's entropy."""

from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
from lib.save import save
from scipy.stats import entropy


def measure(counts):
    people = [kind for kind, count in enumerate(counts) for _ in range(count)]
    differ = sum(one != other for one, other in product(people, repeat=2))
    kinds = len(set(people))
    return {
        "values": " ".join(map(str, counts)), "n": len(people), "kinds": kinds,
        "blau": float(Fraction(differ, len(people) ** 2)),
        "blau_most": float(Fraction(kinds - 1, kinds)),
        "teachman": float(entropy(counts)), "teachman_most": float(np.log(kinds)),
    }  # fmt: skip


random = np.random.default_rng(12)
made = [[5], [1, 1], [3, 0, 1], [10, 10, 10, 10], [97, 1, 1, 1], [7, 5, 3, 2, 1]]
made += [random.integers(0, 30, size).tolist() for size in (2, 3, 5, 8, 12)]
save(pd.DataFrame([measure(counts) for counts in made]), "variety_made.csv", "scipy", "numpy")
