"""The layout of the house, read from its imports: the only place where it is enforced."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "nicdev"
MODULES = sorted(PACKAGE.rglob("*.py"))
LINES = 320
LONG: Mapping[str, str] = {}  # file: why it may be longer

# What each room may import of ours, besides itself. A room not listed here is a new room: decide.
MAY: Mapping[str, set[str]] = {
    "__init__": {"desk", "evidence", "network"},  # resolved lazily, at first use
    "__main__": {"cli"},
    "errors": set(),
    "folders": set(),
    "framework": {"errors"},
    "language": {"errors", "framework"},
    "catalogue": {"framework", "language"},
    "study": {"errors", "folders", "framework", "language"},
    "remarks": {"errors", "framework", "study"},
    "tables": {"errors", "folders"},
    "intake": {"errors", "tables"},
    "evidence": {"framework"},
    "network": {"errors", "evidence", "framework", "study", "tables"},
    "measures": {"errors"},
    "rings": {"evidence", "framework", "measures", "network", "tables"},
    "show": {"evidence", "framework", "language"},
    "press": {"", "errors", "evidence", "folders", "framework", "intake", "language", "network",
              "remarks", "show", "simulate", "study", "tables"},
    "desk": {"errors", "evidence", "framework", "network", "press", "remarks", "rings", "show"},
    "progress": {"press"},
    "cli": {"", "bringing", "catalogue", "errors", "framework", "language", "planning", "press",
            "progress", "said"},
    "said": {"errors", "press"},
    "planning": {"errors", "framework", "language", "measures", "press", "show"},
    "bringing": {"errors", "intake", "press"},
    "settings": {"study"},
    "simulate": {"tables"},
}  # fmt: skip
DESK_SEES_OF_PRESS = {"gathered", "load", "pressed", "store", "workspace", "fragments"}
# The cleaning of an evaluator's Markdown, and what a table is.
PRESS_SEES_OF_SHOW = {"nicdev.show.markdown", "nicdev.show.tables"}
ONLY_IN = {
    "seaborn": "show", "matplotlib": "show", "papermill": "press", "nbconvert": "press",
    "nbformat": "press", "nbclient": "press", "psutil": "press", "rich": "progress",
}  # fmt: skip
MAY_READ = {"intake", "study", "remarks", "framework", "language", "press"}
READS = {"open", "read_text", "read_bytes", "read_csv", "read_parquet", "read_excel", "read_json"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere in it, functions and type checking included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports say where they go"
            assert node.module is not None
            for alias in node.names:
                deeper = PACKAGE.parent / Path(*node.module.split("."), alias.name)
                there = deeper.is_dir() or deeper.with_suffix(".py").is_file()
                yield f"{node.module}.{alias.name}" if there else node.module
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "import_module":
            yield re.sub(r"\{.*?\}", "*", ast.unparse(node.args[0]).strip("f'\""))


def ours(path: Path) -> set[str]:
    return {name for name in imports(path) if name.partition(".")[0] == "nicdev"}


NAMED = pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))


def test_the_reader_of_imports_sees_them() -> None:
    desk = ours(PACKAGE / "desk.py")
    assert {"nicdev.rings", "nicdev.press.store", "nicdev.show.blocks"} <= desk
    assert "nicdev.rings.*" in ours(PACKAGE / "rings" / "__init__.py")


def test_every_room_is_known() -> None:
    assert {room(path) for path in MODULES} == set(MAY)


@NAMED
def test_the_arrows(path: Path) -> None:
    seen = {name.partition(".")[2].partition(".")[0] for name in ours(path)} - {room(path)}
    if path.name == "__init__.py" and room(path) == "__init__":
        seen.discard("*")  # its lazy imports are read from _HOMES below
    assert seen <= MAY[room(path)], path


def test_what_is_lazily_imported_is_what_the_package_says() -> None:
    import nicdev

    assert set(nicdev._HOMES.values()) == MAY["__init__"]
    assert set(nicdev._HOMES) | {"__version__"} == set(nicdev.__all__)
    assert len(nicdev.__all__) <= 12


def test_the_desk_sees_little_of_the_press_and_nobody_but_notebooks_sees_the_desk() -> None:
    seen = {name.split(".")[2] for name in ours(PACKAGE / "desk.py")
            if name.startswith("nicdev.press.")}  # fmt: skip
    assert seen <= DESK_SEES_OF_PRESS
    for path in MODULES:
        if room(path) not in ("desk", "__init__"):
            assert "nicdev.desk" not in ours(path), path


def test_the_press_sees_no_more_of_show_than_it_needs() -> None:
    for path in MODULES:
        if room(path) == "press":
            assert {n for n in ours(path) if n.startswith("nicdev.show")} <= PRESS_SEES_OF_SHOW


def test_the_command_line_imports_nothing_of_ours_before_it_is_asked() -> None:
    top = [n for n in tree(PACKAGE / "cli.py").body if isinstance(n, ast.Import | ast.ImportFrom)]
    names = {n.module if isinstance(n, ast.ImportFrom) else n.names[0].name for n in top}
    assert {n for n in names if str(n).startswith("nicdev")} == {"nicdev.errors"}


@NAMED
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imports(path):
        home = ONLY_IN.get(name.partition(".")[0])
        assert home in (None, room(path)), f"{path} imports {name}"
        assert name != "typer" or room(path) in ("cli", "bringing", "said"), path


@NAMED
def test_files_are_read_where_files_are_read(path: Path) -> None:
    if room(path) in MAY_READ:
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            assert called not in READS, f"{path}, line {node.lineno}: {called}"


@NAMED
def test_only_the_gate_makes_disclosed(path: Path) -> None:
    inside = path.relative_to(PACKAGE).as_posix()
    if inside.startswith("show/disclosure/") or inside == "evidence.py":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            assert called not in ("disclosed", "Disclosed"), f"{path}, line {node.lineno}"


# Calls that read something or look something up: constants are made without them.
LATER = {*READS, "framework", "locale", "languages", "import_module", "run", "check", "version"}


@NAMED
def test_no_work_at_import_time(path: Path) -> None:
    """A module's body holds imports, constants, functions and classes."""
    for node in tree(path).body:
        where = f"{path}, line {node.lineno}"
        if isinstance(node, ast.If):
            assert ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'"), where
            continue
        if isinstance(node, ast.With):  # imports that would talk
            assert all(isinstance(inner, ast.ImportFrom | ast.Expr) for inner in node.body), where
            continue
        kinds = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef,
                 ast.ClassDef, ast.Expr)  # fmt: skip
        assert isinstance(node, kinds), where
        if isinstance(node, ast.Expr):
            assert isinstance(node.value, ast.Constant), where  # a docstring
        if isinstance(node, ast.Assign | ast.AnnAssign):
            called = {getattr(call.func, "id", getattr(call.func, "attr", ""))
                      for call in ast.walk(node) if isinstance(call, ast.Call)}  # fmt: skip
            assert not called & LATER, where


@NAMED
def test_no_option_of_a_library_is_changed_for_all(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"rcParams|set_option|set_theme|simplefilter\(.error|np\.seterr", text)
    assert found == [], path


@NAMED
def test_a_long_file_is_two_rooms(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES or LONG.get(path.relative_to(PACKAGE).as_posix()), lines


@NAMED
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path)), path


# What a template of a page may print as it is: made by another template, or cleaned by nh3.
OF_OURS = r"'\w+' if [\w.]+ else '\w+'"
CLEAN = {"resources.page.css", "part.html", "part.remark", "formula", "html"}


def test_every_value_in_a_page_is_escaped_where_it_is_printed() -> None:
    """nbconvert escapes nothing by itself; the templates of blocks do, and of tables both ways."""
    folder = PACKAGE / "press" / "template" / "nicdev"
    tables = PACKAGE / "show" / "templates" / "table.html.j2"
    for path in (*folder.glob("*.j2"), tables):
        for printed in re.findall(r"\{\{-?(.*?)-?\}\}", path.read_text(encoding="utf-8")):
            value = printed.strip()
            made = value in CLEAN or value.startswith(("data_table(", "slot("))
            fixed = value in ("style", "t.style(head)") or re.fullmatch(OF_OURS, value)
            assert made or fixed or re.search(r"\| ?e$", value), f"{path.name}: {value}"
