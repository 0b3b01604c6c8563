"""papermill's engine, handed a kernel of the pool and hooks; papermill itself stays as it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import v4
from papermill import execute as papermill_execute
from papermill.engines import NBClientEngine, papermill_engines

NAME = "stakeholder-map"
LOGGER = logging.getLogger("papermill")
# A notebook that prints a lot on a busy machine is slow, not broken.
OUTPUT_PATIENCE_S = 60


@dataclass(frozen=True)
class Hooks:
    """What an execution needs beside the notebook.

    Parameters
    ----------
    prepared : callable
        Called with the notebook that is going to be executed: papermill works on a copy.
    traits : mapping of str to object
        Options of nbclient's client: kernel manager, resources, callbacks.
    """

    prepared: Callable[[Any], None]
    traits: Mapping[str, Any] = field(default_factory=dict)


class PoolEngine(NBClientEngine):
    """papermill's own engine with the options of :class:`Hooks`."""

    @classmethod
    def execute_notebook(cls, nb: Any, *args: Any, **kwargs: Any) -> Any:
        """Execute a notebook, and hand back no more of it than papermill needs.

        Parameters
        ----------
        nb : nbformat.NotebookNode
            As papermill has prepared it.
        *args, **kwargs
            papermill's own options.

        Returns
        -------
        nbformat.NotebookNode
            All of it where a cell has failed; otherwise without cells, for papermill writes out
            what it gets, wanted or not, and that takes longer than to run it.
        """
        parent: Any = super()
        done = parent.execute_notebook(nb, *args, **kwargs)
        if any(map(_has_failed, done.cells)):
            return done
        formats: Any = v4
        return formats.new_notebook(metadata=done.metadata)

    @classmethod
    def execute_managed_notebook(  # type: ignore[override]
        cls, nb_man: Any, kernel_name: str, *, hooks: Hooks, **kwargs: Any
    ) -> Any:
        """Execute the notebook that papermill has prepared.

        Parameters
        ----------
        nb_man : papermill.engines.NotebookExecutionManager
            Holds the notebook.
        kernel_name : str
            As papermill was told.
        hooks : Hooks
            Kernel and callbacks.
        **kwargs
            papermill's own options.

        Returns
        -------
        nbformat.NotebookNode
            The notebook with its outputs.
        """
        hooks.prepared(nb_man.nb)
        parent: Any = super()
        return parent.execute_managed_notebook(
            nb_man,
            kernel_name,
            iopub_timeout=OUTPUT_PATIENCE_S,
            **{**kwargs, **hooks.traits},
        )


def execute(notebook: Any, *, parameters: Mapping[str, Any], hooks: Hooks) -> None:
    """Execute a notebook through papermill; nothing is written, nothing is logged.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Stays as it is; the copy that runs is given to ``hooks.prepared``.
    parameters : mapping of str to object
        Injected behind the parameters cell.
    hooks : Hooks
        Kernel and callbacks.

    Raises
    ------
    Exception
        Whatever papermill, nbclient or a callback raises. That nothing is raised proves nothing.
    """
    papermill: Any = papermill_execute
    _muted.here = True
    try:
        papermill.execute_notebook(
            notebook,
            None,
            parameters=dict(parameters),
            engine_name=NAME,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            hooks=hooks,
        )
    finally:
        _muted.here = False


def _has_failed(cell: Any) -> bool:
    """Whether papermill would find a fault with a cell."""
    shown = [output.output_type for output in cell.get("outputs", ())]
    return "error" in shown or bool(cell.metadata.get("papermill", {}).get("exception"))


def _pass_on(_: logging.LogRecord) -> bool:
    """Hold what papermill logs while it works for us: the runner tells what matters."""
    return not getattr(_muted, "here", False)


_muted = threading.local()
LOGGER.addFilter(_pass_on)
_engines: Any = papermill_engines
_engines.register(NAME, PoolEngine)
