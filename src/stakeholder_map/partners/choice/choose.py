"""A founding group and a first project, chosen together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from stakeholder_map.influence import Ranking, rank_influence
from stakeholder_map.once import once_a_scan
from stakeholder_map.partners.choice.aims import drawn_weights, set_by
from stakeholder_map.partners.choice.basis import Basis, read_basis
from stakeholder_map.partners.choice.breakpoints import find_breakpoints, list_breakpoints
from stakeholder_map.partners.choice.constraints import (
    cost_constraints,
    find_clash,
    name_constraints,
)
from stakeholder_map.partners.choice.others import force_in, ids_of, list_alternatives, list_parts
from stakeholder_map.partners.choice.plan import plan_of
from stakeholder_map.partners.choice.result import Choice, Plan, Proof, Robustness
from stakeholder_map.partners.choice.search.best import Group, Outcome, find_best
from stakeholder_map.partners.choice.told import tell_choice, tell_clash
from stakeholder_map.partners.robustness.feasible import sample_feasible
from stakeholder_map.partners.robustness.index import find_twins, judge_robustness
from stakeholder_map.partners.robustness.scenarios import scenario_problems, solve, weight_maps
from stakeholder_map.phrases import lacking
from stakeholder_map.scan import Scan

ALTERNATIVES = 5
"""Next best choices that are listed."""

TIES = (
    "of choices with the same benefit (to nine decimals) the one with fewer members, then the "
    "earlier project and the earlier members in the order of their ids"
)

READ = ("projects", "services", "assets", "positions", "needs", "memberships")


@once_a_scan
def choose(
    scan: Scan, *, ranking: Ranking | None = None, alternatives: int = ALTERNATIVES
) -> Choice:
    r"""Choose a founding group and a first project together, and prove that none is better.

    .. math:: benefit = \sum_{aims} weight \cdot value, \qquad 0 \le value \le 1

    The values are: mean willingness and mean influence over the seats; people served, the largest
    of each population counted once; key groups with a member; assets that the project needs, the
    best of each kind; mean trust over the pairs of members; 1 less the mean competition over the
    pairs of members and with us, in the area of the project; the marks of the project and how
    highly the members rank its area. ``docs/METHODS.md`` has the formulas and the constraints.

    Parameters
    ----------
    scan : Scan
        An opened scan.
    ranking : Ranking, optional
        Its ranking by influence; made anew where it is not given.
    alternatives : int
        How many next best choices to list.

    Returns
    -------
    Choice
        The choice with the greatest expected benefit over the draws, its proof, alternatives and
        robustness. Where the constraints clash, `members` is empty and `clash` names them.

    Examples
    --------
    >>> import tempfile
    >>> from stakeholder_map.example import write_example
    >>> from stakeholder_map.scan import open_scan
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_example(folder, seed=1, stakeholders=36)
    >>> choice = choose(open_scan(folder, draws=20, seed=1))
    >>> len(choice.members), choice.project, choice.proof.proven
    (6, 'asthma-plan', True)
    """
    basis = read_basis(scan, ranking=ranking or rank_influence(scan))
    problem = basis.problem
    named = name_constraints(basis.frame, scan.region)
    outcome = find_best(problem, count=1 + alternatives)
    if not outcome.best:
        return _clashing(basis, named=named)
    chosen = outcome.best[0]
    frame, reading = basis.frame, basis.reading
    crossings = find_breakpoints(frame, reading, weights=basis.weights, chosen=chosen)
    choice = Choice(
        members=ids_of(chosen, frame),
        project=str(frame.ground.projects.index[chosen.project]),
        proof=_proof(outcome),
        alternatives=list_alternatives(outcome.best, frame=frame, names=basis.names),
        parts=list_parts(frame, reading, weights=basis.weights, chosen=chosen),
        constraints=cost_constraints(problem, frame=frame, named=named, best=chosen.benefit),
        forced=force_in(basis, problem=problem, chosen=chosen),
        breakpoints=list_breakpoints(crossings, basis=basis, chosen=chosen),
        plan=plan_of(scan.region, frame=frame, table=basis.table, chosen=chosen),
        clash=(),
        robustness=measure_robustness(basis, chosen=chosen),
        weights=basis.weights,
        set_by=set_by(scan),
        ties=TIES,
        sentences=(),
        missing=lacking(scan.region.has, *READ),
        basis=basis,
    )
    return replace(choice, sentences=tell_choice(choice))


def _proof(outcome: Outcome) -> Proof:
    return Proof(outcome.best[0].benefit, outcome.bound, outcome.steps)


def _clashing(basis: Basis, *, named: Mapping[str, str]) -> Choice:
    """No choice, and why there is none."""
    clash = tuple(named[each] for each in find_clash(basis.frame, named=named))
    nothing = pd.DataFrame()
    ids = pd.Index([], dtype="str")
    stances = pd.DataFrame({"name": [], "core_index": [], "stance": []}, index=ids)
    robustness = Robustness(
        stances, stances, pd.Series(np.zeros(0)), 0.0, 0.0, 0.0, 0, stands_out=False
    )
    return Choice(
        members=(),
        project="",
        proof=Proof(-np.inf, -np.inf, 0),
        alternatives=nothing,
        parts=nothing,
        constraints=nothing,
        forced=nothing,
        breakpoints=nothing,
        plan=Plan(),
        clash=clash,
        robustness=robustness,
        weights=basis.weights,
        set_by=set_by(basis.scan),
        ties=TIES,
        sentences=tell_clash(basis, clash=clash),
        missing=lacking(basis.scan.region.has, *READ),
        basis=basis,
    )


def measure_robustness(basis: Basis, *, chosen: Group) -> Robustness:
    """Solve every scenario anew: a reading of the evidence, with weights of its own.

    Parameters
    ----------
    basis : Basis
        What the choice was made on.
    chosen : Group
        The choice, by places among all candidates.

    Returns
    -------
    Robustness
    """
    short, seed = basis.short, basis.scan.seed
    weights = weight_maps(drawn_weights(basis.weights, count=len(basis.readings), seed=seed))
    problems = scenario_problems(short, basis.readings, weights=weights)
    inner = basis.inside(chosen)
    solved = solve(problems, known=[inner])
    sample = sample_feasible(problems[0], seed=seed)
    mean = np.array([sample.benefit(each) for each in problems])
    ids = [str(each) for each in short.ground.ids]
    return judge_robustness(
        solved,
        chosen=inner,
        twins=_twins(basis),
        mean=mean,
        names=({each: basis.names[each] for each in ids}, basis.project_names),
    )


def _twins(basis: Basis) -> list[list[int]]:
    """Candidates on the short list whose figures are the same in everything."""
    problem = basis.short.problem(basis.expected, weights=basis.weights)
    columns = np.vstack(
        [
            problem.own,
            *(each.T for each in problem.cover),
            problem.hours[None],
            problem.brings[None].astype(np.float64),
            problem.allowed[None],
        ]
    ).T
    family = problem.family
    alone = [int((family == each).sum()) == 1 or int(each) for each in family]
    must = [place in problem.must for place in range(problem.n)]
    kinds = list(zip(problem.classes.tolist(), alone, must, strict=True))
    return find_twins(np.ascontiguousarray(columns), problem.pairs, kinds=kinds)
