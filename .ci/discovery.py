"""Reads the folder of a stress test with EMA Workbench and compares: python .ci/discovery.py FOLDER

EMA Workbench gets our points and where the conclusion failed, as the experiments and the outcome of its own PRIM. It
must find the same share of failures in our box as we did, and a box of its own that bounds a factor that ours bounds and
is not much better.
"""

import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import pandas
from ema_workbench.analysis import prim

folder = Path(sys.argv[1])
experiments = pandas.read_csv(folder / "design.csv")
fails = pandas.read_csv(folder / "results.csv")["fails"].to_numpy()
best = pandas.read_csv(folder / "boxes.csv").set_index("box").loc["best"]
assert len(experiments) == len(fails) and 0 < fails.sum() < len(fails)

bounds = {
    factor: (best[factor + "_low"], best[factor + "_high"])
    for factor in experiments.columns
    if not (pandas.isna(best[factor + "_low"]) and pandas.isna(best[factor + "_high"]))
}
inside = pandas.Series(True, index=experiments.index)
for factor, (low, high) in bounds.items():
    inside &= pandas.isna(low) | (experiments[factor] >= low)
    inside &= pandas.isna(high) | (experiments[factor] <= high)
assert inside.sum() == best["points"], (inside.sum(), best["points"])
assert abs(fails[inside].mean() - best["density"]) < 1e-12
assert abs(fails[inside].sum() / fails.sum() - best["coverage"]) < 1e-12

theirs = prim.Prim(experiments, fails, threshold=0.5, peel_alpha=0.05).find_box().peeling_trajectory
merit = 2 * theirs["coverage"] * theirs["density"] / (theirs["coverage"] + theirs["density"])
ours = 2 * best["coverage"] * best["density"] / (best["coverage"] + best["density"])
assert abs(ours - merit.max()) < 0.1, (ours, merit.max())
print(f"EMA Workbench finds a box of merit {merit.max():.3f}, we one of {ours:.3f}, which bounds {', '.join(bounds)}")
