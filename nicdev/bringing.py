"""The command line of bringing: what an evaluator holds goes into a network's tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nicdev.intake.load import Load
    from nicdev.press.workspace import Workspace

bring = typer.Typer(no_args_is_help=True, help="Bring what you hold into a network's tables.")
Into = Annotated[str, typer.Argument(help="Code of the network, as in params/.")]
Review = Annotated[
    bool, typer.Option("--review", help="Only write down who might be who, to be confirmed.")
]
Dates = Annotated[
    str, typer.Option(help="'month, day, year' or 'day, month, year', where both can be.")
]
Keep = Annotated[
    str, typer.Option(help="Of several rows of a person: first or last.", metavar="WHICH")
]
Wave = Annotated[str, typer.Option(help="In which wave, as in the waves table.")]
File = Annotated[Path, typer.Argument(help="The file to read; it is never changed.")]


@bring.command()
def roster(
    network: Into,
    file: File,
    observed_from: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="From when your records show what people did."),
    ] = None,
    joined_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When they joined, where the list does not say."),
    ] = None,
    kind: Annotated[str, typer.Option(help="What kind the organizations are.")] = "school",
    dates: Dates = "",
) -> None:
    """People: a list with names, addresses, schools, roles or teams, in your own layout."""
    from nicdev.intake.members import Told
    from nicdev.press.roster import bring_roster

    _known_order(dates)
    workspace = _here()
    first, joined = (str(day.date()) if day else "" for day in (observed_from, joined_on))
    told = Told(observed_from=first, joined_on=joined, kind=kind, dates=dates)
    _say_load(*bring_roster(workspace, network, file, told), workspace.root)


@bring.command()
def attendance(
    network: Into,
    file: File,
    event: Annotated[str, typer.Option(help="Id of the event, as in the events table.")],
    structure: Annotated[
        str, typer.Option(help="For a new event: what kind it is, such as convening.")
    ] = "",
    team: Annotated[str, typer.Option(help="For a new event: id of the team it was for.")] = "",
    held_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day, where the report does not say it."),
    ] = None,
    at_least: Annotated[
        float, typer.Option(min=0, help="Minutes; whoever stayed for less is set aside.")
    ] = 0,
    review: Review = False,
) -> None:
    """Who came: a report of Zoom, Teams or Google Meet, or a sign-in sheet."""
    from nicdev.press import meetings

    workspace = _here()
    if review:
        _say_review(*meetings.review(workspace, network, file), workspace.root)
        return
    load, written = meetings.bring_attendance(
        workspace, network, file, event, structure=structure, team_id=team,
        held_on=held_on.date() if held_on else None, at_least=at_least,
    )  # fmt: skip
    _say_load(load, written, workspace.root)


@bring.command()
def survey(
    network: Into,
    file: File,
    codebook: Annotated[Path, typer.Option(help="What the columns and their answers stand for.")],
    wave: Wave = "all",
    fielded_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day the survey was sent.")
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--everyone", help="Everybody on the roster that day was asked.")
    ] = False,
    keep: Keep = "",
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Only write a draft of the codebook, to be corrected.")
    ] = False,
    review: Review = False,
) -> None:
    """Answers to a survey, as Qualtrics, SurveyMonkey, Google Forms or REDCap write them."""
    from nicdev.press import survey as of

    _first_or_last(keep)
    if everyone and fielded_on is None:
        raise typer.BadParameter("With --everyone, say on which day: --fielded-on 2025-01-31.")
    workspace = _here()
    if suggest:
        typer.echo(f"wrote {of.suggest(workspace, network, file, codebook)}: correct it, then run "
                   "the same command without --suggest.")  # fmt: skip
    elif review:
        _say_review(*of.review_survey(workspace, network, file, codebook), workspace.root)
    else:
        load, written = of.bring_survey(
            workspace, network, file, codebook, wave, keep=keep, everyone=everyone,
            fielded_on=fielded_on.date() if fielded_on else None,
        )  # fmt: skip
        _say_load(load, written, workspace.root)


@bring.command()
def ties(
    network: Into,
    file: File,
    relation: Annotated[str, typer.Option(help="Id of the relation, as in the relations table.")],
    wave: Wave = "all",
    text: Annotated[str, typer.Option(help="For a new relation: the question.")] = "",
    method: Annotated[str, typer.Option(help="For a new relation: roster, names or matrix.")] = "",
    max_names: Annotated[str, typer.Option(help="For a new relation: room for names.")] = "",
    scope: Annotated[
        str, typer.Option(help="For a new relation: all, own_org or own_region.")
    ] = "",
    directed: Annotated[str, typer.Option(help="For a new relation: yes or no.")] = "",
    low: Annotated[str, typer.Option(help="For a new relation: the lowest strength.")] = "",
    high: Annotated[str, typer.Option(help="For a new relation: the highest.")] = "",
    tie_from: Annotated[
        str, typer.Option(help="For a new relation: from which strength on there is a tie.")
    ] = "",
    labels: Annotated[
        str, typer.Option(help="What words in the cells stand for: 'never=0; weekly=3'.")
    ] = "",
    columns: Annotated[
        str, typer.Option(help="Only columns with these words in header or question.")
    ] = "",
    in_order: Annotated[
        bool, typer.Option("--in-order", help="A matrix without ids is in the order of members.")
    ] = False,
    asked_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Everybody on the roster that day was asked."),
    ] = None,
    keep: Keep = "",
    review: Review = False,
) -> None:
    """Who turns to whom: a roster grid, a square matrix, name slots, or an edge list."""
    from nicdev.press import ties as of

    _first_or_last(keep)
    workspace = _here()
    if review:
        found = of.review_ties(workspace, network, file, relation, wave, columns)
        _say_review(*found, workspace.root)
        return
    new = {"text": text, "method": method, "max_names": max_names, "scope": scope,
           "directed": directed, "low": low, "high": high, "tie_from": tie_from}  # fmt: skip
    load, written = of.bring_ties(
        workspace, network, file, relation, wave, {k: v for k, v in new.items() if v},
        labels=labels, about=columns, in_order=in_order, keep=keep,
        asked_on=asked_on.date() if asked_on else None,
    )  # fmt: skip
    _say_load(load, written, workspace.root)


@bring.command("tests")
def cycles(
    network: Into,
    file: File,
    team: Annotated[str, typer.Option(help="The team, where the file does not say it.")] = "",
    idea: Annotated[str, typer.Option(help="The change idea, where it does not say it.")] = "",
    scale: Annotated[str, typer.Option(help="How wide, where it does not say it.")] = "",
    may_share: Annotated[
        str, typer.Option(help="Whether others may read it, where it does not say it: yes or no.")
    ] = "",
    words: Annotated[
        str, typer.Option(help="What the file's words stand for: 'keep going=adopt'.")
    ] = "",
    dates: Dates = "",
    review: Review = False,
) -> None:
    """Tests of change (PDSA): a log with a row for each, or a form for each."""
    from nicdev.press import work

    _known_order(dates)
    workspace = _here()
    if review:
        _say_review(*work.review_tests(workspace, network, file), workspace.root)
        return
    said = {"team_id": team, "idea_id": idea, "scale": scale, "may_share": may_share}
    load, written = work.bring_tests(
        workspace, network, file, {k: v for k, v in said.items() if v}, words=words, dates=dates
    )
    _say_load(load, written, workspace.root)


@bring.command()
def diagram(
    network: Into,
    file: File,
    version: Annotated[str, typer.Option(help="Your short name for this version.")],
    dated_on: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The day from which it was used.")
    ],
    note: Annotated[str, typer.Option(help="What was changed, and because of what.")] = "",
    levels: Annotated[
        str, typer.Option(help="What each level is: 'aim, primary driver, change idea'.")
    ] = "",
) -> None:
    """A driver diagram: an indented outline, or a table of boxes and what they lead to."""
    from nicdev.intake.outline import kind_of
    from nicdev.press import work

    if levels and not all(kind_of(part) for part in levels.split(",")):
        raise typer.BadParameter("Write --levels 'aim, primary driver, secondary driver, change "
                                 "idea', or fewer of them.")  # fmt: skip
    workspace = _here()
    load, written = work.bring_diagram(
        workspace, network, file, version, dated_on.date(), note=note, levels=levels
    )
    _say_load(load, written, workspace.root)


@bring.command()
def measures(
    network: Into,
    file: File,
    measure: Annotated[str, typer.Option(help="The measure, where the file does not say it.")] = "",
    site: Annotated[str, typer.Option(help="The site, where the file does not say it.")] = "",
    weeks_from: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day of week 1.")
    ] = None,
    periods: Annotated[
        str, typer.Option(help="When terms begin: 'Fall=2024-09-03; Spring=2025-01-27'.")
    ] = "",
    year: Annotated[
        int | None,
        typer.Option(min=1900, max=2100, help="In which year the school year begins, for months."),
    ] = None,
    dates: Dates = "",
    reasons: Annotated[
        str, typer.Option(help="Why there is no value: 'NS=not sent in; snow=school closed'.")
    ] = "",
) -> None:
    """Points of measures: a row a point, or a column for each month, week or term."""
    from nicdev.press import measures as of

    _known_order(dates)
    workspace = _here()
    said = {"measure_id": measure, "site_id": site}
    load, written = of.bring_measures(
        workspace, network, file, {k: v for k, v in said.items() if v}, periods=periods, year=year,
        weeks_from=weeks_from.date() if weeks_from else None, dates=dates, reasons=reasons,
    )  # fmt: skip
    _say_load(load, written, workspace.root)


def _here() -> Workspace:
    from nicdev.press.workspace import find

    return find(Path.cwd())


def _known_order(dates: str) -> None:
    from nicdev.intake.days import ORDERS

    if dates and dates not in ORDERS:
        raise typer.BadParameter(f"Write --dates '{ORDERS[0]}', or --dates '{ORDERS[1]}'.")


def _first_or_last(keep: str) -> None:
    if keep not in ("", "first", "last"):
        raise typer.BadParameter("Write --keep first, or --keep last.")


def _say_review(path: Path, new: int, root: Path) -> None:
    typer.echo(f"{new} names to look at in {path.relative_to(root)}: write yes or no under "
               "confirmed, correct member_id where it is wrong.")  # fmt: skip


def _say_load(load: Load, written: Iterable[Path], root: Path) -> None:
    typer.echo(f"{load.source.file}: {load.layout}. {len(load.fates)} rows read, "
               f"{load.rows('used')} used, {load.rows('aside')} set aside.")  # fmt: skip
    for problem in load.problems:
        typer.echo(f"- {problem}", err=True)
    for path in written:
        typer.echo(f"wrote {path.relative_to(root)}")
