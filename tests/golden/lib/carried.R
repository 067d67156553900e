# Data that R packages carry, for tests that need them at run time; never committed.
#   Rscript carried.R FOLDER   (status 3: a package is missing)

folder <- commandArgs(trailingOnly = TRUE)[1]
if (!requireNamespace("sna", quietly = TRUE) || !requireNamespace("network", quietly = TRUE)) {
  quit(status = 3)
}
put <- function(array, name) {
  write.table(array, file.path(folder, paste0(name, ".txt")), row.names = FALSE, col.names = FALSE)
}
data(coleman, package = "sna")
data(emon, package = "network")
data(flo, package = "network")
put(coleman[1, , ], "coleman_1")
put(coleman[2, , ], "coleman_2")
put(flo, "flo")
for (name in names(emon)) put(network::as.sociomatrix(emon[[name]]), paste0("emon_", name))
put(as.numeric(datasets::Nile), "Nile")
