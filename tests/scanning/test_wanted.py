"""A scan that was asked for only of fresh or changed input is not made of other input."""

from dataclasses import replace
from datetime import date

import pytest
from history.faults import fill, record
from scanning.small import write_notebooks, write_region

from stakeholder_map.errors import ExitCode, StaleError, UnchangedError, UsageError
from stakeholder_map.history import open_staging, publish_scan
from stakeholder_map.read import read_region
from stakeholder_map.scanning import ScanRequest
from stakeholder_map.scanning.request import Wanted
from stakeholder_map.scanning.wanted import newest_day, require_wanted

CONTACTS = "date,from_id,to_id,channel,next_date\n2026-07-01,us,zoe,call,2026-09-29\n"


@pytest.fixture
def request_for(tmp_path):
    region = write_region(tmp_path / "region")
    notebooks = write_notebooks(tmp_path / "notebooks")
    return ScanRequest(region, reports=tmp_path / "reports", notebooks=notebooks, draws=5, seed=7)


def publish(request, **changes):
    """What a scan of the request would leave."""
    region = read_region(request.region, as_of=request.as_of)
    given = {"as_of": region.as_of.isoformat(), "draws": request.draws}
    with open_staging(request.reports, region=region.name) as staging:
        fill(staging)
        executed = write_notebooks(staging.tier("restricted") / "notebooks")
        assert executed.is_dir()
        content = {"region": region.name, "seed": request.seed, "digest": region.digest}
        publish_scan(staging, record(region.as_of, parameters=given, **{**content, **changes}))
    return request.reports / "small-vale"


def changed_only(request, **changes):
    return replace(request, wanted=Wanted(changed=True), **changes)


def test_by_default_any_input_will_do(request_for):
    require_wanted(request_for, publish(request_for), extra={})


def test_the_age_is_that_of_the_newest_entry_not_of_a_planned_day(request_for):
    (request_for.region / "contacts.csv").write_text(CONTACTS)
    assert newest_day(read_region(request_for.region)) == date(2026, 7, 1)
    wanted = Wanted(max_age_days=30, today=date(2026, 7, 31))
    require_wanted(replace(request_for, wanted=wanted), request_for.reports, extra={})
    wanted = Wanted(max_age_days=30, today=date(2026, 8, 1))
    with pytest.raises(StaleError, match=r"2026-07-01, 31 days ago.*at most 30 days") as caught:
        require_wanted(replace(request_for, wanted=wanted), request_for.reports, extra={})
    assert caught.value.exit_code == ExitCode.STALE


def test_without_any_date_the_day_of_the_scan_counts(request_for):
    assert newest_day(read_region(request_for.region)) == date(2026, 9, 30)


def test_the_same_again_is_refused_and_names_the_scan(request_for):
    home = publish(request_for)
    with pytest.raises(UnchangedError, match="2026-09-30-001 of 'Small Vale', made 2026-10-01"):
        require_wanted(changed_only(request_for), home, extra={})


def test_another_order_of_rows_is_the_same(request_for):
    home = publish(request_for)
    path = request_for.region / "positions.csv"
    head, *rows = path.read_text().splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n")
    with pytest.raises(UnchangedError):
        require_wanted(changed_only(request_for), home, extra={})


def test_whatever_decides_the_result_counts_as_a_change(request_for, monkeypatch):
    home = publish(request_for)
    require_wanted(changed_only(request_for, seed=8), home, extra={})
    require_wanted(changed_only(request_for, draws=6), home, extra={})
    require_wanted(changed_only(request_for), home, extra={"high": 0.75})
    require_wanted(changed_only(request_for, as_of=date(2026, 10, 31)), home, extra={})
    write_notebooks(request_for.notebooks.with_name("others"), code="1 + 1")
    others = request_for.notebooks.with_name("others")
    require_wanted(changed_only(request_for, notebooks=others), home, extra={})
    path = request_for.region / "positions.csv"
    path.write_text(path.read_text().replace("-2", "-1"))
    require_wanted(changed_only(request_for), home, extra={})


def test_where_nothing_is_published_everything_is_new(request_for):
    require_wanted(changed_only(request_for), request_for.reports / "small-vale", extra={})


@pytest.mark.parametrize(
    "assignment",
    ["api_token=abc", "Password=x", "note=/srv/data", "note=C:\\data", "note=s3://bucket/x"],
)
def test_a_secret_or_a_place_is_no_parameter(request_for, assignment):
    with pytest.raises(UsageError, match="parameters are published"):
        replace(request_for, assignments=(assignment,)).extra_parameters()
