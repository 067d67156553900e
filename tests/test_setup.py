"""Set-up: what the locks may hold, and what workbook.py makes of the folders that it finds.

The behaviour is tried on small checkouts with real environments and a real pip, on wheels made
here, so that nothing is downloaded.  Most of them run as on a Debian without ensurepip: there an
environment takes a second rather than four.
"""

import ast
import contextlib
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-bench.lock"]
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>.+?))? \\")
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?")

# Whose metadata name the GPL, and why that is none of ours.
EXPLAINED = {
    "matplotlib": "FreeType in it is under the FreeType licence or the GPL, as one chooses",
    "scipy": "BSD; its wheels carry GCC's run-time libraries, whose exception frees what uses them",
}

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


# ------------------------------------------------------------------------------- what is written


def pins(lock: str) -> set[tuple[str, str, str]]:
    """Name, version and marker of every pin; any line that is neither pin nor hash is an error."""
    found = set()
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        pin = PIN.fullmatch(line)
        assert pin or HASH.fullmatch(line), f"{lock}: {line}"
        if pin:
            found.add((pin["name"], pin["version"], pin["marker"] or ""))
    return found


def project() -> dict[str, list[str]]:
    """The dependencies of pyproject.toml, by the lock that has to hold them first."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = read["optional-dependencies"]
    needs = [read["dependencies"], extras["test"], extras["bench"]]
    return dict(zip(LOCKS, needs, strict=True))


@pytest.mark.parametrize(
    "name", [*LOCKS, "environment.yml", "tests/browser/package-lock.json", "tests/browser/.npmrc"]
)
def test_a_lock_names_no_address(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    blocks = re.split(r"^(?=\S)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(lock)) > 100
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_pyarrow(lock: str) -> None:
    assert "pyarrow" not in {name for name, _, _ in pins(lock)}


def test_the_locks_are_one_resolution() -> None:
    run, test, bench = map(pins, LOCKS)
    assert run < test < bench


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_keep_to_pyproject(lock: str) -> None:
    versions: dict[str, list[str]] = {}
    for name, version, _ in pins(lock):
        versions.setdefault(name, []).append(version)
    for need in map(Requirement, project()[lock]):
        held = versions.get(canonicalize_name(need.name), [])
        assert held, f"{need} is not in {lock}: run workbook.py lock"
        assert all(need.specifier.contains(version) for version in held), (need, held)


def test_no_gpl_in_what_a_user_installs() -> None:
    suspects, absent = set(), set()
    for name, _, marker in pins(LOCKS[0]):
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            absent.add((name, bool(marker)))
            continue
        said = [*(about.get_all("License-Expression") or []), *(about.get_all("License") or [])]
        classifiers = about.get_all("Classifier") or []
        said += [line for line in classifiers if line.startswith("License ::")]
        assert any(said), f"{name} does not say what its licence is"
        if re.search(r"\b[AL]?GPL|GNU\s+(Affero|Lesser|Library|General)", "\n".join(said)):
            suspects.add(name)
    assert {name for name, elsewhere in absent if not elsewhere} == set()
    assert suspects - set(EXPLAINED) == set()
    assert set(EXPLAINED) <= {name for name, _, _ in pins(LOCKS[0])}


def test_conda_gets_the_bounds_of_pyproject() -> None:
    read = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {f"python{python['requires-python']}", "pip", *project()[LOCKS[0]]}
    assert set(read["dependencies"]) == ours
    assert read["channels"] == ["conda-forge"]


def test_workbook_needs_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "workbook.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    named = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            named.add((node.module or "").partition(".")[0])
    assert named - sys.stdlib_module_names == set()
    assert "subprocess" in named


# ---------------------------------------------------------------------------- small checkouts


NICDEV = """
import json, os, pathlib, sys
import small
site = pathlib.Path(small.__file__).parent
print(json.dumps({"args": sys.argv[1:], "cwd": os.getcwd(), "prefix": sys.prefix,
                  "site": str(site), "modules": sorted(p.stem for p in site.glob("*.py"))}))
sys.exit(int(os.environ.get("LEAVE_WITH", "0")))
"""

BACKEND = """
import pathlib, zipfile
def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "nicdev-0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w") as wheel:
        wheel.writestr("nicdev.pth", str(pathlib.Path.cwd()))
        wheel.writestr("nicdev-0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: nicdev\\nVersion: 0\\n")
        wheel.writestr("nicdev-0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("nicdev-0.dist-info/RECORD", "nicdev.pth,,\\nnicdev-0.dist-info/METADATA,,\\nnicdev-0.dist-info/WHEEL,,\\nnicdev-0.dist-info/RECORD,,\\n")
    return name
"""  # noqa: E501 - lines of a wheel

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "nicdev"
version = "0"
"""


def write_wheel(folder: Path, name: str, files: dict[str, str]) -> str:
    """A wheel of a few files; the line that a lock has for it."""
    about = f"{name}-1.0.dist-info"
    content = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in content.items():
            wheel.writestr(file, text)
        record = [f"{file},,\n" for file in [*content, f"{about}/RECORD"]]
        wheel.writestr(f"{about}/RECORD", "".join(record))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{name}==1.0 \\\n    --hash=sha256:{digest}\n"


def has(python: str, module: str) -> bool:
    """Whether a Python can import a module, in an environment without our surprises."""
    command = [python, "-I", "-c", f"import {module}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def inside(venv: Path) -> str:
    """The Python of an environment."""
    return str(venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


@pytest.fixture(scope="session")
def python_with_pip(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python to start workbook.py with, as a person would: one that has a pip."""
    base = str(getattr(sys, "_base_executable", sys.executable))
    for python in (sys.executable, base):
        if has(python, "pip"):
            return python
    if not has(base, "ensurepip"):
        pytest.skip("no pip on this machine but what uv brings")
    folder = tmp_path_factory.mktemp("with-pip")
    subprocess.run([base, "-m", "venv", str(folder)], check=True)
    return inside(folder)


class Checkout:
    """A folder with the real workbook.py in it, and otherwise the least that it needs."""

    def __init__(self, folder: Path, python: str) -> None:
        self.root, self.python = folder / "checkout", python
        self.wheels, self.shim = folder / "wheels", folder / "shim"
        for made in (self.wheels, self.shim, self.root / "nicdev", self.root / "tests" / "golden"):
            made.mkdir(parents=True)
        shutil.copy(ROOT / "workbook.py", self.root)
        (self.shim / "ensurepip.py").write_text("raise ImportError('left out, as Debian does')\n")
        (self.root / "nicdev" / "__init__.py").touch()
        (self.root / "nicdev" / "__main__.py").write_text(NICDEV)
        (self.root / "tests" / "golden" / "golden.py").write_text(NICDEV)
        (self.root / "backend.py").write_text(BACKEND)
        (self.root / "pyproject.toml").write_text(PYPROJECT)
        lines = [write_wheel(self.wheels, n, {f"{n}.py": ""}) for n in ("small", "larger", "most")]
        for count, lock in enumerate(LOCKS, start=1):
            (self.root / lock).write_text("".join(lines[:count]))

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def marker(self) -> Path:
        return self.venv / "nicdev-in-the-making"

    def environment(self, *, ensurepip: bool, uv: bool, **more: str) -> dict[str, str]:
        """Offline, without the settings of this machine, by default without uv and ensurepip."""
        hidden = () if uv else ("uv", "uv.exe")
        path = [
            part
            for part in os.environ.get("PATH", os.defpath).split(os.pathsep)
            if not any((Path(part) / name).exists() for name in hidden)
        ]
        kept = {name: os.environ[name] for name in ("HOME", "SYSTEMROOT") if name in os.environ}
        kept |= {"PATH": os.pathsep.join(path), "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
        kept |= {"PIP_FIND_LINKS": str(self.wheels), "UV_FIND_LINKS": str(self.wheels)}
        kept |= {"UV_NO_INDEX": "1", "UV_NO_CONFIG": "1"}
        return kept | ({} if ensurepip else {"PYTHONPATH": str(self.shim)}) | more

    def __call__(
        self,
        *args: str,
        cwd: Path | None = None,
        ensurepip: bool = False,
        uv: bool = False,
        **more: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run workbook.py to its end."""
        return subprocess.run(
            [self.python, str(self.root / "workbook.py"), *args],
            cwd=cwd,
            env=self.environment(ensurepip=ensurepip, uv=uv, **more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )

    @contextlib.contextmanager
    def started(self, *args: str) -> Iterator[subprocess.Popen[str]]:
        """Start workbook.py in a process group of its own, as a terminal does."""
        with subprocess.Popen(
            [self.python, str(self.root / "workbook.py"), *args],
            env=self.environment(ensurepip=False, uv=False),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            yield process


@pytest.fixture
def checkout(tmp_path: Path, python_with_pip: str) -> Checkout:
    return Checkout(tmp_path, python_with_pip)


def told(done: subprocess.CompletedProcess[str]) -> dict[str, str | list[str]]:
    """What the small nicdev says about where it runs."""
    assert done.returncode == 0, done.stderr
    said: dict[str, str | list[str]] = json.loads(done.stdout)
    return said


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that a process of ours is about to do."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def load(path: Path) -> ModuleType:
    """workbook.py as a module."""
    spec = importlib.util.spec_from_file_location("workbook", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["workbook"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


# ---------------------------------------------------------------------------- what it answers


def test_an_old_python_gets_one_sentence() -> None:
    source = str(ROOT / "workbook.py")
    pretend = f"import sys; sys.version_info = (3, 9, 18); exec(open({source!r}).read())"
    done = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        "nicdev needs Python 3.11 or newer, and this is 3.9; start it with a newer one, "
        "for example: python3.11 workbook.py\n"
    )


@pytest.mark.parametrize("words", [[], ["biuld"]])
def test_an_unknown_verb_gets_the_usage(checkout: Checkout, words: list[str]) -> None:
    done = checkout(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: python3 workbook.py VERB" in done.stderr
    assert not checkout.venv.exists()


def test_help_is_not_an_error(checkout: Checkout) -> None:
    done = checkout("--help")
    assert (done.returncode, done.stderr) == (0, "")
    verbs = re.findall(r"^  ([a-z]+) .*  ", done.stdout, flags=re.MULTILINE)
    assert verbs == ["run", "test", "lab", "golden", "bench", "lock"]


# -------------------------------------------------------------------------- what it makes


def test_set_up_lies_beside_the_file_and_runs_there(checkout: Checkout, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    first = checkout("run", "--wave", "w 2", cwd=elsewhere)
    said = told(first)
    assert said["args"] == ["run", "--wave", "w 2"]
    assert said["cwd"] == str(checkout.root)
    assert said["prefix"] == str(checkout.venv)
    assert said["modules"] == ["small"]
    assert ".venv, which has no pip of its own" in first.stderr  # the way round, on Debian
    assert not (Path(str(said["site"])) / "pip").exists()
    assert list(elsewhere.iterdir()) == []
    assert not checkout.marker.exists()
    assert re.search(r"requirements\.lock, with pip \.\.\. \d+\.\d s\n", first.stderr)
    assert checkout("run", cwd=elsewhere).stderr == ""


def test_with_ensurepip(checkout: Checkout) -> None:
    if not has(checkout.python, "ensurepip"):
        pytest.skip("this Python has no ensurepip")
    done = checkout("run", ensurepip=True)
    assert (Path(str(told(done)["site"])) / "pip").exists()
    assert "no pip of its own" not in done.stderr


def test_with_uv(checkout: Checkout) -> None:
    if shutil.which("uv") is None:
        pytest.skip("uv is not on the path")
    done = checkout("run", uv=True)
    assert told(done)["modules"] == ["small"]
    assert "requirements.lock, with uv" in done.stderr


def test_a_uv_that_cannot_gives_way_to_pip(checkout: Checkout, tmp_path: Path) -> None:
    uv = tmp_path / "bin" / "uv"
    uv.parent.mkdir()
    uv.write_text("#!/bin/sh\n[ $1 = --version ] && echo uv 0 && exit\necho no route; exit 2\n")
    uv.chmod(0o755)
    done = checkout("run", PATH=f"{uv.parent}{os.pathsep}{os.environ['PATH']}")
    assert told(done)["modules"] == ["small"]
    assert "no route\nuv could not do it; trying pip." in done.stderr


def test_neither_pip_nor_ensurepip(checkout: Checkout, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    base = str(getattr(sys, "_base_executable", sys.executable))
    subprocess.run([base, "-m", "venv", "--without-pip", str(bare)], check=True)
    checkout.python = inside(bare)
    done = checkout("run")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "This Python has neither pip nor ensurepip, so nothing can be installed.\n"
        "On Debian or Ubuntu: sudo apt-get install python3-pip python3-venv\n"
    )
    assert not checkout.venv.exists()


def test_the_users_index_counts_and_what_breaks_isolation_does_not(
    checkout: Checkout, tmp_path: Path
) -> None:
    settings, astray, foreign = (tmp_path / name for name in ("pip.conf", "astray", "foreign"))
    foreign.mkdir()
    (foreign / "small.py").write_text("raise SystemExit('the wrong one')\n")
    (foreign / "ensurepip.py").write_text("raise ImportError\n")
    wheels = f"[global]\nno-index = true\nfind-links = {checkout.wheels}\n"
    settings.write_text(f"{wheels}[install]\nuser = true\nrequire-hashes = true\n")
    done = checkout(
        "run",
        PYTHONPATH=str(foreign),
        PIP_CONFIG_FILE=str(settings),
        PIP_FIND_LINKS="",
        PIP_TARGET=str(astray),
        PIP_REQUIRE_VIRTUALENV="1",
        VIRTUAL_ENV=str(astray),
    )
    assert told(done)["prefix"] == str(checkout.venv)
    assert not astray.exists()


def test_what_is_kept_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = ["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CERT", "PIP_PROXY"]
    kept += ["UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "HTTPS_PROXY", "NICDEV_X"]
    gone = ["PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_CONSTRAINT", "UV_SYSTEM_PYTHON"]
    for name in kept + gone:
        monkeypatch.setenv(name, "mine")
    clean = load(ROOT / "workbook.py").clean_environment()
    assert [name for name in kept if clean.get(name) != "mine"] == []
    assert [name for name in gone if name in clean] == []


# -------------------------------------------------------------------- what it finds there


def test_a_foreign_venv_is_left_alone(checkout: Checkout) -> None:
    checkout.venv.mkdir()
    (checkout.venv / "pyvenv.cfg").write_text("home = /elsewhere\n")
    done = checkout("run")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{checkout.venv} was not made by workbook.py, so it is left as it is.\n"
        "Rename it or remove it, then try again.\n"
    )
    assert [path.name for path in checkout.venv.iterdir()] == ["pyvenv.cfg"]


def test_a_half_made_one_is_made_again(checkout: Checkout) -> None:
    checkout.venv.mkdir()
    checkout.marker.touch()
    (checkout.venv / "lib").mkdir()
    (checkout.venv / "lib" / "rubbish").touch()
    assert told(checkout("run"))["modules"] == ["small"]
    assert not (checkout.venv / "lib" / "rubbish").exists()
    assert not checkout.marker.exists()


def test_it_grows_in_place_and_never_shrinks(checkout: Checkout) -> None:
    checkout("run")
    (checkout.venv / "kept").touch()
    grown = checkout("golden", "--check")
    assert "Adding to" in grown.stderr
    assert told(grown)["args"] == ["--check"]
    assert told(grown)["modules"] == ["larger", "small"]
    after = checkout("run")
    assert after.stderr == ""
    assert told(after)["modules"] == ["larger", "small"]
    assert (checkout.venv / "kept").exists()


def test_it_is_made_anew_when_what_it_was_made_from_has_changed(checkout: Checkout) -> None:
    checkout("golden")
    run, test = LOCKS[:2]
    plan = load(checkout.root / "workbook.py").plan
    assert plan(run) == ("nothing", test)

    lock = checkout.root / run
    before = lock.read_text()
    lock.write_text(before + "# renewed\n")
    assert plan(run) == ("make", run)
    lock.write_text(before)
    assert plan(run) == ("nothing", test)

    python = Path(inside(checkout.venv))
    gone = python.rename(python.with_name("gone"))
    assert plan(run) == ("make", run)
    gone.rename(python)
    assert plan(run) == ("nothing", test)

    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    moved = checkout("run")
    assert "Setting up" in moved.stderr
    assert told(moved)["prefix"] == str(checkout.venv)
    assert told(moved)["modules"] == ["small"]


def test_a_change_to_the_package_alone_installs_the_package_alone(checkout: Checkout) -> None:
    checkout("golden")
    (checkout.venv / "kept").touch()
    recipe = checkout.root / "pyproject.toml"
    recipe.write_text(recipe.read_text() + "[tool.ruff]\nline-length = 100\n")
    assert checkout("run").stderr == ""
    recipe.write_text(recipe.read_text() + "[tool.hatch.build]\n")
    assert "nicdev itself" in checkout("run").stderr
    assert (checkout.venv / "kept").exists()
    assert told(checkout("golden"))["modules"] == ["larger", "small"]


# -------------------------------------------------------------------- what goes wrong


def test_a_wrong_hash_is_shown_whole_and_leaves_nothing(checkout: Checkout) -> None:
    lock = checkout.root / LOCKS[0]
    lock.write_text(re.sub(r"[0-9a-f]{64}", "0" * 64, lock.read_text()))
    done = checkout("run")
    assert (done.returncode, done.stdout) == (1, "")
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not checkout.venv.exists()


def test_failing_to_grow_keeps_the_smaller_one(checkout: Checkout) -> None:
    checkout("run")
    (checkout.wheels / "larger-1.0-py3-none-any.whl").unlink()
    failed = checkout("golden")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "larger==1.0" in failed.stderr
    after = checkout("run")
    assert after.stderr == ""
    assert told(after)["modules"] == ["small"]


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupted_set_up_leaves_nothing(checkout: Checkout, name: str) -> None:
    with checkout.started("run") as process:
        until(checkout.marker.exists)
        os.killpg(process.pid, getattr(signal, name))
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.endswith("\nInterrupted.\n")
    assert not checkout.venv.exists()


@posix
@pytest.mark.parametrize("sign", ["nicdev-in-the-making", "lib/*/site-packages/small.py"])
def test_a_killed_set_up_is_made_again(checkout: Checkout, sign: str) -> None:
    with checkout.started("run") as process:
        until(lambda: any(checkout.venv.glob(sign)))
        process.kill()
        process.communicate(timeout=60)
    assert checkout.marker.exists()
    again = checkout("run")
    assert "Setting up" in again.stderr
    assert told(again)["modules"] == ["small"]
    assert not checkout.marker.exists()


def test_two_at_once_make_one(checkout: Checkout) -> None:
    with checkout.started("run") as one, checkout.started("run") as other:
        said = [process.communicate(timeout=120) for process in (one, other)]
    assert [one.returncode, other.returncode] == [0, 0]
    assert sorted("Setting up" in stderr for _, stderr in said) == [False, True]
    assert all(json.loads(stdout)["modules"] == ["small"] for stdout, _ in said)


# ---------------------------------------------------------------------- what it returns


def test_exit_codes_pass_through(checkout: Checkout) -> None:
    assert checkout("run", LEAVE_WITH="7").returncode == 7
    assert checkout("lab", LEAVE_WITH="3").returncode == 3


def test_bench_runs_every_script_in_order(checkout: Checkout) -> None:
    assert checkout("bench").returncode == 2
    folder = checkout.root / "benchmarks"
    folder.mkdir()
    (folder / "b.py").write_text("import most; print('second')\n")
    (folder / "a.py").write_text("print('first', flush=True); raise SystemExit(4)\n")
    done = checkout("bench")
    assert done.returncode == 4
    assert done.stdout.split("\n") == ["== a.py", "first", "== b.py", "second", ""]


def test_every_layer_runs_and_is_timed_whatever_the_others_do(checkout: Checkout) -> None:
    # The real linter, type checker and pytest, lent to the small environment by a path file.
    ours = str(Path(pytest.__file__).parent.parent)
    lender = write_wheel(checkout.wheels, "larger", {"lender.pth": ours, "larger.py": ""})
    for lock in LOCKS[1:]:
        small, _, *most = re.findall(r".+\n.+\n", (checkout.root / lock).read_text())
        (checkout.root / lock).write_text("".join([small, lender, *most]))
    marks = 'markers = ["notebooks", "browser", "slow"]'
    (checkout.root / "pyproject.toml").write_text(
        f'{PYPROJECT}[tool.mypy]\nfiles = ["backend.py"]\n[tool.pytest.ini_options]\n{marks}\n'
    )
    (checkout.root / "tests" / "test_small.py").write_text(
        "import pytest\n"
        "def test_right(): assert True\n"
        "def test_wrong(): assert False\n"
        "@pytest.mark.browser\n"
        "def test_page(): pytest.skip('no browser')\n"
    )
    done = checkout("test", NICDEV_REQUIRE_BROWSER="1")
    assert done.returncode == 1, done.stderr
    *_, table = done.stdout.partition("layer        minutes  outcome\n")
    rows = [re.sub(r"  +[\d.]+  ", ": ", line) for line in table.splitlines()]
    assert rows == [
        "set-up: ok",
        "style: failed  <-",
        "types: ok",
        "unit: 1 passed, 1 failed  <-",
        "notebooks: 0 passed, 1 failed  <-",
        "browser: 0 passed, 1 failed, 1 skipped  <-",
        "not right: style, unit, notebooks, browser",
        "1 passed, 3 failed",
    ]
    chosen = checkout("test", "-k", "right", "tests")
    assert chosen.returncode == 0
    assert "minutes" not in chosen.stdout
