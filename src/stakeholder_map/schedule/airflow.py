"""A DAG for Airflow."""

from __future__ import annotations

import json
import shlex

from stakeholder_map.schedule.job import BUSY, UNCHANGED, Job


def airflow(job: Job) -> str:
    """The file, for the folder of DAGs.

    Parameters
    ----------
    job : Job
        What is to be run.

    Returns
    -------
    str
        Python. Airflow takes a command for a template, so braces of it are kept as they are; an
        input without news is a task skipped, not failed.
    """
    command = shlex.join(job.command)
    if "{" in command:
        command = "{% raw %}" + command + "{% endraw %}"
    return (
        "from datetime import datetime\n\nfrom airflow import DAG\n"
        "from airflow.providers.standard.operators.bash import BashOperator\n\n"
        f"with DAG(\n    dag_id={_text(f'stakeholder-map-{job.name}')},\n"
        f"    description={_text(job.title)},\n"
        f"    schedule={_text(job.cron.text)},\n    start_date=datetime(2026, 1, 1),\n"
        "    catchup=False,\n    max_active_runs=1,\n):\n"
        '    BashOperator(\n        task_id="scan",\n'
        f"        bash_command={_text(command)},\n"
        f"        skip_on_exit_code=[{UNCHANGED}, {BUSY}],\n    )\n"
    )


def _text(text: str) -> str:
    # what JSON writes of a text is Python too
    return json.dumps(text, ensure_ascii=False)
