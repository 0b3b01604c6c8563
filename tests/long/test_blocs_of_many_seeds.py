"""The planted blocs of a hundred examples; some minutes. Run by hand: pytest tests/long."""

from sklearn.metrics import adjusted_rand_score

from stakeholder_map.coopetition.blocs import find_blocs
from stakeholder_map.example import write_example
from stakeholder_map.example.planted import planted_answer
from stakeholder_map.scan import open_scan


def test_the_planted_blocs_are_found_in_ninety_of_a_hundred_examples(tmp_path):
    hit = 0
    for seed in range(1, 101):
        folder = tmp_path / str(seed)
        folder.mkdir()
        write_example(folder, seed=seed)
        told = find_blocs(open_scan(folder, draws=50, seed=1)).members["bloc"]
        planted = planted_answer(seed).blocs
        found = told.reindex(list(planted)).fillna("").tolist()
        hit += adjusted_rand_score(list(planted.values()), found) >= 0.9
    assert hit >= 90
