# Kaplan-Meier with Greenwood's variance and log-log limits: survival::survfit, with and without
# delayed entry, on random stays.

source("lib/save.R")
need("survival")
suppressMessages(library(survival))

measure <- function(case, enters, ends, left, at) {
  fit <- survfit(Surv(enters, ends, left) ~ 1, conf.type = "log-log")
  read <- summary(fit, times = at, extend = TRUE)
  moved <- read$surv > 0 & read$surv < 1
  data.frame(case = case, enters = paste(written(enters), collapse = " "),
             ends = paste(written(ends), collapse = " "),
             left = paste(as.numeric(left), collapse = " "), at = at, share = read$surv,
             lower = ifelse(moved, read$lower, NA), upper = ifelse(moved, read$upper, NA),
             gone = cumsum(read$n.event))
}
made <- function(n, late, followed) {
  ends <- ceiling(rexp(n, 1 / 300))
  enters <- ifelse(runif(n) < late, floor(ends * runif(n)), 0)
  until <- pmax(ceiling(runif(n, followed / 2, followed)), enters + 1)
  list(enters = enters, ends = pmin(ends, until), left = ends <= until)
}
set.seed(20193)
cases <- list("nobody left" = list(enters = rep(0, 5), ends = 1:5 * 100, left = rep(FALSE, 5)),
              "everybody left" = list(enters = rep(0, 4), ends = c(10, 10, 40, 90),
                                      left = rep(TRUE, 4)))
for (n in c(6, 15, 40, 120)) for (late in c(0, .5)) {
  cases[[paste("made", n, "late", late)]] <- made(n, late, 700)
}
rows <- lapply(names(cases), function(name) {
  one <- cases[[name]]
  at <- c(0, 30, 61, 91, 183, 365, 548)
  measure(name, one$enters, one$ends, one$left, at[at <= max(one$ends)])
})
save(do.call(rbind, rows), "survival_made.csv", "survival")
