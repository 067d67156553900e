# Cliff's delta from the statistic of the rank sum test, which counts ties as half.

source("lib/save.R")

set.seed(719)
cases <- lapply(1:12, function(at) {
  first <- sample(1:5, 3 + 3 * at, TRUE, prob = c(1, 1, 2, at, 2))
  second <- sample(1:5, 40 - 2 * at, TRUE)
  u <- suppressWarnings(wilcox.test(first, second))$statistic
  data.frame(first = paste(first, collapse = " "), second = paste(second, collapse = " "),
             delta = 2 * u / (length(first) * length(second)) - 1)
})
save(do.call(rbind, cases), "pairs_delta.csv", "stats")
