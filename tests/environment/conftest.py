"""A small region, as a folder that is read: what each test adds or takes away is in the test."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from stakeholder_map.evidence import collect_evidence
from stakeholder_map.read import read_region

SETTINGS = """
name = "Small"
convener = "us"
as_of = 2026-09-30
unlisted = "zero"
survey_closes = 2026-09-20
"""

STAKEHOLDERS = """\
stakeholder_id,name,key_group,parent_id,internal
us,Our Coalition,purchaser_coalition,,no
desk,Data Desk,purchaser_coalition,us,yes
sys,Mercy System,hospital,,no
h1,Mercy North,hospital,sys,no
h2,Mercy South,hospital,sys,no
p1,Plan One,health_plan,,no
p2,Plan Two,health_plan,,no
p3,Plan Three,health_plan,,no
c1,Care House,community_service,,no
g1,County,government,,no
"""

QUESTIONS = """\
question,construct,lowest,highest,wording,consent,reverse
work,cooperation,0,4,How much do you work together?,leadership,
rival,competition,0,4,How much do you compete?,leadership,
"""

# p1 and p2 work together and compete; p1 and sys disagree; g1 answers too late, h1 nothing at all
SURVEY = """\
respondent_id,target_id,area_id,submitted_at,work,rival
p1,p2,,2026-09-01,4,3
p2,p1,,2026-09-02,3,2
p1,sys,,2026-09-01,3,0
sys,p1,,2026-09-03,0,
p2,sys,,2026-09-02,1,1
p3,p1,,2026-09-02,2,
p1,p3,,2026-09-01,4,0
c1,h1,,2026-09-04,4,0
g1,c1,,2026-09-25,4,0
"""


@pytest.fixture
def region_of(tmp_path):
    """Read a region made of the small one and of tables given as text; ``None`` takes one away."""

    def build(*, more_settings="", **tables):
        everything = {
            "stakeholders": STAKEHOLDERS,
            "questions": QUESTIONS,
            "survey": SURVEY,
            **tables,
        }
        (tmp_path / "region.toml").write_text(SETTINGS + more_settings, encoding="utf-8")
        for name, text in everything.items():
            if text is not None:
                (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return read_region(tmp_path)

    return build


@pytest.fixture
def scan_of(region_of):
    """What of a scan the environment reads: a region and its evidence."""

    def build(**tables):
        region = region_of(**tables)
        return SimpleNamespace(region=region, evidence=collect_evidence(region))

    return build
