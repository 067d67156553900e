# The mean change of the same people, with Student's limits.

source("lib/save.R")

set.seed(906)
cases <- lapply(1:12, function(at) {
  n <- 2 + 3 * at
  then <- round(runif(n), 3)
  now <- round(then + rnorm(n, (at - 6) / 30, 0.2), 3)
  confidence <- c(0.9, 0.95, 0.99)[1 + at %% 3]
  gone <- if (at %% 4 == 0) 2 else integer(0)
  now[gone] <- NA
  found <- t.test(now, then, paired = TRUE, conf.level = confidence)
  data.frame(then = paste(then, collapse = " "), now = paste(now, collapse = " "),
             confidence = confidence, mean = unname(found$estimate), lower = found$conf.int[1],
             upper = found$conf.int[2], n = unname(found$parameter) + 1)
})
save(do.call(rbind, cases), "paired_change.csv", "stats")
