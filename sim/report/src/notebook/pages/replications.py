# %% [markdown]
**{{label}}.** {{definition}} A dot is a replication; the bar is the 95% interval of their mean, as the summary has it.

# %%
values = observations[(observations.metric == "{{metric}}") & observations.time_days.isna() & observations.segment.isna()]
estimate = summary.filter(pl.col("metric") == "{{metric}}").row(0, named=True)

figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
axes.plot(values.replication, values.value, "o", label="a replication")
axes.errorbar(0, estimate["mean"], yerr=estimate["half_width"], fmt="s", capsize=6, label="mean and its 95% interval")
axes.set_xticks([0, *values.replication], ["mean", *values.replication])
axes.set_xlabel("Replication")
axes.set_ylabel("{{label}}", parse_math=False)
axes.set_title("{{title}}", parse_math=False)
axes.legend()
plt.show()
