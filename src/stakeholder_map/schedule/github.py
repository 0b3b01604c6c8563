"""A workflow of GitHub Actions."""

from __future__ import annotations

import json
import shlex

from stakeholder_map.schedule.job import UNCHANGED, Job


def github(job: Job) -> str:
    """The workflow, for ``.github/workflows/``.

    Parameters
    ----------
    job : Job
        What is to be run.

    Returns
    -------
    str
        YAML. It runs on a runner of your own: candid answers do not travel to a machine of somebody
        else, and the history of scans stays on its disk. GitHub reads the times in UTC.
    """
    command = f"{shlex.join(job.command)} || test $? -eq {UNCHANGED}"
    # What JSON writes is YAML too, and never read as something else than text.
    return (
        f"name: {json.dumps(job.title)}\n"
        f'on:\n  schedule:\n    - cron: "{job.cron.text}"  # in UTC\n  workflow_dispatch:\n'
        f"permissions: {{}}\nconcurrency: {json.dumps(f'stakeholder-map-{job.name}')}\n"
        "jobs:\n  scan:\n    runs-on: self-hosted\n    timeout-minutes: 360\n    steps:\n"
        f"      - name: Scan\n        shell: bash\n        run: {json.dumps(command)}\n"
    )
