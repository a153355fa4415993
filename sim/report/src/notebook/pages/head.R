# %% [markdown]
R reads CSV without a package. Each row is a metric: the mean over replications, and half the length of its 95% interval.

# %%
summary_table <- read.csv("summary.csv")
print(summary_table[, c("metric", "unit", "mean", "half_width", "n")])

# %% [markdown]
The observations have one value to a row. Those without a time stand for the whole run.

# %%
observations <- read.csv("observations.csv", na.strings = "")
print(head(observations))

