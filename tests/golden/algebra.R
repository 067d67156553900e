# What the pages of the small example network say to its hub in the last wave, with the rules for
# small networks, in R: the whole path a second time, with no line of Python in it. k is 5. The hub's
# own people are fewer than k, so that only the version without them may be seen.

source("lib/save.R")

k <- 5
wave <- "w3"
read <- function(name) {
  read.csv(file.path("..", "..", "data", "algebra", paste0(name, ".csv")), colClasses = "character")
}
figures <- list()
note <- function(figure, of, value) {
  figures[[length(figures) + 1]] <<- data.frame(figure = figure, of = of, value = as.numeric(value))
}
last <- with(read("waves"), ends_on[wave == get("wave", globalenv())])
on <- function(frame, first, end, day) {
  frame[(frame[[first]] == "" | frame[[first]] <= day) & (frame[[end]] == "" | frame[[end]] >= day), ]
}

# Who is there on the last day, and who of them is the hub.
roster <- on(read("members"), "joined_on", "left_on", last)$member_id
roles <- on(read("roles"), "from_on", "to_on", last)
teams <- read("teams")
inside <- on(read("memberships"), "from_on", "to_on", last)
hub <- union(roles$member_id[roles$hub_tier != "none"],
             inside$member_id[inside$team_id %in% teams$team_id[teams$kind == "hub"]])
stopifnot(length(hub) < k)
note("members", "", length(roster))

# Kinds of members: those of fewer than k together, with the next smallest until they are k.
held <- tapply(roles$role, factor(roles$member_id, levels = roster), function(x) {
  if (length(unique(x)) == 1) x[1] else "several_of_these"
})
held[is.na(held)] <- "not_recorded"
kinds <- sort(table(held))
together <- names(kinds)[kinds < k]
rest <- setdiff(names(kinds), together)
while (length(together) && length(rest) &&
       (length(together) < 2 || sum(kinds[together]) < k)) {
  together <- c(together, rest[1])
  rest <- rest[-1]
}
for (kind in rest) note("role", kind, kinds[kind])
if (length(together)) note("role", "others_together", sum(kinds[together]))

# Answers: neighbours are joined until at least k people stand behind each, or a word is left.
people <- subset(read("respondents"), wave == get("wave", globalenv()))
outside <- people$respondent_id[people$is_hub != "yes" & !(people$member_id %in% hub)]
answers <- subset(read("responses"), wave == get("wave", globalenv()) & respondent_id %in% outside)
ways <- list(list(1, 2, 3, 4, 5), list(1:2, 3, 4:5), list(1:3, 4:5), list(1:2, 3:5))
span <- function(some) if (length(some) == 1) some else paste(range(some), collapse = "-")
for (item in read("items")$item_id) {
  given <- answers$value[answers$item_id == item & answers$value != ""]
  counts <- as.vector(table(factor(given, levels = 1:5)))
  if (sum(counts) < 2 * k) next
  sums <- lapply(ways, function(way) sapply(way, function(some) sum(counts[some])))
  open <- which(sapply(sums, function(x) all(x >= k)))
  if (length(open)) {
    way <- ways[[open[1]]]
    for (at in seq_along(way)) note("answers", paste(item, span(way[[at]])), sums[[open[1]]][at])
  } else {
    nearly <- which(sapply(sums[-1], function(x) max(x) > sum(counts) - k))
    if (length(nearly)) {
      way <- ways[-1][[nearly[1]]]
      note("nearly all", paste(item, span(way[[which.max(sums[-1][[nearly[1]]])]])), 1)
    }
  }
}

# Connections without the hub, in whole per cent.
sent <- subset(read("instruments"), wave == get("wave", globalenv()) & instrument == "sociometric")
day <- min(sent$fielded_on)
asked <- subset(read("tie_asked"), wave == get("wave", globalenv()) & relation == "advice")
ids <- setdiff(union(on(read("members"), "joined_on", "left_on", day)$member_id, asked$member_id), hub)
status <- setNames(asked$status, asked$member_id)[ids]
ties <- matrix(NA_real_, length(ids), length(ids), dimnames = list(ids, ids))
ties[which(status == "responded"), ] <- 0
said <- subset(read("ties"), wave == get("wave", globalenv()) & relation == "advice" &
                 source %in% ids[status %in% "responded"] & target %in% ids)
ties[cbind(said$source, said$target)] <- as.numeric(as.numeric(said$strength) >= 1)
ties[, which(status == "opted_out")] <- NA
diag(ties) <- NA
home <- on(read("memberships"), "from_on", "to_on", day)
home <- home[home$team_id %in% teams$team_id[teams$kind != "affinity group"], ]
team <- setNames(home$team_id, home$member_id)[ids]
same <- outer(team, team, function(a, b) !is.na(a) & !is.na(b) & a == b)
kind <- list(all = TRUE, within_teams = same, between_teams = !same)
for (name in names(kind)) {
  cells <- ties[(row(ties) != col(ties)) & kind[[name]]]
  cells <- cells[!is.na(cells)]
  stopifnot(sum(cells) >= k, sum(1 - cells) >= k)
  note("connected", name, round(100 * mean(cells)) / 100)
}
note("spoke", "advice", sum(status %in% c("responded", "partial")))

# Tests that have ended, by what was decided; the middle of each measure over time.
tests <- subset(read("cycles"), started_on <= last & ended_on != "" & ended_on <= last)
for (decision in unique(tests$decision)) note("decided", decision, sum(tests$decision == decision))
for (result in c("yes", "partly", "no", "")) {
  note("predicted", result, sum(tests$matched[tests$prediction != ""] == result))
}

# What stands behind each idea: tests that have ended, and the organisations they were in.
place <- ifelse(tests$org_id != "", tests$org_id, teams$org_id[match(tests$team_id, teams$team_id)])
for (idea in unique(tests$idea_id)) {
  mine <- tests$idea_id == idea
  note("idea tests", idea, sum(mine))
  note("idea places", idea, length(unique(place[mine])))
  note("idea kept", idea, sum(tests$decision[mine] %in% c("adopt", "expand")))
  note("idea given up", idea, sum(tests$decision[mine] == "abandon"))
}

# Links to earlier tests: whose, and how many days from their end to the first one elsewhere.
begun <- subset(read("cycles"), started_on <= last)
named <- strsplit(begun$builds_on, ";")
link <- data.frame(later = rep(seq_along(named), lengths(named)),
                   earlier = match(trimws(unlist(named)), begun$cycle_id))
link <- link[!is.na(link$earlier) & begun$started_on[link$earlier] <= begun$started_on[link$later], ]
own <- begun$team_id[link$later] == begun$team_id[link$earlier]
note("links", "own team", sum(own))
note("links", "elsewhere", sum(!own))
first <- tapply(begun$started_on[link$later[!own]], link$earlier[!own], min)
days <- as.numeric(as.Date(first) - as.Date(begun$ended_on[as.numeric(names(first))]))
note("days", "0-30", sum(days <= 30, na.rm = TRUE))
note("days", "31-90", sum(days > 30 & days <= 90, na.rm = TRUE))

# Write-ups: what every reader found, and agreement of the two (Krippendorff, binary, two coders).
codings <- subset(read("codings"), unit_kind == "cycle" & unit_id %in% tests$cycle_id)
for (code in unique(codings$code)) {
  mine <- codings[codings$code == code, ]
  marks <- unclass(xtabs((as.numeric(mine$value) > 0) ~ mine$unit_id + mine$coder))
  stopifnot(ncol(marks) == 2, nrow(mine) == length(marks))
  note("found", code, sum(rowSums(marks) == 2))
  ones <- sum(marks)
  note("alpha", code, 1 - (length(marks) - 1) * sum(rowSums(marks) == 1) /
         (ones * (length(marks) - ones)))
}

# Evidence in use: meetings with agreed steps, what decisions rest on, tests a team and month.
held <- subset(read("events"), held_on <= last)
for (name in unique(held$protocol)) if (name != "") note("protocol", name, sum(held$protocol == name))
seen <- tests$observed != "" | tests$study != ""
rests <- ifelse(!seen, "neither of them", ifelse(tests$measure_id != "", "names a measure", "numbers alone"))
for (x in c("names a measure", "numbers alone", "neither of them")) {
  note("rests on", x, sum(rests[tests$decision != "undecided"] == x))
}
ours <- teams$team_id[teams$kind == "improvement team"]
lasted <- as.numeric(as.Date(last) - as.Date(with(read("waves"), starts_on[wave == "w3"]))) + 1
mine <- begun$started_on >= with(read("waves"), starts_on[wave == "w3"]) & begun$team_id %in% ours
note("a team and month", "w3", sum(mine) / length(ours) / (lasted / (365.25 / 12)))

# Days from the last test behind something learned, of those that had ended, to its first offer.
learned <- subset(read("learnings"), on <= last)
for (id in unique(learned$learning_id[learned$status == "offered"])) {
  offer <- min(learned$on[learned$learning_id == id & learned$status == "offered"])
  behind <- unlist(strsplit(learned$cycles[learned$learning_id == id], ";"))
  ends <- tests$ended_on[tests$cycle_id %in% behind & tests$ended_on <= offer]
  note("to offer", id, as.numeric(as.Date(offer) - max(as.Date(ends))))
}

taken <- subset(read("measurements"), group == "" & missing_reason == "" & on <= last)
for (measure in read("measures")$measure_id) {
  mine <- taken[taken$measure_id == measure, ]
  middle <- if (any(mine$denominator != "")) {
    tapply(as.numeric(mine$numerator), mine$on, sum) / tapply(as.numeric(mine$denominator), mine$on, sum)
  } else {
    tapply(as.numeric(mine$value), mine$on, median)
  }
  note("median", measure, median(middle))
}

save(do.call(rbind, figures), "algebra_page.csv")
