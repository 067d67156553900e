# Shared by the R scripts of this folder, which are run from it: Rscript agreement.R FOLDER

folder <- commandArgs(trailingOnly = TRUE)[1]
RNGversion("4.0.0")

# Status 3 tells golden.py that this machine cannot make the numbers, not that they are wrong.
need <- function(...) {
  missing <- Filter(function(package) !requireNamespace(package, quietly = TRUE), c(...))
  if (length(missing)) {
    message("missing R packages: ", paste(missing, collapse = ", "))
    quit(status = 3)
  }
}

# The shortest way to write a number that reads back as the same number.
written <- function(x) {
  text <- sprintf("%.15g", x)
  for (format in c("%.16g", "%.17g")) {
    lossy <- !is.na(x) & as.numeric(text) != x
    text[lossy] <- sprintf(format, x[lossy])
  }
  text
}

# A CSV that starts with the versions; numbers with all their digits, NA as an empty cell.
save <- function(frame, name, ...) {
  packages <- c(...)
  versions <- vapply(packages, function(p) paste(p, packageDescription(p)$Version), character(1))
  numbers <- vapply(frame, is.numeric, logical(1))
  frame[numbers] <- lapply(frame[numbers], function(x) ifelse(is.na(x), "", written(x)))
  file <- file.path(folder, name)
  writeLines(paste("#", paste(c(paste("R", getRversion()), versions), collapse = ", ")), file)
  suppressWarnings(write.table(frame, file, sep = ",", row.names = FALSE, append = TRUE,
                               quote = which(!numbers)))
}
