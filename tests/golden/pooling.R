# Partial pooling: metafor::rma with REML on made networks with known errors, its own log odds, and
# lme4::lmer with a random intercept on people in networks, whose residual variance gives the errors.

source("lib/save.R")
need("metafor", "lme4")
suppressMessages({library(metafor); library(lme4)})

line <- function(x) paste(written(as.numeric(x)), collapse = " ")
control <- list(threshold = 1e-14, maxiter = 1000, stepadj = .5)
pooled <- function(case, y, v) {
  fit <- rma(y, v, method = "REML", control = control)
  data.frame(case = case, y = line(y), s = line(sqrt(v)), between = sqrt(fit$tau2),
             centre = as.numeric(fit$beta), drawn = line(blup(fit)$pred))
}
set.seed(2034)
rows <- list()
for (k in c(10, 34, 120)) for (between in c(.25, .6)) {
  v <- 1 / runif(k, 3, 25)
  rows[[length(rows) + 1]] <- pooled(paste(k, "networks", between), rnorm(k, .4, sqrt(between^2 + v)), v)
}
# The eight schools: nothing speaks for a difference.
rows[[length(rows) + 1]] <- pooled("eight schools", c(28, 8, -3, 7, -1, 1, 18, 12),
                                   c(15, 10, 16, 11, 9, 11, 10, 18)^2)
save(do.call(rbind, rows), "pooling_made.csv", "metafor")

odds <- escalc(measure = "PLO", xi = c(0, 3, 11, 20), ni = c(7, 9, 23, 20), add = 1/2, to = "all")
save(data.frame(case = "shares", count = line(c(0, 3, 11, 20)), n = line(c(7, 9, 23, 20)),
                y = line(odds$yi), s = line(sqrt(odds$vi))), "pooling_odds.csv", "metafor")

size <- sample(6:40, 34, replace = TRUE)
network <- rep(seq_along(size), size)
answer <- 3.4 + rnorm(34, 0, .5)[network] + rnorm(length(network))
fit <- lmer(answer ~ 1 + (1 | network), REML = TRUE,
            control = lmerControl(optCtrl = list(xtol_abs = 1e-14, ftol_abs = 1e-14)))
parts <- as.data.frame(VarCorr(fit))$sdcor
save(data.frame(case = "people in 34 networks", network = line(network), answer = line(answer),
                between = parts[1], within = parts[2], centre = fixef(fit),
                drawn = line(coef(fit)$network[, 1])), "pooling_people.csv", "lme4")
