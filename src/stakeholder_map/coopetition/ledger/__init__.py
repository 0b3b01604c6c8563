"""The ledger of coopetition: both lists of each pair, and the litmus of a partnership."""

from stakeholder_map.coopetition.ledger.answers import LITMUS
from stakeholder_map.coopetition.ledger.find import Ledger, keep_ledger

__all__ = ["LITMUS", "Ledger", "keep_ledger"]
