"""The what-if of a person leaving equals removing that person's rows and running a scan again."""

import pytest
from partners.test_carriers import check
from relationships.test_turnover import rows_without, write

from stakeholder_map.example import generate_region
from stakeholder_map.partners import choose, if_person_leaves_coalition
from stakeholder_map.scan import open_scan

DRAWS = 8


@pytest.mark.parametrize("person", ["p002", "p009", "p031"])
def test_the_coalition_without_a_person_is_that_of_the_folder_without_its_rows(tmp_path, person):
    tables = generate_region(seed=3, stakeholders=36)
    whole = open_scan(write(tmp_path / "whole", tables, dict(tables.tables)), draws=DRAWS, seed=1)
    home = whole.region.organisation_of(person)
    less = write(tmp_path / "less", tables, rows_without(dict(tables.tables), person, home))
    again = choose(open_scan(less, draws=DRAWS, seed=1))
    found = if_person_leaves_coalition(whole, person, choice=choose(whole))
    assert found.again.members == again.members
    assert found.again.project == again.project
    assert found.again.proof == again.proof


def test_the_group_rests_on_everybody_as_counting_again_without_each_shows(tmp_path):
    tables = generate_region(seed=3, stakeholders=36)
    scan = open_scan(write(tmp_path / "whole", tables, dict(tables.tables)), draws=DRAWS, seed=1)
    check(scan.region, choose(scan), people=scan.region.table("people")["person_id"])
