"""Functions of a scan that work once for all notebooks that are forked from an opened one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from stakeholder_map.scan import Scan

Options = ParamSpec("Options")
Result = TypeVar("Result")


def once_a_scan(
    function: Callable[Concatenate[Scan, Options], Result],
) -> Callable[Concatenate[Scan, Options], Result]:
    """Let a function of a scan work once for each scan that keeps its `results`.

    Parameters
    ----------
    function : callable
        Takes a scan first. What it gives is frozen, for it is given again.

    Returns
    -------
    callable
        The same function. Further arguments that are numbers or text count by their value, others
        by being the same object.

    Examples
    --------
    >>> from dataclasses import replace
    >>> def count(scan):
    ...     print("counting")
    ...     return len(scan.draws)
    >>> class Small:
    ...     draws, results = (1, 2), {}
    >>> once_a_scan(count)(Small()), once_a_scan(count)(Small())
    counting
    (2, 2)
    """

    @wraps(function)
    def known_or_worked_out(scan: Scan, /, *given: Options.args, **named: Options.kwargs) -> Result:
        if scan.results is None:
            return function(scan, *given, **named)
        values = (*given, *named.values())
        seen = tuple(v if isinstance(v, str | int | float | None) else id(v) for v in values)
        key = (function.__module__, function.__qualname__, len(given), tuple(named), seen)
        if key not in scan.results:
            # the arguments stay beside the result, so that no other object can take their place
            scan.results[key] = function(scan, *given, **named), values
        result: Result = scan.results[key][0]
        return result

    return known_or_worked_out
