"""The compiled sampler: where it is kept, and what it does where it cannot be."""

import numba
import pytest

from stakeholder_map.posterior import kernel


def test_it_is_kept_beside_its_source_or_in_the_folder_of_the_user():
    built = kernel._build(kernel._digest())
    assert built.stats.cache_path


def test_it_is_built_where_nothing_can_be_kept(monkeypatch):
    """As in an install that cannot be written to, for a user without a home."""
    plain = numba.njit

    def nowhere(*args, cache=False, **options):
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return plain(*args, **options)

    monkeypatch.setattr(kernel.numba, "njit", nowhere)
    assert kernel._build(0).stats.cache_path is None


def test_an_error_of_another_kind_is_not_taken_for_a_full_disk(monkeypatch):
    def broken(*_, **__):
        raise TypeError("no such option")

    monkeypatch.setattr(kernel.numba, "njit", broken)
    with pytest.raises(TypeError, match="no such option"):
        kernel._build(0)
