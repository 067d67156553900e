# Who reaches whom in a few steps: igraph::distances, on random networks, whole and with some
# members taken out.

source("lib/save.R")
need("igraph")

# One character per pair, one word per sender: x a tie, or a way; . none.
drawn <- function(ties) paste(apply(ifelse(ties, "x", "."), 1, paste, collapse = ""), collapse = " ")
reached <- function(ties, steps) {
  graph <- igraph::graph_from_adjacency_matrix(ties, diag = FALSE)
  apart <- igraph::distances(graph, mode = "out")
  `diag<-`(apart <= steps, FALSE)
}
measure <- function(case, ties, steps, out) {
  data.frame(case = case, rows = drawn(ties == 1), steps = steps, out = paste(out, collapse = " "),
             reached = drawn(reached(ties, steps)),
             rest = drawn(reached(ties[-out, -out, drop = FALSE], steps)))
}
made <- function(n, chance, hub) {
  ties <- matrix(rbinom(n * n, 1, chance), n)
  ties[hub, ] <- rbinom(length(hub) * n, 1, .5)
  ties[, hub] <- rbinom(length(hub) * n, 1, .5)
  `diag<-`(ties, 0)
}
set.seed(20194)
star <- matrix(0, 5, 5)
star[1, ] <- star[, 1] <- 1
networks <- list("no ties" = matrix(0, 4, 4), "star" = `diag<-`(star, 0),
                 "one way round" = diag(6)[c(2:6, 1), ])
for (n in c(6, 12, 20)) for (chance in c(.02, .08, .2)) {
  networks[[paste("made", n, chance)]] <- made(n, chance, 1:2)
}
rows <- lapply(names(networks), function(name) {
  do.call(rbind, lapply(1:4, function(steps) {
    measure(name, networks[[name]], steps, if (grepl("made", name)) 1:2 else 1)
  }))
})
save(do.call(rbind, rows), "paths_made.csv", "igraph")
