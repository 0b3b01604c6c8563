"""Reading stays quick where a survey is large or where everything in it is wrong."""

import time

import pytest
from bad_input.planted import CLEAN, plant

from stakeholder_map.errors import InputError
from stakeholder_map.read import read_region

COUNT = 230


@pytest.fixture(scope="module")
def large():
    """50,000 answers of 230 stakeholders on 224 targets each."""
    stakeholders = (
        "stakeholder_id,name,key_group\nus,Our Coalition,hospital\nacme,Acme Hospital,hospital\n"
    )
    stakeholders += "".join(f"s{one},Stakeholder {one},hospital\n" for one in range(COUNT))
    survey = ["respondent_id,target_id,submitted_at,works_with,trust,comment"]
    for one in range(COUNT):
        for other in range(COUNT):
            if one != other and len(survey) <= 50_000:
                day = f"2026-09-{1 + one % 28:02d}"
                said = f"{(one + other) % 5},{1 + one * other % 4},said {one} {other}"
                survey.append(f"s{one},Stakeholder {other},{day},{said}")
    kept = {name: CLEAN[name] for name in ("region", "questions")}
    return dict.fromkeys(CLEAN) | kept | {"stakeholders": stakeholders, "survey": "\n".join(survey)}


def test_fifty_thousand_answers_are_read_in_seconds(large, tmp_path):
    folder = plant(tmp_path, **large)
    start = time.process_time()
    region = read_region(folder)
    assert time.process_time() - start < 5
    assert len(region.table("survey")) == 50_000


def test_as_many_faults_are_listed_in_seconds(large, tmp_path):
    wrong = large["survey"].replace(",Stakeholder ", ",Nobody ").replace(",2026-09", ",2026-9-")
    folder = plant(tmp_path, **large | {"survey": wrong})
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        read_region(folder)
    assert time.process_time() - start < 12
    assert len(caught.value.problems) == 100_000
