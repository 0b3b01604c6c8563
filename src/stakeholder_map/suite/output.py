"""How much a notebook may put out: counted where it leaves the kernel.

A notebook that prints without end would fill the memory of the runner, which keeps all outputs
until the notebook is stored. A kernel loads this module as an IPython extension. It counts what
goes out on the one channel that carries outputs, whoever writes it, before it is sent, and ends
the kernel where that is too much. A file that it leaves tells such an end from that of a cell which
ends the kernel with the same exit code.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

EXTENSION = "stakeholder_map.suite.output"
LIMIT_VARIABLE = "STAKEHOLDER_MAP_OUTPUT_MB"
FLOOD_VARIABLE = "STAKEHOLDER_MAP_OUTPUT_MARK"
FLOODED = 117
"""Exit code of a kernel that put out more than it may."""
MB = 1_000_000


class OutputMeter:
    """Counts what is sent through a channel and ends the process where that is too much.

    Parameters
    ----------
    send : callable
        Sends one message, given as a list of byte strings.
    limit_mb : float
        Most that may be sent, in millions of bytes.
    mark : Path
        File to leave where it was too much.
    """

    def __init__(self, send: Any, *, limit_mb: float, mark: Path) -> None:
        self._send = send
        self._left = limit_mb * MB
        self._mark = mark

    def __call__(self, parts: Any, *more: Any, **options: Any) -> Any:
        """Send one message, if there is room for it."""
        self._left -= sum(len(part) for part in parts)
        if self._left < 0:
            with suppress(OSError):
                self._mark.touch()
            os._exit(FLOODED)
        return self._send(parts, *more, **options)


def load_ipython_extension(shell: Any) -> None:
    """Count the outputs of this shell's kernel; IPython calls it when the kernel starts.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The kernel's shell.
    """
    limit, mark = (os.environ.get(name, "") for name in (LIMIT_VARIABLE, FLOOD_VARIABLE))
    channel = shell.kernel.iopub_thread
    if limit and channel is not None:
        channel.send_multipart = OutputMeter(
            channel.send_multipart, limit_mb=float(limit), mark=Path(mark)
        )


def mark_in(room: Path) -> Path:
    """The file that a kernel leaves in its own folder where it put out more than it may."""
    return room / "flooded"
