"""One voice for each organisation, one strength for each pair."""

from stakeholder_map.environment.voices import open_layers, pair_strengths, voices

BOTH = ("cooperation", "competition")


def test_an_organisation_speaks_once_of_each_pair(scan_of):
    invitations = "respondent_id,stakeholder_id\nr1,p1\nr2,p1\nr3,p2\n"
    survey = (
        "respondent_id,target_id,submitted_at,work,rival\n"
        "r1,p2,2026-09-01,4,0\nr2,p2,2026-09-01,2,\nr3,p1,2026-09-01,4,\n"
    )
    spoken = voices(scan_of(invitations=invitations, survey=survey).evidence, layers=BOTH)
    told = spoken[["layer", "first", "second", "speaker", "value", "respondents"]]
    assert told.values.tolist() == [
        ["competition", "p1", "p2", "p1", 0.0, 1],
        ["cooperation", "p1", "p2", "p1", 0.75, 2],
        ["cooperation", "p1", "p2", "p2", 1.0, 1],
    ]
    pairs = pair_strengths(spoken)
    assert pairs[["layer", "strength", "sides"]].values.tolist() == [
        ["competition", 0.0, 1],
        ["cooperation", 0.875, 2],
    ]


def test_no_answers_no_voices(scan_of):
    scan = scan_of(survey=None, questions=None, memberships="member_id,body\nus,Board\n")
    spoken = voices(scan.evidence, layers=BOTH)
    assert spoken.empty
    assert pair_strengths(spoken).empty


def test_one_question_for_analysts_only_closes_its_layer(region_of):
    questions = (
        "question,construct,lowest,highest,wording,consent\n"
        "work,cooperation,0,4,How much?,leadership\nmore,cooperation,0,4,How often?,analyst\n"
        "rival,competition,0,4,How much?,leadership\n"
    )
    survey = "respondent_id,target_id,submitted_at,work,more,rival\np1,p2,2026-09-01,1,1,1\n"
    assert open_layers(region_of(questions=questions, survey=survey)) == ("competition",)
