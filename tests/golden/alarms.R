# How often each set of rules raises an alarm: on noise, and where the later half is two standard
# deviations higher. Base R, with rle; independent of nicdev's code and of its random numbers.

source("lib/save.R")

draws <- 6000
longest <- function(signs) {
  signs <- signs[signs != 0]
  if (length(signs)) max(rle(signs)$lengths) else 0
}
perla_runs <- matrix(c(12, 3, 11, 16, 5, 13, 24, 8, 18, 30, 11, 21), ncol = 3, byrow = TRUE)
judged <- function(y) {
  n <- length(y)
  side <- sign(y - median(y))
  side <- side[side != 0]
  useful <- length(side)
  run <- longest(side)
  crossings <- length(rle(side)$lengths) - 1
  steps <- longest(sign(diff(y)))
  table <- perla_runs[perla_runs[, 1] == n, ]
  shift6 <- run >= 6
  trend5 <- steps >= 4
  runs <- crossings + 1 < table[2] || crossings + 1 > table[3]
  ranges <- abs(diff(y))
  kept <- ranges[ranges < 3.267 * mean(ranges)]
  half <- 2.66 * mean(kept)
  m <- mean(y)
  about <- sign(y - m)
  outside <- any(y > m + half | y < m - half)
  # Seven on one side of the mean, seven that rise or fall, two in three near the same limit.
  blocks <- rle(about)
  seven <- any(blocks$lengths[blocks$values != 0] >= 7) || steps >= 6
  near <- abs(y - m) > half * 2 / 3 & abs(y - m) <= half
  three <- any(vapply(seq_len(n - 2), function(i) {
    sum(near[i:(i + 2)]) >= 2 && abs(sum(about[i:(i + 2)])) == 3
  }, logical(1)))
  c(anhoej = run > round(log2(useful)) + 3 || crossings < qbinom(.05, useful - 1, .5),
    perla = shift6 || trend5 || runs, perla_shift = shift6, perla_trend = trend5,
    perla_runs = runs, outside = outside, nhs = outside || seven || three)
}
set.seed(2019)
rows <- list()
for (n in c(12, 16, 24, 30)) for (shift in c(0, 2)) {
  late <- seq_len(n) > n / 2
  found <- replicate(draws, judged(rnorm(n) + shift * late))
  rows[[length(rows) + 1]] <- data.frame(points = n, shift = shift, draws = draws, t(rowMeans(found)))
}
save(do.call(rbind, rows), "alarms_rates.csv")
