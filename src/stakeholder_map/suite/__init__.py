"""Run the notebooks of a scan.

Each notebook runs through papermill in a fresh kernel of its own. On Linux a zygote imports the
libraries once and every kernel is a fork of it; elsewhere kernels start as Jupyter starts them.
A notebook has finished when its last cell has left the proof that the runner asked for; anything
else is told apart, quoted, and ends the run. No process and no file of a kernel survives.

Importing this package is light: papermill and the libraries load when they are needed.
"""

from stakeholder_map.suite.jobs import (
    CellTime,
    Folders,
    Limits,
    NotebookJob,
    NotebookRun,
    Progress,
    ProgressEvent,
    find_jobs,
)
from stakeholder_map.suite.libraries import stored_notebooks
from stakeholder_map.suite.parameters import (
    Parameter,
    check_parameters,
    parse_parameters,
    read_parameters,
)
from stakeholder_map.suite.pool import KernelPool, warm
from stakeholder_map.suite.runner import run_notebooks
from stakeholder_map.suite.verdict import NotebookFailed, NotebookTimedOut

__all__ = [
    "CellTime",
    "Folders",
    "KernelPool",
    "Limits",
    "NotebookFailed",
    "NotebookJob",
    "NotebookRun",
    "NotebookTimedOut",
    "Parameter",
    "Progress",
    "ProgressEvent",
    "check_parameters",
    "find_jobs",
    "parse_parameters",
    "read_parameters",
    "run_notebooks",
    "stored_notebooks",
    "warm",
]
