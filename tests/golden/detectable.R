# Closed forms of power: stats::power.t.test and power.prop.test, for the smallest change seen with
# a power of 0.8 at the 5 % level.

source("lib/save.R")

rows <- list()
for (n in c(8, 20, 60, 400)) for (correlation in c(0, .5, .8)) {
  spread <- sqrt(2 * (1 - correlation))
  paired <- power.t.test(n = n, power = .8, sd = spread, type = "paired", strict = TRUE, tol = 1e-12)
  rows[[length(rows) + 1]] <- data.frame(case = "same people", n = n, at = correlation,
                                         change = paired$delta)
}
for (n in c(8, 20, 60, 400)) {
  two <- power.t.test(n = n, power = .8, sd = 1, strict = TRUE, tol = 1e-12)
  rows[[length(rows) + 1]] <- data.frame(case = "all", n = n, at = 0, change = two$delta)
}
for (n in c(40, 100, 1000)) for (before in c(.3, .5)) {
  two <- power.prop.test(n = n, p1 = before, power = .8, strict = TRUE, tol = 1e-12)
  rows[[length(rows) + 1]] <- data.frame(case = "share", n = n, at = before,
                                         change = two$p2 - before)
}
save(do.call(rbind, rows), "detectable_closed.csv")
