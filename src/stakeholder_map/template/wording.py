"""Questions that rivals must not answer for each other: prices, wages, territories, terms, bids.

A survey among competitors may not become a place where they tell each other what they charge, pay
or plan to leave to one another. The list below warns; it is no legal advice.
"""

from __future__ import annotations

import re
import unicodedata
from typing import cast

import pandas as pd

from stakeholder_map.errors import Problem

_MONEY = (
    "pay|payment|payments|payer|payor|reimbursement|billing|billed|charge|charges|hourly|daily|"
    "per diem|day|contract|contracts|contracted|contracting|negotiated|commission|premium|"
    "capitation|capitated|labou?r|discount|discounted|insurer|commercial|medicare|medicaid|drg|"
    "fixed|bundled|wage|tax|price|pricing|fee|market|going|overtime|agency|locum|compensation"
)
_COUNTED = (
    r"\w+(?:ion|ions|ality|icity|idity|ability|ence|ance|ness|ment|ery|ival|al|ure|ing|ates?|use)|"
    r"birth|death|heart|pulse|success|drop-?out|no-show|follow-up|uptake|quit|growth|error|fall|"
    r"falls|injury|pregnancy|poverty|suicide|overdose|crime|literacy|relapse|caesarean|cesarean|"
    r"c-section|asthma|obesity|disease|cancer|diabetes|uninsured|turnover|high|low|first|second"
)
"""Words before "rates" that make it a count: readmission, survival, screening, birth."""
_SOMEBODY = "who|partner|organi[sz]ation|it|he|she|everyone|everybody|nobody|staff|family|families"
"""Words before "rates" that make it a verb."""

_THEY = "(?:you|they|it|this partner|partners?|(?:this|your|the) organi[sz]ation)"
_WOULD = "(?:do|does|did|will|would|can|could|should|to)"
_NOT_WITH = r"(?! (?:[\w']+ ){0,3}with)"
_NOT_A_COUNT = "(?! of (?!return|pay|payment|reimbursement|charge)| at which)"
_DEAL = "(?:charge|pay|accept|get|receive|negotiate|offer|quote|set)s?"
_CLIENTS = "(?:customers|clients|patients|payers|members)"
_STAFF = "(?:staff|nurses|physicians|doctors|clinicians|employees|workers|people)"
_PLACES = r"(?:markets?|count(?:y|ies)|regions?|service areas?|zip codes)"
_CALL_FOR = r"(?:submit\w*|win\w*|public|calls? for|invit\w+ to|answer\w*|competitive|a|next|the)"
_DIVIDE = r"(?:divid\w+|split\w*|allocat\w+|carv\w+ up|shar(?:e|ing) out|assign\w*)(?: up)?"
_DEALER = "(?:contract|contractual|contracting|payment|commercial|negotiated|payer|payor|vendor)"
_IDIOM = "".join(
    f"(?<!{word} )" for word in ("new", "familiar", "uncharted", "northern", "northwest", "yukon")
)

_TOPICS = {
    "prices": (
        "(?:over|under|re|mis)?pric(?:e|es|ed|ing)(?! (?:of success|of failure|to pay for))",
        "(?:trade |volume )?(?:discounts?|rebates?|surcharges?|mark-?ups?)",
        "(?:profit|operating|gross|net|your|their) margins?",
        "(?:insurance |your |their )?premiums",
        "premium (?:rates?|levels?|increases?|changes?)",
        "unit costs?|cost structures?|labou?r costs?",
        f"{_WOULD} {_THEY} charge{_NOT_WITH}",
        f"{_THEY} (?:charge|charges|charged){_NOT_WITH}",
        f"charge(?:s|d)? (?:per|{_CLIENTS})",
        "charges (?:to|for|per)|charging (?:for|per)|chargemasters?|tariffs?",
        "co-?pay(?:s|ments?)",
    ),
    "rates": (
        f"(?:{_MONEY}) rates?",
        rf"(?<!-)(?!(?:{_COUNTED}|{_MONEY}|{_SOMEBODY}) )[\w']+ rates{_NOT_A_COUNT}",
        f"^rates{_NOT_A_COUNT}",
        f"(?:your|their|the|our|its|same|base|what|which|a) rate(?!-){_NOT_A_COUNT}",
        f"rates? (?:that |which )?{_THEY} {_DEAL}",
        "rates? (?:paid|charged|negotiated|per (?:hour|day|visit|case|member|unit))",
        "rates? of (?:pay|payment|reimbursement|return|charge)",
    ),
    "wages": (
        "wages?",
        "salar(?:y|ies)",
        "(?<!workers' )(?<!workers )(?<!worker )(?<!worker's )compensation",
        "bonus(?:es)?",
        "pay (?:scales?|grades?|raises?|rises?|bands?|levels?|increases?)",
        f"(?:much|what) (?:{_WOULD} )?{_THEY} pay",
        rf"pays? (?:your|their|its|the) (?:\w+ )?{_STAFF}",
        "(?:starting|hourly|overtime|holiday|sick) pay",
    ),
    "fees": ("fees?(?!-for-service)(?! for service)",),
    "reimbursement": (r"reimburs\w+",),
    "territories": (
        f"{_IDIOM}territor(?:y|ies)",
        "market shares?",
        f"{_DIVIDE} (?:the |your |our )?(?:{_CLIENTS}|{_PLACES})",
        "market (?:allocation|division)",
        "stay(?:s|ing)? out of (?:each other's|the other's|their|your)",
        r"boycott\w*|refus\w+ to deal",
        r"(?:no|non|not)[- ]poach\w*|no[- ]hire",
    ),
    "contract terms": (
        f"{_DEALER} (?:terms?|conditions|provisions|clauses|prices?)",
        r"(?<!in )terms? (?:and conditions )?(?:of|in) (?:\w+ ){0,2}(?:contracts?|agreements?)",
        rf"terms? (?:that |which )?{_THEY} (?:negotiated?|accept\w*|agreed|offer\w*|signed)",
        "(?:what|which) (?:is|stands) in (?:your|their) contracts?",
        "contract (?:lengths?|durations?|values?|renewals?)",
        "(?:length|duration|value|volume|expiry|renewal)s? of (?:your|the|their) contracts?",
        "exclusiv(?:e|ity) (?:contracts?|agreements?|clauses?|arrangements?)",
    ),
    "bids": (
        "(?:out|under|re)?bid(?:s|ding|ders?)?(?! farewell| dosing| welcome)",
        f"{_CALL_FOR} tenders?",
        "tender(?:ing|ed)? (?:for|offers?|prices?|process)",
        "(?:price |your |their )quotes?",
    ),
}

_PATTERNS = {
    topic: re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)") for topic, forms in _TOPICS.items()
}


def sensitive_wording(questions: pd.DataFrame) -> tuple[Problem, ...]:
    """Warnings for questions that ask rivals about prices, wages, territories, terms or bids.

    Whole words and phrases are matched, in the wording and in the question's id: "rate this
    partner", "readmission rates" and "a share of patients" are no cause for alarm.

    Parameters
    ----------
    questions : DataFrame
        The `questions` table; only `question` and `wording` are read.

    Returns
    -------
    tuple of Problem
        At most one per question, in the order of the table; empty where nothing is named.

    Notes
    -----
    A list of English words: a question in another language, or one that asks in a roundabout way,
    passes unseen. Have counsel read a survey that goes to competitors.

    Examples
    --------
    >>> asked = pd.DataFrame({"question": ["a", "b"], "wording": ["How do you rate this partner?",
    ...     "What hourly rate do you pay nurses?"]})
    >>> print(sensitive_wording(asked)[0].found)
    'hourly rate' (rates) in the question 'b'
    """
    problems = []
    for question, wording in zip(questions["question"], questions["wording"], strict=True):
        hit = _first_hit(str(wording)) or _first_hit(str(question).replace("_", " "))
        if hit is not None:
            topic, words = hit
            problems.append(
                Problem(
                    "questions",
                    "a question that rivals may answer for each other (no prices, rates, wages, "
                    "fees, territories, contract terms or bids; ask counsel)",
                    f"{words!r} ({topic}) in the question {cast(str, question)!r}",
                    column="wording",
                )
            )
    return tuple(problems)


def _first_hit(text: str) -> tuple[str, str] | None:
    """Topic and words of the earliest sensitive phrase of a text."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("BID", "")
    plain = re.sub(r"\s+", " ", plain).casefold()
    hits = [
        (found.start(), topic, found.group())
        for topic, pattern in _PATTERNS.items()
        if (found := pattern.search(plain)) is not None
    ]
    return min(hits)[1:] if hits else None
