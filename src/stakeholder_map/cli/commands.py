"""The command `stakeholder-map` and the commands below it."""

from __future__ import annotations

import click

from stakeholder_map.cli.check import check
from stakeholder_map.cli.compare import compare
from stakeholder_map.cli.ending import Suite
from stakeholder_map.cli.folders import example, new
from stakeholder_map.cli.forget import forget
from stakeholder_map.cli.handbook import handbook
from stakeholder_map.cli.keep import keep
from stakeholder_map.cli.leaving import leaving
from stakeholder_map.cli.options import debug_option
from stakeholder_map.cli.published import list_scans, open_page, verify
from stakeholder_map.cli.rebuild import rebuild
from stakeholder_map.cli.report import report
from stakeholder_map.cli.returns import returns
from stakeholder_map.cli.scan import scan
from stakeholder_map.cli.scan_all import scan_all
from stakeholder_map.cli.schedule import schedule

_EPILOG = """\b
Start with the example:
  stakeholder-map example example-region
  stakeholder-map scan example-region
  stakeholder-map open

\b
Then your own region:
  stakeholder-map new my-region       an empty folder to fill in
  stakeholder-map check my-region     faults, warnings, what is missing
  stakeholder-map scan my-region      a published scan

\b
Exit codes: 0 done, 1 internal, 2 input, 3 stale or unchanged, 4 disk, memory or time,
64 usage, 75 another run is at work, 130 or 143 interrupted.
"""


@click.group(cls=Suite, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stakeholder-map")
@debug_option
def cli() -> None:
    """Map the stakeholders of a region: who is here, who moves others, where partners compete."""


for command in (
    scan,
    scan_all,
    check,
    new,
    example,
    list_scans,
    open_page,
    report,
    verify,
    rebuild,
    schedule,
    keep,
    forget,
    returns,
    compare,
    handbook,
    leaving,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line with the arguments of this process, and exit.

    Raises
    ------
    SystemExit
        Always; with a code of `stakeholder_map.errors.ExitCode`.
    """
    cli.main(prog_name="stakeholder-map")
