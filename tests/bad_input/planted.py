"""A small clean region folder, and the means to plant one fault in it."""

from __future__ import annotations

from pathlib import Path

from stakeholder_map.errors import InputError
from stakeholder_map.read import read_region

CLEAN = {
    "region": """\
name = "Three Rivers"
convener = "us"
as_of = 2026-11-22
unlisted = "zero"
must_have = ["Acme Hospital"]
""",
    "stakeholders": """\
stakeholder_id,name,key_group,parent_id,willingness,lead_months_min,lead_months_max,notes
us,Our Coalition,purchaser_coalition,,,,,
acme,Acme Hospital,hospital,,3,3,6,"said ""yes"", then
nothing"
acme-east,Acme East,physician_group,acme,,,,
zoe,Zoe House,community_service,,0,,,NA
007,NA,health_plan,,,,,
""",
    "aliases": "alias,id\nAcme Hosp,acme\n",
    "people": """\
person_id,stakeholder_id,name,role,seniority,since,until,known_by
p1,us,Ada Bell,director,executive,2024-01-01,,
p2,acme,Bo Cruz,physician,clinical,,2027-06-30,p1
p3,Zoe House,Cy Diaz,worker,liaison,,,Ada Bell|p2
""",
    "areas": "area_id,name,kind\nasthma,Asthma at home,issue\nbeds,Beds,market\n",
    "needs": """\
need_id,name,area_id,people_affected,urgency
n1,Inhalers,asthma,1200,3
""",
    "projects": """\
project_id,name,area_id,months,effort_hours,visibility,feasibility,needs,key_groups_required
j1,Home visits,asthma,6,200,3,4,n1,hospital|health_plan
""",
    "questions": """\
question,construct,lowest,highest,wording,consent
works_with,cooperation,0,4,How much do you work together?,leadership
trust,trust_openness,1,4,Is it open to discussion?,analyst
""",
    "invitations": """\
respondent_id,stakeholder_id,person_id,invited_on,shown
r1,acme,p2,2026-09-01,roster
r2,zoe,p3,2026-09-01,acme|Our Coalition
us,us,,2026-09-01,free
""",
    "survey": """\
respondent_id,target_id,area_id,submitted_at,works_with,trust,comment
r1,zoe,,2026-09-10,3,4,
r1,zoe,asthma,2026-09-10,2,,
r2,Acme Hosp,,2026-09-11,0,1,"two
lines"
r2,007,Asthma at home,2026-09-11,4,,
""",
    "contacts": """\
date,from_id,to_id,channel,next_date
2026-08-01,p1,p2,call,2026-12-01
2026-08-02,us,Zoe House,mail,
""",
    "events": "event_id,date,attendees\ne1,2026-05-01,p1|acme|Zoe House\n",
    "acquaintances": "person_id,other_person_id,strength\np1,p2,3\np1,p3,1\n",
    "memberships": "member_id,body,since,until\nacme,Board of Health,2020-01-01,\n",
    "positions": """\
stakeholder_id,area_id,position,source
acme,asthma,4,stated
zoe,asthma,-2,our_guess
""",
    "asks": """\
stakeholder_id,asked_on,asked_by,ask,answer,answered_on
acme,2026-03-01,p1,join,yes,2026-03-15
""",
}
"""Text of each file; `region` is region.toml."""


def plant(folder: Path, **changes: str | bytes | None) -> Path:
    """Write the clean folder with some files changed, or left out where the change is None."""
    region = folder / "my-region"
    region.mkdir(parents=True)
    for name, content in {**CLEAN, **changes}.items():
        file = region / ("region.toml" if name == "region" else f"{name}.csv")
        if content is not None:
            raw = content if isinstance(content, bytes) else content.encode("utf-8")
            file.write_bytes(raw)
    return region


def altered(name: str, old: str, new: str) -> str:
    """Text of a clean file in which one place is different."""
    assert CLEAN[name].count(old) == 1, f"{old!r} must occur once in {name}"
    return CLEAN[name].replace(old, new)


def told(folder: Path) -> list[str]:
    """What reading the folder complains of: each fault with the file and sheet it stands in."""
    try:
        read_region(folder)
    except InputError as error:
        return [f"{problem.place}: {problem}" for problem in error.problems]
    return []


def warned(folder: Path) -> list[str]:
    """What reading the folder warns of."""
    return [f"{problem.place}: {problem}" for problem in read_region(folder).warnings]
