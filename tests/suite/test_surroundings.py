"""No notebook is handed a secret of the environment."""

import nbformat

from stakeholder_map.suite import Folders, KernelPool, NotebookJob, run_notebooks
from stakeholder_map.suite.surroundings import passed_on

SECRETS = {
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI-1",
    "GITHUB_TOKEN": "ghp-16C7e42F292c69",
    "PGPASSWORD": "correct-horse",
    "PIP_INDEX_URL": "https://who:battery@packages.example/simple",
    "DATABASE_URL": "postgres://who:staple@db.example/x",
    "PYTHON_KEYRING_TOKEN": "hunter-22",
}


def test_what_a_kernel_needs_is_passed_on_and_no_secret():
    needed = {"PATH": "/bin", "HOME": "/h", "LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "7"}
    assert passed_on({**SECRETS, **needed}) == needed


def test_a_notebook_cannot_print_a_secret(tmp_path, monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    cells = [
        nbformat.v4.new_code_cell("x: int = 1  # one", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("import os\nprint(dict(os.environ))"),
    ]
    stored = tmp_path / "stored"
    stored.mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), stored / "a.ipynb")
    folders = Folders(stored, tmp_path / "executed", tmp_path / "failed")
    with KernelPool(modules=()) as pool:
        (run,) = run_notebooks([NotebookJob("a.ipynb")], folders=folders, parameters={}, pool=pool)
    text = run.path.read_text(encoding="utf-8")
    assert "PATH" in text
    assert not [value for value in SECRETS.values() if value in text]
