"""The command line: it parses and calls, nothing more.

Exit codes: 0 done; 1 something failed; 2 bad usage or refused data; 128 and the signal's number
where a run was stopped from outside (130 for Ctrl-C).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from nicdev.errors import NicdevError, Problem, UsageRefused

FAILED, REFUSED = 1, 2

app = typer.Typer(
    name="nicdev",
    help="Evidence about networked improvement communities, and briefs to reflect on together.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Networks = Annotated[
    list[str] | None,
    typer.Argument(help="Codes of networks, as in params/. All of them where none is given."),
]


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if wanted:
        from nicdev import __version__

        typer.echo(f"nicdev {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    pass


@app.command()
def new(
    network: Annotated[str, typer.Argument(help="A short code for the network.")],
    workbook: Annotated[
        bool, typer.Option("--workbook", help="One Excel workbook instead of CSV files.")
    ] = False,
) -> None:
    """Begin a network here: settings, a place for remarks, and empty tables to fill in."""
    from nicdev.press.begin import around, begin

    here = Path.cwd()
    root = around(here).root
    if root != here:
        typer.echo(f"This folder lies in the workbook {root}: the network is begun there.")
    for path in begin(here, network, workbook=workbook):
        typer.echo(f"wrote {path}")
    where = f"the sheet members of data/{network}.xlsx" if workbook else (
        f"data/{network}/members.csv")  # fmt: skip
    typer.echo(f"Fill in {where}, then run: nicdev check {network}")


@app.command()
def simulate(
    network: Annotated[str, typer.Argument(help="A short code for the made-up network.")],
    members: Annotated[
        int | None, typer.Option(min=10, max=100_000, help="People on the roster.")
    ] = None,
    waves: Annotated[int | None, typer.Option(min=1, max=200, help="Half-years.")] = None,
    networks: Annotated[
        int, typer.Option(min=1, max=1000, help="How many; several are numbered.")
    ] = 1,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same network.")] = 1,
    like: Annotated[
        str, typer.Option(metavar="EXAMPLE", help="Like algebra, literacy or plain.")
    ] = "plain",
    off: Annotated[
        list[str] | None,
        typer.Option(metavar="PLANT", help="An effect to leave out; may be given several times."),
    ] = None,
) -> None:
    """Write a made-up network, and what is true of it, to try things out on."""
    from nicdev.press.invent import invent

    made = invent(Path.cwd(), network, after=like, members=members, waves=waves,
                  networks=networks, seed=seed, off=off or ())  # fmt: skip
    for path in made:
        typer.echo(f"wrote {path}")


@app.command()
def check(
    networks: Networks = None,
    mark: Annotated[
        bool,
        typer.Option("--mark", help="Write a copy of the workbook with the cells marked."),
    ] = False,
) -> None:
    """Read settings and tables, and say everything that is wrong with them."""
    from nicdev.press.load import held
    from nicdev.said import problems_said

    workspace = _workspace()
    refused = False
    for network in _asked(workspace, networks):
        try:
            files = held(workspace, network)
            problems = (*files.problems, *files.named)
        except NicdevError as found:
            problems = found.problems
        refused = refused or any(p.level == "error" for p in problems)
        problems_said(network, problems)
        if not problems:
            typer.echo(f"{network}: everything can be used.")
        if mark:
            from nicdev.press.mark import marked_copy

            typer.echo(f"wrote {marked_copy(workspace, network, problems)}")
    raise typer.Exit(REFUSED if refused else 0)


@app.command()
def run(
    networks: Networks = None,
    wave: Annotated[
        str | None, typer.Option(help="One wave, or 'latest'. Every wave where none is given.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Notebooks at a time. As many as cores if not given.")
    ] = None,
    portfolio: Annotated[
        bool, typer.Option("--portfolio", help="Then the pages across networks that agreed to it.")
    ] = False,
) -> None:
    """Press the briefs: run the notebooks that are out of date and export their pages."""
    import os

    from nicdev.press.run import run as press
    from nicdev.progress import Progress
    from nicdev.said import across_said, report_said

    workspace = _workspace()
    wanted = _asked(workspace, networks)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        with _stoppable(), Progress() as watch:
            report = press(workspace, wanted, wave, workers or cores or 1, watch)
    except _Stopped as stopped:
        typer.echo("Stopped. What was done is kept; the same command goes on with the rest.",
                   err=True)  # fmt: skip
        raise typer.Exit(128 + stopped.signal) from None
    code = report_said(report, workspace.root)
    if portfolio:
        from nicdev.press import across

        code = max(code, across_said(across.press(workspace), workspace.root))
    raise typer.Exit(code)


@app.command()
def plan(
    members: Annotated[int, typer.Argument(help="How many people will be asked.")],
    response: Annotated[float, typer.Argument(help="The share of them who answer, such as 0.6.")],
    waves: Annotated[int, typer.Argument(help="How many times they are asked.")],
    to: Annotated[Path, typer.Option(help="The page to write.")] = Path("plan.html"),
) -> None:
    """Say, before a survey is fielded, how small a change it could show; a page for the hub."""
    from nicdev import planning

    typer.echo(f"wrote {planning.write(planning.Asked(members, response, waves), to)}")


@app.command()
def lab() -> None:
    """Open the notebooks in JupyterLab."""
    import subprocess

    workspace = _workspace()
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--notebook-dir={workspace.root}",
        # Nothing here asks the network for news or for newer versions.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    raise typer.Exit(subprocess.call(command, cwd=workspace.root))  # noqa: S603 - our own words


@app.command("framework")
def show_framework(
    missing: Annotated[bool, typer.Option("--missing", help="Only what is not built yet.")] = False,
    conjectures: Annotated[
        bool, typer.Option("--conjectures", help="What the paper expects to go with what.")
    ] = False,
    crosswalks: Annotated[
        bool, typer.Option("--crosswalks", help="The same ground in other frameworks.")
    ] = False,
) -> None:
    """The rings, dimensions and indicators, and which of them are measured."""
    from nicdev import catalogue
    from nicdev.framework import framework
    from nicdev.language import locale

    words = locale("en")
    if conjectures:
        lines = catalogue.conjectures(framework(), words)
    elif crosswalks:
        lines = catalogue.crosswalks(framework(), words)
    else:
        lines = catalogue.rooms(framework(), words, missing=missing)
    for line in lines:
        typer.echo(line)


def main() -> None:
    """Run the command line; a refusal becomes one plain block, a bug one plain sentence."""
    from nicdev.bringing import bring

    debug = "--debug" in sys.argv
    app.add_typer(bring, name="bring")
    try:
        app()
    except NicdevError as refused:
        if debug:
            raise
        typer.echo(str(refused), err=True)
        sys.exit(REFUSED)
    except OSError as trouble:
        if debug:
            raise
        typer.echo(f"A file cannot be read or written: {trouble}", err=True)
        sys.exit(FAILED)
    except Exception as bug:
        if debug:
            raise
        typer.echo(
            f"nicdev itself failed ({type(bug).__name__}: {bug}). Nothing of yours was changed. "
            "Run the same command with --debug after 'nicdev' to see where.",
            err=True,
        )
        sys.exit(FAILED)


def _workspace() -> Any:
    from nicdev.press.workspace import find

    return find(Path.cwd())


def _asked(workspace: Any, networks: list[str] | None) -> list[str]:
    """The networks that were named, else all there are; a workbook without any is refused."""
    found = networks or list(workspace.networks)
    if not found:
        problem = Problem(
            "no_networks",
            "params",
            "no settings of any network",
            "a file such as mynetwork.yml",
            "Run 'nicdev new NETWORK' to begin one.",
        )
        raise UsageRefused([problem])
    return found


class _Stopped(BaseException):
    """A run was stopped from outside; no handler of ordinary errors may swallow it."""

    def __init__(self, number: int) -> None:
        self.signal = number


@contextmanager
def _stoppable() -> Iterator[None]:
    """A plain kill, or a terminal that closes, ends a run as tidily as Ctrl-C does."""
    import signal

    # What is ignored already (nohup, a job in the background) stays ignored.
    named = [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")]
    numbers = [n for n in named if n is not None and signal.getsignal(n) != signal.SIG_IGN]

    def stop(number: int, _: object) -> None:
        for each in numbers:  # clearing up is short; a second blow would only leave a mess
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped(number)

    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
