"""Executed notebook -> one self-contained HTML page per edition, through nbconvert."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicdev.errors import Problem
from nicdev.evidence import EDITIONS, Edition
from nicdev.framework import framework
from nicdev.language import Locale, locale
from nicdev.press.alternatives import faults
from nicdev.press.fragments import BLOCK, as_printed, is_brief, text_of, texts_in
from nicdev.press.plan import FOLDERS, FRONT, Job, Page
from nicdev.show.markdown import plain_html
from nicdev.show.tables import Table, table

if TYPE_CHECKING:
    from nicdev.tables.names import Roster

TEMPLATE = Path(__file__).parent / "template"
TABLES = Path(__file__).parents[1] / "show" / "templates"  # one template for every table


def pages(
    job: Job, notebook: Any, made: Sequence[Mapping[str, Any]]
) -> tuple[dict[Path, str], tuple[Problem, ...]]:
    """The page of every edition by where it goes, and all that keeps them from going there."""
    html = {
        target: page(job.page, notebook, made, edition)
        for edition, target in zip(EDITIONS, job.pages, strict=False)  # the front page has none
    }
    problems = [
        problem
        for target, text in html.items()
        for problem in faults(text, target.relative_to(job.built).as_posix())
    ]
    return html, tuple(problems)


def page(about: Page, notebook: Any, made: Sequence[Mapping[str, Any]], edition: Edition) -> str:
    """One page as HTML."""
    words = locale(about.language)
    shown = [(block, block["editions"][edition]) for block in made]
    resources = {
        "say": words.say,
        "page": frame(about, words, edition, words.say(f"notebooks.{about.notebook}.name")),
        "parts": [
            {"anchor": b["key"].replace(".", "-"), "question": e["question"]}
            for b, e in shown
            if e["seen"] and not _closer(b)
        ],
        "appendix": [e["html"] for b, e in shown if e["seen"] and _closer(b)],
        **tail(shown, words),
    }
    return _render(notebook, resources, edition)


def _closer(block: Mapping[str, Any]) -> bool:
    """Whether it stands in the page's appendix, and not where its notebook has it."""
    return framework().indicator(block["key"]).appendix


def tail(
    shown: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], words: Locale
) -> dict[str, Any]:
    """What stands at the end of a page: what could not be seen, methods, thresholds, words.

    `shown` holds each block with what of it one edition shows.
    """
    shown = list(shown)
    catalogue = framework()
    # What nicdev cannot look at is listed on a page of its own, but for what was remarked on it.
    waits = [e for b, e in shown if not (catalogue.indicator(b["key"]).built or e["remark"])]
    return {
        "unseen": [e for _, e in shown if not e["seen"] and e not in waits],
        "waits": words.say("page.not_built", count=len(waits)) if waits else "",
        "methods": _methods([b["key"] for b, e in shown if e["seen"]], words),
        "limits": _limits((e["evidence"] for _, e in shown), words),
        "glossary": _glossary((e["html"] for _, e in shown), words),
    }  # fmt: skip


def frame(about: Page, words: Locale, edition: Edition, heading: str) -> dict[str, Any]:
    """What the frame of a page needs, the same for every kind of page."""
    wave = about.wave_label or ("" if about.wave == "all" else about.wave)
    title = "page.title" if wave else "page.title_only_wave"
    foot = "page.foot" if about.newest else "page.foot_no_date"
    return {
        "lang": words.say("language.code"),
        "title": words.say(title, ring=heading, network=about.title, wave=wave),
        "heading": heading,
        "network": about.title,
        "wave": wave,
        "edition": edition.partition(" ")[0],  # that of one hub is worded as that of any
        "synthetic": about.synthetic,
        "css": css(),
        "foot": words.say(
            foot,
            network=about.title,
            wave=wave or words.say("page.whole_period"),
            newest=about.newest,
            run=about.run,
        ),
    }


def css() -> str:
    """The style sheet, which every page carries whole."""
    return (TEMPLATE / "nicdev" / "brief.css").read_text(encoding="utf-8")


def index(
    about: Page, edition: Edition, states: Mapping[str, bool], *, withdrawn: bool = False
) -> str:
    """The page that lists an edition's pages, and those that could not be made.

    With `withdrawn`, it lists nothing and says that the earlier pages were taken back.
    """
    words = locale(about.language)
    wave = about.wave_label or ("" if about.wave == "all" else about.wave)
    title = "page.index_title" if wave else "page.index_title_only_wave"
    made = frame(about, words, edition, words.say("page.pages"))
    made["title"] = words.say(title, network=about.title, wave=wave)
    entries = [] if withdrawn else links(states, words)
    resources = {
        "say": words.say,
        "page": made,
        "intro": words.say("page.index_withdrawn" if withdrawn else "page.index_intro"),
        "lacking": words.say("page.front_not_pressed") if FRONT in states else "",
        "links": True,
        "groups": [{"name": "", "entries": entries}] if entries else [],
    }
    return without_notebook("list.html.j2", resources)


def links(states: Mapping[str, bool], words: Locale) -> list[dict[str, str]]:
    """The other pages of an edition, each with what it asks; those not made say so."""
    entries = [
        _entry(
            words.say(f"notebooks.{stem}.name"),
            words.say(f"notebooks.{stem}.asks"),
            f"{stem}.html" if there else "",
            "" if there else words.say("page.index_not_pressed"),
        )
        for stem, there in states.items()
        if stem != FRONT
    ]
    heading, asks = (words.say(f"not_built_page.{part}") for part in ("heading", "asks"))
    return [*entries, _entry(heading, asks, "not-built-yet.html")]


def _entry(name: str, asks: str = "", href: str = "", note: str = "") -> dict[str, str]:
    return {"name": name, "asks": asks, "href": href, "note": note}


def not_built(about: Page, edition: Edition) -> str:
    """The page of the questions that nothing measures yet, by dimension."""
    words = locale(about.language)
    made = frame(about, words, edition, words.say("not_built_page.heading"))
    missing = [i for i in framework().indicators.values() if not i.built]
    rooms = dict.fromkeys(i.room for i in missing)
    resources = {
        "say": words.say,
        "page": made,
        "intro": words.say("not_built_page.intro"),
        "lacking": "",
        "links": False,
        "groups": [
            {
                "name": words.say(f"rooms.{room}.name"),
                "entries": [
                    _entry(words.say(f"indicators.{i.key}.question"))
                    for i in missing
                    if i.room == room
                ],
            }
            for room in rooms
        ],
    }
    return without_notebook("list.html.j2", resources)


def names_found(job: Job, notebook: Any, made: Iterable[Mapping[str, Any]]) -> str:
    """Where a name from the roster stands in what would leave; '' where none does.

    The last look, at what is about to be printed; texts in tables, settings and remarks were
    looked through before anything ran. Words that nicdev itself prints (a member may be called
    Close or Hope) are not taken for names here.
    """
    ours = _names_of_ours(job.roster, job.page.language)
    found: dict[str, None] = {}

    def look(text: str, where: str) -> None:
        if named := [term for term in job.roster.find(text) if term not in ours]:
            found[f"{', '.join(named)} in {where}"] = None

    for block in made:
        for edition in EDITIONS:
            if edition != "evaluator":
                seen = block["editions"][edition]
                words = [text_of(seen["html"]), text_of(seen["remark"]), seen["question"]]
                text = "\n".join([*words, *texts_in(seen["evidence"])])
                look(text, f"{block['key']} ({edition})")
    for at, cell in enumerate(notebook.cells, start=1):
        if is_brief(cell):
            look(as_printed(cell.source), f"cell {at} of {job.page.notebook}")
    look(f"{job.page.title}\n{job.page.wave_label}", "the title of the network or wave")
    return "; ".join(found)


@cache
def _names_of_ours(roster: Roster, language: str) -> frozenset[str]:
    """What in nicdev's own sentences reads like a name on the roster."""
    own = [*texts_in(locale(language).words), *(i.source for i in framework().limits.values())]
    return frozenset(roster.find("\n".join(own)))


def _methods(keys: Iterable[str], words: Locale) -> list[dict[str, Any]]:
    """How indicators are worked out, in words and formulas; those worked out alike together."""
    names: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for key in keys:
        address = f"indicators.{key}"
        lines = words.listed(f"{address}.formulas") if words.has(f"{address}.formulas") else ()
        alike = (words.say(f"{address}.method"), lines)
        names.setdefault(alike, []).append(words.say(f"{address}.name"))
    return [
        {"name": " · ".join(some), "text": text, "formulas": [plain_html(line) for line in lines]}
        for (text, lines), some in names.items()
    ]


def _limits(shown: Iterable[Mapping[str, Any]], words: Locale) -> Table | None:
    """The thresholds that were used, each with its source; None where there were none."""
    used = {limit[0]: limit for evidence in shown for limit in evidence["limits"]}
    rows = [
        (words.say(f"limits.{name}"), f"{value:g}", source or words.say("page.chosen_by_you"))
        for name, value, source, _, _ in used.values()
    ]
    head = [words.say(f"page.threshold_{column}") for column in ("name", "value", "source")]
    return table(words.say("page.thresholds"), head, rows) if rows else None


def _glossary(fragments: Iterable[str], words: Locale) -> list[dict[str, str]]:
    import re

    text = " ".join(text_of(html) for html in fragments).casefold()
    entries = [
        {"word": words.say(f"glossary.{n}.word"), "meaning": words.say(f"glossary.{n}.meaning")}
        for n in words.names("glossary")
    ]
    return [e for e in entries if re.search(rf"\b{re.escape(e['word'].casefold())}", text)]


def _render(notebook: Any, resources: dict[str, Any], edition: Edition) -> str:
    seen_rooms: set[str] = set()

    def parts(cell: Any) -> list[dict[str, str]]:
        """The fragments of a cell in this edition; a heading where a new dimension begins."""
        if is_brief(cell):
            return [{"heading": "", "html": plain_html(cell.source)}]
        found = []
        for output in cell.get("outputs", ()) if cell.cell_type == "code" else ():
            block = output.get("data", {}).get(BLOCK)
            if block is None or _closer(block) or not block["editions"][edition]["seen"]:
                continue
            room = block["key"].rpartition(".")[0]
            heading = "" if room in seen_rooms else resources["say"](f"rooms.{room}.name")
            seen_rooms.add(room)
            found.append({"heading": heading, "html": block["editions"][edition]["html"]})
        return found

    exporter = _exporter()
    exporter.register_filter("parts", parts)
    html, _ = exporter.from_notebook_node(notebook, resources)
    return str(html)


def without_notebook(template: str, resources: Mapping[str, Any]) -> str:
    """A page that no notebook stands behind: the same frame, without nbconvert."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([TEMPLATE / "nicdev", TABLES]),
        autoescape=False,  # noqa: S701 - as under nbconvert, the templates escape each value
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(resources=resources)


@cache
def _exporter() -> Any:
    from nbconvert.exporters import TemplateExporter

    return TemplateExporter(  # type: ignore[no-untyped-call]
        template_name="nicdev",
        template_file="index.html.j2",
        extra_template_basedirs=[str(TEMPLATE)],
        extra_template_paths=[str(TABLES)],
        file_extension=".html",
    )


def folder(built: Path, edition: Edition) -> Path:
    """Where an edition's pages lie."""
    return built / FOLDERS[edition]
