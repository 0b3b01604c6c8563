import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from partners.asking.conftest import WHO

from stakeholder_map.partners.asking.calendar import lay_out
from stakeholder_map.partners.asking.icalendar import as_icalendar, escaped, folded

AWKWARD = "Ärzte & Söhne; Tal, Süd\\Nord – ein Verein mit einem sehr langen Namen für die Kinder"


def made(scan, order=("beta", "acme")):
    calendar = lay_out(scan.region, order, project="plan")
    return as_icalendar(calendar, region=scan.region)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def entries(text):
    found, entry = [], None
    for line in unfolded(text):
        if line == "BEGIN:VEVENT":
            entry = {}
        elif line == "END:VEVENT":
            found.append(entry)
            entry = None
        elif entry is not None:
            name, _, value = line.partition(":")
            assert name not in entry, "a property stands once in an entry"
            entry[name] = value
    return found


def test_the_file_has_the_form_of_rfc_5545(scan_with):
    who = [{**row, **({"name": AWKWARD} if row["stakeholder_id"] == "acme" else {})} for row in WHO]
    text = made(scan_with(who=who))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    summary = next(each["SUMMARY"] for each in entries(text) if "rzte" in each["SUMMARY"])
    assert (
        summary
        == "Ask "
        + AWKWARD.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        + " to join"
    )


def test_every_entry_has_what_the_format_asks_for_and_an_identity_of_its_own(scan_with):
    found = entries(made(scan_with()))
    for entry in found:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} <= {*entry}
        assert entry["DTSTAMP"] == "20260630T000000Z", "from the day of the scan, not from a clock"
        start, end = (pd.Timestamp(entry[f"{key};VALUE=DATE"]) for key in ("DTSTART", "DTEND"))
        assert (end - start).days == 1
    assert len({entry["UID"] for entry in found}) == len(found)
    assert "Kick-off" in [entry["SUMMARY"] for entry in found]


def test_the_same_input_gives_the_same_bytes(scan_with):
    assert made(scan_with()) == made(scan_with())


def test_identities_stay_from_scan_to_scan(scan_with):
    now = {e["SUMMARY"]: e["UID"] for e in entries(made(scan_with()))}
    later = scan_with(settings={"as_of": "2026-07-31"}.items())
    then = {e["SUMMARY"]: e["UID"] for e in entries(made(later, ("acme", "beta")))}
    assert now == then


def test_no_person_stands_in_the_file(scan_with):
    people = pd.DataFrame(
        {
            "person_id": ["p1", "p2"],
            "stakeholder_id": ["acme", "us"],
            "name": ["Zenobia Quill", "Yorick Vane"],
            "role": "lead",
            "seniority": "executive",
        }
    )
    text = made(scan_with(people=people))
    assert "Quill" not in text
    assert "Vane" not in text


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_any_text_can_be_folded_and_read_back(text):
    line = f"SUMMARY:{escaped(text)}"
    cut = folded(line)
    assert max(len(piece.encode()) for piece in cut.split("\r\n")) <= 75
    assert cut.replace("\r\n ", "") == line


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[31m", "a\x7fb", "a\ud800b", "a\tb"])
def test_control_signs_do_not_reach_the_file(text):
    assert not set(escaped(text)) & set("\x00\x1b\x7f\ud800")
    escaped(text).encode()
