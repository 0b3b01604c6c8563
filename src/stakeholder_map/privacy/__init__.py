"""What may be shown to whom, and what nobody may work out from it.

`tiers` and `audience` say who sees what; `rules` the thresholds; `ratings` collects what
organisations say of each other, one voice for each system; `statements` turns a published mean into
what it tells of the answers behind it; `audit` looks for an answer that an insider could work out
from all statements together; `ledger` keeps what was told before; `received` publishes what is
left; `own` gives each participant its own results; `pseudonyms` names respondents without names.
See docs/PRIVACY.md.
"""

from stakeholder_map.privacy.tiers import TIERS, Tier, as_tier, may_see

__all__ = ["TIERS", "Tier", "as_tier", "may_see"]
