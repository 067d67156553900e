# Where ties come from: sna::netlm with double semi-partialling (qapspp), on random networks in which
# ties depend on things in common, with and without unknown rows, directed and not.

source("lib/save.R")
need("sna")
suppressMessages(library(sna))

drawn <- function(ties) {
  signs <- ifelse(is.na(ties), "?", ifelse(ties == 1, "x", "."))
  paste(apply(signs, 1, paste, collapse = ""), collapse = " ")
}
same <- function(group) 1 * outer(group, group, "==") * (1 - diag(length(group)))
reps <- 400
measure <- function(case, n, silent, mode) {
  team <- same(sample(4, n, TRUE))
  place <- pmax(same(sample(3, n, TRUE)), team * matrix(rbinom(n * n, 1, .5), n))
  place <- pmax(place, t(place))
  met <- matrix(rpois(n * n, .4), n)
  met <- met + t(met) + team
  diag(met) <- 0
  chance <- .08 + .25 * team + .08 * pmin(met, 2)
  ties <- matrix(rbinom(n * n, 1, chance), n)
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
             coefficient = fit$coefficients[-1], t = fit$tstat[-1], p = fit$pgreqabs[-1])
}
set.seed(20196)
rows <- list(measure("whole 14", 14, 0, "digraph"), measure("whole 24", 24, 0, "digraph"),
             measure("silent 20", 20, 6, "digraph"), measure("silent 30", 30, 11, "digraph"),
             measure("no direction 18", 18, 0, "graph"),
             measure("silent, no direction 20", 20, 5, "graph"))
save(do.call(rbind, rows), "mrqap_made.csv", "sna")
