# Scores of networks side by side: means of networks by lm, several times by lme (REML), few networks by
# trying slope after slope against all orders of the networks; and the power with which a correlation
# of observed scores is found, by integration: given the first score, Student's t is noncentral.

source("lib/save.R")
need("nlme")
suppressMessages(library(nlme))
set.seed(9)

drawn <- function(n, times, r) {
  network <- rep(sprintf("n%02d", 1:n), length.out = n * times)
  own <- rnorm(n); lasting <- rnorm(n)
  first <- own[match(network, unique(network))] + rnorm(n * times, sd = .7)
  second <- r * first + lasting[match(network, unique(network))] + rnorm(n * times)
  data.frame(network, first, second)
}
orders <- function(n) {
  if (n == 1) return(matrix(1))
  less <- orders(n - 1)
  do.call(rbind, lapply(1:n, function(at) cbind(at, matrix(setdiff(1:n, at)[less], nrow(less)))))
}
against <- function(x, y, slope, side) {
  left <- y - slope * x
  seen <- sum(x * left)
  all <- drop(matrix(left[all_orders], nrow(all_orders)) %*% x)
  mean(if (side > 0) all >= seen - 1e-9 else all <= seen + 1e-9)
}
limit <- function(x, y, side, tail) {
  inside <- sum(x * y) / sum(x * x)
  outside <- inside - side * 50
  for (step in 1:200) {
    middle <- (inside + outside) / 2
    if (against(x, y, middle, side) <= tail) outside <- middle else inside <- middle
  }
  (inside + outside) / 2
}
row <- function(case, data, method, between, within = rep(NA, 3)) {
  data.frame(case, method, networks = paste(data$network, collapse = " "),
             first = paste(written(data$first), collapse = " "),
             second = paste(written(data$second), collapse = " "),
             value = between[1], lower = between[2], upper = between[3],
             within = within[1], within_lower = within[2], within_upper = within[3])
}
made <- list()
for (case in 1:4) {
  data <- drawn(c(6, 6, 7, 7)[case], c(1, 2, 1, 1)[case], c(.2, .8, 2, -2)[case])
  means <- aggregate(cbind(first, second) ~ network, data, mean)
  x <- drop(scale(means$first)); y <- drop(scale(means$second))
  all_orders <- orders(length(x))
  made[[length(made) + 1]] <- row(paste("few", case), data, "permutation",
    c(cor(x, y), limit(x, y, 1, .025), limit(x, y, -1, .025)))
}
for (case in 1:2) {
  data <- drawn(34, 1, c(.3, -.5)[case])
  fit <- lm(y ~ x, data.frame(x = drop(scale(data$first)), y = drop(scale(data$second))))
  made[[length(made) + 1]] <- row(paste("once", case), data, "regression",
    c(coef(fit)[2], confint(fit)[2, ]))
}
for (case in 1:3) {
  data <- drawn(c(34, 40, 60)[case], c(4, 3, 2)[case], c(.5, 0, 1)[case])
  if (case == 2) data <- data[-c(3, 50, 51, 90), ]
  means <- aggregate(cbind(first, second) ~ network, data, mean)
  scaled <- data.frame(g = data$network,
    mean = drop(scale(means$first))[match(data$network, means$network)],
    inside = (data$first - means$first[match(data$network, means$network)]) / sd(means$first),
    y = (data$second - mean(means$second)) / sd(means$second))
  fit <- lme(y ~ mean + inside, random = ~ 1 | g, data = scaled, method = "REML",
             control = lmeControl(tolerance = 1e-10, msTol = 1e-12))
  # Standard errors by hand: summary() of lme scales them for another use.
  error <- sqrt(diag(vcov(fit)))
  n <- nrow(means); rest <- c(n - 2, nrow(data) - n - 1)
  ends <- function(at) fixef(fit)[at + 1] + c(0, -1, 1) * qt(.975, rest[at]) * error[at + 1]
  made[[length(made) + 1]] <- row(paste("often", case), data, "mixed", ends(1), ends(2))
}
save(do.call(rbind, made), "across_made.csv", "nlme", "stats")

power <- function(n, r) {
  far <- qt(.975, n - 2)
  integrate(function(s) dchisq(s, n - 1) * (1 - suppressWarnings(pt(far, n - 2, r / sqrt(1 - r^2) * sqrt(s)))),
            0, Inf, rel.tol = 1e-10)$value
}
grid <- expand.grid(networks = c(10, 20, 34, 60), r = c(0, .3, .46, .5, .59, .79))
save(cbind(grid, power = mapply(power, grid$networks, grid$r)), "across_power.csv", "stats")
