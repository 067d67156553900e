# The committed example network, from its CSV files to the numbers of its first brief, in R: the
# whole path a second time, with no line of Python in it.

source("lib/save.R")
need("multilevel", "sna")
suppressPackageStartupMessages(library(multilevel))
suppressPackageStartupMessages(library(sna))

read <- function(name) {
  read.csv(file.path("..", "..", "data", "newborn", paste0(name, ".csv")), colClasses = "character")
}
figures <- list()
note <- function(figure, of, value) {
  figures[[length(figures) + 1]] <<- data.frame(figure = figure, of = of, value = as.numeric(value))
}

# Connections: rows of those who did not answer are missing, whole.
members <- read("members")$member_id
team <- with(read("memberships"), setNames(team_id, member_id))[members]
asked <- with(read("tie_asked"), setNames(status, member_id))[members]
ties <- matrix(NA_real_, length(members), length(members), dimnames = list(members, members))
ties[asked == "responded", ] <- 0
reports <- read("ties")
ties[cbind(reports$source, reports$target)] <- as.numeric(as.numeric(reports$strength) >= 1)
diag(ties) <- NA
hub <- with(read("roles"), member_id[hub_tier != "none"])
pairs <- row(ties) != col(ties)
for (view in c("all", "without_hub")) {
  kept <- view == "all" | !(members %in% hub)
  inside <- pairs & outer(kept, kept)
  same <- outer(team, team, "==")
  note("density", paste(view, "sna"), gden(ties[kept, kept], mode = "digraph", ignore.eval = TRUE))
  for (kind in c("all", "within_teams", "between_teams")) {
    cells <- ties[inside & (kind == "all" | same == (kind == "within_teams"))]
    note("density", paste(view, kind), mean(cells, na.rm = TRUE))
    note("lower", paste(view, kind), sum(cells, na.rm = TRUE) / length(cells))
    note("upper", paste(view, kind), (sum(cells, na.rm = TRUE) + sum(is.na(cells))) / length(cells))
  }
  note("answered", view, sum(asked[kept] == "responded"))
  note("members", view, sum(kept))
}

# Trust: counts, bounds over everyone listed, single-item agreement.
listed <- nrow(read("instruments"))
note("survey listed", "", listed)
note("survey answered", "", sum(read("instruments")$status == "responded"))
answers <- read("responses")
for (item in read("items")$item_id) {
  values <- as.numeric(answers$value[answers$item_id == item & answers$value != ""])
  for (option in 1:5) {
    count <- sum(values == option)
    note("count", paste(item, option), count)
    note("at most", paste(item, option), (count + listed - length(values)) / listed)
  }
  note("rwg", item, rwg(values, rep(1, length(values)), ranvar = (5^2 - 1) / 12)$rwg)
  note("do not know", item, sum(answers$item_id == item & answers$missing == "dont_know"))
}

# Attendance: events per member, and members by how many events they came to.
attendance <- read("attendance")
came <- table(factor(attendance$member_id, levels = members))
note("attendances", "", nrow(attendance))
for (events in 0:max(came)) note("members by events", events, sum(came == events))
structure <- with(read("events"), setNames(structure, event_id))
for (kind in unique(structure)) {
  note("reached", kind, length(unique(attendance$member_id[structure[attendance$event_id] == kind])))
}

# Measure: sites pooled by day, median, runs.
taken <- read("measurements")
by_day <- tapply(as.numeric(taken$numerator), taken$on, sum) /
  tapply(as.numeric(taken$denominator), taken$on, sum)
side <- sign(as.vector(by_day) - median(by_day))
side <- side[side != 0]
note("points", "", length(by_day))
note("median", "", median(by_day))
note("longest run", "", max(rle(side)$lengths))
note("longest run limit", "", round(log2(length(side))) + 3)
note("crossings", "", length(rle(side)$lengths) - 1)
note("crossings limit", "", qbinom(.05, length(side) - 1, .5))

save(do.call(rbind, figures), "newborn_brief.csv", "multilevel", "sna")
