"""Reads a run's folder with pandas, as a notebook does: python .ci/read_back.py FOLDER"""

import sys
from pathlib import Path

import pandas

folder = Path(sys.argv[1])
observations = pandas.read_parquet(folder / "observations.parquet")
summary = pandas.read_parquet(folder / "summary.parquet")

columns = ["replication", "time_days", "metric", "segment", "value"]
assert list(observations.columns) == columns, observations.columns

text = pandas.read_csv(folder / "summary.csv", keep_default_na=False, na_values={"mean": [""]})
numbers = ["mean", "half_width", "n", "p10", "p50", "p90"]
pandas.testing.assert_frame_equal(
    text[numbers].apply(pandas.to_numeric), summary[numbers], check_dtype=False, rtol=0, atol=0
)
for column in ["metric", "label", "unit"]:
    assert text[column].tolist() == summary[column].tolist(), column

# The means of the summary are those of the observations.
whole = observations[observations.time_days.isna() & observations.segment.isna()]
means = whole.groupby("metric", sort=False).value.mean()
pandas.testing.assert_series_equal(
    means, summary.set_index("metric")["mean"], check_names=False, rtol=1e-12
)
print(f"pandas {pandas.__version__}: {len(observations)} observations, {len(summary)} metrics, all equal")
