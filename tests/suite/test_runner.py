"""Notebooks run to their end or are told apart, and nothing of them is left behind."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from stakeholder_map.errors import ExitCode, UsageError
from stakeholder_map.suite import (
    Folders,
    KernelPool,
    Limits,
    NotebookFailed,
    NotebookJob,
    NotebookTimedOut,
    run_notebooks,
)
from stakeholder_map.suite.pool import MARK_VARIABLE
from stakeholder_map.suite.processes import find_descendants, find_marked

# A process that leaves its parents, its session and its environment behind.
ORPHAN = """
import os, subprocess, sys
code = "import os, time; os.fork() and os._exit(0); os.setsid(); os.fork() and os._exit(0); "
code += "open('new', 'w').write(str(os.getpid())); os.rename('new', 'orphan'); time.sleep(300)"
subprocess.run([sys.executable, "-c", code], env={}, check=True)
while not os.path.exists("orphan"): pass
"""


def leftovers(pool):
    """Processes of a pool's kernels, beside its zygote, that are still there after a second."""
    zygote = pool._zygote
    end = time.monotonic() + 1
    while True:
        below = find_descendants(zygote._process.pid) if zygote is not None else ()
        left = [*below, *find_marked(f"{MARK_VARIABLE}={pool.mark}.")]
        left = [pid for pid in left if is_running(pid)]
        if not left or time.monotonic() > end:
            return left


def is_running(pid):
    """Whether a process is there and no zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def failure(bench, pool, **options):
    with pytest.raises(NotebookFailed) as caught:
        bench.run(pool, **options)
    assert leftovers(pool) == []
    return caught.value


def test_a_notebook_runs_in_the_folder_of_its_output_with_its_parameters(bench, pool):
    bench.write("a.ipynb", "import os\nprint(os.getcwd(), name, draws)")
    before = Path.cwd()
    (run,) = bench.run(pool, parameters={"name": "{pm} 'x'", "draws": 3})
    assert bench.text("a.ipynb") == ". {pm} 'x' 3\n"
    assert run.path.parent == bench.folders.executed.resolve()
    assert before == Path.cwd()
    assert leftovers(pool) == []
    assert [path.name for path in pool.folder.iterdir() if path.is_dir()] == []


def test_every_code_cell_is_timed_and_imports_are_told_apart(bench, forked):
    bench.write("a.ipynb", "import time", "time.sleep(0.2)", "sum(range(3_000_000))")
    (run,) = bench.run(forked)
    assert [(cell.number, cell.imports) for cell in run.cells] == [
        (1, False),
        (2, True),
        (3, False),
        (4, False),
    ]
    sleeping, summing = run.cells[2:]
    assert sleeping.wall_s >= 0.2
    assert sleeping.cpu_s < 0.1
    assert 0.01 < summing.cpu_s <= summing.wall_s + 0.05
    assert run.seconds > run.wall_s > run.cells[2].wall_s


def test_times_are_written_where_the_environment_says(bench, forked, tmp_path, monkeypatch):
    monkeypatch.setenv("STAKEHOLDER_MAP_TIMES", str(tmp_path / "times.json"))
    bench.write("a.ipynb", "1")
    (run,) = bench.run(forked)
    times = json.loads((tmp_path / "times.json").read_text())
    (told,) = times["notebooks"]
    assert times["shared_cpu_s"] >= 0
    assert told["notebook"] == told["path"] == "a.ipynb"
    assert sum(cell["wall_s"] for cell in told["cells"]) == pytest.approx(run.wall_s)


def test_an_error_quotes_its_cell_and_the_heading_above_it(bench, pool):
    bench.write("a.ipynb", "# Question", "1 + 1", "## The evidence", "x = 0\n1 / x", "print('on')")
    error = failure(bench, pool)
    assert error.verdict == "failed"
    assert error.exit_code == ExitCode.INTERNAL
    first, *rest = str(error).splitlines()
    assert first == (
        "a.ipynb failed in cell 5 of 6 under the heading 'The evidence': "
        "ZeroDivisionError: division by zero"
    )
    assert "  | ----> 2 1 / x" in rest
    assert rest[-1] == f"The notebook as far as it ran: {bench.folders.failed / 'a.ipynb'}"
    assert "ZeroDivisionError" in error.path.read_text()
    assert not (bench.folders.executed / "a.ipynb").exists()


@pytest.mark.parametrize(
    ("last", "verdict", "says"),
    [
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "killed", "SIGKILL"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "killed", "SIGSEGV"),
        ("import os\nos._exit(3)", "exited", "exit code 3"),
        ("import sys\nsys.exit(0)", "exited", "SystemExit: 0"),
        ("exit()", "exited", "exit code 0"),
    ],
)
def test_a_kernel_that_is_gone_is_told_apart(bench, forked, last, verdict, says):
    error = failure(bench.write("a.ipynb", "# One", "1", last), forked)
    assert error.verdict == verdict
    assert says in str(error)
    assert "in cell 4 of 4 under the heading 'One'" in str(error)
    assert bench.read("a.ipynb", "failed")["cells"][2]["outputs"]


@pytest.mark.parametrize(
    ("last", "verdict"), [("import os\nos._exit(0)", "exited"), ("exit()", "exited")]
)
def test_plain_kernels_that_are_gone_are_told_apart_too(bench, plain, last, verdict):
    assert failure(bench.write("a.ipynb", last, "print('on')"), plain).verdict == verdict


def test_papermill_alone_would_have_been_content_with_a_notebook_that_ended_itself(bench, forked):
    from stakeholder_map.suite import attempt

    bench.write("a.ipynb", "import sys\nsys.exit(0)", "print('on')")
    raised = []
    execute = attempt.execute

    def watch(*arguments, **options):
        try:
            execute(*arguments, **options)
        except Exception as error:
            raised.append(error)
            raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attempt, "execute", watch)
        failure(bench, forked)
    assert raised == []


def test_a_proof_that_is_not_this_runs_own_does_not_count(bench, forked):
    forged = "__import__('stakeholder_map.suite.proof', fromlist=['x']).leave_proof('guess')"
    skipped = "__import__('stakeholder_map.suite.proof', fromlist=['x']).METER.costs.clear()"
    bench.write("a.ipynb", forged)
    assert bench.run(forked)  # an output of the same kind does no harm
    (bench.folders.notebooks / "a.ipynb").unlink()
    error = failure(bench.write("b.ipynb", skipped), forked)
    assert "b.ipynb left no proof that all its cells have run" in str(error)


def test_an_endless_notebook_ends_at_its_time_limit(bench, forked):
    bench.write("a.ipynb", "print('begun')", "while True: pass")
    before = time.monotonic()
    error = failure(bench, forked, limits=Limits(seconds=2))
    assert isinstance(error, NotebookTimedOut)
    assert error.exit_code == ExitCode.RESOURCES
    assert "did not finish within" in str(error)
    assert "it had got to cell 3 of 3" in str(error)
    assert bench.text("a.ipynb", "failed") == "begun\n"
    assert time.monotonic() - before < 10


def test_the_limit_holds_for_the_notebook_and_not_for_each_cell(bench, forked):
    bench.write("a.ipynb", "import time", *["time.sleep(0.4)"] * 8)
    error = failure(bench, forked, limits=Limits(seconds=1.5))
    assert error.verdict == "timed out"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds processes through /proc")
@pytest.mark.parametrize(("after", "verdict"), [("1", "left alone"), ("1 / 0", "failed")])
def test_a_process_that_left_its_parents_does_not_survive(bench, forked, after, verdict):
    bench.write("a.ipynb", ORPHAN, after)
    assert failure(bench, forked).verdict == verdict
    orphan = int((bench.folders.executed / "orphan").read_text())
    assert not is_running(orphan)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds processes through /proc")
def test_a_process_that_left_a_plain_kernel_does_not_survive(bench, plain):
    bench.write("a.ipynb", ORPHAN.replace("env={}, ", ""), "import os\nos._exit(0)")
    failure(bench, plain)
    assert not is_running(int((bench.folders.executed / "orphan").read_text()))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds processes through /proc")
def test_without_the_runner_such_a_process_would_survive(tmp_path):
    subprocess.run([sys.executable, "-c", ORPHAN], cwd=tmp_path, check=True)
    orphan = int((tmp_path / "orphan").read_text())
    assert is_running(orphan)
    os.kill(orphan, 9)


def test_no_notebook_sees_what_another_did(bench, forked):
    bench.write(
        "a.ipynb",
        "import builtins, os, sys\nimport numpy as np, pandas as pd",
        "found = 1\nbuiltins.found = 1\npd.DataFrame.head = None\nnp.pi = 3\nsys.path.append('/x')",
        "os.environ['FOUND'] = '1'\npd.set_option('display.max_rows', 7)\nos.chdir('/')",
    )
    bench.write(
        "b_brief.ipynb",
        "import os, sys\nimport numpy as np, pandas as pd",
        "print('found' in globals(), hasattr(__builtins__, 'found'), pd.DataFrame.head is None)\n"
        "print(np.pi == 3, '/x' in sys.path, 'FOUND' in os.environ, os.getcwd())\n"
        "print(pd.get_option('display.max_rows'))",
    )
    bench.run(forked)
    assert bench.text("b_brief.ipynb") == "False False False\nFalse False False .\n60\n"


def test_kernels_that_are_forked_do_not_draw_the_same_numbers(bench, forked):
    cell = "import random\nimport numpy as np\nprint(np.random.rand(), random.random())"
    bench.write("a.ipynb", cell).write("b.ipynb", cell)
    bench.run(forked)
    ours, theirs = bench.text("a.ipynb").split(), bench.text("b.ipynb").split()
    assert not set(ours) & set(theirs)


def test_forked_and_plain_kernels_leave_the_same_notebook(bench, forked, plain):
    bench.write(
        "a.ipynb",
        "# Question",
        "import sys\nimport pandas as pd\nimport matplotlib.pyplot as plt",
        "plt.plot([1, 2, 3]);",
        "print('out')\nprint('err', file=sys.stderr)\nprint('out again')",
        "import warnings\nwarnings.warn('careful')",
        "pd.Series([1, 2])",
    )
    stored = []
    for pool in (forked, plain, forked):
        bench.run(pool)
        stored.append((bench.folders.executed / "a.ipynb").read_bytes())
    assert stored[0] == stored[1] == stored[2]
    notebook = nbformat.reads(stored[0].decode(), as_version=4)
    nbformat.validate(notebook)
    assert [cell["id"] for cell in notebook.cells][:2] == ["cell-01", "cell-02"]
    assert "papermill" not in stored[0].decode()
    assert "<cell>:2: UserWarning: careful" in bench.text("a.ipynb")
    assert str(bench.folders.executed.parent) not in stored[0].decode()


def test_two_notebooks_run_side_by_side_and_the_brief_comes_last(bench, forked):
    meet = (
        "from pathlib import Path\nimport time\nPath('{}').touch()\nend = time.monotonic() + 20\n"
        "while not Path('{}').exists() and time.monotonic() < end: time.sleep(0.01)\n"
        "assert Path('{}').exists()"
    )
    bench.write("01_a.ipynb", meet.format("a", "b", "b"))
    bench.write("02_b.ipynb", meet.format("b", "a", "a"))
    bench.write(
        "00_brief.ipynb", "from pathlib import Path\nprint(sorted(map(str, Path().glob('*'))))"
    )
    events = []
    runs = bench.run(forked, limits=Limits(at_once=2), progress=events.append)
    assert [run.notebook for run in runs] == ["00_brief.ipynb", "01_a.ipynb", "02_b.ipynb"]
    assert bench.text("00_brief.ipynb") == "['01_a.ipynb', '02_b.ipynb', 'a', 'b']\n"
    states = [(event.notebook[:2], event.state) for event in events if event.state != "cell"]
    assert set(states[:2]) == {("01", "started"), ("02", "started")}
    assert states[-2:] == [("00", "started"), ("00", "done")]
    assert all(event.cells_done == event.cells_total for event in events if event.state == "done")


def test_one_failure_stops_the_others_and_the_brief_never_starts(bench, forked):
    bench.write("a.ipynb", "import time\ntime.sleep(60)")
    bench.write("b.ipynb", "import time\ntime.sleep(0.3)\n1 / 0")
    bench.write("c_brief.ipynb", "1")
    events = []
    before = time.monotonic()
    error = failure(bench, forked, limits=Limits(at_once=2), progress=events.append)
    assert error.notebook == "b.ipynb"
    assert time.monotonic() - before < 10
    assert {event.state for event in events if event.notebook == "a.ipynb"} >= {"stopped"}
    assert "c_brief.ipynb" not in {event.notebook for event in events}


def test_faults_of_all_notebooks_stop_the_run_before_any_kernel_starts(bench):
    bench.write("a.ipynb", "1").write("b.ipynb", "1", parameters=None)
    with pytest.raises(UsageError) as caught:
        bench.run(None, parameters={"drwas": 3, "name": 5})
    assert str(caught.value).splitlines() == [
        "3 parameter faults, so nothing was run:",
        "  a.ipynb: expected one of 'name', 'draws' (closest: 'draws'), found 'drwas'",
        "  a.ipynb: expected str for 'name', found 5",
        "  b.ipynb: expected 1 cell tagged 'parameters', found 0",
    ]
    assert not bench.folders.executed.exists()


def test_a_notebook_named_twice_is_refused(bench):
    bench.write("a.ipynb")
    with pytest.raises(UsageError, match=r"named once, found twice: \['a.ipynb'\]"):
        run_notebooks([NotebookJob("a.ipynb")] * 2, folders=bench.folders, parameters={})


def test_nothing_reaches_the_terminal(bench, tmp_path):
    bench.write("a.ipynb", "import sys\nprint('x', file=sys.stderr)\n1 / 0")
    code = (
        "import sys; from pathlib import Path; from stakeholder_map.suite import *\n"
        "p = Path(sys.argv[1]); f = Folders(p / 'notebooks', p / 'executed', p / 'failed')\n"
        "try: run_notebooks(find_jobs(f.notebooks), folders=f, parameters={})\n"
        "except NotebookFailed as error: sys.exit(error.verdict != 'failed')"
    )
    environment = {**os.environ, "STAKEHOLDER_MAP_KERNELS": "plain"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_importing_the_package_is_light():
    code = (
        "import json, sys; import stakeholder_map.suite; "
        "print(json.dumps([m for m in sys.modules if '.' not in m]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    heavy = {"pandas", "numpy", "papermill", "nbclient", "nbformat", "jupyter_client", "zmq"}
    assert not heavy & set(json.loads(done.stdout))


def test_a_run_does_not_import_jupyterlab():
    code = (
        "import sys; import stakeholder_map.suite.attempt; "
        "sys.exit('jupyterlab' in sys.modules or 'notebook' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_run_makes_and_closes_its_own_pool_when_none_is_given(bench, monkeypatch):
    monkeypatch.setenv("STAKEHOLDER_MAP_KERNELS", "plain")
    made = []
    monkeypatch.setattr(
        "stakeholder_map.suite.runner.warm", lambda: made.append(KernelPool()) or made[0]
    )
    bench.write("a.ipynb", "1")
    assert len(bench.run(None)) == 1
    assert made[0].kind == "plain"
    assert not made[0].folder.exists()


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(UsageError, match="above 0 seconds, not 0"):
        Limits(seconds=0)
    with pytest.raises(UsageError, match="at least 1 notebook must run at once, not 0"):
        Limits(at_once=0)


def test_a_folder_without_notebooks_is_refused(tmp_path):
    from stakeholder_map.suite import find_jobs

    with pytest.raises(UsageError, match="found none"):
        find_jobs(tmp_path)
    assert Folders(tmp_path, tmp_path, tmp_path).executed == tmp_path
