"""Worker processes that outlive a bad notebook, and are replaced when they do not."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from nicdev.press.execute import Outcome, execute
from nicdev.press.plan import Job

GRACE_SECONDS = 20  # for a worker to write down what its ended kernel left


@dataclass
class _Worker:
    process: SpawnProcess
    line: Connection
    job: Job | None = None
    due: float = float("inf")
    began: float = 0.0
    until: float = float("inf")  # for one that is late: how long it may take to say so


def _serve(line: Connection) -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Two notebooks at a time on two cores: more threads inside each only get in the way.
    for library in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(library, "1")
    while True:
        try:
            job = line.recv()
        except EOFError:
            return
        line.send(execute(job))


def _end_with_parent() -> None:
    """A parent that was killed cannot end its workers: they see to it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        _end_kernels(os.getpid())
        os._exit(1)


def _end_kernels(pid: int) -> None:
    """End what a worker has started; the worker itself goes on."""
    import psutil

    try:
        started = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for process in started:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


def _end(worker: _Worker) -> None:
    """End a worker and its kernel now."""
    if worker.process.pid is not None:
        _end_kernels(worker.process.pid)
    worker.process.kill()
    worker.process.join()
    worker.line.close()


def _hire() -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=False)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def run_jobs(
    jobs: Iterable[Job], workers: int, started: Callable[[Job], object]
) -> Generator[tuple[Job, Outcome]]:
    """Run jobs, `workers` at a time, and yield each as it ends, whatever its end.

    A worker that dies takes one job with it and is replaced. A notebook that is over its time
    loses its kernel. However this ends, no worker and no kernel is left behind.
    """
    waiting = deque(jobs)
    pool: list[_Worker] = []
    try:
        while waiting or any(w.job for w in pool):
            while waiting and sum(w.job is not None for w in pool) < workers:
                idle = _idle(pool)
                idle.job = waiting.popleft()
                idle.began = time.monotonic()
                idle.due = idle.began + idle.job.seconds
                idle.until = float("inf")
                started(idle.job)
                with suppress(OSError):  # it died just now: its sentinel says so below
                    idle.line.send(idle.job)
            yield from _ended(pool)
    finally:
        for worker in pool:
            _end(worker)


def _idle(pool: list[_Worker]) -> _Worker:
    """A worker with nothing to do; one that died in the meantime is replaced."""
    for worker in [w for w in pool if w.job is None]:
        if worker.process.is_alive():
            return worker
        pool.remove(worker)
        _end(worker)
    pool.append(_hire())
    return pool[-1]


def _ended(pool: list[_Worker]) -> Iterator[tuple[Job, Outcome]]:
    busy = [w for w in pool if w.job is not None]
    patience = max(0.0, min(w.due for w in busy) - time.monotonic())
    ready = wait([w.line for w in busy] + [w.process.sentinel for w in busy], timeout=patience)
    for worker in busy:
        job = worker.job
        if job is None:
            continue
        if worker.line in ready or worker.process.sentinel in ready:
            outcome = _received(worker)
        elif time.monotonic() < worker.due:
            continue
        elif time.monotonic() < worker.until and worker.process.pid is not None:
            _end_kernels(worker.process.pid)  # again and again: it may be about to start one
            worker.until = min(worker.until, time.monotonic() + GRACE_SECONDS)
            worker.due = time.monotonic() + 1
            continue
        else:
            outcome = None
        if outcome is None:
            pool.remove(worker)
            _end(worker)
            outcome = Outcome(job.name, "out of memory or killed", "its worker process ended")
        if worker.until < float("inf") and outcome.outcome != "done":
            limit = f"more than {job.seconds:g} seconds (seconds_a_notebook)"
            outcome = replace(outcome, outcome="too slow", reason=limit)
        worker.job, worker.due = None, float("inf")
        yield job, replace(outcome, seconds=round(time.monotonic() - worker.began, 2))


def _received(worker: _Worker) -> Outcome | None:
    """What a worker says became of its job; None where it died without a word."""
    try:
        outcome = worker.line.recv()
    except (EOFError, OSError):
        return None
    return outcome if isinstance(outcome, Outcome) else None
