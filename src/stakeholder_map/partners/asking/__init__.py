"""Asking: in which order, by when, and what if somebody declines."""

from stakeholder_map.partners.asking.acceptance import Acceptance, acceptance
from stakeholder_map.partners.asking.calendar import Calendar
from stakeholder_map.partners.asking.forecasts import Forecasts, review_forecasts
from stakeholder_map.partners.asking.order import Order, best_order
from stakeholder_map.partners.asking.plan import AskPlan, plan_asks

__all__ = [
    "Acceptance",
    "AskPlan",
    "Calendar",
    "Forecasts",
    "Order",
    "acceptance",
    "best_order",
    "plan_asks",
    "review_forecasts",
]
