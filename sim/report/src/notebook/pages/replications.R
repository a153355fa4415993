# %% [markdown]
**{{label}}.** {{definition}} A dot is a replication; the bar is the 95% interval of their mean, as the summary has it.

# %%
values <- subset(observations, metric == "{{metric}}" & is.na(time_days) & is.na(segment) & !is.na(value))
estimate <- summary_table[summary_table$metric == "{{metric}}", ]
low <- estimate$mean - estimate$half_width
high <- estimate$mean + estimate$half_width

plot(values$replication, values$value, pch = 19, xlim = c(0, max(values$replication)),
     ylim = range(values$value, low, high, na.rm = TRUE), xaxt = "n",
     xlab = "Replication", ylab = "{{label}}", main = "{{title}}")
axis(1, at = c(0, values$replication), labels = c("mean", values$replication))
segments(c(0, -0.1, -0.1), c(low, low, high), c(0, 0.1, 0.1), c(high, low, high), lwd = 2, col = "#08519c")
points(0, estimate$mean, pch = 15, col = "#08519c")
legend("topright", legend = c("a replication", "mean and its 95% interval"), pch = c(19, 15), col = c("black", "#08519c"), bty = "n")
