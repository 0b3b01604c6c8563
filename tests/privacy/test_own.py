"""The return of one participant."""

from privacy.regions import all_rate, region_of

from stakeholder_map.privacy.own import own_results
from stakeholder_map.privacy.received import received_ratings

NINE = "abcdefghi"


def test_a_participant_sees_its_own_band_and_counts_of_unnamed_peers(tmp_path):
    given = {each: [2, 3, 2, 3, 2, 2, 3, 2, 3] for each in "stuvwx"}
    received = received_ratings(region_of(tmp_path, all_rate(NINE, given)), audience="public")
    results = own_results(received.told, subject="x", groups={})
    assert results.own.records() == [{"name": "value", "band": "2.0 to 2.5", "raters": "5 to 9"}]
    assert results.peers.records() == [{"name": "value", "band": "2.0 to 2.5", "peers": "5"}]
    assert "Organisation" not in str(results.peers)


def test_peers_are_not_counted_where_fewer_than_five_have_a_mean(tmp_path):
    given = {each: [2, 3, 2, 3, 2, 2, 3, 2, 3] for each in "vwx"}
    received = received_ratings(region_of(tmp_path, all_rate(NINE, given)), audience="public")
    assert own_results(received.told, subject="x", groups={}).peers.rows == ()
