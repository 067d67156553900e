# Colours: how far apart they lie for the three kinds of colour blindness, and on paper.

source("lib/save.R")
need("colorspace")
suppressMessages(library(colorspace))

names_of <- c("paper", "ink", "muted", "mark", "accent", paste0("r", 0:6))
screens <- list(
  light = c("#ffffff", "#1d2733", "#55606e", "#0a5a8c", "#a34700",
            "#eef4f8", "#c3dbe9", "#8bb8d3", "#37799f", "#17608f", "#0b3c5d", "#062338"),
  dark = c("#12181f", "#e8edf2", "#a9b4c0", "#7cbfe8", "#f0a36b",
           "#1b2732", "#223a4c", "#2b526d", "#6fa9cb", "#93c3df", "#bcdaec", "#dcedf7")
)
eyes <- list(all = identity, deutan = deutan, protan = protan, tritan = tritan)

lab <- function(colours) convertColor(t(col2rgb(colours)) / 255, "sRGB", "Lab", to.ref.white = "D65")

rows <- list()
for (screen in names(screens)) {
  colours <- setNames(screens[[screen]], names_of)
  for (pair in combn(names_of, 2, simplify = FALSE)) {
    two <- colours[pair]
    apart <- vapply(eyes, function(eye) sqrt(sum(diff(lab(eye(two)))^2)), numeric(1))
    rows[[length(rows) + 1]] <- data.frame(
      screen = screen, one = pair[1], other = pair[2], one_is = two[[1]], other_is = two[[2]],
      contrast = contrast_ratio(two[[1]], two[[2]]), as.list(apart)
    )
  }
}
save(do.call(rbind, rows), "colours_pairs.csv", "colorspace")
