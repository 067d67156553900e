#!/usr/bin/env python3
"""Set nicdev up beside this file, and do the everyday jobs.  Needs Python 3.11+ and its pip.

usage: python3 workbook.py VERB [ARGUMENTS]

  run [ARGS]                       make the briefs of the example networks, or what ARGS say
  test [--slow] [PYTEST ARGS]      style, types and every test layer, or only what PYTEST ARGS name
  lab [ARGS]                       open the notebooks in JupyterLab
  golden [--check]                 make the golden numbers again, or compare with them
  bench                            measure, every script in benchmarks/ in order
  lock [--upgrade]                 renew the locks after pyproject.toml changed (needs uv)

The first verb makes .venv from a hashed lock; uv does it where it is on the path, else pip.
Whatever is added to .venv by hand goes when a lock changes, for then it is made anew.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may be asked to run
    sys.exit(
        "nicdev needs Python 3.11 or newer, and this is {}.{}; start it with a newer one, "
        "for example: python3.11 workbook.py".format(*sys.version_info[:2])
    )

import contextlib
import functools
import hashlib
import importlib
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "nicdev-set-up.json"  # written last: what a finished environment was made from
MARKER = VENV / "nicdev-in-the-making"  # written first, removed last: half-made while it lies there
GUARD = ROOT / ".venv-set-up.lock"  # held while somebody sets up; the system frees it on any death

# Each lock holds all of the one before it, at the same versions (tests/test_setup.py).
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")
RUN, TEST, BENCH = LOCKS
EXTRAS = {RUN: (), TEST: ("test",), BENCH: ("test", "bench")}

# What would make an installer, or a Python of ours, look or write somewhere else. The settings
# that say *where packages come from* (indexes, proxies, certificates, caches) are the user's.
DROPPED = re.compile(
    r"""__PYVENV_LAUNCHER__
    | PYTHON(HOME|PATH|EXECUTABLE|USERBASE|SAFEPATH|DONTWRITEBYTECODE)
    | PIP_(TARGET|PREFIX|ROOT|PYTHON|SRC|CONSTRAINT|BUILD_CONSTRAINT|REQUIREMENT|EDITABLE|NO_DEPS
        |DRY_RUN|IGNORE_INSTALLED|FORCE_REINSTALL|PLATFORM|ABI|IMPLEMENTATION|PYTHON_VERSION)
    | UV_(PYTHON|SYSTEM_PYTHON|BREAK_SYSTEM_PACKAGES|CONSTRAINT|BUILD_CONSTRAINT|OVERRIDE|EXCLUDE
        |NO_DEPS|REQUIRE_HASHES|NO_VERIFY_HASHES|VENV_CLEAR|VENV_SEED|PROJECT|WORKING_DIR(ECTORY)?)
    """,
    re.VERBOSE,
)
SWITCHED_OFF = ("PIP_USER", "PIP_REQUIRE_VIRTUALENV", "PIP_REQUIRE_HASHES")  # pip.conf may set them

OUTER_PIP = (22, 3)  # the first pip that installs into another environment (--python)
BUILDING = ("build-system", "project", "tool")  # the parts of pyproject.toml an install reads


class Refused(Exception):
    """We will not go on; the sentence says why and what to do."""


class StepFailed(Exception):
    """A step of the set-up went wrong; carries all that its command said."""


# ---------------------------------------------------------------------------------------- words


def say(text: str, end: str = "\n") -> None:
    """Tell the person at the terminal; standard output stays for what the job itself prints."""
    print(text, end=end, file=sys.stderr, flush=True)


# ----------------------------------------------------------------- interpreters and environment


def venv_python() -> Path:
    """The Python inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def base_python() -> str:
    """The Python to build with: the one that runs this file, unless it lives in .venv itself."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        return sys.executable
    return str(getattr(sys, "_base_executable", sys.executable))


def clean_environment() -> dict[str, str]:
    """The environment for everything that we start: as if .venv were activated, and only that."""
    kept = {name: value for name, value in os.environ.items() if not DROPPED.fullmatch(name)}
    kept["VIRTUAL_ENV"] = str(VENV)
    kept["PATH"] = str(venv_python().parent) + os.pathsep + kept.get("PATH", os.defpath)
    return kept | dict.fromkeys(SWITCHED_OFF, "0")


def asked(command: Sequence[str]) -> str | None:
    """What a short command prints, or None where it cannot be run."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def importable(module: str) -> bool:
    """Whether this Python has a module that a distribution may have left out."""
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


@functools.cache
def has_outer_pip() -> bool:
    """Whether the building Python has a pip that can install into .venv from outside."""
    version = re.match(r"pip (\d+)\.(\d+)", asked([base_python(), "-m", "pip", "--version"]) or "")
    return version is not None and (int(version[1]), int(version[2])) >= OUTER_PIP


def tools() -> list[str]:
    """What can install here, best first."""
    uv = shutil.which("uv")
    found = [uv] if uv and asked([uv, "--version"]) else []
    if importable("ensurepip") or has_outer_pip():
        found.append("pip")
    if not found:
        raise Refused(
            "This Python has neither pip nor ensurepip, so nothing can be installed.\n"
            "On Debian or Ubuntu: sudo apt-get install python3-pip python3-venv"
        )
    return found


# ------------------------------------------------------------------------- what lies in .venv


def digest(data: bytes) -> str:
    """A content hash."""
    return hashlib.sha256(data).hexdigest()


def package_digest() -> str:
    """Hash of what an editable install of nicdev depends on (not of a linter's settings)."""
    import tomllib  # here, because a Python that is too old must reach the sentence above

    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    read["tool"] = read.get("tool", {}).get("hatch")
    return digest(json.dumps([read.get(part) for part in BUILDING], sort_keys=True).encode())


def facts(lock: str) -> dict[str, Any]:
    """What an environment made now from `lock` would be made from."""
    names = LOCKS[: LOCKS.index(lock) + 1]
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}"
        f" {sysconfig.get_platform()}",
        "folder": str(ROOT),  # an environment does not survive being moved
        "locks": {name: digest((ROOT / name).read_bytes()) for name in names},
        "package": package_digest(),
    }


def stamp() -> dict[str, Any]:
    """What the finished environment says it was made from; empty where that cannot be read."""
    try:
        read = json.loads(STAMP.read_text(encoding="utf-8"))
        return dict(read) if set(read["locks"]) <= set(LOCKS) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def nothing_there() -> bool:
    """No .venv, or an empty folder (a set-up killed between its first and its second breath)."""
    return not os.path.lexists(VENV) or (VENV.is_dir() and not any(VENV.iterdir()))


def plan(lock: str) -> tuple[str, str]:
    """What to do with .venv ("nothing", "add" or "make"), and from which lock."""
    if nothing_there():
        return "make", lock
    if not VENV.is_dir() or not (MARKER.exists() or STAMP.exists()):
        raise Refused(
            f"{VENV} was not made by workbook.py, so it is left as it is.\n"
            "Rename it or remove it, then try again."
        )
    had = stamp()
    if MARKER.exists() or not had or not venv_python().exists():
        return "make", lock
    largest = max(had["locks"], key=LOCKS.index)
    now = facts(largest)
    if any(had.get(fact) != now[fact] for fact in ("python", "folder", "locks")):
        return "make", lock
    if had.get("package") == now["package"] and lock in had["locks"]:
        return "nothing", largest
    return "add", max(lock, largest, key=LOCKS.index)


def empty_out() -> None:
    """Remove our .venv, the marker last, so that a death on the way leaves it recognisable."""
    MARKER.touch()
    for entry in VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != MARKER:
            entry.unlink()
    MARKER.unlink()
    if not VENV.is_symlink():
        VENV.rmdir()


def begin() -> None:
    """An empty .venv that says it is being made."""
    if not nothing_there():
        empty_out()
    VENV.mkdir(exist_ok=True)
    MARKER.touch()


def finish(lock: str) -> None:
    """Declare .venv finished: the stamp appears whole, then the marker goes."""
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(facts(lock), indent=2) + "\n", encoding="utf-8")
    fresh.replace(STAMP)
    MARKER.unlink()


# ------------------------------------------------------------------------------------- set-up


def take(handle: IO[bytes]) -> bool:
    """Try to become the one process that sets up."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def alone() -> Iterator[int]:
    """Wait until nobody else sets up here, then keep others out."""
    with GUARD.open("a+b") as handle:
        if not take(handle):
            say("Another set-up, or what a killed one left running, is at work here; waiting.")
            while not take(handle):
                time.sleep(0.2)
        yield handle.fileno()


@contextlib.contextmanager
def death_as_interrupt() -> Iterator[None]:
    """Let a polite kill tidy up just as Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def step(what: str, command: Sequence[str], guard: int) -> None:
    """One step of the set-up: a line with its seconds, or all that the command said."""
    say(f"  {what} ...", end=" ")
    started = time.monotonic()
    # The child keeps the guard too: an installer that outlives a killed parent still writes
    # into .venv, and the next set-up has to wait for it.
    held: dict[str, Any] = {} if os.name == "nt" else {"pass_fds": (guard,)}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **held,
    )
    say(f"{time.monotonic() - started:.1f} s")
    if done.returncode != 0:
        raise StepFailed(f"{what}: exit code {done.returncode}\n{done.stdout.rstrip()}")


def make_venv(tool: str, guard: int) -> None:
    """An environment with nothing in it."""
    if tool != "pip":
        command = [tool, "venv", "--quiet", "--allow-existing", "--python", base_python()]
        step(".venv", [*command, str(VENV)], guard)
        return
    if importable("ensurepip"):
        try:
            step(".venv", [base_python(), "-m", "venv", str(VENV)], guard)
        except StepFailed:
            if not has_outer_pip():
                raise  # else: Debian also has half an ensurepip, and the way round it is the same
        else:
            return
    bare = [base_python(), "-m", "venv", "--without-pip", str(VENV)]
    step(".venv, which has no pip of its own", bare, guard)


def installer(tool: str, guard: int) -> list[str]:
    """The beginning of a command that installs into .venv."""
    inside = str(venv_python())
    if tool != "pip":
        return [tool, "pip", "install", "--quiet", "--python", inside]
    # Compiling everything is a third of the time; what is imported gets compiled then, as with uv.
    quiet = ["install", "--quiet", "--no-compile", "--no-input", "--disable-pip-version-check"]
    has_own = asked([inside, "-m", "pip", "--version"])
    if not has_own and has_outer_pip():
        return [base_python(), "-m", "pip", "--python", inside, *quiet]
    if not has_own:  # uv made it, and has gone since
        step("a pip for .venv", [inside, "-m", "ensurepip"], guard)
    return [inside, "-m", "pip", *quiet]


def fill(tool: str, lock: str, guard: int) -> None:
    """Install a lock, then nicdev itself, into an environment that may have much of it already."""
    if not venv_python().exists():
        make_venv(tool, guard)
    install = installer(tool, guard)
    step(f"{lock}, with {Path(tool).stem}", [*install, "--require-hashes", "-r", lock], guard)
    itself = ["--no-deps", "--no-build-isolation", "-e", "."]  # hash mode refuses it in one go
    step("nicdev itself", [*install, *itself], guard)


def fill_somehow(ways: list[str], lock: str, guard: int, *, fresh: bool) -> None:
    """Fill .venv with the best tool that can: a pip may know an index that uv was not told of."""
    *better, last = ways
    for tool in better:
        if fresh:
            begin()
        try:
            fill(tool, lock, guard)
        except StepFailed as failed:
            say(f"{failed}\n{Path(tool).stem} could not do it; trying {last}.")
        else:
            return
    if fresh:
        begin()
    fill(last, lock, guard)


def make(lock: str, guard: int) -> None:
    """A new .venv, or none at all."""
    ways = tools()
    say(f"Setting up {VENV}")
    try:
        fill_somehow(ways, lock, guard, fresh=True)
    except BaseException:
        if not nothing_there():
            empty_out()
        raise


def add(lock: str, guard: int) -> None:
    """A larger lock on top of a smaller one: nothing that is already there changes."""
    ways = tools()
    say(f"Adding to {VENV}")
    MARKER.touch()
    try:
        fill_somehow(ways, lock, guard, fresh=False)
    except StepFailed:
        MARKER.unlink()  # the smaller lock's packages were not touched: that one still holds
        raise
    except BaseException:
        empty_out()
        raise


def set_up(lock: str) -> None:
    """See to it that .venv holds `lock`, or a larger one."""
    if plan(lock)[0] == "nothing":
        return
    with alone() as guard, death_as_interrupt():
        what, target = plan(lock)  # again: whoever held the guard may have done it for us
        if what == "nothing":
            return
        (make if what == "make" else add)(target, guard)
        finish(target)


# -------------------------------------------------------------------------------------- verbs


class Foreground:
    """Runs commands as if they had been typed: signals reach them, and what they return counts."""

    def __init__(self) -> None:
        self.interrupted = False

    def __call__(self, *command: str | Path) -> int:
        """Run to the end; a death by signal is told as a shell tells it."""
        with subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, env=clean_environment()
        ) as child:

            def stop(number: int, _: object) -> None:
                self.interrupted = True
                if number != signal.SIGINT:  # Ctrl-C reaches the child from the terminal
                    child.send_signal(number)

            before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
            try:
                code = child.wait()
            finally:
                for name, handler in before.items():
                    signal.signal(name, handler)
        return code if code >= 0 else 128 - code


def run(args: list[str]) -> int:
    """Press the briefs; nicdev prints where they are."""
    set_up(RUN)
    return Foreground()(venv_python(), "-m", "nicdev", "run", *args)


def lab(args: list[str]) -> int:
    """Open JupyterLab."""
    set_up(RUN)
    return Foreground()(venv_python(), "-m", "nicdev", "lab", *args)


def golden(args: list[str]) -> int:
    """Make or check the golden numbers; other people's libraries serve as oracles there."""
    set_up(TEST)
    return Foreground()(venv_python(), ROOT / "tests" / "golden" / "golden.py", *args)


def bench(args: list[str]) -> int:
    """Every benchmark, in order; one that fails does not stop the others."""
    if args:
        raise Refused("bench takes no arguments.")
    scripts = sorted((ROOT / "benchmarks").glob("*.py"))
    if not scripts:
        raise Refused("There is nothing in benchmarks/ to run.")
    set_up(BENCH)
    foreground, codes = Foreground(), []
    for script in scripts:
        if not foreground.interrupted:
            print(f"== {script.name}", flush=True)
            codes.append(foreground(venv_python(), script))
    return next(filter(None, codes), 0)


def renew(args: list[str]) -> int:
    """Make the locks again, the largest first, so that the smaller two are parts of it."""
    uv = shutil.which("uv")
    if uv is None or set(args) - {"--upgrade"}:
        raise Refused("lock [--upgrade] needs uv on the path, and takes no other arguments.")
    foreground = Foreground()
    for lock in reversed(LOCKS):
        extras = [f"--extra={extra}" for extra in EXTRAS[lock]]
        limits = [f"--constraint={BENCH}"] if lock != BENCH else args
        code = foreground(
            *(uv, "pip", "compile", "--quiet", "--universal", "--python-version=3.11"),
            *("--generate-hashes", "--no-header", "--no-annotate", *extras, *limits),
            *("pyproject.toml", f"--output-file={lock}"),
        )
        if code:
            return code
        say(f"  {lock}")
    return renew_browser_lock()


def renew_browser_lock() -> int:
    """The lock of the browser tests; npm writes funding addresses that nobody needs."""
    npm, folder = shutil.which("npm"), ROOT / "tests" / "browser"
    if npm is None:
        say("  package-lock.json is left as it is: npm is not on the path")
        return 0
    code = Foreground()(npm, "install", "--package-lock-only", "--prefix", folder)
    lock = folder / "package-lock.json"
    read = json.loads(lock.read_text(encoding="utf-8"))
    for package in read["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(read, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return code


# --------------------------------------------------------------------------------------- test


@dataclass(frozen=True)
class Layer:
    """How one layer of the tests went."""

    name: str
    seconds: float
    note: str
    failed: bool = False
    tests_passed: int = 0
    tests_failed: int = 0


Run = Callable[..., int]


def checks(name: str, foreground: Run, *commands: Sequence[str]) -> Layer:
    """A layer that is right when each of its commands says so."""
    started = time.monotonic()
    codes = [foreground(venv_python(), "-m", *command) for command in commands]
    failed = any(codes)
    return Layer(name, time.monotonic() - started, "failed" if failed else "ok", failed)


def counted(report: Path) -> dict[str, int]:
    """The sums of a junit file; nothing where pytest died before it could write one."""
    sums = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    if report.exists():
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own file
            sums = {name: sums[name] + int(suite.get(name, 0)) for name in sums}
    return sums


def tests(name: str, foreground: Run, expression: str, *more: str) -> Layer:
    """A layer of pytest."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = foreground(
            *(venv_python(), "-m", "pytest", "-q", "-m", expression, f"--junitxml={report}", *more)
        )
        sums = counted(report)
    seconds = time.monotonic() - started
    if code == 5 and name == "slow":  # pytest's word for: no test has this mark
        return Layer(name, seconds, "none")
    broken = sums["failures"] + sums["errors"]
    passed = max(0, sums["tests"] - broken - sums["skipped"])
    if name == "browser" and os.environ.get("NICDEV_REQUIRE_BROWSER") == "1":
        broken += sums["skipped"]  # where a browser was promised, its absence is a failure
    if code and not broken:
        broken = 1  # pytest itself fell over
    parts = {"passed": passed, "failed": broken, "skipped": sums["skipped"]}
    note = ", ".join(f"{n} {what}" for what, n in parts.items() if n or what == "passed")
    return Layer(name, seconds, note, bool(broken), passed, broken)


def all_layers(foreground: Foreground, *, slow: bool) -> Iterator[Layer]:
    """Every layer in turn, whatever became of the one before."""
    yield checks("style", foreground, ["ruff", "check", "."], ["ruff", "format", "--check", "."])
    yield checks("types", foreground, ["mypy"])
    # As many at a time as there are cores; of slow ones those together that share what is slow.
    cores = "--numprocesses=auto"
    unit = "not notebooks and not browser and not slow"
    yield tests("unit", foreground, unit, cores, "--dist=worksteal")
    together = (cores, "--dist=loadscope", "--no-loadscope-reorder")
    yield tests("notebooks", foreground, "notebooks and not slow", *together)
    yield tests("browser", foreground, "browser and not slow", *together)
    if slow:
        yield tests("slow", foreground, "slow")


def test(args: list[str]) -> int:
    """All layers, then what each took; or only the tests that the arguments name."""
    started = time.monotonic()
    set_up(TEST)
    foreground, layers = Foreground(), [Layer("set-up", time.monotonic() - started, "ok")]
    chosen = [arg for arg in args if arg != "--slow"]
    if chosen:
        return foreground(venv_python(), "-m", "pytest", *chosen)
    for layer in all_layers(foreground, slow="--slow" in args):
        layers.append(layer)
        if foreground.interrupted:
            break
    print(f"\n{'layer':<12}{'minutes':>8}  outcome")
    for layer in layers:
        mark = "  <-" if layer.failed else ""
        print(f"{layer.name:<12}{layer.seconds / 60:>8.2f}  {layer.note}{mark}")
    wrong = [layer.name for layer in layers if layer.failed]
    if foreground.interrupted:
        print("interrupted")
    elif wrong:
        print("not right: " + ", ".join(wrong))
    passed, failed = sum(x.tests_passed for x in layers), sum(x.tests_failed for x in layers)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 130 if foreground.interrupted else int(bool(wrong))


VERBS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "lab": lab,
    "golden": golden,
    "bench": bench,
    "lock": renew,
}


def main(argv: list[str]) -> int:
    """Do what the first word says; every way out is a plain sentence and an exit code."""
    verb, args = (argv[0], argv[1:]) if argv else ("", [])
    if verb not in VERBS:
        wanted = verb in ("-h", "--help", "help")
        print(__doc__, file=sys.stdout if wanted else sys.stderr)
        return 0 if wanted else 2
    try:
        return VERBS[verb](args)
    except Refused as refused:
        say(str(refused))
        return 2
    except StepFailed as failed:
        say(f"Set-up failed at {failed}")
        return 1
    except OSError as trouble:
        say(f"Set-up failed: {trouble}")
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
