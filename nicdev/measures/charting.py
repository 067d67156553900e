"""Constants and tables of charting in time, each with where it is published; nothing else has any.

They are what the sources print, rounded as they print them: limits are compared with figures that
were made from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Mean of the range of two draws from a normal distribution, in standard deviations (d2 for two).
# Montgomery, Introduction to Statistical Quality Control, appendix VI; NIST 6.3.2.2. It is
# 2 / sqrt(pi) = 1.12838 to more digits.
RANGE_OF_TWO = 1.128

# Limits of single values lie this many mean moving ranges from the mean. NIST 6.3.2.2 and
# qicharts2 compute it; Wheeler and NHSRplotthedots (ptd_spc_standard.R) round it.
COMPUTED, ROUNDED = 3 / RANGE_OF_TWO, 2.66

# The upper limit of moving ranges, in mean moving ranges (D4 for two): ranges above it are left
# out once. Montgomery, appendix VI; NHSRplotthedots, qicharts2.
UPPER_RANGE = 3.267

# Perla, Provost and Murray (2011), BMJ Quality & Safety 20:46, table 1: the fewest and the most
# runs of chance, by points that are not on the median. Copies of the table differ from 27
# points on.
PERLA_RUNS: Mapping[int, tuple[int, int]] = MappingProxyType(
    {10: (3, 9), 11: (3, 10), 12: (3, 11), 13: (4, 11), 14: (4, 12), 15: (5, 12), 16: (5, 13),
     17: (5, 13), 18: (6, 14), 19: (6, 15), 20: (6, 16), 21: (7, 16), 22: (7, 17), 23: (7, 17),
     24: (8, 18), 25: (8, 18), 26: (9, 19)}
)  # fmt: skip
PERLA_SHIFT, PERLA_TREND = 6, 5  # points in a row, as above
NHS_SHIFT, NHS_TREND = 7, 7  # NHSRplotthedots, ptd_calculate_point_type.R
