"""Partial pooling by a mixed model: statsmodels on the people of ``pooling_people.csv``."""

from pathlib import Path

import pandas as pd
from lib.save import save
from statsmodels.regression.mixed_linear_model import MixedLM

HERE = Path(__file__).parent

kept = pd.read_csv(HERE / "pooling_people.csv", comment="#").iloc[0]
network = [float(word) for word in kept["network"].split()]
answer = [float(word) for word in kept["answer"].split()]
people = pd.DataFrame({"network": network, "answer": answer})
model = MixedLM(
    people["answer"], pd.DataFrame({"one": 1.0}, people.index), groups=people["network"]
)
fit = model.fit(reml=True, method=["lbfgs", "powell"], gtol=1e-12)
centre = float(fit.fe_params.iloc[0])
effects = [centre + float(effect.iloc[0]) for _, effect in sorted(fit.random_effects.items())]
drawn = " ".join(repr(value) for value in effects)
made = {
    "case": kept["case"],
    "between": float(fit.cov_re.iloc[0, 0]) ** 0.5,
    "within": float(fit.scale) ** 0.5,
    "centre": centre,
    "drawn": drawn,
}
save(pd.DataFrame([made]), "mixed_people.csv", "statsmodels")
