"""Every key that region.toml may have, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from stakeholder_map.settings.named import AIM_NAMES, MEASURE_NAMES, ROLE_NAMES
from stakeholder_map.tables.columns import scale

SettingKind = Literal[
    "text", "date", "whole", "number", "choice", "cron", "names", "weights", "ranges"
]
"""How a value is read: `names` is a list of texts, `weights` a table of numbers of at least 0,
`ranges` a table of pairs of shares."""


@dataclass(frozen=True)
class Setting:
    """One key of region.toml.

    Parameters
    ----------
    name : str
        The key; the field of :class:`Settings` has the same name.
    kind : SettingKind
        How its value is read.
    meaning : str
        One plain sentence part, for the template and the documentation.
    required : bool
        Whether the key must be there.
    default : object
        What holds where the key is not there; ``None``: nothing is set.
    allowed : tuple of str
        For `choice`: the words allowed.
    low, high : float, optional
        For `whole` and `number`: the range, both ends included.
    unit : str
        Unit of a number.
    example : str
        A value as it is written in the file, for the template.

    Examples
    --------
    >>> Setting("high", "number", "what counts as high", low=0, high=1).expectation
    'a number from 0 to 1'
    """

    name: str
    kind: SettingKind
    meaning: str
    required: bool = False
    default: object = None
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    example: str = ""

    @property
    def expectation(self) -> str:
        """What the value must be, in the words that error messages use."""
        return {
            "text": "text in quotation marks",
            "date": "a day such as 2026-11-22",
            "whole": f"a whole number{scale(self.low, self.high)}",
            "number": f"a number{scale(self.low, self.high)}",
            "choice": f"one of {' / '.join(self.allowed)}",
            "cron": 'a cron line such as "0 3 1 * *"',
            "names": 'a list such as ["one", "two"]',
            "weights": "a table of numbers of at least 0, one of them above 0",
            "ranges": "a table of pairs such as [0.2, 0.5], shares from 0 to 1, the lesser first",
        }[self.kind]


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "name", "text", "the region's name, as reports print it", True, example='"Three Rivers"'
    ),
    Setting("convener", "text", "the stakeholder that is us", True, example='"our-coalition"'),
    Setting("as_of", "date", "the day the scan speaks of", example="2026-11-22"),
    Setting(
        "unlisted",
        "choice",
        "what it means that a respondent left a target out: zero where the survey showed a "
        "roster, unknown where it asked for names; required where there is a survey",
        allowed=("zero", "unknown"),
        example='"zero"',
    ),
    Setting("survey_closes", "date", "last day of the survey", example="2026-10-31"),
    Setting("log_start", "date", "first day of the contact log", example="2025-01-01"),
    Setting(
        "dates",
        "choice",
        "how dates are written: iso is 2026-11-22, mdy 11/22/2026, dmy 22/11/2026",
        default="iso",
        allowed=("iso", "mdy", "dmy"),
        example='"iso"',
    ),
    Setting(
        "half_life_days",
        "number",
        "after how long a contact counts half",
        default=180.0,
        low=1,
        unit="days",
        example="180",
    ),
    Setting(
        "high",
        "number",
        "from which strength on cooperation or competition counts as high",
        default=0.5,
        low=0,
        high=1,
        example="0.5",
    ),
    Setting(
        "coalition_size",
        "whole",
        "how many partners a founding group may have",
        default=6,
        low=2,
        example="6",
    ),
    Setting("kick_off", "date", "the day the first project should start", example="2027-03-01"),
    Setting(
        "staff_hours_month",
        "number",
        "time our own staff can give",
        low=0,
        unit="hours a month",
        example="120",
    ),
    Setting(
        "budget",
        "number",
        "what may be spent",
        low=0,
        unit="currency of the region",
        example="50000",
    ),
    Setting(
        "must_have",
        "names",
        "stakeholders that the founding group must hold",
        default=(),
        example='["county-health"]',
    ),
    Setting(
        "must_not",
        "names",
        "stakeholders that the founding group must not hold",
        default=(),
        example="[]",
    ),
    Setting(
        "must_cover",
        "names",
        "key groups of which the founding group must have a member",
        default=(),
        example='["health_plan"]',
    ),
    Setting(
        "own_key_groups",
        "names",
        "key groups of this region beside the usual ones",
        default=(),
        example="[]",
    ),
    Setting(
        "audience",
        "choice",
        "who reads the leadership pages",
        default="convener",
        allowed=("convener", "members", "public"),
        example='"convener"',
    ),
    Setting(
        "retain_notes_months",
        "whole",
        "after how long you delete notes and comments; nothing does so by itself",
        default=24,
        low=1,
        unit="months",
        example="24",
    ),
    Setting(
        "weights_by",
        "text",
        "whose judgement the weights are",
        default="",
        example='"steering committee"',
    ),
    Setting("weights_on", "date", "when the weights were set", example="2026-09-15"),
    Setting(
        "schedule",
        "cron",
        "when scans are due, as a cron line: minute, hour, day of the month, month, day of the "
        "week; a day on which none was made shows as a gap",
        default="",
        example='"0 3 1 * *"',
    ),
    Setting(
        "measure_weights",
        "weights",
        "how much each measure of influence counts",
        default={},
        allowed=MEASURE_NAMES,
        example="pagerank = 2",
    ),
    Setting(
        "measure_weight_ranges",
        "ranges",
        "instead of measure_weights, where the weights themselves are in doubt: the least and the "
        "greatest share of each measure of influence that counts",
        default={},
        allowed=MEASURE_NAMES,
        example="pagerank = [0.2, 0.6]\nstrength = [0.2, 0.6]\nbetweenness = [0.0, 0.4]",
    ),
    Setting(
        "aim_weights",
        "weights",
        "how much each aim counts in the choice of partners",
        default={},
        allowed=AIM_NAMES,
        example="coverage = 1",
    ),
    Setting(
        "cadence_days",
        "weights",
        "days without a contact after which a call is due, by what an organisation is to us; "
        "0 stands for never",
        default={},
        allowed=ROLE_NAMES,
        example="founding_member = 30",
    ),
)
"""Every key of region.toml, in the order in which a template shows them; tables come last."""


@dataclass(frozen=True)
class Settings:
    """What region.toml says; a field per declared key, see :data:`SETTINGS` for the meanings.

    Examples
    --------
    >>> Settings(name="Three Rivers", convener="us").half_life_days
    180.0
    """

    name: str
    convener: str
    as_of: date | None = None
    unlisted: Literal["zero", "unknown"] | None = None
    survey_closes: date | None = None
    log_start: date | None = None
    dates: Literal["iso", "mdy", "dmy"] = "iso"
    half_life_days: float = 180.0
    high: float = 0.5
    coalition_size: int = 6
    kick_off: date | None = None
    staff_hours_month: float | None = None
    budget: float | None = None
    must_have: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    must_cover: tuple[str, ...] = ()
    own_key_groups: tuple[str, ...] = ()
    audience: Literal["convener", "members", "public"] = "convener"
    retain_notes_months: int = 24
    weights_by: str = ""
    weights_on: date | None = None
    schedule: str = ""
    measure_weights: Mapping[str, float] = field(default_factory=dict)
    measure_weight_ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    aim_weights: Mapping[str, float] = field(default_factory=dict)
    cadence_days: Mapping[str, float] = field(default_factory=dict)
