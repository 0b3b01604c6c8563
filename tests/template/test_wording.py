"""Rivals must not tell each other prices, wages, territories or terms: both ways are tested."""

import pandas as pd
import pytest

from stakeholder_map.template.questionnaire import QUESTIONS
from stakeholder_map.template.wording import sensitive_wording


def topics(*wordings, question="q"):
    asked = pd.DataFrame(
        {"question": [f"{question}{n}" for n in range(len(wordings))], "wording": wordings}
    )
    return sensitive_wording(asked)


SENSITIVE = {
    "prices": [
        "What prices does this partner ask for an MRI?",
        "How is your pricing set?",
        "Which discounts do you grant?",
        "What rebates have you agreed?",
        "What do you charge per visit?",
        "How much does your organization charge for a stay?",
        "How large are your profit margins?",
        "Will your premiums rise next year?",
        "Do you plan a premium increase?",
        "What are your labour costs?",
        "PRICE of a hip replacement?",
        "Are charges to patients alike?",
    ],
    "rates": [
        "What hourly rate do you pay nurses?",
        "Which payment rates did you negotiate with this plan?",
        "Are your rates above those of this partner?",
        "Do you know the rates they charge?",
        "What Medicare Advantage contract rates do you accept?",
        "What is your rate per visit?",
        "How do commercial rates compare?",
        "At which rate of reimbursement would you join?",
        "What rates for imaging do you have?",
        "Would you agree on rates?",
        "Rates: how did they change?",
        "Is the rate fair?",
        "How do you compare rates with rivals?",
    ],
    "wages": [
        "What wages do you pay?",
        "How high are salaries of nurses?",
        "What is the starting pay?",
        "How much do you pay your physicians?",
        "What compensation do executives get?",
        "Do you plan a pay raise?",
        "Who gets bonuses?",
    ],
    "fees": ["What fees do you ask?", "Is there a membership fee?", "Which fee schedule?"],
    "reimbursement": [
        "How well does this plan reimburse you?",
        "Which reimbursement did you get?",
    ],
    "territories": [
        "Which territories would you leave to this partner?",
        "What is your market share?",
        "Should we divide the market?",
        "Could we split counties between us?",
        "How should patients be won by allocating customers?",
        "Would you boycott this plan?",
        "Would you sign a no-poach agreement?",
    ],
    "contract terms": [
        "What are the contract terms with this plan?",
        "Which terms of your contract with this plan matter?",
        "Tell us the terms you negotiated.",
        "What payment terms do you have?",
        "When is the renewal of your contracts?",
        "Do you have exclusive agreements?",
    ],
    "bids": [
        "Do you intend to bid for the county contract?",
        "How high was your bid?",
        "Who are the bidders?",
        "Will you submit tenders?",
        "Will you answer the call for tenders?",
    ],
}

HARMLESS = [
    "How do you rate this partner?",
    "Please rate how reliable this partner is.",
    "Rates of readmission: do you measure them?",
    "Do your readmission rates worry you?",
    "Do your rates of infection worry you?",
    "What rates of vaccination do you see?",
    "What is your response rate?",
    "Is this partner a first-rate source of advice?",
    "At any rate, do you trust it?",
    "Do you serve a share of patients with this partner?",
    "Do you share information with this partner?",
    "Does this partner share your mission?",
    "Is this person in charge of quality?",
    "Who is the charge nurse?",
    "Do you feel forbidden to speak?",
    "Do you need a contract before you work with this partner?",
    "Would you work long-term with this partner?",
    "In terms of openness, how is this partner?",
    "Are you on good terms with this partner?",
    "Does this partner pay attention to families?",
    "Is the coffee good?",
    "Would a project be worth the time it costs you?",
    "Do you treat BID dosing alike?",
    "Is this new territory for you?",
    "Do you help with workers' compensation?",
    "Do you compete for the same patients, members, funds or staff?",
    "Do patients pay with their time?",
    "How accurate are the data of this partner?",
    "Does this partner separate care from teaching?",
    "Is care here tender and kind?",
    "Does this partner give feedback?",
    "Do you refer patients to this partner?",
    "How far does this partner move the market for care?",
    "Is quality priceless to this partner?",
    "Does this partner collaborate on infant mortality rates in the county?",
    "Would a premium service help families?",
    "Who rates your work?",
    "Does this partner help with birth rates and survival rates?",
    "Do you watch screening rates?",
    "Do you rate it high or low?",
    "Please rate: reliability",
    "How would you rate their openness?",
    "Is the rate at which it answers good?",
    "In terms of contracts signed, are you ready?",
    "Is the no-show rate a worry?",
    "Does your organisation charge this partner with tasks?",
]


@pytest.mark.parametrize(
    ("topic", "wording"),
    [(topic, wording) for topic, wordings in SENSITIVE.items() for wording in wordings],
)
def test_a_question_about_what_rivals_must_not_share_is_named(topic, wording):
    (problem,) = topics(wording)
    assert wording.casefold().find(problem.found.split("'")[1]) >= 0 or '"' in problem.found
    assert problem.column == "wording"
    assert "'q0'" in problem.found


@pytest.mark.parametrize(
    ("topic", "wording"), [(topic, wordings[0]) for topic, wordings in SENSITIVE.items()]
)
def test_the_topic_is_named(topic, wording):
    (problem,) = topics(wording)
    assert f"({topic})" in problem.found


@pytest.mark.parametrize("wording", HARMLESS)
def test_a_harmless_question_raises_no_alarm(wording):
    assert topics(wording) == ()


def test_the_id_of_a_question_is_read_too():
    (problem,) = topics("How high is it?", question="fee_level_")
    assert problem.found == "'fee' (fees) in the question 'fee_level_0'"


def test_odd_spaces_and_typographic_quotes_hide_nothing():
    assert topics("Which payment\u00a0 rates?")
    assert topics("How much do you pay\nyour nurses?")
    assert not topics("Do you help with workers\u2019 compensation?")


def test_each_question_is_named_once_and_in_order():
    found = topics("What prices, fees and wages?", "How do you rate it?", "Which bids?")
    assert [problem.found.split("question ")[1] for problem in found] == ["'q0'", "'q2'"]


def test_our_own_questionnaire_asks_nothing_of_the_kind():
    wordings = [question.wording for question in QUESTIONS.values()]
    assert topics(*wordings) == ()
