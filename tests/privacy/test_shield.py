"""Nobody is named below the restricted tier."""

from stakeholder_map.privacy.pseudonyms import pseudonyms
from stakeholder_map.privacy.shield import shield_of
from stakeholder_map.privacy.spellings import Spellings
from stakeholder_map.read import read_region


def test_pseudonyms_are_stable_within_a_scan_and_not_across(example_folder):
    region = read_region(example_folder)
    first, again, second = (shield_of(region, number=number) for number in (1, 1, 2))
    asked = list(first.respondents)
    assert len(asked) > 40
    told = [shield.clean(asked) for shield in (first, again, second)]
    assert told[0] == told[1]
    assert not set(told[0]) & set(told[2])
    assert len(set(told[0])) == len(asked)
    assert not set(told[0]) & set(asked)


def test_the_secret_does_not_follow_from_the_digest_that_is_published(example_folder):
    region = read_region(example_folder)
    shield = shield_of(region, number=1)
    guessed = pseudonyms(shield.respondents, secret=bytes.fromhex(region.digest))
    assert not set(guessed.values()) & set(shield.clean(list(shield.respondents)))


def test_persons_are_taken_out_of_every_text_and_pictures_left_alone(example_folder):
    region = read_region(example_folder)
    shield = shield_of(region, number=1)
    person = region.table("people").iloc[0]
    given = {
        "text": f"Ask {person['name']} ({person['person_id']}).",
        "rows": [[person["name"], 3], [person["person_id"].upper(), None]],
        "png": person["name"],
    }
    assert shield.clean(given) == {
        "text": "Ask a person (a person).",
        "rows": [["a person", 3], ["a person", None]],
        "png": person["name"],
    }


def test_an_id_that_is_a_word_is_taken_for_one_only_where_it_stands_alone():
    spelt = Spellings(frozenset({"mercy"}), frozenset())
    assert spelt.replace("They have no mercy.") == "They have no mercy."
    assert spelt.alone("Mercy")


def test_names_are_found_as_html_json_and_csv_write_them():
    spelt = Spellings(frozenset(), frozenset({'Ann "Nan" O\'Hara & Söhne'}))
    for text in (
        "by Ann &quot;Nan&quot; O&#39;Hara &amp; Söhne.",
        'by Ann \\"Nan\\" O\'Hara & S\\u00f6hne.',
        'x,"Ann ""Nan"" O\'Hara & Söhne"',
    ):
        assert spelt.found(text), text
