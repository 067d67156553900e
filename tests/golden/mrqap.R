# Where ties come from: sna::netlm with double semi-partialling (qapspp), on random networks in which
# ties depend on things in common, with and without unknown rows, directed and not. Coefficients and t
# are sna's. It permutes the classical t; p is worked out here by the same permutations of residuals
# (sna::rmperm), with the standard error that lets pairs of one member depend on one another.

source("lib/save.R")
need("sna")
suppressMessages(library(sna))

drawn <- function(ties) {
  signs <- ifelse(is.na(ties), "?", ifelse(ties == 1, "x", "."))
  paste(apply(signs, 1, paste, collapse = ""), collapse = " ")
}
same <- function(group) 1 * outer(group, group, "==") * (1 - diag(length(group)))
reps <- 400
ratio <- function(y, x, z, ends) {
  fit <- lm.fit(cbind(1, z, x), y)
  own <- lm.fit(cbind(1, z), x)$residuals
  score <- own * fit$residuals
  sums <- rowsum(c(score, score), c(ends[, 1], ends[, 2]))
  unname(fit$coefficients[ncol(z) + 2]) * sum(own^2) / sqrt(sum(sums^2))
}
chance <- function(ties, x, at, mode) {
  n <- nrow(ties)
  known <- !is.na(ties) & (if (mode == "graph") lower.tri(ties) else row(ties) != col(ties))
  ends <- which(known, arr.ind = TRUE)
  others <- sapply(setdiff(1:3, at), function(i) x[i, , ][known])
  off <- row(ties) != col(ties)
  left <- matrix(0, n, n)
  all_others <- sapply(setdiff(1:3, at), function(i) x[i, , ][off])
  left[off] <- lm.fit(cbind(1, all_others), x[at, , ][off])$residuals
  seen <- abs(ratio(ties[known], x[at, , ][known], others, ends))
  drawn <- replicate(reps, abs(ratio(ties[known], rmperm(left)[known], others, ends)))
  (1 + sum(drawn >= seen * (1 - 1e-9))) / (1 + reps)
}
measure <- function(case, n, silent, mode) {
  team <- same(sample(4, n, TRUE))
  place <- pmax(same(sample(3, n, TRUE)), team * matrix(rbinom(n * n, 1, .5), n))
  place <- pmax(place, t(place))
  met <- matrix(rpois(n * n, .4), n)
  met <- met + t(met) + team
  diag(met) <- 0
  likely <- .08 + .25 * team + .08 * pmin(met, 2)
  ties <- matrix(rbinom(n * n, 1, likely), n)
  if (mode == "graph") ties[upper.tri(ties)] <- t(ties)[upper.tri(ties)]
  diag(ties) <- 0
  if (silent) {
    who <- sample(n, silent)
    ties[who, ] <- NA
    if (mode == "graph") ties[, who] <- NA
    diag(ties) <- 0
  }
  x <- array(c(team, place, met), c(n, n, 3)) |> aperm(c(3, 1, 2))
  fit <- suppressWarnings(netlm(ties, x, mode = mode, nullhyp = "qapspp", reps = reps))
  data.frame(case = case, mode = mode, predictor = c("team", "place", "met"),
             rows = drawn(ties), team = drawn(team), place = drawn(place),
             values = paste(met, collapse = " "), reps = reps,
             coefficient = fit$coefficients[-1], t = fit$tstat[-1],
             p_of_t = fit$pgreqabs[-1], p = sapply(1:3, function(at) chance(ties, x, at, mode)))
}
set.seed(20196)
rows <- list(measure("whole 14", 14, 0, "digraph"), measure("whole 24", 24, 0, "digraph"),
             measure("silent 20", 20, 6, "digraph"), measure("silent 30", 30, 11, "digraph"),
             measure("no direction 18", 18, 0, "graph"),
             measure("silent, no direction 20", 20, 5, "graph"))
save(do.call(rbind, rows), "mrqap_made.csv", "sna")
