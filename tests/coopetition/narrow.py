"""A scan of cooperation and competition alone: a third of the time of a scan of everything."""

from __future__ import annotations

from dataclasses import replace

from stakeholder_map.evidence import collect_evidence
from stakeholder_map.posterior import Posterior
from stakeholder_map.posterior.fit import fit_evidence
from stakeholder_map.read import read_region
from stakeholder_map.scan import Scan


def narrow_scan(folder, *, draws, seed, areas):
    """Weigh only what blocs, or areas, are read from, by the sampled model.

    With `areas` answers area by area are kept too.
    """
    region = read_region(folder)
    evidence = collect_evidence(region)
    said = evidence.reports
    kept = said["layer"].isin(["cooperation", "competition"]) & (areas | (said["area"] == ""))
    evidence = replace(evidence, reports=said[kept].reset_index(drop=True))
    drawn = fit_evidence(evidence, draws=draws, seed=seed)
    return Scan(region, evidence, Posterior.of(drawn.candidates), drawn, seed)
