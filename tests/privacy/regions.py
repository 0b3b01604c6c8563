"""Small regions in which organisations rate each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stakeholder_map.read import Region, read_region

QUESTIONS = (
    "question,construct,lowest,highest,wording,consent\n"
    "power,value_influence,1,4,How much influence?,leadership\n"
    "word,trust_reliability,1,4,Do they keep their word?,{trust}\n"
)
GROUPS = ("hospital", "health_plan", "government")


def write_region(
    folder: Path,
    answers: Mapping[tuple[str, str], int],
    *,
    parents: Mapping[str, str] | None = None,
    audience: str = "convener",
    trust: str = "analyst",
) -> Path:
    """A folder in which each (respondent, target) has an answer on influence and on trust."""
    folder.mkdir(parents=True, exist_ok=True)
    parents = parents or {}
    ids = sorted({each for pair in answers for each in pair} | set(parents.values()))
    toml = (
        'name = "Vale"\nconvener = "us"\nas_of = 2026-09-30\nunlisted = "unknown"\n'
        f'audience = "{audience}"\n'
    )
    (folder / "region.toml").write_text(toml)
    rows = ["stakeholder_id,name,key_group,parent_id", "us,Our Coalition,hospital,"]
    for number, each in enumerate(ids):
        group = GROUPS[number % len(GROUPS)]
        rows.append(f"{each},Organisation {each},{group},{parents.get(each, '')}")
    (folder / "stakeholders.csv").write_text("\n".join(rows) + "\n")
    (folder / "questions.csv").write_text(QUESTIONS.format(trust=trust))
    said = ["respondent_id,target_id,submitted_at,power,word"]
    said += [f"{rater},{target},2026-09-01,{a},{a}" for (rater, target), a in answers.items()]
    (folder / "survey.csv").write_text("\n".join(said) + "\n")
    return folder


def region_of(folder: Path, answers: Mapping[tuple[str, str], int], **options) -> Region:
    """The same, read."""
    return read_region(write_region(folder, answers, **options))


def all_rate(raters: str, answers: Mapping[str, list[int]]) -> dict[tuple[str, str], int]:
    """Each of the raters gives each target the answer in its place; 0 is none."""
    return {
        (rater, target): given
        for target, row in answers.items()
        for rater, given in zip(raters, row, strict=True)
        if given
    }
