# A slope among people in teams: every model refitted by lm, with the cluster-robust error by hand, for
# each of all weightings of four or five teams by Webb's six weights.

source("lib/save.R")
set.seed(11)

six <- c(-sqrt(1.5), -1, -sqrt(.5), sqrt(.5), 1, sqrt(1.5))
ratio <- function(y, design, team) {
  fit <- lm.fit(design, y)
  bread <- solve(crossprod(design))
  meat <- crossprod(rowsum(design * fit$residuals, team))
  at <- ncol(design)
  c(fit$coefficients[at], sqrt((bread %*% meat %*% bread)[at, at]))
}
chance <- function(y, x, others, team, supposed) {
  design <- cbind(1, others, x)
  seen <- ratio(y, design, team)
  less <- lm.fit(cbind(1, others), y - supposed * x)
  teams <- sort(unique(team))
  all <- as.matrix(expand.grid(rep(list(six), length(teams))))
  far <- apply(all, 1, function(weight) {
    again <- less$fitted.values + supposed * x + less$residuals * weight[match(team, teams)]
    one <- ratio(again, design, team)
    abs(one[1] - supposed) / one[2]
  })
  mean(far >= abs(seen[1] - supposed) / seen[2] * (1 - 1e-9))
}
measure <- function(case, teams, true, supposed) {
  team <- sample(rep(letters[1:teams], length.out = teams * 5 + 3))
  n <- length(team)
  before <- rnorm(n)
  x <- .4 * before + rnorm(n) + rnorm(teams)[match(team, letters)]
  y <- .5 * before + true * x + rnorm(n) + .6 * rnorm(teams)[match(team, letters)]
  data.frame(case, team = paste(team, collapse = " "), before = paste(written(before), collapse = " "),
             score = paste(written(x), collapse = " "), outcome = paste(written(y), collapse = " "),
             value = ratio(y, cbind(1, before, x), team)[1], p = chance(y, x, before, team, 0),
             supposed, p_supposed = chance(y, x, before, team, supposed))
}
save(rbind(measure("four, nothing", 4, 0, .5), measure("four, some", 4, .6, .2),
           measure("five, much", 5, 1.5, 1)), "wild_made.csv", "stats")
