"""A network that means harm: in every text of every table, in its settings, remarks and notebooks.

What the check of the tables refuses it names; what it lets pass is printed as text, and nothing of
it runs, is fetched, or pushes the page apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import whole
from browser.conftest import PATIENCE, copy_of_example, environment

from nicdev.framework import framework
from nicdev.press.plan import ACROSS, FRONT
from nicdev.tables.column import Column

pytestmark = pytest.mark.browser

RUNS = "window.nicdevRan=1"
PAYLOADS = (
    f"<script>{RUNS}</script>",
    f'"><img src=x onerror="{RUNS}">',
    f"'><svg onload='{RUNS}'><script>{RUNS}</script></svg>",
    f"<a href='javascript:{RUNS}'>x</a>",
    f"[x](javascript:{RUNS}) ![x](file:///etc/passwd) <file:///etc/passwd>",
    '=HYPERLINK("https://example.org/x","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{{ 7777*7777 }} {% include '/etc/passwd' %} {name} {0.__class__} %(name)s ${name}",
    "]]> --> <!-- <![CDATA[ <?php ?> </style></title></textarea></table></section></main>",
    "../../../../etc/passwd file:///etc/passwd \\\\host\\share",
    f"</script><iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
    f"<math><mtext><style><img src=x onerror={RUNS}></style></mtext></math>",
    "<link rel=stylesheet href=//example.org/a.css><meta http-equiv=refresh content=0;url=//x.y>",
    "<style>@import url(//example.org/b.css); body {display: none}</style>",
    "data:text/html,<script>alert(1)</script> &lt;b&gt; &#x3C;script&#x3E; &amp;amp;",
    "x" * 10_000,
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",  # runs from right to left
    "Z" + "\u0301\u0336\u20dd" * 40,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308 \ufffd\ufdd0",
    r"$\text{<script>window.nicdevRan=1</script>}$ $\href{javascript:window.nicdevRan=1}{x}$",
    "a\x01b\x07c\x1bd\x7fe\tf",
)
WORDS = (
    "<script>",
    "onerror=",
    "{{ 7777*7777 }}",
    "=HYPERLINK",
    "javascript:",
    "<iframe",
    "]]>",
    "\u0645",
)
TITLE = f"<script>{RUNS}</script> {{name}} {{{{ 7777*7777 }}}} & \"'><b>"
REMARK = "\n\n".join(
    [
        *(p for p in PAYLOADS if not p.startswith("]]>")),
        f"<script>{RUNS}</script>",
        "![q](data/newborn/members.csv)",
        "![q](/etc/passwd)",
        f"<img src=x onerror={RUNS}>",
        "[link](https://example.org/c) <https://example.org/d> https://example.org/e",
        "$$\n\\frac{\\text{</math><script>window.nicdevRan=1</script>}}{x}\n$$",
    ]
)


def payload(at: int) -> str:
    return PAYLOADS[at % len(PAYLOADS)]


def mark(table: str, column: Column, text: str) -> str:
    """Each text with a payload of its own behind it; an id with one that an id can be."""
    at = sum(map(ord, f"{table}{column.name}{text}"))
    if column.type not in ("id", "ids"):
        return f"{text} {payload(at)}"
    fits = [p for p in PAYLOADS if len(p) < 1000 and p.isprintable() and ";" not in p]
    # Without a blank: a member's code with one is a name, whose words are found in every text.
    return text + fits[at % len(fits)].replace(" ", "/")


def lay_out(root: Path, frames: dict[str, Any]) -> Path:
    """A workbook with the hostile network, and hostile cells that go into its briefs."""
    copy_of_example(root)
    for name in ("params", "data"):
        for path in (root / name).glob("newborn*"):
            path.rename(root / f"{name}-{path.name}")
    whole.write(frames, root / "data" / "net")
    params = f'network: "net"\ntitle: {json.dumps(TITLE)}\n'
    (root / "params" / "net.yml").write_text(params, encoding="utf-8")
    keys = ("roles.trust.facets", "technical.measurement.run_chart", "culture.evidence.safety")
    remarks = "\n\n".join(f"## {key}\n\n{REMARK}" for key in keys)
    (root / "params" / "net.md").write_text(f"# {whole.WAVE}\n\n{remarks}\n", encoding="utf-8")
    for path in (root / "notebooks").glob("*.ipynb"):
        made = json.loads(path.read_text(encoding="utf-8"))
        made["cells"].append({"cell_type": "markdown", "id": "hostile", "source": REMARK,
                              "metadata": {"tags": ["brief"]}})  # fmt: skip
        path.write_text(json.dumps(made), encoding="utf-8")
    return root


def press(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nicdev", "run", "net"]
    return subprocess.run(
        command, cwd=root, env=environment(), capture_output=True, text=True, check=False,
        timeout=PATIENCE,
    )  # fmt: skip


@pytest.fixture(scope="module")
def pages(ask: Any, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages that a hub opens; whatever members see, the hub sees too."""
    frames = whole.marked(whole.network(), mark)
    root = lay_out(tmp_path_factory.mktemp("hostile"), frames)
    done = press(root)
    assert done.returncode == 0, done.stderr[-3000:]
    built = root / "built" / "net" / whole.WAVE
    found = sorted(str(page) for page in (built / "hub").glob("*.html"))
    assert len(found) == len({*framework().notebooks, "index", "not-built-yet"} - {FRONT, ACROSS})
    return found


@pytest.fixture(scope="module")
def visited(ask: Any, pages: list[str]) -> dict[str, Any]:
    """What became of each page, under its own policy and under none."""
    found: dict[str, Any] = ask("hostile", {"pages": pages})
    assert list(found) == pages
    return {f"{Path(p).parent.name}/{Path(p).name}, {policy} its policy": said
            for p, both in found.items() for policy, said in both.items()}  # fmt: skip


def test_nothing_runs(visited: dict[str, Any]) -> None:
    """No marker, no dialog, nothing in the console, and nothing that could have run."""
    for page, said in visited.items():
        assert said["marker"] is None, page
        assert said["happened"] == [], page
        assert said["handlers"] == [], page
        assert said["at"], f"{page} led away"
        strange = {"script", "iframe", "object", "embed", "form", "base", "link", "a-b"}
        assert not strange & set(said["elements"]), page


def test_nothing_is_fetched(visited: dict[str, Any]) -> None:
    """The page asks for itself alone, and its links lead to its own parts and neighbours."""
    for page, said in visited.items():
        assert said["requests"] == [], page
        strange = [a for a in said["addresses"] if not a.startswith("#") and not _neighbour(a)]
        assert strange == [], page


def _neighbour(address: str) -> bool:
    page, _, _ = address.partition("#")
    return page.endswith(".html") and not set("/\\:") & set(address)


def test_the_layout_holds(visited: dict[str, Any]) -> None:
    """Ten thousand letters without a blank, and still no page scrolls sideways."""
    wide = {f"{page} at {width}": by for page, said in visited.items()
            for width, by in said["sideways"].items() if by > 0}  # fmt: skip
    assert wide == {}


def test_text_appears_as_text(visited: dict[str, Any]) -> None:
    """What was written is there to be read, as it was written."""
    seen = "\n".join(said["text"] for said in visited.values())
    assert [word for word in WORDS if word not in seen] == []
    assert "60481729" not in seen
    for page, said in visited.items():
        assert TITLE in said["title"], page
        assert "root:" not in said["text"], page


REFUSED = {
    "an id with a sign that no eye sees": ("teams", "T1", "T\x011", "not_an_id"),
    "an id in two": ("teams", "T1", "T1;T2", "not_an_id"),
    "text that turns": ("teams", "Team A", "Team \u202eA", "turned_text"),
    "a scale of markup": ("items", ",1,5,", ",<b>1</b>,5,", "not_a_number"),
    "a formula for a day": ("events", "2025-09-10", "=TODAY()", "not_a_date"),
    "a wave that is a path": ("waves", whole.WAVE, "../../x", "wave_no_folder"),
    "a path for a header": ("teams", "team_id,", "../../x,", ""),
    "markup for a header": ("teams", "name", "<script>alert(1)</script>", ""),
    "a ten thousand letter header": ("teams", "name", "n" * 10_000, ""),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_named(what: str, tmp_path: Path) -> None:
    """A reason and a place, and never a traceback."""
    table, old, new, code = REFUSED[what]
    whole.write(whole.network(), tmp_path / "data" / "net")
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "net.yml").write_text('network: "net"\ntitle: "A"\n', encoding="utf-8")
    path = tmp_path / "data" / "net" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    from nicdev.press.load import held
    from nicdev.press.workspace import Workspace

    stops = held(Workspace(tmp_path), "net").stops
    assert [p for p in stops if p.file == f"{table}.csv"], list(map(str, stops))
    assert all("; expected " in str(problem) and problem.do for problem in stops)
    if code:
        assert code in {problem.code for problem in stops}
