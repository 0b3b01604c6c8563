"""Work done for the kernels of one pool: before any of them starts, and beside the first ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stakeholder_map.suite.calls import CallBeside, Value, call_here, pack_call
from stakeholder_map.suite.forked import ForkedKernel, Zygote
from stakeholder_map.suite.jobs import Limits
from stakeholder_map.suite.keeper import KernelRequest


class Nest:
    """Calls functions where what they leave in memory is there in every kernel that follows.

    That is a fork of the zygote, of this pool alone, which then forks the kernels; where kernels
    start one by one it is this process.

    Parameters
    ----------
    zygote : Zygote, optional
        None where kernels start one by one.

    Attributes
    ----------
    computed_s : float
        Seconds that the calls have computed in a process of their own.

    Examples
    --------
    >>> Nest(None).call("builtins:print", {"end": "done"})
    done
    """

    def __init__(self, zygote: Zygote | None) -> None:
        self.computed_s = 0.0
        self._zygote = zygote
        self._own: Zygote | None = None
        self._beside: CallBeside | None = None

    def call(
        self, function: str, arguments: Mapping[str, Value], *, limits: Limits | None = None
    ) -> None:
        """Call a function, and wait for its end.

        Parameters
        ----------
        function : str
            Module and name, with a colon between them.
        arguments : mapping of str to value
            What it is called with.
        limits : Limits, optional
            What it may use of time and memory, where it has a process of its own.

        Raises
        ------
        ScanError
            What the function raised.
        ResourceError
            Where it took more than it may.
        """
        if self._zygote is None:
            call_here(function, arguments)
            return
        if self._own is None:
            self._own = self._zygote.branch()
        self.computed_s += self._own.call(pack_call(function, arguments, limits=limits))

    def call_beside(
        self,
        function: str,
        arguments: Mapping[str, Value],
        *,
        kernels: int = 0,
        limits: Limits | None = None,
    ) -> None:
        """Call a function beside the first kernels.

        Parameters
        ----------
        function, arguments
            As of :meth:`call`.
        kernels : int
            How many kernels to let through first, unless they take too long.
        limits : Limits, optional
            As of :meth:`call`.
        """
        self._beside = CallBeside(
            lambda: self.call(function, arguments, limits=limits), kernels=kernels
        )

    def wait(self, *, wanted: Callable[[], bool]) -> None:
        """Wait for the end of what :meth:`call_beside` began, if anything.

        Parameters
        ----------
        wanted : callable
            Asked now and then whether to wait on.

        Raises
        ------
        ScanError
            What the function raised.
        """
        if self._beside is not None:
            self._beside.wait(wanted=wanted)

    def check(self) -> None:
        """Raise what the call beside has ended with by now, if it failed."""
        if self._beside is not None:
            self._beside.check()

    def fork(self, request: KernelRequest) -> ForkedKernel:
        """A kernel that has in memory what calls have left.

        Parameters
        ----------
        request : KernelRequest
            The kernel to start.

        Returns
        -------
        ForkedKernel
            Running.

        Raises
        ------
        OSError
            If there is no zygote, it is gone, or the kernel ended while starting.
        """
        zygote = self._own or self._zygote
        if zygote is None:
            raise ChildProcessError(f"no process to fork the kernel from: {request.arguments!r}")
        kernel = zygote.fork(request)
        if self._beside is not None:
            self._beside.let_through()
        return kernel

    def close(self) -> None:
        """End the process that kernels were forked from, and all below it."""
        if self._beside is not None:
            self._beside.drop()
        if self._own is not None:
            self._own.close()
