# Control charts and other rules for runs in base R, from the formulas of the sources, point by point.

source("lib/save.R")

text <- function(x) suppressWarnings(paste(written(x), collapse = " "))
row <- function(case, chart, values, sizes, first, constant, screening, centre, half, low, high,
                y, spread) {
  lower <- pmax(centre - half, low)
  upper <- pmin(centre + half, high)
  out <- ifelse(is.na(y) | is.na(half), 0, ifelse(y > upper, 1, ifelse(y < lower, -1, 0)))
  data.frame(case = case, chart = chart, values = text(values), rest = text(sizes),
             first = first, constant = constant, screening = screening, centre = centre,
             lower_all = text(lower), upper_all = text(upper), out = text(out), spread = spread)
}
single <- function(case, values, first = length(values), constant = 2.66, screening = NA) {
  base <- values
  if (first < length(values)) base[(first + 1):length(values)] <- NA
  ranges <- abs(base[-1] - base[-length(base)])
  ranges <- ranges[!is.na(ranges)]
  if (!is.na(screening)) ranges <- ranges[ranges < screening * mean(ranges)]
  row(case, "single", values, NA, first, constant, screening, mean(base, na.rm = TRUE),
      rep(constant * mean(ranges), length(values)), -Inf, Inf, values, mean(ranges))
}
laney <- function(case, top, size, first, wider, top_end) {
  y <- top / size
  used <- seq_along(top) <= first
  centre <- sum(top[used], na.rm = TRUE) / sum(size[used & !is.na(top)])
  sd <- if (top_end == 1) sqrt(centre * (1 - centre) / size) else sqrt(centre / size)
  z <- ((y - centre) / sd)[used]
  spread <- mean(abs(diff(z)), na.rm = TRUE) / 1.128
  half <- 3 * sd * if (wider) spread else 1
  name <- paste0(if (top_end == 1) "shares" else "rates", if (wider) " wider" else "")
  row(case, name, top, size, first, NA, NA, centre, half, 0, top_end, y, spread)
}
rooted <- function(case, chart, values, first = length(values)) {
  centre <- mean(values[seq_len(first)], na.rm = TRUE)
  half <- 3 * sqrt(if (chart == "counts") centre else centre * (centre + 1))
  row(case, chart, values, NA, first, NA, NA, centre, rep(half, length(values)), 0, Inf, values, NA)
}

cost <- c(310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306,
          301, 304, 305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310,
          304, 305, 333, 328)
juice <- c(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
           12, 7, 13, 9, 6)
cloth <- c(14, 12, 20, 11, 7, 10, 21, 16, 19, 23)
set.seed(123)
noise <- rnorm(20)
far <- noise
far[15] <- 10
set.seed(19)
other <- rnorm(24)
shifted <- other
shifted[13:24] <- rnorm(12, mean = 2)
rows <- list(
  single("cost", cost, 20, 3 / 1.128),
  single("seed 123", noise, screening = 3.267),
  single("seed 123 with a far point, screened", far, screening = 3.267),
  single("seed 123 with a far point", far),
  single("seed 19 with a shift", shifted, constant = 3 / 1.128, screening = 3.267),
  laney("orange juice", juice, rep(50, 30), 30, FALSE, 1),
  laney("cloth", cloth, c(10, 8, 13, 10, 10, 10, 12, 11, 12, 13), 10, FALSE, Inf)
)
set.seed(20196)
for (case in 1:12) {
  n <- 9 + 2 * case
  first <- if (case %% 3) n else n - 4
  values <- round(rnorm(n, 50, 4), 1)
  values[sample(n, case %% 3)] <- NA
  size <- sample(12:400, n, replace = TRUE)
  top <- rbinom(n, size, plogis(rnorm(n, -1, if (case %% 2) .5 else 0)))
  size[1 + case %% 5] <- top[1 + case %% 5] <- NA
  events <- rpois(n, size / 40)
  rows <- c(rows, list(
    single(paste("values", case), values, first, if (case %% 2) 2.66 else 3 / 1.128,
           if (case %% 4) 3.267 else NA),
    laney(paste("shares", case), top, size, first, case %% 2 == 1, 1),
    laney(paste("rates", case), events, size, first, case %% 2 == 0, Inf),
    rooted(paste("counts", case), "counts", rpois(n, 3 * case), first),
    rooted(paste("between", case), "between", rgeom(n, 1 / (2 + case)), first)
  ))
}
save(do.call(rbind, rows), "control_charts.csv")

# Perla's rules: rle about the median, rle of the signs of the steps that are not level.
measured <- function(case, values) {
  y <- values[!is.na(values)]
  side <- sign(y - median(y))
  runs <- rle(side[side != 0])$lengths
  steps <- sign(diff(y))
  steps <- rle(steps[steps != 0])$lengths
  data.frame(case = case, values = text(values), useful = sum(runs), longest_run = max(runs),
             longest_trend = max(steps) + 1, runs = length(runs))
}
many <- lapply(1:16, function(case) {
  values <- round(cumsum(rnorm(8 + 2 * case, 0, 1)) * (case %% 3 == 0) + rnorm(8 + 2 * case), case %% 2)
  values[sample(length(values), case %% 3)] <- NA
  measured(paste("random", case), values)
})
save(do.call(rbind, many), "control_perla.csv")

# How many runs there are when half of n points lie on either side: Swed and Eisenhart.
chance <- function(n) {
  one <- n %/% 2
  other <- n - one
  runs <- 2:n
  half <- runs %/% 2
  ways <- ifelse(runs %% 2 == 0, 2 * choose(one - 1, half - 1) * choose(other - 1, half - 1),
                 choose(one - 1, half) * choose(other - 1, half - 1) +
                   choose(one - 1, half - 1) * choose(other - 1, half))
  p <- ways / choose(n, one)
  data.frame(useful = n, fewest = min(runs[cumsum(p) > .025]),
             most = max(runs[rev(cumsum(rev(p))) > .025]))
}
save(do.call(rbind, lapply(10:60, chance)), "control_runs.csv")
