"""What a stored notebook says depends on its code, input and versions alone."""

import copy
import json
import random

from hypothesis import given
from hypothesis import strategies as st

from stakeholder_map.suite.normalise import (
    PROOF_TAG,
    drop_cells,
    normalise_notebook,
    read_notebook,
    write_notebook,
)


def stream(name, text):
    return {"output_type": "stream", "name": name, "text": text}


def shown(text):
    return {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}}


def code(*outputs, **metadata):
    number = f"{random.random()}"
    return {
        "cell_type": "code",
        "id": number,
        "metadata": {"tags": [], "papermill": {"start_time": number}, "execution": {}, **metadata},
        "source": "1",
        "execution_count": 1,
        "outputs": list(outputs),
    }


def notebook(*cells):
    return {
        "cells": list(cells),
        "metadata": {
            "papermill": {"input_path": "/home/ana/a.ipynb"},
            "language_info": {"name": "python", "version": "3.11.7"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def test_times_ids_paths_and_versions_are_gone():
    first, second = (normalise_notebook(notebook(code(shown("1")))) for _ in range(2))
    assert first == second
    assert first["metadata"] == {"language_info": {"name": "python"}}
    assert first["cells"][0]["metadata"] == {}
    assert first["cells"][0]["id"] == "cell-01"


def test_two_raw_notebooks_would_differ():
    assert notebook(code(shown("1"))) != notebook(code(shown("1")))


def test_the_cell_with_the_proof_is_gone_and_the_input_is_not_changed():
    given_one = notebook(code(), code(tags=[PROOF_TAG]))
    before = copy.deepcopy(given_one)
    assert len(normalise_notebook(given_one)["cells"]) == 1
    assert given_one == before
    drop_cells(given_one, tag=PROOF_TAG)
    assert len(given_one["cells"]) == 1


@given(st.lists(st.tuples(st.sampled_from(["stdout", "stderr"]), st.text(min_size=1)), max_size=8))
def test_how_printed_text_was_cut_into_pieces_does_not_show(pieces):
    whole = [stream(name, text) for name, text in pieces]
    letters = [stream(name, letter) for name, text in pieces for letter in text]
    joined = normalise_notebook(notebook(code(*whole)))["cells"][0]["outputs"]
    assert joined == normalise_notebook(notebook(code(*letters)))["cells"][0]["outputs"]
    assert [output["name"] for output in joined] in [
        [],
        ["stdout"],
        ["stderr"],
        ["stdout", "stderr"],
    ]


def test_text_printed_before_and_after_a_figure_stays_before_and_after_it():
    outputs = [stream("stderr", "b"), stream("stdout", "a"), shown("1"), stream("stdout", "c")]
    joined = normalise_notebook(notebook(code(*outputs)))["cells"][0]["outputs"]
    assert [output.get("text") for output in joined] == ["a", "b", None, "c"]


def test_folders_and_names_of_temporary_files_are_hidden_in_printed_text():
    text = "/tmp/k1/ipykernel_812/2231.py:3: W\n/home/ana/scan/x.csv /home/ana/y"
    error = {"output_type": "error", "ename": "E", "evalue": "/home/ana/y", "traceback": [text]}
    hidden = {"/home/ana": "~", "/home/ana/scan": "."}
    (cell,) = normalise_notebook(notebook(code(stream("stderr", text), error)), hidden=hidden)[
        "cells"
    ]
    assert cell["outputs"][0]["text"] == "<cell>:3: W\n./x.csv ~/y"
    assert cell["outputs"][1]["evalue"] == "~/y"
    assert cell["outputs"][1]["traceback"] == ["<cell>:3: W\n./x.csv ~/y"]


def test_only_whole_folders_are_hidden_and_never_the_root():
    text = "/root/x /rootless/x /root.d /root: /"
    (cell,) = normalise_notebook(
        notebook(code(stream("stdout", text))), hidden={"/root": "~", "/": "#", "": "?"}
    )["cells"]
    assert cell["outputs"][0]["text"] == "~/x /rootless/x /root.d ~: /"


def test_a_stored_notebook_is_the_same_bytes_whatever_the_order_of_its_keys(tmp_path):
    one = notebook(code(shown("ä")))
    one["cells"][0]["id"] = "a"
    other = json.loads(json.dumps(one, sort_keys=True))
    other["cells"][0] = dict(reversed(other["cells"][0].items()))
    write_notebook(one, tmp_path / "deep" / "one.ipynb")
    write_notebook(other, tmp_path / "other.ipynb")
    assert (tmp_path / "deep" / "one.ipynb").read_bytes() == (tmp_path / "other.ipynb").read_bytes()
    assert (tmp_path / "other.ipynb").read_bytes().endswith(b"}\n")


def test_reading_adds_the_last_cell_and_joins_lines(tmp_path):
    stored = notebook(code())
    stored["cells"][0]["source"] = ["a = 1\n", "a"]
    (tmp_path / "a.ipynb").write_text(json.dumps(stored))
    read = read_notebook(tmp_path / "a.ipynb", last_cell="proof()")
    assert [cell["source"] for cell in read["cells"]] == ["a = 1\na", "proof()"]
    assert read["cells"][1]["metadata"]["tags"] == [PROOF_TAG]
