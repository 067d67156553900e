# Runs about a centre line in base R, with rle and qbinom: the Anhøj rules a second time.

source("lib/save.R")

probability <- .05
margin <- 3
measure <- function(values, centre) {
  side <- sign(values - centre)
  side <- side[!is.na(side) & side != 0]
  runs <- rle(side)$lengths
  useful <- length(side)
  longest_limit <- round(log2(useful)) + margin
  crossings_limit <- qbinom(probability, useful - 1, .5)
  data.frame(n = sum(!is.na(values)), useful = useful, centre_used = centre,
             longest_run = max(runs), longest_run_limit = longest_limit,
             crossings = length(runs) - 1, crossings_limit = crossings_limit,
             signal = as.numeric(max(runs) > longest_limit | length(runs) - 1 < crossings_limit))
}

flow <- c(49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
wafers <- c(16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19,
            16, 31, 13)
juice <- c(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15,
           9, 12, 7, 13, 9, 6) / 50
circuit <- c(21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24,
             16, 19, 17, 15)
set.seed(19)
noise <- rnorm(24)
shifted <- noise
shifted[13:24] <- rnorm(12, mean = 2)
cases <- list(
  list("NIST flow rate, about its mean", flow, mean(flow)),
  list("NIST flow rate, about its median", flow, NA),
  list("NIST wafer defects, about their mean", wafers, mean(wafers)),
  list("NIST wafer defects, about their median", wafers, NA),
  list("Montgomery orange juice, about its mean", juice, mean(juice)),
  list("circuit boards, about their mean", circuit, mean(circuit)),
  list("seed 19", noise, NA),
  list("seed 19 with a shift", shifted, NA),
  list("seed 19 with a shift, about its mean", shifted, mean(shifted)),
  list("all on one side", 1:12, 0),
  list("up and down", rep(c(1, -1), 8), 0)
)
set.seed(20193)
for (case in 1:24) {
  values <- round(rnorm(8 + 2 * case, mean = 50, sd = 3), case %% 2)
  if (case %% 3 == 0) values <- values + seq_along(values) %/% 9
  values[sample(length(values), case %% 5)] <- NA
  cases[[length(cases) + 1]] <- list(paste("random", case), values, if (case %% 4) NA else 50)
}
rows <- lapply(cases, function(case) {
  values <- case[[2]]
  centre <- if (is.na(case[[3]])) median(values, na.rm = TRUE) else case[[3]]
  text <- paste(written(values), collapse = " ")
  cbind(data.frame(case = case[[1]], values = text, centre = case[[3]]), measure(values, centre))
})
save(do.call(rbind, rows), "runs_series.csv")

# Results only: the series stays in R.
nile <- as.numeric(datasets::Nile)
save(cbind(data.frame(case = c("Nile, about its median", "Nile, about its mean")),
           rbind(measure(nile, median(nile)), measure(nile, mean(nile)))), "runs_carried.csv")

useful <- 2:200
save(data.frame(useful = useful, longest_run_limit = round(log2(useful)) + margin,
                crossings_limit = qbinom(probability, useful - 1, .5)), "runs_limits.csv")
