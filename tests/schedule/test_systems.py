"""What is written for each scheduler is what that scheduler reads."""

import ast
import json
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest
import yaml

from stakeholder_map.errors import UsageError
from stakeholder_map.schedule import SYSTEMS, Job, parse_cron, write_schedule
from stakeholder_map.schedule.systemd import calendar, units
from stakeholder_map.schedule.windows import MOST_TRIGGERS, NAMESPACE, triggers

ODD = (
    "/opt/my python",
    "-m",
    "stakeholder_map",
    "scan",
    "/data/50% of $HOME {{x}} & <it's>",
    "a\\b",
)
LINES = (
    "0 3 1 * *",
    "*/15 * * * *",
    "30 3 1 */3 *",
    "0 6 * * mon-fri",
    "0 0 13 * fri",
    "5 4 1,15 jan,jul *",
    "0 0 * 2 sun",
)


def job(cron="0 3 1 * *", command=ODD):
    return Job("vale", parse_cron(cron), tuple(command), "/var/log/my scans.log")


def test_cron_hands_on_the_words_as_they_are():
    line = write_schedule(job(), system="cron")
    assert line.startswith("0 3 1 * * ")
    command = line.split(" ", 5)[5].replace("\\%", "%")
    made = ("mkdir", "-p", "/var/log", "&&")
    assert tuple(shlex.split(command)) == (*made, *ODD, ">>", "/var/log/my scans.log", "2>&1")


@pytest.mark.parametrize("text", LINES)
def test_systemd_finds_the_same_days(text):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is absent: calendar events were not checked")
    from datetime import date, datetime

    cron = parse_cron(text)
    asked = ["systemd-analyze", "calendar", "--base-time=2026-02-11 12:00:00", "--iterations=4"]
    found = []
    for event in calendar(cron):
        told = subprocess.run([*asked, event], check=True, capture_output=True, text=True).stdout
        lines = [each.partition(":")[2] for each in told.splitlines() if "elapse" in each]
        lines += [
            each.partition(":")[2]
            for each in told.splitlines()
            if each.strip().startswith("Iteration")
        ]
        found += [datetime.fromisoformat(each.split()[1] + " " + each.split()[2]) for each in lines]
    first = min(found)
    assert cron.due(first.date())
    assert (first.hour in cron.hours, first.minute in cron.minutes) == (True, True)
    due = cron.due_days(date(2026, 2, 11), first.date())
    assert all(day in {date(2026, 2, 11), first.date()} for day in due), "none was left out"
    assert all(cron.due(each.date()) for each in found)


def test_systemd_accepts_the_units(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is absent: units were not checked")
    written = units(job(command=("/bin/true", *ODD[1:])))
    for name, text in written.items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert (done.returncode, told) == (0, []), done.stderr
    (tmp_path / "stakeholder-map-vale.timer").write_text("[Timer]\nOnCalendar=never\n")
    spoilt = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "stakeholder-map-vale.timer")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert spoilt.returncode != 0 or "never" in spoilt.stderr


# Elements of the Task Scheduler's schema that a task of ours may hold, with those inside them.
SCHEMA = {
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Actions"},
    "RegistrationInfo": {"Description"},
    "Triggers": {"CalendarTrigger"},
    "CalendarTrigger": {
        "StartBoundary",
        "ScheduleByDay",
        "ScheduleByWeek",
        "ScheduleByMonth",
        "ScheduleByMonthDayOfWeek",
    },
    "ScheduleByDay": {"DaysInterval"},
    "ScheduleByWeek": {"WeeksInterval", "DaysOfWeek"},
    "ScheduleByMonth": {"DaysOfMonth", "Months"},
    "ScheduleByMonthDayOfWeek": {"Weeks", "DaysOfWeek", "Months"},
    "DaysOfMonth": {"Day"},
    "Weeks": {"Week"},
    "DaysOfWeek": {
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    },
    "Months": {
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    },
    "Settings": {
        "MultipleInstancesPolicy",
        "DisallowStartIfOnBatteries",
        "StopIfGoingOnBatteries",
        "StartWhenAvailable",
        "ExecutionTimeLimit",
    },
    "Actions": {"Exec"},
    "Exec": {"Command", "Arguments"},
}


def check_task(text):
    """The task, once every element stands where the schema has it."""
    task = ET.fromstring(text)
    space = f"{{{NAMESPACE}}}"
    for element in task.iter():
        name = element.tag.removeprefix(space)
        inside = {child.tag.removeprefix(space) for child in element}
        assert inside <= SCHEMA.get(name, set()), name
    assert task.tag == f"{space}Task"
    return task, space


@pytest.mark.parametrize("text", [line for line in LINES if line != "*/15 * * * *"])
def test_windows_gets_a_task_of_its_schema(text):
    task, space = check_task(write_schedule(job(text), system="windows"))
    said = task.find(f".//{space}Command").text
    arguments = task.find(f".//{space}Arguments").text
    assert said == "/opt/my python"
    assert arguments == subprocess.list2cmdline(ODD[1:])
    assert len(list(task.iter(f"{space}CalendarTrigger"))) == len(list(triggers(parse_cron(text))))


def test_windows_takes_no_more_triggers_than_it_has():
    with pytest.raises(UsageError, match=f"takes {MOST_TRIGGERS} triggers"):
        write_schedule(job("*/15 * * * *"), system="windows")


@pytest.mark.parametrize("text", LINES)
def test_github_gets_a_workflow(text):
    told = yaml.safe_load(write_schedule(job(text), system="github"))
    # YAML 1.1 reads the key `on` as true
    assert told[True]["schedule"] == [{"cron": text}]
    (step,) = told["jobs"]["scan"]["steps"]
    command, _, last = step["run"].rpartition(" || ")
    assert tuple(shlex.split(command)) == ODD
    assert last == "test $? -eq 3"
    assert told["jobs"]["scan"]["runs-on"] == "self-hosted"


@pytest.mark.parametrize("text", LINES)
def test_airflow_gets_a_file_that_compiles(text):
    tree = ast.parse(write_schedule(job(text), system="airflow"))
    calls = {
        node.func.id: {each.arg: each.value for each in node.keywords}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert ast.literal_eval(calls["DAG"]["schedule"]) == text
    assert ast.literal_eval(calls["DAG"]["catchup"]) is False
    command = ast.literal_eval(calls["BashOperator"]["bash_command"])
    inside = command.removeprefix("{% raw %}").removesuffix("{% endraw %}")
    assert inside != command
    assert tuple(shlex.split(inside)) == ODD
    assert ast.literal_eval(calls["BashOperator"]["skip_on_exit_code"]) == [3, 75]


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_word_of_two_lines_is_refused(system):
    with pytest.raises(UsageError, match="one line"):
        write_schedule(job(command=("run", "a\n* * * * * rm")), system=system)


def test_an_unknown_scheduler_is_refused():
    with pytest.raises(UsageError, match="found 'at'"):
        write_schedule(job(), system="at")


def test_a_shell_runs_the_words_as_they_were(tmp_path):
    """What cron hands to the shell reaches the program unchanged."""
    log = tmp_path / "not there yet" / "a log"
    program = ("python3", "-c", "import json, sys; print(json.dumps(sys.argv[1:]))", *ODD)
    line = write_schedule(Job("vale", parse_cron("@daily"), program, str(log)), system="cron")
    command = line.split(" ", 5)[5].replace("\\%", "%")
    subprocess.run(["/bin/sh", "-c", command], check=True)
    assert json.loads(log.read_text()) == list(ODD)
