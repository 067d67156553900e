# Krippendorff's alpha in base R, pair of values by pair, without the matrix of coincidences.

source("lib/save.R")

alpha <- function(read, level) {
  read <- read[rowSums(!is.na(read)) >= 2, , drop = FALSE]
  all <- read[!is.na(read)]
  apart <- function(a, b) {
    if (level == "nominal") return(as.numeric(a != b))
    if (level == "interval") return((a - b)^2)
    if (level == "ratio") return(if (a + b == 0) 0 else ((a - b) / (a + b))^2)
    low <- min(a, b)
    high <- max(a, b)
    between <- sum(all >= low & all <= high)
    (between - (sum(all == a) + sum(all == b)) / 2)^2
  }
  apart <- Vectorize(apart)
  within <- sum(apply(read, 1, function(unit) {
    values <- unit[!is.na(unit)]
    sum(outer(values, values, apart)) / (length(values) - 1)
  })) / length(all)
  across <- sum(outer(all, all, apart)) / (length(all) * (length(all) - 1))
  1 - within / across
}

set.seed(612)
rows <- list()
for (case in 1:8) {
  units <- 6 + 2 * case
  coders <- 2 + case %% 3
  truth <- sample(0:(1 + case %% 4), units, replace = TRUE)
  read <- sapply(seq_len(coders), function(coder) {
    slips <- runif(units) < 0.1 * (1 + case %% 3)
    ifelse(slips, sample(0:3, units, replace = TRUE), truth)
  })
  read[runif(length(read)) < 0.15] <- NA
  for (level in c("nominal", "ordinal", "interval", "ratio")) {
    rows[[length(rows) + 1]] <- data.frame(
      case = case, level = level, alpha = alpha(read, level),
      read = paste(apply(read, 1, paste, collapse = " "), collapse = " / "))
  }
}
save(do.call(rbind, rows), "coding_alpha.csv")
