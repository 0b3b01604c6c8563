"""Needs against services and assets: look before creating anything."""

import pandas as pd

from stakeholder_map.environment import needs_and_services

AREAS = "area_id,name,kind\nkids,Children,goal\nrides,Rides,issue\n"
NEEDS = """\
need_id,name,area_id,people_affected,urgency
asthma,Asthma plans,kids,500,2
dental,A dentist,kids,900,1
rides,Rides,rides,300,4
beds,A bed,rides,4000,4
"""
SERVICES = """\
stakeholder_id,population,people,area_id,need_id,capacity_month
p1,children,100,kids,asthma,20
p1,teenagers,50,kids,asthma,
p2,children,80,kids,asthma,5
desk,children,10,kids,dental,
c1,families,60,kids,,9
p2,families,60,kids,,9
"""
ASSETS = """\
stakeholder_id,asset,kind,area_id,in_use
c1,a van,staff,rides,no
c1,a clinic,staff,rides,yes
p1,a list,data,rides,
p2,a bus,staff,,no
"""
ALL = {"areas": AREAS, "needs": NEEDS, "services": SERVICES, "assets": ASSETS}


def test_organisations_that_serve_a_need_are_counted_once(region_of):
    needs = needs_and_services(region_of(**ALL)).needs
    assert needs["serving"].tolist() == [2, 0, 1, 0]
    assert needs.index.tolist() == ["asthma", "beds", "dental", "rides"]
    assert needs.loc["asthma", "capacity_month"] == 25
    assert pd.isna(needs.loc["dental", "capacity_month"]), "nobody said how many"


def test_the_sentence_warns_before_a_service_is_created(region_of):
    findings = needs_and_services(region_of(**ALL)).needs["finding"]
    assert findings["asthma"] == (
        "2 organisations already serve this need; talk to them before creating a service."
    )
    assert findings["dental"] == (
        "1 organisation already serves this need; talk to it before creating a service."
    )
    assert findings["beds"] == "Nobody reported serving this need."


def test_other_services_of_the_area_are_nearby_and_not_counted_twice(region_of):
    needs = needs_and_services(region_of(**ALL)).needs
    assert needs.loc["asthma", "nearby"] == 1, "p2 serves it by name already, c1 does not"
    assert needs.loc["dental", "nearby"] == 2
    assert needs.loc["beds", "nearby"] == 0


def test_only_assets_said_not_to_be_in_use_lie_unused(region_of):
    result = needs_and_services(region_of(**ALL))
    assert result.needs["unused_assets"].tolist() == [0, 1, 0, 1]
    assert result.unused["asset"].unique().tolist() == ["a van"]


def test_unmet_needs_come_first_in_both_orders(region_of):
    result = needs_and_services(region_of(**ALL))
    assert result.by_urgency == ("beds", "rides", "asthma", "dental")
    assert result.by_people == ("beds", "rides", "dental", "asthma")


def test_the_orders_differ_where_the_smaller_need_is_more_urgent(region_of):
    more = NEEDS + "food,Food,rides,9000,1\n"
    result = needs_and_services(region_of(**{**ALL, "needs": more}))
    assert result.by_urgency[:3] == ("beds", "rides", "food")
    assert result.by_people[:3] == ("food", "beds", "rides")


def test_the_findings_count(region_of):
    assert " | ".join(needs_and_services(region_of(**ALL)).findings) == (
        "4 needs are on record. | "
        "2 needs are already served by at least one organisation; for 2 nobody reported a service "
        "(4,300 people affected, some perhaps by several). | "
        "In the areas of 2 needs partners have something to bring that is not in use."
    )


def test_who_serves_is_listed_by_need(region_of):
    serving = needs_and_services(region_of(**ALL)).serving
    assert serving[["need", "organisation"]].values.tolist() == [
        ["Asthma plans", "Plan One"],
        ["Asthma plans", "Plan One"],
        ["Asthma plans", "Plan Two"],
        ["A dentist", "Data Desk"],
    ]


def test_without_services_nobody_is_said_to_serve_or_not_to_serve(region_of):
    result = needs_and_services(region_of(areas=AREAS, needs=NEEDS))
    assert result.needs["serving"].isna().all()
    assert result.needs["unused_assets"].isna().all()
    assert set(result.needs["finding"]) == {"Who serves this need was not asked."}
    assert [missing.table for missing in result.missing] == ["services", "assets"]
    assert result.findings == ("4 needs are on record.",)


def test_without_needs_one_sentence_says_what_is_missing(region_of):
    result = needs_and_services(
        region_of(areas=AREAS, services=SERVICES.replace("asthma", "").replace("dental", ""))
    )
    assert result.needs.empty
    assert (result.by_urgency, result.by_people, result.findings) == ((), (), ())
    assert str(result.missing[0]) == (
        "This scan has no table “needs”; it would show what is needed, and who serves it already."
    )


def test_one_need_is_told_in_the_singular(region_of):
    one = "need_id,name,area_id,people_affected,urgency\nrides,Rides,rides,0,4\n"
    serves = "stakeholder_id,population,people,need_id\np1,children,100,rides\n"
    result = needs_and_services(region_of(areas=AREAS, needs=one, services=serves))
    assert result.findings == (
        "1 need is on record.",
        "1 need is already served by at least one organisation; for 0 nobody reported a service.",
    )
