"""Which row a text means."""

from stakeholder_map.read.names import MOST_NEAREST, Register, look_alike, same_text


def test_an_id_wins_over_a_name():
    register = Register.of([("a", "Alpha"), ("b", "a")])
    assert register.find("a") == ("a",)


def test_unicode_forms_of_one_name_are_one_name():
    register = Register.of([("cafe", "Caf\u00e9")])
    assert register.find("Cafe\u0301 ") == ("cafe",)
    assert register.find("CAF\u00c9") == ()


def test_a_name_of_two_means_both():
    register = Register.of([("a", "Same"), ("b", "Same"), ("b", "Same")])
    assert register.find("Same") == ("a", "b")


def test_rows_of_several_tables_can_be_meant():
    people = Register.of([("p1", "Ada")])
    both = people.joined(Register.of([("acme", "Acme"), ("zoe", "Ada")]))
    assert both.find("p1") == ("p1",)
    assert both.find("acme") == ("acme",)
    assert both.find("Ada") == ("p1", "zoe")


def test_further_names_and_a_choice_of_ids():
    register = Register.of([("a", "Alpha"), ("b", "Beta")]).with_names([("First", "a")])
    assert register.find("First") == ("a",)
    assert register.only(["b"]).find("First") == ()
    assert register.only(["a"]).find("Alpha") == ("a",)
    assert register.only(["b"]).find("a") == ()


def test_the_nearest_spelling_names_the_id():
    register = Register.of([("acme-hosp", "Acme Hospital"), ("zoe", "Zoe House")])
    assert register.nearest("Acme Hosp") == "acme-hosp"
    assert register.nearest("ZOE HAUS") == "zoe"
    assert register.nearest("nothing like it") is None


def test_the_nearest_spelling_is_looked_up_for_so_many_texts_and_no_more():
    register = Register.of([("acme", "Acme")])
    found = [register.nearest(f"acme{number}") for number in range(MOST_NEAREST + 1)]
    assert found[:MOST_NEAREST] == ["acme"] * MOST_NEAREST
    assert found[MOST_NEAREST] is None
    assert register.nearest("acme0") == "acme"


def test_texts_that_look_alike_are_alike():
    for text in ("ACME", "ac\u200bme", "\uff21cme", "acme\u00ad", " acme "):
        assert look_alike(text) == "acme"
    assert look_alike("acme-east") != look_alike("acme east")
    assert look_alike("Stra\u00dfe") == look_alike("STRASSE")


def test_comparison_leaves_capitals_and_inner_blanks_alone():
    assert same_text(" A  b ") == "A  b"
