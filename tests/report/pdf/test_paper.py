"""PDF: tagged, closed to scripts, the same every time."""

import io
import os
import subprocess
import sys

import pandas as pd
import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from report.made import (
    INJECTIONS,
    a_chart,
    a_context,
    markdown,
    naughty_strings,
    notebook,
    output,
)

from stakeholder_map.report.blocks import Finding, Note, Table
from stakeholder_map.report.pdf import Outline, outline_of, print_pdf

ACTIVE = ("/JavaScript", "/JS", "/URI", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/GoToR")


def printed(*cells, tier="analyst", **around):
    return print_pdf(outline_of(notebook(*cells), tier=tier, context=a_context(**around)))


def objects(content):
    """Everything in a PDF, as text."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    numbers = range(1, reader.trailer["/Size"])
    found = (pypdf.generic.IndirectObject(number, 0, reader).get_object() for number in numbers)
    return [str(each) for each in found]


def text_of(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


PAGE = (
    markdown("# Who is here?\n\nWords."),
    output(Finding("f", "31 of 44 organisations answered.")),
    output(a_chart("c", title="A chart", alt="What the chart shows", tier="analyst")),
    output(
        Table("t", pd.DataFrame({"group": ["hospital"], "n": [7]}), title="All", tier="analyst")
    ),
)


def test_the_paper_is_tagged_has_a_language_a_title_and_words_for_its_figures():
    content = printed(*PAGE)
    reader = pypdf.PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Who is here?"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert any("What the chart shows" in each for each in objects(content))
    assert "31 of 44 organisations answered." in text_of(content)
    tags = " ".join(objects(content))
    for tag in ("/H1", "/Figure", "/Table", "/TH", "/TD"):
        assert f"'{tag}'" in tags, tag


def test_all_fonts_are_in_the_file():
    for each in objects(printed(*PAGE)):
        if "'/FontDescriptor'" in each and "'/FontName'" in each:
            assert "/FontFile" in each


def test_a_figure_without_words_is_refused():
    chart = {"kind": "chart", "svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "alt": None}
    outline = Outline("T", "", "R", "D", "E", "F", "en", [{**chart, "title": "x", "width": 0.5}])
    with pytest.raises(RuntimeError, match="alt"):
        print_pdf(outline)


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_of_the_input_stays_text(text):
    frame = pd.DataFrame({text: [text, text], "n": [1, 2]})
    content = printed(
        markdown("# Title"),
        output(Finding("f", text, tone="caution")),
        output(Note("n", text, tier="analyst")),
        output(Table("t", frame, title=text, tier="analyst", notes={"n": text})),
        output(a_chart("c", title=text, alt=text, tier="analyst")),
        region=text,
    )
    names = " ".join(objects(content))
    assert not [name for name in ACTIVE if f"'{name}'" in names]
    assert "49" not in text_of(content)


def test_typst_in_the_input_is_not_run():
    content = printed(
        markdown("# T"), output(Finding("f", '#eval("7*7") $x^2$ = @a <b> \\ #(1+1)'))
    )
    assert '#eval("7*7") $x^2$ = @a <b>' in text_of(content)


def test_an_active_part_would_be_found():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    keyed = {NameObject(key): value for key, value in action.items()}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(keyed)
    content = io.BytesIO()
    writer.write(content)
    names = " ".join(objects(content.getvalue()))
    assert [name for name in ACTIVE if f"'{name}'" in names]


def test_every_naughty_string_can_be_printed():
    texts = naughty_strings()
    content = printed(
        markdown("# T"), *(output(Finding(f"f{n}", text)) for n, text in enumerate(texts))
    )
    names = " ".join(objects(content))
    assert not [name for name in ACTIVE if f"'{name}'" in names]


def test_bytes_do_not_depend_on_time_zone_locale_or_working_directory(tmp_path):
    program = (
        "import sys; from stakeholder_map.report.pdf import Outline, print_pdf;"
        "sys.stdout.buffer.write(print_pdf(Outline('T', 'a', 'R', 'D', 'E', 'F', 'en',"
        "[{'kind': 'note', 'text': 'Zoë, 漢字'}])))"
    )

    def run(folder, **changed):
        environment = {**os.environ, **changed}
        return subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            cwd=folder,
            capture_output=True,
            check=True,
        ).stdout

    first = run(".", TZ="UTC", LANG="C.UTF-8", PYTHONHASHSEED="0")
    assert first[:5] == b"%PDF-"
    assert first == run(tmp_path, TZ="Asia/Tokyo", LANG="de_DE.UTF-8", PYTHONHASHSEED="7")
