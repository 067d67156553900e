# Keyness: log ratios of the shares of words on two sides, with intervals, and log-likelihood in two
# cells and in four; weights of words in texts; all in base R alone.

source("lib/save.R")
set.seed(2410)
rows <- list()
for (case in 1:6) {
  words <- 4 + case
  made <- lapply(c(one = 5 + case, other = 4 + 2 * case), function(sources)
    matrix(rpois(sources * words, rep(exp(rnorm(words, 0.7)), each = sources)), sources))
  if (case == 2) made$other[, 1] <- 0
  if (case == 3) made$one <- made$one[1, , drop = FALSE]
  uses <- lapply(made, colSums)
  total <- lapply(made, sum)
  effects <- lapply(made, function(m) {
    if (nrow(m) < 2) return(rep(1, ncol(m)))
    off <- m - rowSums(m) %o% (colSums(m) / sum(m))
    pmax(1, nrow(m) / (nrow(m) - 1) * colSums(off^2) / pmax(colSums(m), 1))
  })
  effect <- pmax(effects$one, effects$other)
  tail <- 0.05 / (2 * words)
  end <- function(p) {
    share <- qbeta(p, uses$one / effect + 0.5, uses$other / effect + 0.5)
    log2(share / (1 - share) / total$one * total$other)
  }
  ratio <- log2((uses$one + 0.5) / (total$one + 0.5) / (uses$other + 0.5) * (total$other + 0.5))
  # two cells for each word (Rayson and Garside), from observed and expected; all four by glm
  two <- mapply(function(a, b) {
    expected <- (a + b) * c(total$one, total$other) / (total$one + total$other)
    observed <- c(a, b)
    2 * sum(ifelse(observed > 0, observed * log(observed / expected), 0))
  }, uses$one, uses$other)
  four <- mapply(function(a, b) deviance(glm(cbind(c(a, b), c(total$one - a, total$other - b)) ~ 1,
                                             family = binomial)), uses$one, uses$other)
  text <- function(m) paste(apply(m, 1, paste, collapse = " "), collapse = " / ")
  rows[[case]] <- data.frame(case = paste(case, seq_len(words)), rows = text(made$one),
                             values = text(made$other), ratio = ratio, lower = ifelse(uses$one > 0, end(tail), NA),
                             upper = ifelse(uses$other > 0, end(1 - tail), NA),
                             two_cells = two, four_cells = four)
}
save(do.call(rbind, rows), "words_keyness.csv")

# tf-idf: a word's share of a text times the natural logarithm of texts over texts with the word.
rows <- lapply(1:4, function(case) {
  made <- matrix(rpois(4 * (3 + case), 0.9), 4)
  made[, 1] <- made[, 1] + 1
  made <- made[, colSums(made) > 0, drop = FALSE]
  found <- made / pmax(rowSums(made), 1) * rep(log(4 / colSums(made > 0)), each = 4)
  data.frame(case = case, texts = paste(apply(made, 1, paste, collapse = " "), collapse = " / "),
             tf_idf = paste(format(t(found), digits = 17, trim = TRUE), collapse = " "))
})
save(do.call(rbind, rows), "words_weights.csv")
