"""What a run shows on the screen while it lasts."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from nicdev.press.run import Watch


class Progress:
    """A bar that says what runs, what is done and what is left; lines where there is no screen."""

    def __enter__(self) -> Watch:
        self._running: dict[str, None] = {}
        self._bar = Bar(
            BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"),
            console=Console(stderr=True),
        )  # fmt: skip
        return Watch(planned=self._planned, began=self._began, ended=self._ended)

    def __exit__(self, *_: object) -> None:
        if self._bar.live.is_started:
            self._bar.stop()

    def _planned(self, count: int) -> None:
        if count:
            self._task = self._bar.add_task("", total=count)
            self._bar.start()

    def _began(self, job: Any) -> None:
        self._running[job.name] = None
        self._say()

    def _ended(self, job: Any, outcome: Any) -> None:
        self._running.pop(job.name, None)
        self._bar.console.print(
            f"{outcome.outcome}: {job.name}, {outcome.seconds:.1f} s",
            markup=False, highlight=False, soft_wrap=True,
        )  # fmt: skip
        self._bar.advance(self._task)
        self._say()

    def _say(self) -> None:
        self._bar.update(self._task, description=", ".join(self._running))
