"""Reads the folders of two sensitivity studies with SALib and compares: python .ci/sensitivity.py SOBOL MORRIS

SALib gets our design and what came out of it, and must find what we found: for elementary effects the very same
numbers, for shares of variance, which it estimates in another way, the same to within both intervals.
"""

import sys
from pathlib import Path

import numpy
import pandas
from SALib.analyze import morris, sobol
from SALib.util import read_param_file


def read(folder):
    folder = Path(folder)
    problem = read_param_file(folder / "parameters.txt")
    design = pandas.read_csv(folder / "design.csv")
    assert list(design.columns) == problem["names"], (list(design.columns), problem["names"])
    results = pandas.read_csv(folder / "results.csv")
    assert len(design) == len(results)
    effects = pandas.read_csv(folder / "effects.csv").set_index(["metric", "factor", "effect"])
    return problem, design, results, effects


problem, design, results, effects = read(sys.argv[1])
compared = 0
for metric in results.columns:
    outputs = results[metric].to_numpy()
    theirs = sobol.analyze(problem, outputs, calc_second_order=False, seed=1)
    for index, factor in enumerate(problem["names"]):
        for effect, key in [("first", "S1"), ("total", "ST")]:
            ours = effects.loc[(metric, factor, effect)]
            room = 0.5 * (ours.high - ours.low) + theirs[key + "_conf"][index]
            gap = abs(ours.value - theirs[key][index])
            assert gap <= room, (metric, factor, effect, ours.value, theirs[key][index], room)
            compared += 1

problem, design, results, effects = read(sys.argv[2])
low, high = numpy.array(problem["bounds"]).T
for metric in results.columns:
    outputs = results[metric].to_numpy()
    theirs = morris.analyze(problem, design.to_numpy(), outputs, num_levels=4, seed=1)
    for index, factor in enumerate(problem["names"]):
        for effect in ["mu_star", "mu", "sigma"]:
            ours = effects.loc[(metric, factor, effect)].value
            gap = abs(ours - theirs[effect][index])
            assert gap <= 1e-9 * max(1.0, abs(ours)), (metric, factor, effect, ours, theirs[effect][index])
            compared += 1
print(f"SALib agrees with {compared} numbers")
