"""What the press has of papermill, and an engine that keeps the notebook of a kernel that died.

Importing papermill takes a second: only a worker comes here, and only when it has a job.
"""

from __future__ import annotations

import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # papermill's own, about its dependencies
    from papermill.engines import NBClientEngine, papermill_engines
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import execute_notebook

__all__ = ["KeepingEngine", "PapermillExecutionError", "execute_notebook", "papermill_engines"]


class KeepingEngine(NBClientEngine):  # type: ignore[misc]
    """Runs cells as papermill does; whatever stops it, what was run so far is written down."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        keep = kwargs.pop("keep")
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except BaseException:
            nb_man.output_path = keep
            nb_man.save()
            raise
