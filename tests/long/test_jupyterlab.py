"""The map in a real JupyterLab: in a trusted notebook it is used, elsewhere its picture stands.

Run by hand (half a minute): `python3 run.py setup lab`, `pytest tests/long/test_jupyterlab.py`.
`LAB_PYTHON` names the Python of another environment with JupyterLab.
"""

import os
import socket
import subprocess
import time
from pathlib import Path

import nbformat
import pytest
from end_to_end.conftest import browser  # noqa: F401  a fixture
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from stakeholder_map.graph import StakeholderGraph
from stakeholder_map.report.kinds import Blocks, Finding
from stakeholder_map.report.map import map_block, map_content

LAB = Path(
    os.environ.get("LAB_PYTHON", Path(__file__).parents[2] / ".venv" / "lab" / "bin" / "python")
)
pytestmark = pytest.mark.skipif(
    not LAB.exists(), reason="no environment with JupyterLab here: python3 run.py setup lab"
)
TIES = [("ash", "elm", "cooperation", 1.0), ("elm", "yew", "competition", 0.75)]
PICTURE = "img[alt^='A map of 3']"


def write_notebook(path, title):
    """A notebook that was executed: a cell with a sentence and a map, as notebook 02 has one."""
    graph = StakeholderGraph.from_ties(TIES)
    places = {name: (0.2 + 0.3 * row, 0.5) for row, name in enumerate(graph.ids)}
    content = map_content(graph, about={}, groups={}, areas={}, places=places)
    drawn = map_block(content, name="map", title="Who works with whom", tier="analyst")
    shown = Blocks([Finding("said", title, tier="analyst"), drawn])
    data, looks = shown._repr_mimebundle_()
    cell = nbformat.v4.new_code_cell(source="evidence(scan)")
    cell.outputs = [nbformat.v4.new_output("execute_result", data, metadata=looks)]
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address of a JupyterLab with two notebooks, of which one is trusted."""
    base = tmp_path_factory.mktemp("lab")
    homes = {f"JUPYTER_{each}_DIR": str(base / each) for each in ("DATA", "CONFIG", "RUNTIME")}
    around = {**os.environ, **homes, "HOME": str(base), "IPYTHONDIR": str(base / "ipython")}
    work = base / "work"
    work.mkdir()
    for name in ("trusted", "untrusted"):
        write_notebook(work / f"{name}.ipynb", name)
    trust = [LAB, "-m", "jupyter", "trust", "trusted.ipynb"]
    subprocess.run(trust, cwd=work, env=around, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--port={port}", "--no-browser", "--allow-root", "--IdentityProvider.token=t"]
    with (base / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [LAB, "-m", "jupyter", "lab", *options], cwd=work, env=around, stdout=log, stderr=log
        )
    for _ in range(120):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.5)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=30)


def open_notebook(opened, lab, name):
    """Wait until the picture of the map stands in the notebook; the frames that stand there too."""
    opened.get(f"{lab}/doc/workspaces/{name}/tree/{name}.ipynb?token=t&reset")
    WebDriverWait(opened, 60).until(lambda page: page.find_elements(By.CSS_SELECTOR, PICTURE))
    time.sleep(2)
    return opened.find_elements(By.CSS_SELECTOR, "iframe[srcdoc]")


def test_in_a_trusted_notebook_the_map_is_used_by_keyboard(browser, lab):  # noqa: F811
    frames = open_notebook(browser, lab, "trusted")
    assert len(frames) == 1
    assert frames[0].is_displayed()
    browser.switch_to.frame(frames[0])
    try:
        assert browser.find_element("id", "status").text == "2 ties shown."
        browser.find_element("id", "find").send_keys("yew", Keys.ENTER)
        assert browser.find_element("id", "card-name").text == "yew"
        assert browser.find_element("id", "status").text == "1 tie of yew shown."
    finally:
        browser.switch_to.default_content()


def test_where_the_notebook_is_not_trusted_the_picture_stands_in(browser, lab):  # noqa: F811
    assert open_notebook(browser, lab, "untrusted") == []
    picture = browser.find_element(By.CSS_SELECTOR, PICTURE)
    assert picture.is_displayed()
    assert picture.size["width"] > 200
