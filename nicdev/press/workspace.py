"""Where things lie: params, data, notebooks and what is built, below one folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nicdev.errors import Problem, UsageRefused
from nicdev.study import Study


@dataclass(frozen=True)
class Workspace:
    """A folder with params/ in it; an evaluator's own, or a checkout."""

    root: Path

    @property
    def networks(self) -> tuple[str, ...]:
        """Every network there are settings for."""
        return tuple(sorted(path.stem for path in (self.root / "params").glob("*.yml")))

    def params(self, network: str) -> Path:
        """The settings of a network; an unknown one is refused with the nearest named."""
        path = self.root / "params" / f"{network}.yml"
        if network not in self.networks:
            from difflib import get_close_matches

            near = get_close_matches(network, self.networks, n=1)
            raise UsageRefused(
                [
                    Problem(
                        "unknown_network",
                        "params",
                        f"no settings for a network '{network}'",
                        f"a file {network}.yml",
                        f"Did you mean '{near[0]}'?"
                        if near
                        else f"Run 'nicdev new {network}' to begin one.",
                    )
                ]
            )
        return path

    def remarks(self, network: str) -> Path:
        """The evaluator's remarks; the file may be absent."""
        return self.root / "params" / f"{network}.md"

    def data(self, study: Study) -> Path:
        """The folder of a network's tables, or the workbook that the settings name."""
        return self.root / (study.data or f"data/{study.network}")

    def places(self, study: Study) -> tuple[Path, ...]:
        """Where a network's tables may be: where the settings say, else a folder or a workbook."""
        if study.data:
            return (self.data(study),)
        return (self.data(study), self.workbook(study.network))

    def workbook(self, network: str) -> Path:
        """The workbook that holds a network's tables, where no folder does."""
        return self.root / "data" / f"{network}.xlsx"

    def built(self, network: str, wave: str) -> Path:
        """Where what is made of a network and a wave goes.

        A wave may be called 2025/26: what has no place in a folder's name is written as its code.
        The check of the tables refuses names that could be no folder even so.
        """
        name = re.sub(r"[^\w .-]|^\.|[. ]$", lambda sign: f"%{ord(sign.group()):02x}", wave)
        return self.root / "built" / network / name

    @property
    def notebooks(self) -> Path:
        """The workspace's own notebooks, else those that came with the package."""
        own = self.root / "notebooks"
        if own.is_dir():
            return own
        package = Path(__file__).parent.parent
        carried = package / "_notebooks"
        return carried if carried.is_dir() else package.parent / "notebooks"


def find(start: Path) -> Workspace:
    """The nearest folder upwards that holds params/."""
    for folder in (start, *start.parents):
        if (folder / "params").is_dir():
            return Workspace(folder)
    raise UsageRefused(
        [
            Problem(
                "no_workspace",
                "",
                f"no folder 'params' in {start.name or start} or above it",
                "to be inside a workbook",
                "Go to the workbook's folder, or run 'nicdev new NETWORK' to begin one here.",
            )
        ]
    )
