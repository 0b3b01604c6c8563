"""What the choice of a founding group and a first project says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from stakeholder_map.partners.choice.basis import Basis
from stakeholder_map.phrases import Missing


@dataclass(frozen=True)
class Proof:
    """How well it is known that no choice is better.

    Parameters
    ----------
    benefit : float
        Of the choice, under the stated weights.
    bound : float
        No choice that meets the constraints can have more.
    steps : int
        Groups that the search looked at, over all projects.

    Examples
    --------
    >>> Proof(0.61, 0.61, 120).proven, round(Proof(0.6, 0.63, 9).gap, 3)
    (True, 0.05)
    """

    benefit: float
    bound: float
    steps: int

    @property
    def gap(self) -> float:
        """What may be lacking to the best, as a share of the benefit; 0 where it is proven."""
        lacking = max(self.bound - self.benefit, 0.0)
        return lacking / abs(self.benefit) if lacking > 0 and self.benefit else 0.0

    @property
    def proven(self) -> bool:
        """Whether no better choice exists."""
        return self.bound <= self.benefit + 1e-9


@dataclass(frozen=True)
class Plan:
    """What a choice takes.

    Parameters
    ----------
    money : float or None
        Cost of the project in the currency of the region; None where nothing is given.
    budget : float or None
        What may be spent; None where nothing is set.
    effort_hours, months : float or None
        Of the project; None without one.
    staff_hours_month : float or None
        Hours a month that our staff gives: meetings with each member, and what the project takes
        beyond the members' hours.
    staff_limit : float or None
        Hours a month that our staff has; None where nothing is set.
    member_hours_month : float
        Hours a month that the members can give beside their other bodies, as far as known.
    paid_hours : float or None
        Hours that must be paid.
    paid_members : tuple of str
        Members whose people's time must be paid.
    """

    money: float | None = None
    budget: float | None = None
    effort_hours: float | None = None
    months: float | None = None
    staff_hours_month: float | None = None
    staff_limit: float | None = None
    member_hours_month: float = 0.0
    paid_hours: float | None = None
    paid_members: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Robustness:
    """What the choice would be under other readings of the evidence and other weights.

    Parameters
    ----------
    candidates : DataFrame
        Indexed by stakeholder id: ``name``; ``core_index``, the share of the scenarios in whose
        best group it stands; ``stance``: core, borderline or exterior.
    projects : DataFrame
        Indexed by project id: ``name``, ``core_index``, ``stance``.
    regret : Series
        In each scenario what the proposed choice gives up against the best there, as a share of
        what the best has over the mean of random groups that meet the constraints.
    expected_regret, worst_regret : float
        Mean and greatest of `regret`.
    same_choice : float
        Share of the scenarios in which the proposed group and project are the best.
    scenarios : int
        How many; each is a reading of the evidence with weights of its own.
    stands_out : bool
        Whether the evidence settles the choice: every seat that is not ours to decide is core,
        or the choice loses little wherever it is not the best.
    """

    candidates: pd.DataFrame
    projects: pd.DataFrame
    regret: pd.Series[float]
    expected_regret: float
    worst_regret: float
    same_choice: float
    scenarios: int
    stands_out: bool

    @property
    def core(self) -> tuple[str, ...]:
        """Candidates in the best group of nearly every scenario."""
        return self._of("core")

    @property
    def borderline(self) -> tuple[str, ...]:
        """Candidates in some best groups and not in others."""
        return self._of("borderline")

    @property
    def exterior(self) -> tuple[str, ...]:
        """Candidates in the best group of hardly any scenario."""
        return self._of("exterior")

    def _of(self, stance: str) -> tuple[str, ...]:
        return tuple(self.candidates.index[self.candidates["stance"] == stance])


@dataclass(frozen=True, eq=False)
class Choice:
    """A founding group and a first project, chosen together.

    Parameters
    ----------
    members : tuple of str
        Stakeholder ids, sorted; empty where the constraints clash.
    project : str
        Project id; empty where the region names no project, or the constraints clash.
    proof : Proof
        That nothing better exists.
    alternatives : DataFrame
        The proposed choice and the next best distinct ones, the best first: ``place`` from 1,
        ``members`` (tuple of ids), ``project`` (id), ``names``, ``project_name``, ``benefit``,
        ``cost`` (benefit given up against the best, in percent of it), ``instead`` (what differs).
    parts : DataFrame
        Indexed by aim: ``weight``, ``value`` in [0, 1] (share of what could be had), ``benefit``.
    constraints : DataFrame
        Indexed by constraint, in words: ``binding`` (bool), ``cost``: benefit that would be won
        without it, in percent of the benefit of the choice.
    forced : DataFrame
        Indexed by stakeholder id, candidates outside of the group: ``name``, ``why`` in words,
        ``ruled_out`` (bool), ``cost`` of forcing it in, in percent of the benefit; missing where
        no group with it meets the constraints.
    breakpoints : DataFrame
        By aim the nearest change of its weight, the others in proportion, at which another choice
        is the best: ``aim``, ``weight``, ``from_weight``, ``to_weight``, ``enters``, ``leaves``.
    plan : Plan
        Money and hours.
    clash : tuple of str
        Where no choice is possible, the smallest set of constraints that cannot hold together, in
        words; else empty.
    robustness : Robustness
        Over the readings of the evidence and the weights.
    weights : mapping of str to float
        Weight of each aim, summing to 1.
    set_by : str
        Whose judgement the weights are, in words.
    ties : str
        The rule by which ties are broken, in words.
    sentences : tuple of str
        What it says, in words.
    missing : tuple of Missing
        Tables that would show more.
    basis : Basis
        What it was made on.
    """

    members: tuple[str, ...]
    project: str
    proof: Proof
    alternatives: pd.DataFrame
    parts: pd.DataFrame
    constraints: pd.DataFrame
    forced: pd.DataFrame
    breakpoints: pd.DataFrame
    plan: Plan
    clash: tuple[str, ...]
    robustness: Robustness
    weights: Mapping[str, float]
    set_by: str
    ties: str
    sentences: tuple[str, ...]
    missing: tuple[Missing, ...]
    basis: Basis = field(repr=False)
