# Data of surveys that R packages carry, as text for the tests: they are not ours to commit.

folder <- commandArgs(trailingOnly = TRUE)[1]
for (package in c("psych", "multilevel")) {
  if (!requireNamespace(package, quietly = TRUE)) quit(status = 3)
}
suppressMessages(library(multilevel))
data(bh1996); data(lq2002); data(klein2000); data(bfi, package = "psych")
write <- function(frame, name) {
  write.csv(frame, file.path(folder, paste0(name, ".csv")), row.names = FALSE)
}
write(bh1996[c("GRP", "HRS", "LEAD", "COHES", "WBEING")], "bh1996")
write(lq2002[c("COMPID", names(lq2002)[3:13], "TSIG01", "TSIG02", "TSIG03")], "lq2002")
write(klein2000[c("GRPID", "JOBSAT", "COHES")], "klein2000")
write(bfi[1:25], "bfi")
write(attitude, "attitude")
