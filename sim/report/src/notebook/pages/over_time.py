# %% [markdown]
**{{label}}.** {{definition}} The line is the mean over replications, and the band is its 95% interval, by Student's t, at each time.

# %%
values = observations[(observations.metric == "{{metric}}") & observations.time_days.notna() & observations.segment.isna()]
over_time = values.groupby("time_days").value.agg(["mean", "std", "count"])
t = over_time["count"].map({{{quantiles}}})
half_width = t * over_time["std"] / over_time["count"] ** 0.5

figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
axes.plot(over_time.index, over_time["mean"], label="mean over replications")
axes.fill_between(over_time.index, over_time["mean"] - half_width, over_time["mean"] + half_width, alpha=0.25, label="95% interval")
axes.set_xlabel("Time (days)")
axes.set_ylabel("{{label}}", parse_math=False)
axes.set_title("{{title}}", parse_math=False)
axes.legend()
plt.show()
