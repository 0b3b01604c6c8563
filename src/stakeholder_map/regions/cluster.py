"""Many scans by the machines of a Dask scheduler."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

import stakeholder_map
from stakeholder_map.errors import ExitCode, ResourceError, UsageError
from stakeholder_map.regions.local import RegionEvent, Tell
from stakeholder_map.regions.task import Outcome, ScanTask
from stakeholder_map.regions.workers import ForgeProcess, ended_outcome

CONNECTING_S = 30
LOOK_S = 0.5

_DIED = "every worker that began it has died"

_idle: list[ForgeProcess] = []
_lock = threading.Lock()


def run_by_dask(
    tasks: Sequence[ScanTask], *, address: str, tell: Tell = lambda _: None
) -> tuple[Outcome, ...]:
    """Carry out many scans by the workers of a Dask scheduler.

    Parameters
    ----------
    tasks : sequence of ScanTask
        What to scan; their run key makes a task that is begun twice publish once.
    address : str
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    tell : callable
        Told of each scan that is over, in this thread.

    Returns
    -------
    tuple of Outcome
        In the order of the tasks. What a worker had begun that died runs again elsewhere.

    Raises
    ------
    UsageError
        Where the extra ``dask`` is not installed, or the address is no such address.
    ResourceError
        Where no scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            f"--dask {address} needs the package 'distributed': "
            'pip install "stakeholder-map[dask]"'
        ) from error
    dask: Any = distributed  # its functions have no types
    try:
        client = dask.Client(address, timeout=CONNECTING_S, set_as_default=False)
    except OSError as error:
        raise ResourceError(f"no Dask scheduler answers at {address!r} ({error})") from error
    except ValueError as error:
        raise UsageError(f"expected the address of a scheduler, found {address!r}") from error
    outcomes: dict[int, Outcome] = {}
    with client:
        futures = {
            client.submit(
                scan_on_worker,
                task.as_json(),
                stakeholder_map.__version__,
                key=f"scan-{task.run_key}-{number}",
                pure=False,
            ): number
            for number, task in enumerate(tasks)
        }
        try:
            for future in dask.as_completed(futures, loop=client.loop):
                number = futures[future]
                outcomes[number] = _outcome_of(future, tasks[number])
                event = RegionEvent(tasks[number].name, "over", 1.0, outcomes[number])
                tell(event)
        except BaseException:
            client.cancel(list(futures))
            raise
    return tuple(outcomes[number] for number in range(len(tasks)))


def _outcome_of(future: Any, task: ScanTask) -> Outcome:
    """What a worker told, or why none could."""
    error = future.exception()
    if error is None:
        return Outcome.from_json(future.result())
    if type(error).__name__ == "KilledWorker":
        cause = f"{_DIED}: {error.last_worker.address}"
        return Outcome(task.name, "failed", int(ExitCode.RESOURCES), cause=cause, reason=_DIED)
    kind = type(error).__name__
    code = int(ExitCode.INTERNAL)
    return Outcome(task.name, "failed", code, cause=f"{kind}: {error}", reason=kind)


def scan_on_worker(told: Mapping[str, Any], version: str) -> dict[str, Any]:
    """Carry out one task in a fork of this worker's forge.

    Parameters
    ----------
    told : mapping
        The task as plain values.
    version : str
        Of the library that sent it.

    Returns
    -------
    dict
        The outcome as plain values.

    Examples
    --------
    >>> scan_on_worker(ScanTask("vale", "vale", "reports").as_json(), "0.0")["cause"]
    'the worker has stakeholder-map ..., the sender 0.0'
    """
    task = ScanTask.from_json(told)
    if version != stakeholder_map.__version__:
        cause = (
            f"the worker has stakeholder-map {stakeholder_map.__version__}, the sender {version}"
        )
        code = int(ExitCode.USAGE)
        return Outcome(task.name, "failed", code, cause=cause, reason=cause).as_json()
    with _lock:
        forge = _idle.pop() if _idle else _new_forge()
    forge.send(0, task)
    for message in forge.messages():
        if "share" not in message:
            with _lock:
                _idle.append(forge)
            if "outcome" in message:
                return dict(message["outcome"])
            return ended_outcome(task, message["ended"]).as_json()
    words = forge.last_words()
    forge.close()
    return ended_outcome(task, None, words=words).as_json()


def _new_forge() -> ForgeProcess:
    """A forge that ends with this worker, for a worker that closes waits for its tasks."""
    forge = ForgeProcess()
    try:
        import distributed

        worker = distributed.get_worker()
    except (ImportError, ValueError):
        return forge  # no worker: whoever called closes it at the end of the process
    watcher = threading.Thread(target=_close_with, args=(worker, forge), daemon=True)
    watcher.start()
    return forge


def _close_with(worker: Any, forge: ForgeProcess) -> None:
    while worker.status.name in {"init", "running", "paused"}:
        time.sleep(LOOK_S)
    forge.close()


@atexit.register
def _close_forges() -> None:
    while _idle:
        _idle.pop().close()
