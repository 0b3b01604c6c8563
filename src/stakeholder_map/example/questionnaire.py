"""The questionnaire of the example: a few questions on each of up to fifteen partners."""

from __future__ import annotations

from stakeholder_map.example.ground import Row

QUESTIONS: tuple[Row, ...] = tuple(
    {
        "question": question,
        "construct": construct,
        "lowest": lowest,
        "highest": "4",
        "wording": wording,
        "consent": consent,
        "reverse": reverse,
    }
    for question, construct, lowest, wording, consent, reverse in (
        (
            "in_touch",
            "contact_frequency",
            "0",
            (
                "How often are you in touch with them? 0 never, 1 yearly, 2 quarterly, 3 monthly,"
                " 4 weekly"
            ),
            "leadership",
            "",
        ),
        (
            "lets_us_down",
            "trust_reliability",
            "1",
            "How often do they fail to do what they said they would? 1 hardly ever to 4 often",
            "analyst",
            "yes",
        ),
        (
            "moves_things",
            "value_influence",
            "1",
            "How much can they move things in the valley? 1 little to 4 a great deal",
            "leadership",
            "",
        ),
        (
            "would_join",
            "would_partner",
            "0",
            "Would you start something new with them? 0 no to 4 tomorrow",
            "analyst",
            "",
        ),
        (
            "work_together",
            "cooperation",
            "0",
            "How closely do you work together? 0 not at all to 4 in everything that matters",
            "leadership",
            "",
        ),
        (
            "compete",
            "competition",
            "0",
            "How strongly do you compete? 0 not at all to 4 for everything that matters",
            "analyst",
            "",
        ),
        (
            "sways_us",
            "direct_influence",
            "0",
            "Asked of some only: how far can they change what you do? 0 not at all to 4 entirely",
            "analyst",
            "",
        ),
    )
)
"""Table `questions`."""
