# Scales of people in teams: McDonald's omega of one factor fitted by optim, with the information
# worked out numerically; ICC(1) and ICC(2) by multilevel, and their limits by psych::ICC where
# groups are of one size; r_wg(J) and r* by multilevel. On Debian: r-cran-psych, r-cran-multilevel.

source("lib/save.R")
need("psych", "multilevel")
suppressMessages({library(psych); library(multilevel)})

told <- function(answers) {
  people <- apply(answers, 1, function(row) paste(ifelse(is.na(row), "NA", row), collapse = " "))
  paste(people, collapse = "; ")
}

# Omega -------------------------------------------------------------------------------------------

implied <- function(par) {
  items <- length(par) / 2
  tcrossprod(par[1:items]) + diag(par[items + 1:items])
}
misfit <- function(par, S) {
  sigma <- implied(par)
  values <- eigen(sigma, symmetric = TRUE, only.values = TRUE)$values
  if (min(values) <= 0) return(1e6)
  sum(log(values)) + sum(diag(solve(sigma, S)))
}
jacobian <- function(f, x, h = 1e-5) {
  sapply(seq_along(x), function(i) {
    step <- replace(numeric(length(x)), i, h)
    (8 * (f(x + step) - f(x - step)) - (f(x + 2 * step) - f(x - 2 * step))) / (12 * h)
  })
}
omega_of <- function(answers) {
  whole <- answers[complete.cases(answers), , drop = FALSE]
  S <- cov(whole)
  first <- factanal(covmat = S, factors = 1, n.obs = nrow(whole))
  sd <- sqrt(diag(S))
  par <- c(first$loadings * sd, first$uniquenesses * sd^2)
  for (again in 1:3) {
    par <- optim(par, misfit, S = S, method = "BFGS",
                 control = list(reltol = 1e-16, maxit = 5000))$par
  }
  ratio <- function(p) {
    items <- length(p) / 2
    sum(p[1:items])^2 / (sum(p[1:items])^2 + sum(p[items + 1:items]))
  }
  within <- solve(implied(par))
  D <- jacobian(function(p) as.vector(implied(p)), par)
  information <- nrow(whole) / 2 * t(D) %*% kronecker(within, within) %*% D
  slope <- jacobian(ratio, par)
  wide <- qnorm(.975) * sqrt(drop(slope %*% solve(information) %*% slope))
  c(n = nrow(whole), omega = ratio(par), lower = ratio(par) - wide, upper = ratio(par) + wide)
}
made <- function(n, loads, gaps) {
  raw <- 3.5 + outer(rnorm(n), loads) + matrix(rnorm(n * length(loads)), n)
  answers <- pmin(pmax(round(raw), 1), 5)
  answers[sample(length(answers), gaps)] <- NA
  answers
}
set.seed(2016)
cases <- list("three" = made(60, c(1, 1.2, .8), 4), "four" = made(90, c(.6, .9, 1.1, 1), 9),
              "eight" = made(200, seq(.5, 1.4, length.out = 8), 20))
save(do.call(rbind, lapply(names(cases), function(name) {
  data.frame(case = name, rows = told(cases[[name]]), t(omega_of(cases[[name]])))
})), "scales_omega.csv", "psych")

# Teams -------------------------------------------------------------------------------------------

teams <- function(case, values, group, balanced) {
  model <- aov(values ~ as.factor(group))
  limits <- if (balanced) {
    found <- ICC(do.call(rbind, split(values, group)), lmer = FALSE)$results
    unlist(found[c(1, 4), c("lower bound", "upper bound")])
  } else rep(NA, 4)
  data.frame(case = case, rows = paste(values, collapse = " "), rest = paste(group, collapse = " "),
             icc1 = ICC1(model), icc2 = ICC2(model), icc1_lower = limits[1], icc2_lower = limits[2],
             icc1_upper = limits[3], icc2_upper = limits[4], row.names = NULL)
}
even <- rep(1:9, each = 5)
uneven <- rep(1:12, times = c(2, 3, 5, 8, 4, 4, 2, 6, 3, 7, 1, 5))
found <- rbind(
  teams("alike", round(rnorm(45) + rep(rnorm(9), each = 5), 2), even, TRUE),
  teams("no teams", round(rnorm(45), 2), even, TRUE),
  teams("opposed", rep(c(1, 2, 3, 4, 5), 9) + rep(round(rnorm(9, sd = .1), 2), each = 5), even, TRUE),
  teams("uneven", round(rnorm(50) + rnorm(12)[uneven], 2), uneven, FALSE)
)
stopifnot(found$icc1[found$case == "opposed"] < 0)
save(found, "scales_teams.csv", "multilevel", "psych")

# Agreement ---------------------------------------------------------------------------------------

agreement <- function(case, answers, options) {
  even <- (options^2 - 1) / 12
  whole <- answers[complete.cases(answers), , drop = FALSE]
  data.frame(case = case, rows = told(answers), options = options, n = nrow(whole),
             star = rwg.j.lindell(whole, rep(1, nrow(whole)), even)$rwg.lindell,
             scale = rwg.j(whole, rep(1, nrow(whole)), even)$rwg.j)
}
save(rbind(
  agreement("near", made(12, c(.2, .2, .2), 2), 5),
  agreement("apart", cbind(c(1, 5, 1, 5, 1, 5), c(5, 1, 1, 5, 5, 1)), 5),
  agreement("seven", made(30, rep(.8, 6), 5), 7)
), "scales_agreement.csv", "multilevel")
