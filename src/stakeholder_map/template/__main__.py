"""Write docs/DATA.md anew: ``python -m stakeholder_map.template docs/DATA.md``."""

from __future__ import annotations

import sys
from pathlib import Path

from stakeholder_map.template.guide import describe_tables


def main(arguments: list[str]) -> int:
    """Write the description of the tables to the file named, or print it where none is.

    Parameters
    ----------
    arguments : list of str
        At most one: the path of the file.

    Returns
    -------
    int
        Exit code: 0, or 64 where there are more arguments.
    """
    if len(arguments) > 1:
        sys.stderr.write(f"expected one file to write, found {' '.join(arguments)!r}\n")
        return 64
    if arguments:
        Path(arguments[0]).write_text(describe_tables(), encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(describe_tables())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
