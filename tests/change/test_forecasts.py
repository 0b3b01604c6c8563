"""Forecasts that earlier scans published, held against the answers that came."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from change.made import ask, truth

from stakeholder_map.change import carry_on, load_findings, published_forecasts
from stakeholder_map.change.findings import EARLIER_FILE, FINDINGS_FILE, TABLES
from stakeholder_map.change.forecasts import hold_against, make_forecasts
from stakeholder_map.evidence import collect_evidence
from stakeholder_map.history.compare import keeping
from stakeholder_map.posterior import weigh_evidence
from stakeholder_map.posterior.archive import read_arrays, write_arrays
from stakeholder_map.read import read_region
from stakeholder_map.report.show import doubt
from stakeholder_map.scan import Scan


@pytest.fixture(scope="module")
def scan(example_folder):
    region = read_region(example_folder)
    evidence = collect_evidence(region)
    weighed = weigh_evidence(evidence)
    return Scan(region, evidence, weighed, weighed.draw(draws=1, seed=1), 1)


@pytest.fixture(scope="module")
def kept():
    return ask(truth(1), seed=11)


def made(*rows):
    table = pd.DataFrame(rows, columns=list(TABLES["forecasts"]))
    return table.astype(dict(TABLES["forecasts"]))


def with_forecasts(findings, table, *, as_of="2026-01-01"):
    return replace(findings, as_of=as_of, tables={**findings.tables, "forecasts": table})


def answered(scan):
    asks = scan.region.table("asks")
    asks = asks[asks["answer"].isin(["yes", "no", "later"])]
    assert len(asks) > 2, "control: the example was asked and answered"
    return asks


def test_every_candidate_is_forecast_on_the_day_of_the_scan(scan):
    table = make_forecasts(scan)
    assert table["alone"].between(0, 1).all()
    assert set(table["made_on"]) == {scan.region.as_of.isoformat()}
    assert not {scan.region.settings.convener} & set(table["stakeholder_id"])


def test_an_answer_stands_beside_the_last_forecast_made_before_the_ask(scan):
    first = answered(scan).sort_values("asked_on").iloc[0]
    who, day = first["stakeholder_id"], first["asked_on"]
    days = [(day + pd.Timedelta(days=shift)).strftime("%Y-%m-%d") for shift in (-90, -30, 0, 9)]
    table = made(*((who, each, 0.1 * (1 + at)) for at, each in enumerate(days)))
    found = hold_against(table[:3], scan.region)
    row = found.asks[found.asks["asked_on"] == day].iloc[0]
    assert row["forecast"] == pytest.approx(0.2)  # that of the day of the ask is no forecast of it
    assert row["answer"] == first["answer"]
    assert hold_against(table[2:3], scan.region).asks["asked_on"].gt(day).all()


def test_the_error_is_the_mean_square_and_stands_beside_that_of_one_forecast_for_all(scan):
    asks = answered(scan)
    table = made(*((who, "2000-01-01", 1.0) for who in sorted({*asks["stakeholder_id"]})))
    found = hold_against(table, scan.region)
    share = (asks["answer"] == "yes").mean()
    assert len(found.asks) == len(asks)
    assert found.error == pytest.approx(1 - share)
    assert found.error_of_none == pytest.approx(share * (1 - share))
    assert f"Of {len(asks)} asks" in found.sentences[0]


def test_what_the_scan_before_kept_is_read_from_beside_the_draws(scan, kept, tmp_path):
    asks = answered(scan)
    table = made(*((who, "2000-01-01", 0.5) for who in sorted({*asks["stakeholder_id"]})))
    with_forecasts(kept, table).save(tmp_path / EARLIER_FILE)
    found = published_forecasts(scan, tmp_path)
    assert found.asks["forecast"].eq(0.5).all()
    assert [block.name for block in doubt(found).blocks] == [
        "forecasts-published-1",
        "forecasts-published-asks",
    ]


@pytest.mark.parametrize("day", ["", "2099-01-01"])
def test_without_forecasts_or_answers_it_says_so(scan, kept, tmp_path, day):
    table = made(("nobody", day, 0.5)) if day else made()
    with_forecasts(kept, table).save(tmp_path / EARLIER_FILE)
    (sentence,) = published_forecasts(scan, tmp_path).sentences
    assert ("no answer to an ask has come" if day else "kept no forecasts") in sentence
    assert "No scan of an earlier day" in published_forecasts(scan, "").sentences[0]


def test_forecasts_are_carried_from_scan_to_scan_for_those_still_listed(kept):
    who = kept.table("who")["stakeholder_id"]
    before = with_forecasts(kept, made((who[0], "2026-01-01", 0.4), ("gone", "2026-01-01", 0.4)))
    now = with_forecasts(kept, made((who[0], "2026-04-01", 0.6)), as_of="2026-04-01")
    table = carry_on(now, before).table("forecasts")
    assert table.to_numpy().tolist() == [[who[0], "2026-01-01", 0.4], [who[0], "2026-04-01", 0.6]]
    assert carry_on(carry_on(now, before), before).table("forecasts").equals(table)


def test_a_scan_is_stored_with_the_forecasts_of_the_scan_before(kept, tmp_path, monkeypatch):
    who = kept.table("who")["stakeholder_id"][0]
    now = with_forecasts(kept, made((who, "2026-04-01", 0.6)), as_of="2026-04-01")
    before = with_forecasts(kept, made((who, "2026-01-01", 0.4)))
    earlier = SimpleNamespace(as_of=date(2026, 1, 1))
    monkeypatch.setattr(keeping, "gather_findings", lambda _: now)
    monkeypatch.setattr(keeping, "read_history", lambda *_, **__: [earlier])
    monkeypatch.setattr(keeping, "findings_of", lambda _: before)
    today = SimpleNamespace(region=SimpleNamespace(as_of=date(2026, 4, 1)))
    keeping.keep_findings(today, tmp_path, home=tmp_path / "reports" / "vale")
    stored, copied = (load_findings(tmp_path / each) for each in (FINDINGS_FILE, EARLIER_FILE))
    assert stored.table("forecasts")["made_on"].tolist() == ["2026-01-01", "2026-04-01"]
    assert copied.table("forecasts")["made_on"].tolist() == ["2026-01-01"]


def test_files_from_before_forecasts_were_kept_can_still_be_read(kept, tmp_path):
    kept.save(tmp_path / "new.npz")
    arrays = read_arrays(tmp_path / "new.npz")
    old = {name: each for name, each in arrays.items() if not name.startswith("forecasts.")}
    assert len(old) < len(arrays)
    write_arrays(tmp_path / "old.npz", old)
    assert load_findings(tmp_path / "old.npz").table("forecasts").empty
