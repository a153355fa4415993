# %%
import matplotlib.pyplot as plt
import pandas as pd
import polars as pl

# %% [markdown]
Polars reads Parquet, which has its types in itself. Each row is a metric: the mean over replications, and half the length of its 95% interval.

# %%
summary = pl.read_parquet("summary.parquet")
print(summary.select("metric", "unit", "mean", "half_width", "n"))

# %% [markdown]
Pandas reads the same observations as CSV: one value to a row. Those without a time stand for the whole run.

# %%
observations = pd.read_csv("observations.csv")
assert len(observations) == pl.read_parquet("observations.parquet").height
print(observations.head())

