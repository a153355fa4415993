"""Compares `bazaar calibrate` with scipy, lifelines and straightforward formulas on made data.

    python .ci/fits.py target/debug/bazaar [SETS]

Of each family SETS sets (200) are made by fixed seeds, in five units of time, with unfinished and very long stretches
among lengths. The likelihood is written down here anew and maximised by scipy from several starts; ours may not be lower
by more than MISSED, parameters agree to AGREE of a standard error, and these with the curvature there. What we refuse must be without a maximum: where
scipy's best is no better than the simpler model that we name. Prints counts, and fails if any set is out.
"""

import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
from lifelines import ExponentialFitter, LogNormalFitter, WeibullFitter
from scipy import optimize, special, stats

warnings.filterwarnings("ignore")
BAZAAR = os.path.abspath(sys.argv[1])
SETS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
ONLY = sys.argv[3:]
MISSED = 1e-3  # of log-likelihood
AGREE = 0.05  # of a standard error; at a distance of one the log-likelihood is lower by 1/2, at this one by MISSED
ALIKE = 0.02  # of log-likelihood: what a second parameter must bring at least
ERRORS = 0.03  # of the standard errors themselves, by differences of another step than ours
UNITS = {"ms": 3.6e6, "s": 3600.0, "min": 60.0, "d": 1 / 24, "week": 1 / 168}  # in one hour
NAMES = list(UNITS)


def calibrate(about, rows, header, unit, *flags):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as file:
        file.write(header + "\n" + "\n".join(",".join(repr(float(x)) for x in row) for row in rows) + "\n")
    try:
        done = subprocess.run(
            [BAZAAR, "calibrate", about, file.name, "--unit", unit, "--json", *flags], capture_output=True, text=True
        )
    finally:
        os.unlink(file.name)
    if done.returncode == 0:
        part = json.loads(done.stdout)["parts"][0]
        return {model["model"]: model for model in part["models"]}, part["refused"]
    assert done.returncode == 2, done.stderr
    return {}, {"*": " ".join(done.stderr.split())}


def best(cost, starts):
    """The lowest of several descents, as scipy finds it."""
    found = []
    for start in starts:
        start = np.asarray(start, float)
        if not np.isfinite(cost(start)):
            continue
        short = optimize.minimize(cost, start, method="Nelder-Mead", options=dict(maxiter=60 * len(start)))
        found.append(short)
    found.sort(key=lambda one: one.fun)
    options = dict(maxiter=4000, maxfev=4000, xatol=1e-8, fatol=1e-9)
    return min((optimize.minimize(cost, one.x, method="Nelder-Mead", options=options) for one in found[:2]), key=lambda r: r.fun)


def safely(cost):
    def guarded(x):
        if np.any(np.abs(x) > 200):
            return np.inf
        with np.errstate(all="ignore"):
            value = cost(x)
        return value if np.isfinite(value) else np.inf

    return guarded


# Lengths.


def log_gamma_survival(x, k):
    """By scipy where there are digits, and by the continued fraction's first terms far out."""
    tail = special.gammaincc(k, x)
    with np.errstate(all="ignore"):
        far = (k - 1) * np.log(x) - x - special.gammaln(k) + np.log1p((k - 1) / x + (k - 1) * (k - 2) / x**2)
        return np.where(tail > 1e-250, np.log(np.maximum(tail, 1e-300)), far)


def length_cost(family, t, ended):
    e, u, logs = t[ended], t[~ended], np.log(t[ended])
    if family == "exponential":
        return lambda x: ended.sum() * x[0] + t.sum() * np.exp(-x[0])
    if family == "weibull":
        return lambda x: -np.sum(x[0] + (np.exp(x[0]) - 1) * logs - np.exp(x[0]) * x[1]) + np.sum(
            np.exp(np.exp(x[0]) * (np.log(t) - x[1]))
        )
    if family == "log_normal":
        return lambda x: -np.sum(stats.norm.logpdf(logs, x[0], np.exp(x[1])) - logs) - np.sum(
            stats.norm.logsf(np.log(u), x[0], np.exp(x[1]))
        )
    if family == "gamma":
        def cost(x):
            k, s = np.exp(x)
            inside = (k - 1) * logs - e / s - k * x[1] - special.gammaln(k)
            return -inside.sum() - np.sum(log_gamma_survival(u / s, k))

        return cost

    def cost(x):
        p = special.log_expit(x[0]), special.log_expit(-x[0])
        inside = np.logaddexp(p[0] - x[1] - e * np.exp(-x[1]), p[1] - x[2] - e * np.exp(-x[2]))
        beyond = np.logaddexp(p[0] - u * np.exp(-x[1]), p[1] - u * np.exp(-x[2]))
        return -inside.sum() - beyond.sum()

    return cost


def free(parameters):
    """Ours on the scale of the search above, and their standard errors there."""
    places, errors = [], []
    for name, one in parameters.items():
        value, error = one["value"], one["standard_error"]
        place, slope = {"mu": (value, 1.0), "share": (special.logit(value), 1 / (value * (1 - value)))}.get(
            name, (np.log(value), 1 / value)
        )
        places.append(place)
        errors.append(error * slope)
    return np.array(places), np.array(errors)


def lengths(family, number):
    rng = np.random.default_rng([17, list(STARTS).index(family), number])
    n = int(rng.choice([20, 60, 250]))
    spread = rng.uniform(0.3, 2.5)
    draw = {
        "exponential": lambda: rng.exponential(1, n),
        "weibull": lambda: rng.weibull(spread, n),
        "log_normal": lambda: rng.lognormal(0, spread, n),
        "gamma": lambda: rng.gamma(spread, 1, n),
        "hyper_exponential": lambda: rng.exponential(np.where(rng.random(n) < 0.6, 1.0, rng.uniform(5, 100))),
    }[family]()
    hours = draw * 10 ** rng.uniform(-2, 3)
    ended = np.ones(n, bool)
    if number % 2:
        end = rng.uniform(0, 3 * hours.mean(), n)
        ended, hours = hours <= end, np.minimum(hours, end)
    if number % 5 == 0:
        hours[:2] = hours.max() * np.array([50, 400])
        ended[1] = number % 10 == 0
    hours = np.maximum(hours, 1e-9 * hours.max())
    if ended.sum() < 3:
        ended[:3] = True
    return hours, ended


STARTS = {
    "exponential": lambda m, s: [[m]],
    "weibull": lambda m, s: [[np.log(1.28 / s), m + 0.5], [0, m + 1]],
    "log_normal": lambda m, s: [[m, np.log(s)], [m + 1, np.log(s) + 0.5]],
    "gamma": lambda m, s: [[np.log(1 / s**2 + 0.3), m], [0, m + 1]],
    "hyper_exponential": lambda m, s: [[0, m - s, m + s], [2, m, m + 2 * s], [-2, m - 2 * s, m], [4, m, m + 4 * s], [0.5, m - 0.5, m + 2]],
}


def check_lengths(family, number):
    hours, ended = lengths(family, number)
    unit = NAMES[number % 5]
    t = hours * UNITS[unit]
    cost = safely(length_cost(family, t, ended))
    logs = np.log(t[ended])
    theirs = best(cost, STARTS[family](logs.mean(), max(logs.std(), 0.05)))
    flag = ["--unfinished", "--family", family.replace("_", "-")]
    models, refused = calibrate("intervals", np.column_stack([t, ended]), "length,ended", unit, *flag)
    if family not in models:
        mean = t.sum() / ended.sum()
        exponential = ended.sum() * (np.log(mean) + 1)
        if family == "hyper_exponential" and theirs.fun > exponential - 2e-3:
            return "no second branch"
        if max(theirs.x[1:]) > np.log(t.max()) + 6.9 and "never end" in " ".join(refused["*"].replace("\u2502", "").split()):
            return "a branch without an end"
        return f"REFUSED: {refused}, though {exponential - theirs.fun:.3g} better than one branch"
    model = models[family]
    if family in ("exponential", "weibull", "log_normal") and number % 4 == 0:
        fitter = {"exponential": ExponentialFitter, "weibull": WeibullFitter, "log_normal": LogNormalFitter}[family]()
        scale = np.exp(logs.mean())
        try:
            fitter.fit(t / scale, ended)
            lifelines = fitter.log_likelihood_ - ended.sum() * np.log(scale)
            if model["log_likelihood"] < lifelines - MISSED:
                return f"LOWER than lifelines: {model['log_likelihood']:.6f} {lifelines:.6f}"
        except Exception:  # it does not always converge
            pass
    return verdict(cost, model, theirs)


def verdict(cost, model, theirs):
    ours, errors = free(model["parameters"])
    likelihood, here = model["log_likelihood"], cost(ours)
    if abs(here + likelihood) > 1e-6 * max(1, abs(here)):
        return f"OTHER likelihood: {likelihood:.8f}, by the formula {-here:.8f}"
    if here > theirs.fun + MISSED:
        return f"LOWER: {-here:.6f} at {ours}, scipy {-theirs.fun:.6f} at {theirs.x}"
    curved = np.sqrt(np.diag(np.linalg.pinv(curvature(cost, ours))))
    if np.any(np.abs(errors / curved - 1) > ERRORS):
        return f"ERRORS: {errors}, by the formula {curved}"
    if here < theirs.fun - MISSED:
        return "higher"
    # As high at another place is a likelihood with two tops, or theirs has not arrived.
    apart = np.abs(ours - theirs.x) / errors
    if np.any(apart > AGREE):
        again = best(cost, [ours + 0.3 * errors, ours - 0.3 * errors])
        if again.fun < here - MISSED or np.any(np.abs(ours - again.x) / errors > AGREE):
            return f"APART: {ours}, scipy {theirs.x} and {again.x}, errors {errors}"
        return "as high, theirs not at the top"
    return "as high"


def curvature(cost, top, step=4e-3):
    def at(*moves):
        place = np.array(top, float)
        for k, by in moves:
            place[k] += by * step
        return cost(place)

    n, matrix = len(top), np.empty((len(top), len(top)))
    for a in range(n):
        for b in range(n):
            corner = lambda up, right: at((a, up), (b, right))
            matrix[a, b] = (corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / (4 * step * step)
    return matrix


# Cohorts.


def cohort_cost(lost, kept):
    # By products: the quotients of beta functions lose their digits where the parameters are large.
    k = np.arange(len(lost))

    def cost(x):
        a, b = np.exp(x)
        all_left = np.cumsum(np.log(a + b + k))
        one = x[0] + np.concatenate([[0], np.cumsum(np.log(b + k[:-1]))]) - all_left
        return -(lost @ one + kept * (np.sum(np.log(b + k)) - all_left[-1]))

    return cost


def check_cohort(number):
    rng = np.random.default_rng([18, number])
    customers, renewals = int(10 ** rng.uniform(2, 5)), int(rng.integers(3, 13))
    constant = number % 5 < 2
    a, b = (1e9 * rng.uniform(0.02, 0.6), 1e9) if constant else (10 ** rng.uniform(-0.7, 0.7), 10 ** rng.uniform(-0.2, 1.2))
    risk = rng.beta(a, b, customers)
    left, counts = np.ones(customers, bool), [customers]
    for _ in range(renewals):
        left &= rng.random(customers) >= risk
        counts.append(int(left.sum()))
    lost = -np.diff(counts).astype(float)
    unit = NAMES[number % 5] if number % 5 > 1 else "month"
    models, refused = calibrate("cohort", list(enumerate(counts)), "renewals,customers", unit)
    if "constant" not in models:
        return f"REFUSED a constant risk: {refused}"
    due = np.array(counts[:-1], float)
    p = lost.sum() / due.sum()
    geometric = lost.sum() * np.log(p) + (due.sum() - lost.sum()) * np.log1p(-p)
    if abs(models["constant"]["log_likelihood"] - geometric) > 1e-6 * abs(geometric):
        return "OTHER likelihood of the constant"
    cost = safely(cohort_cost(lost, counts[-1]))
    theirs = best(cost, [[0, 0], [-1, 2], [2, 4], [4, 6]])
    if "sbg" not in models:
        gain = -theirs.fun - geometric
        return "constant" if gain < ALIKE else f"REFUSED sBG, worth {gain:.3g}: {refused}"
    return verdict(cost, models["sbg"], theirs)


# Buyers.


def buyer_cost(x, last, T):
    count, k = x.astype(int), np.arange(max(int(x.max()), 1))

    def rising(start):
        """The logarithm of start (start + 1) ... (start + x - 1), with all its digits."""
        return np.concatenate([[0], np.cumsum(np.log(start + k))])[count]

    def cost(free):
        r, alpha, a, b = np.exp(free)
        common = rising(r) + r * free[1] + rising(b) - rising(a + b)
        stays = -(r + x) * np.log(alpha + T)
        gone = np.where(x > 0, free[2] - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + last), -np.inf)
        return -np.sum(common + np.logaddexp(stays, gone))

    return cost


def check_buyers(number):
    rng = np.random.default_rng([19, number])
    n = int(rng.choice([200, 500]))
    r, alpha = rng.uniform(0.2, 2), rng.uniform(2, 15) * 168
    a, b = rng.uniform(0.3, 1.5), rng.uniform(1, 5)
    T = rng.uniform(0 if number % 2 else 20, 60, n) * 168
    T[: 4 * (number % 3)] = 0  # first bought on the day of the count
    rate, leaves = rng.gamma(r, 1 / alpha, n), rng.beta(a, b, n)
    x, last = np.zeros(n), np.zeros(n)
    for i in range(n):
        t = 0.0
        while True:
            t += rng.exponential(1 / max(rate[i], 1e-300))
            if t >= T[i]:
                break
            x[i], last[i] = x[i] + 1, t
            if rng.random() < leaves[i]:
                break
    unit = NAMES[number % 5]
    last, T = last * UNITS[unit], T * UNITS[unit]
    models, refused = calibrate("purchases", np.column_stack([x, last, T]), "frequency,recency,T", unit)
    cost = safely(buyer_cost(x, last, T))
    m = np.log(alpha * UNITS[unit])
    theirs = best(cost, [[np.log(r), m, np.log(a), np.log(b)], [0, m, 0, 1], [-1, m - 1, -1, 1]])
    if "bg_nbd" not in models:
        # A maximum far out, or a ridge: somebody else's has run away as well.
        ran = np.abs(theirs.x - [0, m, 0, 0]).max() > 4.5
        return "no maximum" if ran else f"REFUSED: {refused}, though scipy has {list(np.exp(theirs.x))}"
    return verdict(cost, models["bg_nbd"], theirs)


# Adopters.


def bass(n, p, q):
    t = np.arange(n + 1)
    e = np.exp(-(p + q) * t)
    return np.diff((1 - e) / (1 + q / p * e))


def check_adopters(number):
    rng = np.random.default_rng([20, number])
    scale = [1, 12, 52, 365, 4][number % 5]
    p, q, M = 10 ** rng.uniform(-3.3, -1.5) / scale, rng.uniform(0.2, 0.7) / scale, 10 ** rng.uniform(3, 6)
    if number % 10 == 3:
        q = 0
    peak = np.log(q / p) / (p + q) if q > p else 1.0 / p
    n = int(np.clip(peak * rng.uniform(0.8, 2.2), 6, 2500))
    kind = "exponential" if number % 10 == 7 else "bass"
    curve = 10 * np.exp(rng.uniform(0.5, 4) * np.arange(n) / n) if kind == "exponential" else M * bass(n, p, q)
    noise = 0 if number % 4 == 0 else 0.05
    y = np.round((curve * (1 + noise * rng.standard_normal(n))).clip(0))
    if kind == "bass" and noise == 0:
        y = curve
    unit = {1: "year", 12: "month", 52: "week", 365: "d", 4: "month"}[scale]
    models, refused = calibrate("adoption", y[:, None], "adopters", unit)
    text = " ".join(" ".join(refused.values()).replace("\u2502", "").split())
    if not y.any():
        return "all figures are 0" if "all figures are 0" in text else f"REFUSED: {text}"

    def squares(x):
        shares = bass(n, *np.exp(x))
        return np.sum((y - shares @ y / (shares @ shares) * shares) ** 2)

    cost = safely(lambda x: np.log(squares(x) + 1e-14 * (y @ y)))
    starts = [[np.log(p0 / n), np.log(q0 / n)] for p0 in (1e-3, 0.03, 0.3, 2) for q0 in (0.5, 3, 8, 15)]
    starts.append([np.log(p), np.log(max(q, 1e-4 * p))])
    theirs = best(cost, starts)
    rest = squares(theirs.x)
    constant = np.sum((y - y.mean()) ** 2)
    t = np.arange(n) - n
    grow = optimize.minimize_scalar(
        lambda g: np.sum((y - y @ np.exp(g * t) / (np.exp(g * t) @ np.exp(g * t)) * np.exp(g * t)) ** 2),
        bounds=(0, 5), method="bounded", options=dict(xatol=1e-12),
    ).fun
    variance = max(rest, 1e-14 * (y @ y)) / (n - 3)
    if "bass" not in models:
        if "grow exponentially" in text and (grow - rest) / variance < 4.2:
            return "grows exponentially"
        if "constant" in text and (constant - rest) / variance < 6.5:
            return "constant"
        if "fit equally well" in text:
            # The error of the potential, by the slopes of the curve.
            p0, q0 = np.exp(theirs.x)
            shares = bass(n, p0, q0)
            potential = shares @ y / (shares @ shares)
            slopes = [potential * shares]
            for dp, dq in ((1e-4 * p0, 0), (0, 1e-4 * (p0 + q0))):
                slopes.append(potential * (bass(n, p0 + dp, q0 + dq) - bass(n, p0 - dp, q0 - dq)) / 2e-4)
            information = np.array(slopes) @ np.array(slopes).T / variance
            error = np.sqrt(np.linalg.pinv(information, rcond=1e-14)[0, 0])
            if error > 0.95:
                return "potential unknown"
            return f"REFUSED: {text}, relative error {error:.3g}"
        return f"REFUSED: {text}; {(grow - rest) / variance:.3g} {(constant - rest) / variance:.3g}"
    if kind == "exponential":
        # At the level of 5% some pass for the beginning of a curve.
        return "exponential growth taken for a curve"
    residual = models["bass"]["distance"]
    scipy = np.sqrt(rest / (n - 3))
    if residual > scipy * (1 + 1e-4) + 1e-6 * y.max():
        return f"WORSE: {residual:.6g}, scipy {scipy:.6g} at {list(np.exp(theirs.x))}; {[one['value'] for one in models['bass']['parameters'].values()]}"
    return "as close" if residual > scipy * (1 - 1e-4) else "closer"


def main():
    checks = {family: (lambda number, family=family: check_lengths(family, number)) for family in STARTS}
    checks |= {"sbg": check_cohort, "bg_nbd": check_buyers, "bass": check_adopters}
    bad = 0
    with concurrent.futures.ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for name, check in checks.items():
            if ONLY and name not in ONLY:
                continue
            verdicts = list(pool.map(run, [(name, number) for number in range(SETS)], chunksize=4))
            wrong = [(number, text) for number, text in enumerate(verdicts) if text.split()[0].strip(":").isupper()]
            counts = Counter("out" if text.split()[0].strip(":").isupper() else text for text in verdicts)
            print(f"{name}: " + ", ".join(f"{count} {text}" for text, count in counts.most_common()), flush=True)
            for number, text in wrong[:10]:
                print(f"    set {number}: {text}")
            bad += len(wrong)
            # One in twenty of those that grow exponentially, and their number is a tenth: more than 9 of 20 has a
            # probability below 1e-7.
            assert counts["exponential growth taken for a curve"] <= 9
    sys.exit(f"{bad} sets are out" if bad else 0)


def run(job):
    name, number = job
    if name in STARTS:
        return check_lengths(name, number)
    return {"sbg": check_cohort, "bg_nbd": check_buyers, "bass": check_adopters}[name](number)


if __name__ == "__main__":
    main()
