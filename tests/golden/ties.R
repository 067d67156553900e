# Density and reciprocity: sna::gden, sna::grecip (edgewise and dyadic) and igraph::reciprocity,
# on random networks with and without missing ties, and on networks that R packages carry.

source("lib/save.R")
need("sna", "igraph", "network")
suppressMessages(library(sna))
suppressMessages(library(network))

measure <- function(ties) {
  known <- if (anyNA(ties)) NA else
    igraph::reciprocity(igraph::graph_from_adjacency_matrix(ties, diag = FALSE))
  data.frame(n = nrow(ties), ties = sum(ties[row(ties) != col(ties)], na.rm = TRUE),
             density = gden(ties), edgewise = as.numeric(grecip(ties, measure = "edgewise")),
             dyadic = as.numeric(grecip(ties, measure = "dyadic")), edgewise_igraph = known)
}

# One character per pair, one word per sender: x a tie, . none, ? unknown.
drawn <- function(ties) {
  signs <- ifelse(is.na(ties), "?", ifelse(ties == 1, "x", "."))
  paste(apply(signs, 1, paste, collapse = ""), collapse = " ")
}
made <- function(n, chance, unknown = 0, silent = 0, returned = 0) {
  ties <- matrix(rbinom(n * n, 1, chance), n)
  back <- matrix(rbinom(n * n, 1, returned), n) == 1 & t(ties) == 1
  ties[back] <- 1
  ties[matrix(rbinom(n * n, 1, unknown), n) == 1] <- NA
  ties[sample(n, silent), ] <- NA
  diag(ties) <- 0
  ties
}
set.seed(20192)
networks <- list(
  "no ties" = matrix(0, 4, 4), "all ties" = 1 - diag(4), "one way round" = diag(5)[c(2:5, 1), ],
  "no answer" = `diag<-`(matrix(NA_real_, 4, 4), 0), "two" = matrix(c(0, 0, 1, 0), 2)
)
for (n in c(3, 5, 8, 12, 20, 30)) {
  networks[[paste("complete", n)]] <- made(n, .2, returned = .4)
  networks[[paste("single gaps", n)]] <- made(n, .3, unknown = .2, returned = .3)
  networks[[paste("silent members", n)]] <- made(n, .25, silent = n %/% 3, returned = .5)
  networks[[paste("both", n)]] <- made(n, .15, unknown = .1, silent = n %/% 4)
}
rows <- lapply(names(networks), function(name) {
  cbind(data.frame(case = name, rows = drawn(networks[[name]])), measure(networks[[name]]))
})
save(do.call(rbind, rows), "ties_made.csv", "sna", "igraph")

# Results only: the networks themselves stay in their packages.
data(coleman, package = "sna")
data(emon, package = "network")
data(flo, package = "network")
carried <- list(coleman_1 = coleman[1, , ], coleman_2 = coleman[2, , ], flo = flo)
for (name in names(emon)) carried[[paste0("emon_", name)]] <- as.sociomatrix(emon[[name]])
rows <- lapply(names(carried), function(name) {
  cbind(data.frame(case = name), measure(unname(carried[[name]])))
})
save(do.call(rbind, rows), "ties_carried.csv", "sna", "igraph", "network")
