"""Many regions: scans side by side, each a process of its own, here or on other machines.

`plan` reads the file that lists them, `task` is one of them as it travels, `attempt` carries one
out exactly once, `forge` is the process that has imported everything and forks a run for each,
`local` and `cluster` share the work out, `shelf` publishes into shared storage, `summary` tells how
they ended.
"""

from stakeholder_map.regions.plan import Plan, read_plan
from stakeholder_map.regions.task import Outcome, ScanTask, worst_of

__all__ = ["Outcome", "Plan", "ScanTask", "read_plan", "worst_of"]
