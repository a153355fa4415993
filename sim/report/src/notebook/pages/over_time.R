# %% [markdown]
**{{label}}.** {{definition}} The line is the mean over replications, and the band is its 95% interval, by Student's t, at each time.

# %%
values <- subset(observations, metric == "{{metric}}" & !is.na(time_days) & is.na(segment) & !is.na(value))
over_time <- do.call(rbind, lapply(split(values, values$time_days), function(at) {
  n <- nrow(at)
  half_width <- if (n > 1) qt(0.975, n - 1) * sd(at$value) / sqrt(n) else NA
  data.frame(time_days = at$time_days[1], mean = mean(at$value), half_width = half_width)
}))
over_time <- over_time[order(over_time$time_days), ]
low <- over_time$mean - over_time$half_width
high <- over_time$mean + over_time$half_width
known <- !is.na(low)

plot(over_time$time_days, over_time$mean, type = "n", ylim = range(low, high, over_time$mean, na.rm = TRUE),
     xlab = "Time (days)", ylab = "{{label}}", main = "{{title}}")
polygon(c(over_time$time_days[known], rev(over_time$time_days[known])), c(low[known], rev(high[known])),
        col = "#9ecae1", border = NA)
lines(over_time$time_days, over_time$mean, lwd = 2, col = "#08519c")
legend("topleft", legend = c("mean over replications", "95% interval"), col = c("#08519c", "#9ecae1"), lwd = c(2, 8), bty = "n")
