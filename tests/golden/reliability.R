# Reliability: Cronbach's alpha of raw answers by psych::alpha, and Feldt's interval by
# psych::alpha.ci, for people who answered every item. On Debian: r-cran-psych.

source("lib/save.R")
need("psych")
suppressMessages(library(psych))

measure <- function(case, answers) {
  whole <- answers[complete.cases(answers), , drop = FALSE]
  stopifnot(apply(whole, 2, sd) > 0)  # psych leaves out an item to which all gave one answer
  found <- suppressWarnings(alpha(whole, check.keys = FALSE, warnings = FALSE))$total$raw_alpha
  range <- alpha.ci(found, nrow(whole), ncol(whole), p.val = .05)
  people <- apply(answers, 1, function(row) paste(ifelse(is.na(row), "NA", row), collapse = " "))
  data.frame(case = case, rows = paste(people, collapse = "; "), n = nrow(whole), alpha = found,
             lower = range$lower.ci, upper = range$upper.ci)
}
made <- function(n, items, common, gaps) {
  person <- rnorm(n)
  raw <- 3.5 + common * person + matrix(rnorm(n * items), n)
  answers <- pmin(pmax(round(raw), 1), 5)
  answers[sample(length(answers), gaps)] <- NA
  answers
}
set.seed(20194)
cases <- list("against one another" = cbind(c(1, 2, 4, 5, 3), c(5, 4, 2, 2, 3)),
              "other scales" = cbind(c(1, 2, 4, 5, 3), c(10, 20, 35, 50, 40), c(0, 1, 1, 1, 0)))
for (n in c(9, 15, 40, 150)) for (items in c(2, 3, 6)) for (common in c(0, 1)) {
  cases[[paste("made", n, "by", items, "common", common)]] <- made(n, items, common, n %/% 5)
}
save(do.call(rbind, lapply(names(cases), function(name) measure(name, cases[[name]]))),
     "reliability_made.csv", "psych")
