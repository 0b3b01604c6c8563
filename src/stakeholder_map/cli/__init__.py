"""The command line: thin, quick to start, and one clean message for whatever goes wrong.

`ending` turns errors into messages and exit codes, `progress` shows a scan at work, and each other
module holds the commands of one kind. What a command needs is imported when it runs.
"""

from stakeholder_map.cli.commands import cli, main

__all__ = ["cli", "main"]
