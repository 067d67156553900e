"""Points of measures: rows for the measurements table out of long and wide sheets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nicdev.errors import Problem
from nicdev.intake.days import days
from nicdev.intake.grid import Source
from nicdev.intake.labels import plain
from nicdev.intake.load import Fate, Load, table, unread
from nicdev.intake.measure_sheets import Entry, Measures, measures
from nicdev.intake.periods import Calendar, unexplained
from nicdev.intake.points import PERCENT, Point, point
from nicdev.tables.say import counted, meant, quoted

Key = tuple[str, str, str, str]  # measure, site, day, group
PARTS = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Known:
    """What the network knows that a point may speak of, and what was told.

    Parameters
    ----------
    ids : for ``measure_id`` and ``site_id``, the id by the text that may stand for it
    units : the unit of each measure
    there : the points that the network has: value, numerator and denominator of each
    told : measure, site or group of every point where the file does not say it
    calendar : when weeks and terms begin
    reasons : why there is no value, by words of the file that were told
    """

    ids: Mapping[str, Mapping[str, str]]
    units: Mapping[str, str]
    there: Mapping[Key, tuple[str, str, str]] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    reasons: Mapping[str, str] = field(default_factory=dict)


def measurements(source: Source, known: Known) -> Load:
    """Rows for the measurements table."""
    if not source.readable:
        return unread(source, "nothing that could be opened")
    found = [(grid.sheet, measures(grid, set(known.calendar.starts))) for grid in source.grids]
    sheets = [(name, sheet) for name, sheet in found if sheet]
    if not any(sheet.entries for _, sheet in sheets):
        return unread(source, "no measures", [_no_points(source.file)])
    reading = _Reading(source.file, known, [sheet for _, sheet in sheets])
    for name, sheet in sheets:
        for entry in sheet.entries:
            reading.entry(name, entry)
    problems = reading.settled()
    if any(problem.level == "error" for problem in problems):
        return unread(source, sheets[0][1].layout, problems)
    without = {name for name, sheet in found if sheet is None}
    fates = [Fate(grid.sheet, n, "aside", "a sheet without points of a measure")
             for grid in source.grids if grid.sheet in without for n in grid.numbers]  # fmt: skip
    fates += [fate for _, sheet in sheets for fate in sheet.others]
    fates += reading.fates()
    order = {grid.sheet: at for at, grid in enumerate(source.grids)}
    fates.sort(key=lambda fate: (order[fate.sheet], fate.row))
    rows = list(reading.rows.values())
    tables = {"measurements": table("measurements", rows)} if rows else {}
    return Load(source, sheets[0][1].layout, tables, tuple(fates), tuple(reading.guesses()),
                (*source.problems, *problems))  # fmt: skip


class _Reading:
    """The points, and what in the rows cannot be read."""

    def __init__(self, file: str, known: Known, sheets: Sequence[Measures]) -> None:
        self.file, self.known = file, known
        self.rows: dict[Key, dict[str, str]] = {}
        self._from: dict[Key, set[tuple[str, int]]] = defaultdict(set)
        self._asides: dict[tuple[str, int], str] = {}
        self._odd: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._twice: list[tuple[Key, int]] = []
        self._other: list[int] = []
        self._again = self._shares = self._beside = 0
        self._reasons: Counter[str] = Counter()
        self._empty = sum(sheet.empty for sheet in sheets)
        self._unmapped = [header for sheet in sheets for header in sheet.unmapped]
        reported = [(entry.row, "reported_on", entry.facts["reported_on"]) for sheet in sheets
                    for entry in sheet.entries if "reported_on" in entry.facts]  # fmt: skip
        self._days, _, self._problems = days(file, reported, known.calendar.order)

    def entry(self, sheet: str, entry: Entry) -> None:
        """One point: a row, a part of a row, or why it is none."""
        place = (sheet, entry.row)
        facts = dict(self.known.told) | dict(entry.facts)
        ids = {
            what: self._id(what, facts.get(what, ""), entry) for what in ("measure_id", "site_id")
        }
        on = self._on(entry)
        if not (all(ids.values()) and on):
            self._asides.setdefault(place, "not understood")
            return
        key = (ids["measure_id"], ids["site_id"], on, facts.get("group", ""))
        read = self._point(entry, facts, ids["measure_id"])
        if read is None:
            self._asides.setdefault(place, "no value, and no word why")
            return
        note = "; ".join(part for part in (facts.get("note"), read.note) if part)
        row = {"measure_id": key[0], "site_id": key[1], "on": on, "group": key[3],
               "value": read.value, "numerator": read.numerator, "denominator": read.denominator,
               "missing_reason": read.missing, "note": note}  # fmt: skip
        if "reported_on" in facts:
            row["reported_on"] = self._days.get(facts["reported_on"], "")
        if key in self.known.there:
            self._again += 1
            self._asides.setdefault(place, "points that the network has already")
            whole = tuple(row[part] for part in PARTS)
            if self.known.there[key] != whole and not _half(read):
                self._other.append(entry.row)
            return
        before = self.rows.get(key)
        if before is None:
            self.rows[key] = row
            self._from[key].add(place)
        elif joined := _joined(before, row):
            self.rows[key] = joined
            self._from[key].add(place)
        elif all(before[part] == row[part] for part in (*PARTS, "missing_reason")):
            self._asides.setdefault(place, "the same point again")
        else:
            self._twice.append((key, entry.row))

    def _id(self, what: str, text: str, entry: Entry) -> str:
        if not text:
            self._odd["lacks", what, ""].append(entry.row)
            return ""
        found = self.known.ids[what].get(plain(text), "")
        if not found:
            self._odd["unknown", what, text].append(entry.row)
        return found

    def _on(self, entry: Entry) -> str:
        if not entry.on:
            self._odd["lacks", "on", ""].append(entry.row)
            return ""
        found = self.known.calendar.first_day(entry.on)
        if not found:
            self._odd["time", entry.header, entry.on].append(entry.row)
        return found

    def _point(self, entry: Entry, facts: Mapping[str, str], measure: str) -> Point | None:
        """What the cells say together; None where they are all empty."""
        unit = self.known.units.get(measure, "")
        read: dict[str, Point] = {}
        for part, text in entry.cells.items():
            found = point(text, unit, self.known.reasons)
            if found is None or (part != "value" and found.numerator):
                self._odd["cell", entry.header or part, text].append(entry.row)
                return None
            read[part] = found
        reasons = [one.missing for one in read.values() if one.missing]
        if reasons or (not read and facts.get("missing_reason")):
            reason = facts.get("missing_reason") or reasons[0]
            self._reasons[reason] += 1
            return Point(missing=reason)
        if not read:
            return None
        top, bottom = read.get("numerator"), read.get("denominator")
        if bottom and top and float(bottom.value) == 0:
            self._reasons["0 out of 0"] += 1
            return Point(missing=f"{top.value} out of 0")
        whole = read.get("value", Point())
        if (top and bottom) or not (whole.value or whole.numerator):
            self._shares += bool(whole.value)
            return Point("", top.value if top else "", bottom.value if bottom else "")
        if top or bottom:  # the contract has no place for it but the note
            self._beside += 1
            beside = f"{top.value} counted" if top else f"out of {bottom.value if bottom else ''}"
            return replace(whole, note=beside)
        return whole

    def settled(self) -> list[Problem]:
        """Everything that cannot be read, and what should be known."""
        problems = list(self._problems)
        for (code, what, text), rows in self._odd.items():
            problems.append(self._problem(code, what, text, tuple(dict.fromkeys(rows))))
        halves = {key: row for key, row in self.rows.items()
                  if bool(row["numerator"]) != bool(row["denominator"])}  # fmt: skip
        if halves:
            of = tuple(sorted({row for key in halves for _, row in self._from[key]}))
            problems.append(Problem(
                "half_a_share", self.file, "a numerator without a denominator, or the reverse",
                "both, or a value", "Fill the other one in, in a copy of the file.", of,
            ))  # fmt: skip
        for key, row_number in self._twice:
            problems.append(Problem(
                "point_twice", self.file, f"another point of {quoted(key[0])} at {quoted(key[1])} "
                f"on {key[2]}", "one point for a measure, a site and a day",
                "Take one of them out, in a copy of the file.", (row_number,),
            ))  # fmt: skip
        problems += self._cautions()
        if not self.rows and not any(p.level == "error" for p in problems):
            problems.append(_nothing_new(self.file))
        return problems

    def _cautions(self) -> list[Problem]:
        problems = []
        if self._other:
            problems.append(Problem(
                "other_value", self.file, "points that differ from those the network has",
                "the same points", "Correct the table measurements if these are right: its rows "
                "were left as they are.", tuple(dict.fromkeys(self._other)), level="warning",
            ))  # fmt: skip
        if self._unmapped:
            problems.append(Problem(
                "unmapped_columns", self.file,
                f"{counted(len(self._unmapped), 'column', 'columns')} that nothing stands for: "
                f"{', '.join(map(quoted, dict.fromkeys(self._unmapped)))}",
                "columns such as Measure, Site, Date, Value, or times",
                "Rename them in a copy, or go on: they were not read.", level="warning",
            ))  # fmt: skip
        for measure, unit in self.known.units.items():
            values = [float(row["value"]) for key, row in self.rows.items()
                      if key[0] == measure and row["value"]]  # fmt: skip
            if plain(unit) in PERCENT and len(values) > 1 and all(0 <= v <= 1 for v in values):
                problems.append(Problem(
                    "perhaps_shares", self.file, f"values of {quoted(measure)} from 0 to 1 only",
                    "percent, as its unit says", "Look whether they are shares: a spreadsheet "
                    "keeps 85 % as 0.85.", level="warning",
                ))  # fmt: skip
        return problems

    def _problem(self, code: str, what: str, text: str, rows: tuple[int, ...]) -> Problem:
        if code == "time":
            return unexplained(self.file, text, () if what else rows)
        if code == "cell":
            return Problem(
                "unexplained_cell", self.file, quoted(text), "a number, a count such as 12/20, or "
                "a reason that was explained",
                f"Say why there is no value: --reasons '{text[:40]}=school closed'.", rows, what,
            )  # fmt: skip
        name = {"measure_id": "measure", "site_id": "site", "on": "day"}[what]
        if code == "lacks":
            how = "" if what == "on" else f", or say what holds for all: --{name}"
            return Problem(
                f"no_{name}", self.file, f"no {name}", f"a {name} for every point",
                f"Fill it in{how}.", rows,
            )  # fmt: skip
        near = meant(plain(text), self.known.ids[what])
        tables = "measures" if what == "measure_id" else "organizations or teams"
        return Problem(
            f"unknown_{name}", self.file, f"{quoted(text)}, which is not there",
            f"an id or the name of one in {tables}",
            f"Write '{self.known.ids[what][near]}' in a copy of the file, if that is meant."
            if near else f"Add it to {tables}, or correct it in a copy of the file.", rows,
        )  # fmt: skip

    def fates(self) -> list[Fate]:
        """For every row with points in it, what became of them."""
        into: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
        for at, key in enumerate(self.rows):
            for place in self._from[key]:
                into[place].append(("measurements", at))
        fates = []
        for place in {**self._asides, **into}:
            fate = Fate(*place, "aside", self._asides.get(place, ""))
            made = tuple(into.get(place, ()))
            fates.append(replace(fate, became="used", why="", into=made) if made else fate)
        return fates

    def guesses(self) -> list[str]:
        said = [f"{counted(times, 'point is', 'points are')} unknown: {reason}."
                for reason, times in sorted(self._reasons.items())]  # fmt: skip
        if self._empty:
            cells = counted(self._empty, "empty cell says", "empty cells say")
            said.append(f"{cells} nothing: no point comes of that.")
        if self._shares:
            said.append(f"{counted(self._shares, 'value', 'values')} beside a numerator and a "
                        "denominator: these two were taken.")  # fmt: skip
        if self._beside:
            said.append(f"{counted(self._beside, 'count', 'counts')} beside a value went into its "
                        "note.")  # fmt: skip
        if self._again:
            said.append(f"{counted(self._again, 'point', 'points')} that the network has already "
                        "were not added again.")  # fmt: skip
        return said


def _half(read: Point) -> bool:
    return bool(read.numerator) != bool(read.denominator)


def _joined(before: Mapping[str, str], row: Mapping[str, str]) -> dict[str, str] | None:
    """Numerator and denominator that stand in two rows, as one; None where they do not."""
    for one, other in (("numerator", "denominator"), ("denominator", "numerator")):
        if before[one] and not before[other] and row[other] and not row[one]:
            return {**before, other: row[other]}
    return None


def _no_points(file: str) -> Problem:
    return Problem(
        "no_points", file, "no points of a measure",
        "columns for a day and a value, or a column for each month, week or term",
        "Write such headers in a copy of the file.",
    )  # fmt: skip


def _nothing_new(file: str) -> Problem:
    return Problem(
        "nothing_new", file, "nothing that the network does not have", "at least one new point",
        "Look at the rows that were set aside.",
    )  # fmt: skip
