"""Jupyter's own classes, told to take kernels from a pool.

papermill and nbclient stay as they are: they are handed a kernel manager whose kernels come from a
:class:`~stakeholder_map.suite.pool.KernelPool`.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.utils import ensure_event_loop, run_sync

from stakeholder_map.suite import output, proof
from stakeholder_map.suite.jobs import Limits
from stakeholder_map.suite.kernels import Kernel
from stakeholder_map.suite.pool import KernelPool

ARGUMENTS = [
    f"--IPKernelApp.extra_extensions={output.EXTENSION}",
    f"--IPKernelApp.extra_extensions={proof.EXTENSION}",
    "--HistoryManager.enabled=False",
]


class PoolProvisioner(LocalProvisioner):
    """Takes one kernel from a pool and answers for it to Jupyter.

    Parameters
    ----------
    pool : KernelPool
        Where the kernel comes from.
    room : Path
        The kernel's own folder.
    limits : Limits
        What the notebook may use.
    **traits
        As Jupyter gives them.
    """

    def __init__(self, *, pool: KernelPool, room: Path, limits: Limits, **traits: Any) -> None:
        super().__init__(**traits)
        self.pool = pool
        self.room = room
        self.limits = limits
        self.kernel: Kernel | None = None

    @property
    def has_process(self) -> bool:
        """Whether a kernel was taken from the pool."""
        return self.kernel is not None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Take a kernel from the pool.

        Parameters
        ----------
        cmd : list of str
            Command line of a plain start.
        **kwargs
            ``cwd`` is the kernel's working directory.

        Returns
        -------
        dict
            How to reach the kernel.
        """
        folder = Path(kwargs.get("cwd") or Path.cwd())
        self.kernel = self.pool.start_kernel(cmd, folder=folder, room=self.room, limits=self.limits)
        self.pid = self.kernel.pid
        return self.connection_info

    async def poll(self) -> int | None:
        """Return code once the kernel has ended, None before."""
        return 0 if self.kernel is None else self.kernel.poll()

    async def wait(self) -> int | None:
        """Kill the kernel and what is left of it."""
        return 0 if self.kernel is None else self.kernel.end()

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and its process group."""
        if self.kernel is not None:
            self.kernel.send_signal(signum)

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Kill the kernel and every process it left."""
        if self.kernel is not None:
            self.kernel.end()

    terminate = kill


class PromptClient(AsyncKernelClient):
    """A client that goes on as soon as the kernel answers on both channels.

    Jupyter's own waits a fifth of a second longer, to drain messages that nbclient tells apart by
    their parent anyway.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait for an answer, and for its echo on the channel that carries the outputs.

        Parameters
        ----------
        timeout : float, optional
            Seconds; without end when not given.

        Raises
        ------
        RuntimeError
            If the kernel ended, or did not answer in time.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while time.monotonic() < end:
            asked = self.kernel_info()
            try:
                await self.get_shell_msg(timeout=1)
                while True:
                    echo = await self.get_iopub_msg(timeout=0.2)
                    if echo["parent_header"].get("msg_id") == asked:
                        return
            except Empty:
                if not await self.is_alive():
                    raise RuntimeError(
                        f"kernel {self.connection_file} ended at its start"
                    ) from None
        raise RuntimeError(f"kernel {self.connection_file} gave no answer in {timeout} s")


class PoolManager(AsyncKernelManager):
    """Manages one kernel of a pool; this interpreter, whatever kernels the user has installed.

    Parameters
    ----------
    pool : KernelPool
        Where the kernel comes from.
    limits : Limits
        What the notebook may use.
    """

    def __init__(self, pool: KernelPool, *, limits: Limits) -> None:
        room = pool.make_room()
        # Files instead of ports: nobody else on the machine can listen in. Windows has none, so
        # there the messages are encrypted.
        files = os.name == "posix"
        super().__init__(
            kernel_name="python3",
            connection_file=str(room / "c.json"),
            transport="ipc" if files else "tcp",
            transport_encryption="disabled" if files else "auto",
        )
        self.room = room
        self.flooded = False
        self.client_factory = PromptClient
        self._kernel_spec = KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": ["curve"]},
        )
        self.provisioner: PoolProvisioner = PoolProvisioner(
            pool=pool, room=room, limits=limits, kernel_spec=self._kernel_spec, parent=self
        )
        self._clients: list[AsyncKernelClient] = []

    def client(self, **kwargs: Any) -> AsyncKernelClient:  # type: ignore[override]
        """A client for the kernel, closed by :meth:`finish`.

        Parameters
        ----------
        **kwargs
            As Jupyter gives them.

        Returns
        -------
        PromptClient
            Not yet connected.
        """
        client = super().client(**kwargs)
        self._clients.append(client)
        return client

    def finish(self) -> int | None:
        """Kill the kernel and all it left, close the connections, look into its folder, remove it.

        Returns
        -------
        int or None
            Return code of a kernel that had ended by itself before.
        """
        kernel = self.provisioner.kernel
        code = None if kernel is None else kernel.end()
        for client in self._clients:
            client.stop_channels()
        run_sync(self._async_cleanup_resources)()
        ensure_event_loop().close()
        self.flooded = output.mark_in(self.room).exists()
        shutil.rmtree(self.room, ignore_errors=True)
        return code
