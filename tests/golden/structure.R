# The shape of networks: components and isolates (sna, igraph), Freeman centralisation and
# Krackhardt hierarchy (sna), Burt constraint (igraph), and change between two networks (sna::hdist),
# on random networks and on networks that R packages carry.

source("lib/save.R")
need("sna", "igraph", "network")
suppressMessages(library(sna))
suppressMessages(library(network))

measure <- function(ties) {
  graph <- igraph::graph_from_adjacency_matrix(ties, diag = FALSE)
  parts <- igraph::components(graph, mode = "weak")
  stopifnot(components(ties, connected = "weak") == parts$no)
  stopifnot(length(isolates(ties)) == sum(igraph::degree(graph) == 0))
  closed <- igraph::constraint(graph)
  closed[igraph::degree(graph) == 0] <- NA
  data.frame(components = parts$no, largest = max(parts$csize), isolates = length(isolates(ties)),
             cin = centralization(ties, degree, cmode = "indegree"),
             cout = centralization(ties, degree, cmode = "outdegree"),
             hierarchy = if (sum(ties)) hierarchy(ties, measure = "krackhardt") else NA,
             constraint = mean(closed, na.rm = TRUE),
             values = paste(ifelse(is.na(closed), "NA", written(ifelse(is.na(closed), 0, closed))),
                            collapse = " "))
}
drawn <- function(ties) paste(apply(ifelse(ties == 1, "x", "."), 1, paste, collapse = ""),
                              collapse = " ")
set.seed(20195)
star <- matrix(0, 6, 6)
star[1, -1] <- 1
networks <- list("star out" = star, "star in" = t(star), "star both" = pmax(star, t(star)),
                 "one way round" = diag(5)[c(2:5, 1), ], "all ties" = 1 - diag(4),
                 "order" = 1 * upper.tri(matrix(0, 5, 5)))
for (n in c(4, 8, 15, 30)) for (chance in c(.03, .1, .3)) {
  ties <- matrix(rbinom(n * n, 1, chance), n)
  diag(ties) <- 0
  if (sum(ties)) networks[[paste("made", n, chance)]] <- ties
}
rows <- lapply(names(networks), function(name) {
  cbind(data.frame(case = name, rows = drawn(networks[[name]])), measure(networks[[name]]))
})
save(do.call(rbind, rows), "structure_made.csv", "sna", "igraph")

data(coleman, package = "sna")
data(emon, package = "network")
carried <- list(coleman_1 = coleman[1, , ], coleman_2 = coleman[2, , ])
for (name in names(emon)) carried[[paste0("emon_", name)]] <- as.sociomatrix(emon[[name]])
rows <- lapply(names(carried), function(name) {
  cbind(data.frame(case = name), measure(unname(carried[[name]]))[1:7])
})
save(do.call(rbind, rows), "structure_carried.csv", "sna", "igraph", "network")

change <- function(case, before, after) {
  kept <- sum(before & after); new <- sum(!before & after); gone <- sum(before & !after)
  stopifnot(hdist(array(c(before, after), c(dim(before), 2))
                  |> aperm(c(3, 1, 2)))[1, 2] == new + gone)
  data.frame(case = case, kept = kept, new = new, gone = gone, jaccard = kept / (kept + new + gone))
}
rows <- change("coleman_1 coleman_2", unname(coleman[1, , ]), unname(coleman[2, , ]))
save(rows, "structure_change.csv", "sna")
