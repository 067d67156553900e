# Wilson's interval for a share: prop.test without the correction for continuity.

source("lib/save.R")

cases <- rbind(expand.grid(count = c(0, 1, 4, 9, 10), n = c(10, 23, 193), confidence = c(.8, .95, .99)),
               expand.grid(count = c(23, 193), n = 193, confidence = .95))
cases <- cases[cases$count <= cases$n, ]
ends <- mapply(function(x, n, level) {
  suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE))$conf.int
}, cases$count, cases$n, cases$confidence)
save(cbind(cases, lower = ends[1, ], upper = ends[2, ]), "wilson_shares.csv", "stats")
