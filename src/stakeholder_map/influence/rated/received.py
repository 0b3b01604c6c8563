"""Value and trust: what respondents say of a partner, and how many of them said it."""

from __future__ import annotations

import pandas as pd

from stakeholder_map.evidence import Evidence
from stakeholder_map.tables import TRUST, VALUE

FULL_MARKS = 4.0
"""A rating of 4 is the highest answer of the question's own scale."""

SAID = ("answered", "zero")


def ratings(evidence: Evidence) -> pd.DataFrame:
    r"""Mean value and trust of each stakeholder, each with its number of raters.

    .. math:: \bar r_j = \frac{4}{|R_j|} \sum_{i \in R_j} \frac{answer_{ij}}{highest}

    for each dimension, over the organisations that rated j, never j itself; several respondents of
    one organisation are first averaged into its one voice. Value is the mean of the dimensions
    influence, involvement and resources, trust that of reliability, mission and openness, over
    those that anyone rated.

    Parameters
    ----------
    evidence : Evidence
        Only survey answers about the relation as a whole are read.

    Returns
    -------
    DataFrame
        Indexed by stakeholder id, all stakeholders. ``value``, ``trust`` and the six dimensions:
        float64 from 0 to 4, where 4 is the highest answer (on a scale 1-4: the mean answer); more
        is better; missing where nobody rated it. ``value_raters``, ``trust_raters`` and
        ``<dimension>_raters``: organisations that rated it, 0 where none did. ``value_error`` and
        ``trust_error``: standard error of the mean over raters, missing for fewer than two.

    Notes
    -----
    A mean of two raters is an anecdote: always print the raters beside it. Blank cells and targets
    that a respondent left out are no rating.

    References
    ----------
    Varda, D. M., Chandra, A., Stern, S. A. & Lurie, N. (2008). Core dimensions of connectivity in
    public health collaboratives. Journal of Public Health Management and Practice 14(5), E1-E7.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> evidence = evidence_from_answers(
    ...     [("a", "c", "value_influence", 4), ("b", "c", "value_influence", 3)])
    >>> ratings(evidence)[["value", "value_raters", "trust_raters"]].loc["c"].tolist()
    [3.5, 2.0, 0.0]
    """
    said = _rated(evidence)
    index = evidence.stakeholders.index
    table = pd.DataFrame(index=index)
    for family, dimensions in (("value", VALUE), ("trust", TRUST)):
        of_family = said[said["layer"].isin(dimensions)]
        means = pd.DataFrame(
            {
                dimension: of_family[of_family["layer"] == dimension]
                .groupby("target")["rating"]
                .mean()
                .reindex(index)
                for dimension in dimensions
            },
            index=index,
        ).astype("float64")
        table[family] = means.mean(axis=1).astype("float64")
        table[f"{family}_raters"] = _count(of_family, index)
        table[f"{family}_error"] = _error(of_family).reindex(index).astype("float64")
        for dimension in dimensions:
            table[dimension] = means[dimension]
            rated = of_family[of_family["layer"] == dimension]
            table[f"{dimension}_raters"] = _count(rated, index)
    return table


def raters(evidence: Evidence) -> pd.Series[int]:
    """Number of organisations that said anything of each stakeholder in the survey.

    Parameters
    ----------
    evidence : Evidence
        Survey answers on any layer, in any area; an answer of zero is an answer, a blank is none.

    Returns
    -------
    Series
        ``raters``, int64, indexed by stakeholder id, all stakeholders; 0 where nobody did. Its own
        answers about itself and those of its own respondents do not count.

    Examples
    --------
    >>> from stakeholder_map.evidence import evidence_from_answers
    >>> said = [("a", "c", "cooperation", 0), ("b", "c", "intensity", 2)]
    >>> raters(evidence_from_answers(said)).to_dict()
    {'a': 0, 'b': 0, 'c': 2}
    """
    said = _spoken(evidence)
    return _count(said, evidence.stakeholders.index).rename("raters")


def _spoken(evidence: Evidence) -> pd.DataFrame:
    """Explicit survey answers, with `target` as the one who is spoken of."""
    reports = evidence.reports
    said = reports[(reports["kind"] == "survey") & reports["state"].isin(SAID)].copy()
    speaks_of_source = said["witness_stakeholder"] == said["target"]
    said["target"] = said["target"].where(~speaks_of_source, said["source"])
    return said[said["target"] != said["witness_stakeholder"]]


def _rated(evidence: Evidence) -> pd.DataFrame:
    """One rating per organisation, target and dimension."""
    said = _spoken(evidence)
    said = said[(said["area"] == "") & said["layer"].isin((*VALUE, *TRUST))]
    voices = said.groupby(["layer", "witness_stakeholder", "target"])["value"].mean()
    return (voices * FULL_MARKS).rename("rating").reset_index()


def _error(said: pd.DataFrame) -> pd.Series[float]:
    """Standard error of the mean of what the raters of each target give, each with one voice."""
    voices = said.groupby(["target", "witness_stakeholder"])["rating"].mean()
    return voices.groupby("target").sem()


def _count(said: pd.DataFrame, index: pd.Index) -> pd.Series[int]:
    counts = said.groupby("target")["witness_stakeholder"].nunique()
    return counts.reindex(index, fill_value=0).astype("int64")
