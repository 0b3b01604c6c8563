"""The ask itself: what for, when, through whom, on which terms, and what was asked before."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from stakeholder_map.partners.asking.lead_times import STATES, last_answer, shares_data
from stakeholder_map.partners.cards.subject import MOST_LINES, Line, Subject, known, records
from stakeholder_map.phrases import count_of, percent, spelt


def the_ask(subject: Subject) -> Iterator[Line]:
    """What we ask for."""
    project, footing = subject.footing.project, subject.footing
    if not project:
        yield "Join the founding group; choose the first project together.", "no project proposed"
        return
    months = float(project["months"])
    share = float(project["effort_hours"]) / max(months, 1) / (len(footing.choice.members) + 1)
    text = (
        f"Join the founding group for “{project['name']}”: {months:g} months from "
        f"{footing.plan.calendar.kick_off}, about {share:.0f} hours a month."
    )
    yield text, "projects; an even share of the effort"
    needed = project["asset_kinds_required"]
    bring = [row["asset"] for row in subject.rows("assets") if row["kind"] in needed]
    if bring:
        yield f"Bring {', '.join(bring[:MOST_LINES])}.", "assets"


def first_meeting(subject: Subject) -> Iterator[Line]:
    """When and with whom, and what to begin with."""
    table = subject.footing.plan.order.reset_index()
    order = records(table[table["stakeholder_id"] == subject.stakeholder])[0]
    if not known(order["ask_on"]):
        yield "Has said yes to joining: agree on the next step.", "asks"
    else:
        day, latest = order["ask_on"].date(), order["latest"].date()
        end = f"at the latest on {latest}" if day <= latest else f"the safe day was {latest}"
        yield f"Number {order['place']} to be asked: on {day}, {end}.", "calendar of asks"
    ranked = [row for row in subject.positions if known(row["priority"]) and row["position"] > 0]
    if ranked:
        top = max(ranked, key=lambda row: int(row["priority"]))
        yield f"Begin with what matters to them: {subject.area_of(top)}.", "positions"


def introduction(subject: Subject) -> Iterator[Line]:
    """Who can introduce us, in roles."""
    routes = subject.footing.introductions.routes
    for row in records(routes[routes["stakeholder_id"] == subject.stakeholder]):
        purpose = str(row["purpose"])
        purpose = purpose[:1].upper() + purpose[1:]
        if row["state"] != "found":
            what = "nobody on record" if row["state"] == "nobody on record" else "no way"
            yield f"{purpose}: {what}; {row['nearest']}.", "people, memberships"
            continue
        other = f" Otherwise: {row['runner_up_through']}." if row["runner_up_through"] else ""
        meet = f" They meet: {row['meet']}." if row["meet"] else ""
        chance = percent(float(row["probability"]))
        yield f"{purpose}: {row['through']} ({chance}).{meet}{other}", "introductions"


def champion(subject: Subject) -> Iterator[Line]:
    """Who there speaks for us."""
    staff = [row for row in subject.rows("people") if known(row["role"])]
    as_of = pd.Timestamp(subject.region.as_of)
    here = [row for row in staff if not known(row["until"]) or row["until"] >= as_of]
    speaks = [row for row in here if known(row["champion"]) and row["champion"]]
    if speaks:
        yield f"Its {' and '.join(dict.fromkeys(row['role'] for row in speaks))}.", "people"
        return
    senior = [row for row in here if row["seniority"] == "executive"]
    if senior:
        yield f"Nobody yet; win its {senior[0]['role']}.", "people"
    else:
        yield "None known: ask who would speak for it.", "people"


def clinicians_time(subject: Subject) -> Iterator[Line]:
    """Who pays for the time of clinicians."""
    paid, project = subject.row["paid_time_needed"], subject.footing.project
    if not known(paid):
        yield "Not known whether its people's time must be paid: ask.", "stakeholders"
        return
    if not paid:
        yield "Its people's time need not be paid.", "stakeholders"
        return
    if not project or not known(project["paid_hours"]):
        yield (
            "Its people's time must be paid; nothing is planned for it: settle before asking.",
            ("stakeholders"),
        )
        return
    budget = subject.region.settings.budget
    of = f" of a budget of {budget:,.0f}" if budget is not None else ""
    cost = f", within its cost of {project['cost']:,.0f}{of}" if known(project["cost"]) else ""
    hours = float(project["paid_hours"])
    yield f"Must be paid: the project has {hours:,.0f} paid hours{cost}.", "stakeholders, projects"


def decide_together(subject: Subject) -> Iterator[Line]:
    """How the group would decide: a proposal."""
    about = f"“{subject.footing.project['name']}”" if subject.footing.project else "the project"
    count = len(subject.footing.choice.members) + 1
    text = (
        f"Proposal: each of the {count} organisations has one voice, on {about} only; where "
        "members compete stays outside; whoever gives data sees first what is made of it."
    )
    yield text, "our proposal, nothing is agreed"


def data_sharing(subject: Subject) -> Iterator[Line]:
    """Where the data-sharing agreement stands, and what data are late."""
    answer, day = last_answer(subject.region, stakeholder=subject.stakeholder, ask="data_sharing")
    gives = shares_data(
        subject.region, stakeholder=subject.stakeholder, project=subject.footing.choice.project
    )
    need = "the project takes its data" if gives else "the project takes no data of its"
    since = f" ({day.date()})" if day is not None else ""
    yield f"Agreement: {STATES[answer]}{since}; {need}.", "asks, assets"
    papers = subject.footing.plan.calendar.steps
    for row in records(papers[papers["stakeholder_id"] == subject.stakeholder]):
        if row["step"] in ("contract", "data_sharing"):
            what = str(row["what"]).split(" with ")[0]
            late = f"; that is past, last chance {row['last_chance'].date()}" if row["late"] else ""
            text = f"To {what}: {row['note']}; at the latest on {row['latest'].date()}{late}."
            yield text, "stakeholders, calendar of asks"


def asked_before(subject: Subject) -> Iterator[Line]:
    """Earlier asks, their answers, and what we would have forecast."""
    forecasts = subject.footing.plan.forecasts.asks
    told = {
        (row["stakeholder_id"], row["asked_on"], row["ask"]): row["forecast"]
        for row in records(forecasts[forecasts["stakeholder_id"] == subject.stakeholder])
    }
    rows = sorted(subject.rows("asks"), key=lambda row: row["asked_on"], reverse=True)
    for row in rows[:MOST_LINES]:
        chance = told.get((row["stakeholder_id"], row["asked_on"], row["ask"]))
        forecast = "" if chance is None else f" (forecast of a yes: {percent(float(chance))})"
        on = f", answered {row['answered_on'].date()}" if known(row["answered_on"]) else ""
        yield (
            f"{row['asked_on'].date()}, {spelt(row['ask'])}: {row['answer']}{on}{forecast}.",
            "asks",
        )
    if len(rows) > MOST_LINES:
        yield f"And {count_of(len(rows) - MOST_LINES, 'earlier ask')}.", "asks"
    if not rows:
        source = "asks" if subject.region.has("asks") else "no table asks"
        yield "Never, as far as the record goes.", source


def reasons_given(subject: Subject) -> Iterator[Line]:
    """Why they answered as they did, in their words. **Restricted**."""
    for row in subject.rows("asks"):
        if known(row["reason"]):
            yield f"{spelt(row['ask'])}: {row['reason']}.", f"asks, {row['asked_on'].date()}"
