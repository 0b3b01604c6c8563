"""Results that several notebooks read are worked out once."""

from types import SimpleNamespace

from stakeholder_map.once import once_a_scan


def test_a_result_is_worked_out_once_for_a_scan_that_keeps_its_results():
    calls = []

    @once_a_scan
    def measure(scan, weights=None, *, layer="cooperation"):
        calls.append(layer)
        return object()

    kept, alone = SimpleNamespace(results={}), SimpleNamespace(results=None)
    weights = {"strength": 1}
    first = measure(kept, weights, layer="contact")
    assert measure(kept, weights, layer="contact") is first
    assert measure(kept, dict(weights), layer="contact") is not first
    assert measure(kept, weights) is not first
    assert measure(alone) is not measure(alone)
    assert len(calls) == 5
