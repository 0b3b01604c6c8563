"""Forgetting, on scans small enough to look into every byte."""

import io
import json
import os
import struct
import threading
import zipfile
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from stakeholder_map.errors import ScanError, UsageError
from stakeholder_map.history import (
    ScanRecord,
    open_staging,
    publish_scan,
    read_history,
    verify_history,
)
from stakeholder_map.history.forget import find_any, forget
from stakeholder_map.history.forget_tables import find_party

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
NAME, ID, ALIAS, MAIL = "Ann O'Hara & Sons", "p-07", "Nan Ohara", "ann@confidence.example"

STAKEHOLDERS = (
    "stakeholder_id,name,key_group\nus,We,hospital\nacme,Acme Clinic,hospital\nb,Bee,hospital\n"
)
PEOPLE = (
    "person_id,stakeholder_id,name,role,seniority,known_by\n"
    f'{ID},acme,"{NAME}",chief,executive,\n'
    f"p-08,b,Bob Roe,chief,executive,{ID}|p-09\n"
    "p-09,us,Cy Poe,liaison,liaison,\n"
)
ALIASES = f"alias,id\n{ALIAS},{ID}\nThe Bees,b\n"
CONTACTS = (
    "date,from_id,to_id,channel,notes\n"
    f"2026-09-01,p-09,{ID},call,write to {MAIL}\n"
    f"2026-09-02,p-09,p-08,call,{ALIAS} was not there\n"
)


def png_with(text):
    def chunk(kind, data):
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    packed = b"note\0\0" + zlib.compress(text.encode())
    parts = (chunk(b"IHDR", head), chunk(b"zTXt", packed), chunk(b"IDAT", zlib.compress(b"\0\0")))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


def workbook_with(text):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")
    return held.getvalue()


def arrays_with(text):
    held = io.BytesIO()
    np.savez(held, stakeholders=np.array([text, "other"]))
    return held.getvalue()


def fill(staging, *, named):
    """The three tiers of a scan; with `named` the person is in every kind of file."""
    who = NAME if named else "Bob Roe"
    restricted, analyst = staging.tier("restricted"), staging.tier("analyst")
    inputs = restricted / "inputs"
    inputs.mkdir()
    (inputs / "region.toml").write_text('name = "Vale"\nconvener = "us"\nas_of = 2026-09-30\n')
    (inputs / "stakeholders.csv").write_text(STAKEHOLDERS)
    people = PEOPLE if named else "".join(PEOPLE.splitlines(keepends=True)[::3])
    (inputs / "people.csv").write_text(people)
    if named:
        (inputs / "aliases.csv").write_text(ALIASES)
        (inputs / "contacts.csv").write_text(CONTACTS)
    escaped = who.replace("&", "&amp;").replace("'", "&#39;")
    rows = f"<tr><td>{escaped}</td><td>3</td></tr><tr><td>Bee</td></tr>"
    page = f"<table>{rows}</table><p>{escaped}.</p>"
    for tier in ("restricted", "analyst", "leadership"):
        (staging.tier(tier) / "index.html").write_text(page)
    (restricted / "tables").mkdir()
    (restricted / "tables" / "people.csv").write_text(f'"name","n"\n"{who}",1\n"Cy Poe",2\n')
    (restricted / "book.xlsx").write_bytes(workbook_with(escaped))
    (restricted / "draws.npz").write_bytes(arrays_with(ID if named else "p-08"))
    (restricted / "chart.png").write_bytes(png_with("p-08"))
    notebook = {"cells": [{"cell_type": "markdown", "source": [f"Ask {who}.\n", "Soon."]}]}
    (restricted / "note.ipynb").write_text(json.dumps(notebook))
    (analyst / "map.json").write_text("{}")
    staging.tier("restricted").chmod(0o700)


def publish(reports, *, named):
    with open_staging(reports, region="Vale") as staging:
        fill(staging, named=named)
        day = date(2026, 9, 30)
        record = ScanRecord("Vale", day, 1, {}, "d" * 64, {"people.csv": "e" * 64}, [], NOON, NOON)
        return publish_scan(staging, record)


@pytest.fixture
def reports(tmp_path):
    for named in (True, False, True):
        publish(tmp_path, named=named)
    return tmp_path


def forget_person(reports, **options):
    return forget(reports / "vale", kind="person", wanted=ID, on=TODAY, **options)


def test_every_byte_goes_from_every_scan_and_the_history_verifies(reports):
    party = find_party(reports / "vale/2026-09-30-001/restricted/inputs", kind="person", wanted=ID)
    assert party.spellings.names == {NAME, ALIAS}
    assert len(find_any(reports, party)) > 12, "the control: there is much to be found"
    done = forget_person(reports, also=(MAIL,))
    assert done.scans == ("2026-09-30-001", "2026-09-30-003")
    assert done.chained == ("2026-09-30-002",)
    assert find_any(reports, party) == []
    everything = b"".join(path.read_bytes() for path in reports.rglob("*") if path.is_file())
    for text in (NAME, ID, ALIAS, MAIL, "O&#39;Hara"):
        assert text.encode() not in everything, text
    assert verify_history(reports) == ()


def test_what_is_said_of_others_stays(reports):
    forget_person(reports)
    inputs = reports / "vale/2026-09-30-001/restricted/inputs"
    people = (inputs / "people.csv").read_text()
    assert "p-08,b,Bob Roe,chief,executive,p-09" in people
    contacts = (inputs / "contacts.csv").read_text().splitlines()
    assert contacts[1:] == ["2026-09-02,p-09,p-08,call,[removed] was not there"]
    page = (reports / "vale/2026-09-30-001/analyst/index.html").read_text()
    assert page == "<table><tr><td>Bee</td></tr></table><p>[removed].</p>"
    table = (reports / "vale/2026-09-30-001/restricted/tables/people.csv").read_text()
    assert table == '"name","n"\n"Cy Poe",2\n'


def test_the_restricted_tier_stays_closed(reports):
    forget_person(reports)
    for scan in read_history(reports):
        assert (scan.folder / "restricted").stat().st_mode & 0o777 == 0o700


def test_a_tombstone_says_when_and_how_much_and_nothing_else(reports):
    digests = {scan.name: scan.manifest_sha256 for scan in read_history(reports)}
    forget_person(reports)
    stones = {scan.name: scan.manifest["forgotten"] for scan in read_history(reports)}
    assert {name: stone[0]["was"] for name, stone in stones.items()} == digests
    assert [stone[0]["kind"] for stone in stones.values()] == ["person", "chain", "person"]
    assert all(set(s[0]) == {"kind", "on", "changed", "removed", "was"} for s in stones.values())


@pytest.mark.parametrize(
    "spoilt", [{"who": ID}, {"kind": ID}, {"on": "soon"}, {"was": ""}, {"changed": -1}]
)
def test_a_tombstone_that_could_name_somebody_does_not_verify(reports, spoilt):
    forget_person(reports)
    place = reports / "vale/2026-09-30-003/manifest.json"
    manifest = json.loads(place.read_text())
    manifest["forgotten"][0] |= spoilt
    text = json.dumps(manifest, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    place.write_text(text)
    assert any("tombstones" in str(problem) for problem in verify_history(reports))


def test_a_person_with_a_short_id_is_forgotten_where_packed_bytes_hold_it_by_chance(reports):
    first = reports / "vale/2026-09-30-001/restricted"
    people = first / "inputs" / "people.csv"
    people.write_text(people.read_text() + "p3,b,Eve Poe,chief,executive,\n")
    (first / "chart.png").write_bytes(png_with("p-08").replace(b"IDAT", b"IDAT p3 "))
    forget(reports / "vale", kind="person", wanted="p3", on=TODAY)
    assert "p3" not in people.read_text()
    assert b" p3 " in (first / "chart.png").read_bytes()


def test_an_organisation_goes_with_its_people(reports):
    done = forget(reports / "vale", kind="stakeholder", wanted="acme", on=TODAY)
    assert len(done.scans) == 3
    everything = b"".join(path.read_bytes() for path in reports.rglob("*") if path.is_file())
    for text in ("Acme Clinic", "acme,", NAME, ID, ALIAS):
        assert text.encode() not in everything, text
    assert verify_history(reports) == ()


def test_the_convener_and_strangers_cannot_be_forgotten(reports):
    with pytest.raises(UsageError, match="'us' convenes"):
        forget(reports / "vale", kind="stakeholder", wanted="us", on=TODAY)
    with pytest.raises(UsageError, match="'p-99'"):
        forget(reports / "vale", kind="person", wanted="p-99", on=TODAY)


def test_latest_leads_to_a_whole_scan_at_every_moment(reports):
    page = reports / "vale/latest/analyst/index.html"
    broken, stop = [], threading.Event()

    def watch():
        while not stop.is_set():
            try:
                page.read_bytes()
            except OSError as error:
                broken.append(error)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        forget_person(reports)
    finally:
        stop.set()
        watcher.join()
    assert broken == []


def test_an_interrupted_run_can_be_run_again(reports, monkeypatch):
    calls = []

    def fail(*arguments, **options):
        calls.append(arguments)
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("stakeholder_map.history.forget._chain", fail)
        with pytest.raises(OSError, match="the disk is full"):
            forget_person(reports)
    assert calls
    assert verify_history(reports) != ()
    assert forget_person(reports).scans == ("2026-09-30-003",)
    assert verify_history(reports) == ()


def test_a_scan_that_cannot_be_cleaned_stays_as_it_is(reports, monkeypatch):
    monkeypatch.setattr(
        "stakeholder_map.history.forget.rewritten", lambda path, *_, **__: path.read_bytes()
    )
    before = {path: path.read_bytes() for path in reports.rglob("*") if path.is_file()}
    with pytest.raises(ScanError, match="was left as it is"):
        forget_person(reports)
    after = {path: path.read_bytes() for path in reports.rglob("*") if path.is_file()}
    before.pop(reports / "vale/.lock")
    after.pop(reports / "vale/.lock")
    assert after == before


def test_a_folder_that_cannot_be_listed_is_never_skipped(reports, monkeypatch):
    real = os.scandir

    def refuse(place="."):
        if Path(os.fspath(place)).name == "inputs":
            raise PermissionError(13, "Permission denied")
        return real(place)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError):
        forget_person(reports)
