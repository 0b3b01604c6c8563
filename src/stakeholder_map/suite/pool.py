"""Where fresh kernels come from: forked from a zygote on Linux, started one by one elsewhere."""

from __future__ import annotations

import copy
import itertools
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from stakeholder_map.errors import ScanError
from stakeholder_map.suite.forked import Zygote
from stakeholder_map.suite.jobs import Limits
from stakeholder_map.suite.keeper import KernelRequest
from stakeholder_map.suite.kernels import MARK_VARIABLE, Kernel, PlainKernel
from stakeholder_map.suite.kinds import Kind, choose_kind
from stakeholder_map.suite.libraries import notebook_modules
from stakeholder_map.suite.nest import Nest
from stakeholder_map.suite.output import FLOOD_VARIABLE, LIMIT_VARIABLE, mark_in
from stakeholder_map.suite.processes import end_marked
from stakeholder_map.suite.scratch import make_scratch
from stakeholder_map.suite.surroundings import passed_on

# One thread a process: notebooks fill the cores side by side, a library that starts threads of its
# own would not survive the fork, and sums do not depend on how many cores a machine has.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
}

_ready: list[KernelPool] = []


class KernelPool:
    """Starts kernels in a fresh state; a context manager that leaves no process and no file.

    Parameters
    ----------
    kind : {"forked", "plain"}, optional
        ``"forked"``: a zygote imports the libraries once and each kernel is a fork of it (Linux
        only). ``"plain"``: each kernel is started as Jupyter does. When not given, the environment
        variable ``STAKEHOLDER_MAP_KERNELS`` decides, and without it the system: forked on Linux.
    modules : sequence of str, optional
        What a zygote imports beside ipykernel; all that the notebooks of this library use when not
        given. A module that is absent there is imported by the notebook that needs it.

    Raises
    ------
    UsageError
        If the kind is unknown, or is "forked" on another system than Linux.

    Notes
    -----
    The zygote starts importing when the pool is made. Make the pool first, then read the input.

    Examples
    --------
    >>> with KernelPool(kind="plain") as pool:
    ...     pool.kind, pool.folder.is_dir()
    ('plain', True)
    >>> pool.folder.exists()
    False
    """

    def __init__(self, *, kind: str | None = None, modules: Sequence[str] | None = None) -> None:
        self.kind: Kind = choose_kind(kind)
        self.mark = secrets.token_hex(8)
        self.folder = make_scratch()
        self.log = self.folder / "kernels.log"
        self._numbers = itertools.count(1)
        self._zygote: Zygote | None = None
        self._is_branch = False
        if self.kind == "forked":
            self._zygote = Zygote(
                self.folder,
                modules=notebook_modules() if modules is None else modules,
                environment=self._environment(),
                log=self.log,
            )
        self.nest = Nest(self._zygote)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def make_room(self) -> Path:
        """A folder of its own for the next kernel: connection file, sockets, temporary files.

        Returns
        -------
        Path
            An empty folder inside the pool's.

        Raises
        ------
        ScanError
            If the pool is closed.
        """
        room = self.folder / f"k{next(self._numbers)}"
        try:
            room.mkdir()
        except FileNotFoundError as error:
            raise ScanError(f"the pool of kernels in {str(self.folder)!r} is closed") from error
        (room / "tmp").mkdir()
        return room

    def start_kernel(
        self, command: list[str], *, folder: Path, room: Path, limits: Limits
    ) -> Kernel:
        """Start one kernel.

        Parameters
        ----------
        command : list of str
            As a plain start would run it: interpreter, ``-m``, module, arguments.
        folder : Path
            Working directory.
        room : Path
            Folder from :meth:`make_room`.
        limits : Limits
            What the kernel may use; the time is the caller's to watch.

        Returns
        -------
        Kernel
            Running; a forked one has bound its sockets.

        Raises
        ------
        ScanError
            If the kernel did not start; the message quotes the end of its log.
        """
        own = {
            "IPYTHONDIR": str(room / "ipython"),
            "TMPDIR": str(room / "tmp"),
            LIMIT_VARIABLE: str(limits.output_mb),
            FLOOD_VARIABLE: str(mark_in(room)),
        }
        try:
            if self._zygote is not None:
                request = KernelRequest(tuple(command[3:]), str(folder), own, limits.memory_mb)
                return self.nest.fork(request)
            own[MARK_VARIABLE] = f"{self.mark}.{room.name}."
            environment = {**self._environment(), **own}
            kernel = PlainKernel(command, folder=folder, environment=environment, log=self.log)
        except OSError as error:
            text = f"{error}\n{self.read_log()}".rstrip()
            raise ScanError(f"a kernel could not be started: {text}") from error
        kernel.watch_memory(limits.memory_mb)
        return kernel

    def read_log(self) -> str:
        """The last lines that kernels wrote outside of their notebooks.

        Returns
        -------
        str
            At most 20 lines, possibly none.
        """
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def branch(self) -> KernelPool:
        """The same kernels for a fork of the process that made this pool.

        Returns
        -------
        KernelPool
            Its kernels are forks of the same zygote, in rooms of their own; closing it ends
            nothing, for each kernel ends with its notebook and the rest with the pool itself.
        """
        twin = copy.copy(self)
        twin._is_branch = True  # noqa: SLF001  its own class
        twin.nest = Nest(self._zygote)
        twin._numbers = itertools.count(1000 * os.getpid())  # noqa: SLF001
        return twin

    def close(self) -> None:
        """End every process of this pool and remove its files. Closing twice does no harm."""
        self.nest.close()
        if self._is_branch:
            return
        if self._zygote is not None:
            self._zygote.close()
        end_marked(f"{MARK_VARIABLE}={self.mark}")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        return {
            **passed_on(os.environ),
            **ONE_THREAD,
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            MARK_VARIABLE: self.mark,
        }


def warm(*, kind: str | None = None) -> KernelPool:
    """Start importing what notebooks need, in another process, and return at once.

    Parameters
    ----------
    kind : {"forked", "plain"}, optional
        As for :class:`KernelPool`.

    Returns
    -------
    KernelPool
        To be closed, or used in a ``with`` statement.

    Examples
    --------
    >>> with warm(kind="plain") as pool:
    ...     pool.kind
    'plain'
    """
    if kind is None and _ready:
        return _ready[-1].branch()
    return KernelPool(kind=kind)


@contextmanager
def keep_ready(pool: KernelPool) -> Iterator[None]:
    """Let :func:`warm` give branches of a pool while the block runs, here and in forks.

    Parameters
    ----------
    pool : KernelPool
        Made by this process, or by the one that it is a fork of.

    Yields
    ------
    None

    Examples
    --------
    >>> with KernelPool(kind="plain") as pool, keep_ready(pool):
    ...     warm().folder == pool.folder
    True
    """
    _ready.append(pool)
    try:
        yield
    finally:
        _ready.remove(pool)
