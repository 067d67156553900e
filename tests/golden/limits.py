"""The fewest crossings of a run chart from scipy's binomial quantile."""

import numpy as np
import pandas as pd
from lib.save import save
from scipy import stats

useful, probability = (
    grid.ravel() for grid in np.meshgrid(np.arange(2, 121), [0.01, 0.05, 0.1], indexing="ij")
)
fewest = stats.binom.ppf(probability, useful - 1, 0.5).astype(int)
save(
    pd.DataFrame({"useful": useful, "probability": probability, "crossings_limit": fewest}),
    "limits_crossings.csv",
    "scipy",
)
