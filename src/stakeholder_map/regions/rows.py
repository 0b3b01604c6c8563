"""Lines of a TOML file, so that a fault in it can be told with its place."""

from __future__ import annotations

import re


def rows_of(text: str) -> dict[str, int]:
    r"""Line of every key and table by its full name, counted from 1.

    Parameters
    ----------
    text : str
        A TOML file without tables inside of brackets.

    Returns
    -------
    dict of str to int
        A key of a table is named after it and a dot.

    Examples
    --------
    >>> rows_of('name = "X"\n[sets.wide]\nseed = 7')
    {'name': 1, 'sets.wide': 2, 'sets.wide.seed': 3}
    """
    rows: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        head = re.match(r"\s*\[\s*([\w.\-\" ]+?)\s*\]", line)
        key = re.match(r"\s*\"?([\w.-]+)\"?\s*=", line)
        if head:
            table = head[1].replace('"', "").replace(" ", "")
            rows.setdefault(table, number)
        elif key:
            rows.setdefault(f"{table}.{key[1]}" if table else key[1], number)
    return rows
