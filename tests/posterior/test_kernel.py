"""The compiled sampler: where it is kept, and what it does where it cannot be."""

import numba
import pytest

from stakeholder_map.influence.engine.compiled import compiled
from stakeholder_map.posterior import kernel
from stakeholder_map.posterior.kept_code import tell_not_kept


def test_it_is_kept_beside_its_source_or_in_the_folder_of_the_user():
    built = kernel._build(kernel._digest())
    assert built.stats.cache_path


@pytest.fixture(autouse=True)
def told_anew():
    tell_not_kept.cache_clear()
    yield
    tell_not_kept.cache_clear()


def test_it_is_built_where_nothing_can_be_kept_and_that_is_said_once(monkeypatch, caplog):
    """As in an install that cannot be written to, for a user without a home."""
    plain = numba.njit

    def nowhere(*args, cache=False, **options):
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return plain(*args, **options)

    monkeypatch.setattr(kernel.numba, "njit", nowhere)
    assert kernel._build(0).stats.cache_path is None
    assert compiled("int64(int64)")(lambda number: number + 1)(1) == 2
    (record,) = caplog.records
    assert record.message == (
        "Compiled code cannot be kept on disk (no folder for it can be written to), so that every "
        "start takes up to a minute longer; name a folder that can be written to in "
        "NUMBA_CACHE_DIR, and make room in it."
    )


def test_a_disk_that_is_full_at_the_first_sweep_stops_nothing(monkeypatch, caplog):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kernel, "_compiled", full)
    monkeypatch.setattr(kernel, "_unkept", lambda: lambda *given: given)
    assert kernel.run_chain(1, 2, 3, 4) == (1, 2, 3, 4)
    assert "(No space left on device)" in caplog.text


def test_where_code_is_kept_nothing_is_said(caplog):
    kernel._build(kernel._digest())
    assert not caplog.records


def test_an_error_of_another_kind_is_not_taken_for_a_full_disk(monkeypatch):
    def broken(*_, **__):
        raise TypeError("no such option")

    monkeypatch.setattr(kernel.numba, "njit", broken)
    with pytest.raises(TypeError, match="no such option"):
        kernel._build(0)
