# Agreement: multilevel::rwg on vectors, and what it gives for every set of random answers.

source("lib/save.R")
need("multilevel")
suppressMessages(library(multilevel))

random_variance <- function(options) (options^2 - 1) / 12

# Vectors: the awkward ones by hand, then random ones.
cases <- list(
  list("all alike", 5, c(4, 4, 4, 4)),
  list("one apart", 5, c(3, 4, 4, 4, 3)),
  list("two camps: below 0, set to 0", 5, c(1, 5, 1, 5)),
  list("as spread as random", 5, c(1, 2, 3, 4, 5)),
  list("one answer", 5, 3),
  list("missing answers", 5, c(2, NA, 3, 3, NA, 4)),
  list("yes and no", 2, c(0, 1, 1, 1, 1, 1)),
  list("from 0 to 10", 11, c(6, 7, 7, 8, 8, 10))
)
set.seed(20191)
for (case in 1:30) {
  options <- c(4, 5, 7)[1 + case %% 3]
  answers <- sample(options, 2 + case, replace = TRUE, prob = dbinom(1:options, options, .7))
  answers[sample(length(answers), case %% 4)] <- NA
  cases[[length(cases) + 1]] <- list(paste("random", case), options, answers)
}
rows <- lapply(cases, function(case) {
  answers <- case[[3]]
  value <- if (sum(!is.na(answers)) < 2) NA else
    rwg(answers, rep(1, length(answers)), ranvar = random_variance(case[[2]]))$rwg
  data.frame(case = case[[1]], options = case[[2]],
             values = paste(ifelse(is.na(answers), "NA", answers), collapse = " "), rwg = value)
})
save(do.call(rbind, rows), "agreement_values.csv", "multilevel")

# Every set of n answers on A options, as counts per option, with its probability.
compositions <- function(n, parts) {
  if (parts == 1) return(matrix(n))
  do.call(rbind, lapply(0:n, function(first) cbind(first, compositions(n - first, parts - 1))))
}
null <- function(n, options) {
  counts <- compositions(n, options)
  chance <- apply(counts, 1, dmultinom, prob = rep(1 / options, options))
  answers <- unlist(apply(counts, 1, function(k) rep(seq_len(options), k), simplify = FALSE))
  set <- rep(seq_len(nrow(counts)), each = n)
  found <- rwg(answers, set, ranvar = random_variance(options))
  value <- round(found$rwg, 12)[order(as.integer(found$grpid))]
  totals <- rowsum(chance, value)
  list(value = as.numeric(rownames(totals)), chance = totals[, 1])
}
quantile_of <- function(null, probability) {
  null$value[which(cumsum(null$chance) >= probability - 1e-12)[1]]
}
sizes <- rbind(cbind(c(2, 3, 4, 5, 6, 8, 10, 12), 5), cbind(c(3, 6, 9), 4), cbind(c(3, 6), 7),
               c(20, 5))
rows <- lapply(seq_len(nrow(sizes)), function(row) {
  n <- sizes[row, 1]
  options <- sizes[row, 2]
  all <- null(n, options)
  # multilevel's own simulation: a second, rougher opinion on the same distribution
  set.seed(5)
  draws <- if (options == 5 && n %in% c(4, 10)) 4000 else NA
  drawn <- if (is.na(draws)) NA else rwg.sim(n, options, draws)$rwg
  data.frame(n = n, options = options, q90 = quantile_of(all, .90), q95 = quantile_of(all, .95),
             chance_of_70 = sum(all$chance[all$value >= .70 - 1e-9]),
             chance_of_50 = sum(all$chance[all$value >= .50 - 1e-9]),
             draws = draws, drawn_70 = mean(drawn >= .70 - 1e-9))
})
save(do.call(rbind, rows), "agreement_null.csv", "multilevel")
