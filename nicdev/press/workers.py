"""Worker processes that outlive a bad notebook, and are replaced when they do not."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from nicdev.press.execute import Outcome, execute
from nicdev.press.plan import Job


@dataclass
class _Worker:
    process: SpawnProcess
    line: Connection
    job: Job | None = None
    due: float = float("inf")
    began: float = 0.0


def _serve(line: Connection) -> None:
    # Two notebooks at a time on two cores: more threads inside each only get in the way.
    for library in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(library, "1")
    while True:
        try:
            job = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        line.send(execute(job))


def run_jobs(
    jobs: Iterable[Job], workers: int, started: Callable[[Job], object]
) -> Iterator[tuple[Job, Outcome]]:
    """Run jobs, `workers` at a time, and yield each as it ends, whatever its end.

    A worker that dies takes one job with it and is replaced; one that is over its time is ended.
    """
    waiting = deque(jobs)
    context = multiprocessing.get_context("spawn")
    pool: list[_Worker] = []

    def hire() -> _Worker:
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=False)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    try:
        while waiting or any(w.job for w in pool):
            while waiting and sum(w.job is not None for w in pool) < workers:
                idle = next((w for w in pool if w.job is None), None)
                if idle is None:
                    pool.append(idle := hire())
                idle.job = waiting.popleft()
                idle.began = time.monotonic()
                idle.due = idle.began + idle.job.seconds
                started(idle.job)
                idle.line.send(idle.job)
            yield from _ended(pool)
    finally:
        for worker in pool:
            worker.line.close()
            if worker.job is not None:
                worker.process.terminate()
        for worker in pool:
            worker.process.join(10)
            if worker.process.is_alive():
                worker.process.kill()


def _ended(pool: list[_Worker]) -> Iterator[tuple[Job, Outcome]]:
    busy = [w for w in pool if w.job is not None]
    patience = max(0.0, min(w.due for w in busy) - time.monotonic())
    ready = wait([w.line for w in busy] + [w.process.sentinel for w in busy], timeout=patience)
    for worker in busy:
        job = worker.job
        if job is None:
            continue
        if worker.line in ready:
            try:
                outcome = worker.line.recv()
            except (EOFError, OSError):
                outcome = _lost(worker, "out of memory or killed", "its worker process ended")
                pool.remove(worker)
        elif worker.process.sentinel in ready:
            outcome = _lost(worker, "out of memory or killed", "its worker process ended")
            pool.remove(worker)
        elif time.monotonic() >= worker.due:
            worker.process.kill()  # its kernel notices within seconds that the parent is gone
            worker.process.join()
            limit = f"more than {job.seconds:g} seconds (seconds_a_notebook)"
            outcome = _lost(worker, "too slow", limit)
            pool.remove(worker)
        else:
            continue
        worker.job, worker.due = None, float("inf")
        yield job, outcome


def _lost(worker: _Worker, outcome: str, reason: str) -> Outcome:
    job = worker.job
    name = job.name if job else ""
    return Outcome(name, outcome, reason, round(time.monotonic() - worker.began, 2))
