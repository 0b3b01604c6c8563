"""The written rules of the input, in the order of docs/DATA.md.

The tables themselves are described from their declarations; what is here cannot be declared.
"""

from __future__ import annotations

FOLDER = """\
A region folder is one region at one time. It holds `region.toml`, and either one CSV file per
table (`stakeholders.csv`, `survey.csv` ...) or one workbook (`.xlsx`) with a sheet per table.
CSV files are UTF-8; comma, semicolon or tab separates the cells. Needed are `region.toml`,
`stakeholders` and any one of {any_one_of}. Every other table switches on the parts of a scan that
need it; without it the scan says what it could not show.

`stakeholder-map new FOLDER` writes an empty folder with the tables most people start with,
`--all` every table, `--xlsx` a workbook. `stakeholder-map check FOLDER` only reads and reports.

Every cell is read as text first and then by the kind of its column. Nothing is guessed, filled in
or dropped silently: a fault stops the scan, and all faults are listed at once with file, row and
column; what is left out for a reason is counted and shown."""

RULES: tuple[tuple[str, str], ...] = (
    (
        "Ids, names and aliases",
        """\
An id is a short name that never changes, even when the organisation is renamed. Wherever an id is
expected, the exact name or an alias will do. A spelling that matches nothing is a fault, with the
nearest known spelling; add the spelling to `aliases`, or run `check --write-aliases` to get a file
of everything unmatched. An alias that is somebody else's id, name or alias is a fault.""",
    ),
    (
        "`007` as an id, `NA` as a name",
        """\
Cells are text: `007` stays `007` and is not `7`; `1E5` and `2A004` stay what they are; `NA`, `None`
and `null` are ordinary words, so an organisation may be called NA. Only an empty cell is empty.
A workbook stores 007 as the number 7 unless the cell is formatted as text; the template's id
columns are.""",
    ),
    (
        "Ids that look alike",
        """\
Two rows with one id are a fault. So are two ids that differ only in upper and lower case, or only
in how an accented letter is stored: nobody could tell them apart on paper.""",
    ),
    (
        "A name used twice",
        """\
Two organisations may bear one name (two hospitals called Saint Mary); the scan warns, because
readers of its pages will mix them up. The name then stands for neither: a cell that uses it is a
fault that asks for the id. The ids keep working. A name that is another row's id is a fault, and so
is a person with a stakeholder's id.""",
    ),
    (
        "A stakeholder nobody declared",
        """\
Every organisation that any table mentions is a row of `stakeholders`, and every person a row of
`people`. A mention without a row is a fault; no organisation is added on the quiet.""",
    ),
    (
        "A self-rating",
        """\
Nobody rates itself: a row of `survey` whose target is the respondent's own organisation is a fault.
What an organisation says of itself goes to `positions`.""",
    ),
    (
        "A duplicate pair",
        """\
One respondent says one thing of one target in one area and wave: a second row for the same
(wave, respondent_id, target_id, area_id) is a fault, because the reader cannot know which one
counts. A blank area counts as one area more: the relation as a whole. Colleagues of one
organisation are separate respondents and may disagree. In `acquaintances` the order of the two
people does not matter.""",
    ),
    (
        "Blank, zero, silence and not asked",
        """\
Four different things, kept apart all the way through:

- **0** is an answer: there is none of it. It speaks against the tie.
- **blank** is no answer to this question: nothing is known, nothing is assumed.
- **silent**: invited, and no row at all. Silence is not a "no"; it lowers what we can know.
- **not asked**: never invited, or the target was not among those shown. Nothing can follow.

A row that is not there for a respondent who did answer is read by `unlisted` in `region.toml`:
`"zero"` where a roster was shown (not ticked means no tie), `"unknown"` where respondents wrote
down names from memory. A region folder with a survey has to say which.""",
    ),
    (
        "Who was asked",
        """\
`invitations` lists who was asked; `respondent_id` in `survey` is then a row of it, and several
people of one organisation can answer. Who answers without an invitation for the wave, or before the
day of the invitation, is a fault. Without `invitations` every stakeholder but the convener and
internal departments counts as invited, `respondent_id` is the stakeholder, and the scan says that
this is assumed. An organisation has one voice in the end, however many of its people answered.""",
    ),
    (
        "Waves",
        """\
A wave is one round of the survey. Without `waves` there is one. Where there are several, `waves`
says when each opened and closed, and every answer and invitation names its own. A scan uses the
latest wave closed by `as_of`; rows of other waves are left out and counted. Where none has closed
yet, the survey is not read: nobody has been heard, which is not silence.""",
    ),
    (
        "Scaling",
        """\
Strength = answer / highest of the question's scale: on a scale to 4 a 3 is 0.75. The lowest answer
is never stretched to zero. A scale begins at 0 or above. `reverse` turns a scale round where a low
answer means much; it never moves a question to another layer. The whole-number answer is kept
beside the strength.""",
    ),
    (
        "Cooperation and competition",
        """\
They are two questions with two one-sided scales and are never subtracted from each other: two
organisations can do much of both. High means at least 0.5 unless `region.toml` says otherwise.""",
    ),
    (
        "Areas",
        """\
An area is a market, a goal, an issue or another scope. A row with a blank `area_id` speaks of the
relation as a whole. Where a respondent answered only by area, the whole is the highest of these
answers, marked as derived. A whole is never copied down into areas.""",
    ),
    (
        "Positions, also as a wide sheet",
        """\
`positions` has a row per stakeholder and area. A wide sheet will do as well: `stakeholder_id`, then
one column per area, each cell {position_words}, or a number from -4 to 4. Positions make layers of
their own; standing on the same side is no evidence that two organisations work together.
`source` says who says so: what is `our_guess` is never printed as an organisation's word.""",
    ),
    (
        "Dates and time",
        """\
Dates are written 2026-11-22, unless `dates` in `region.toml` declares `"mdy"` or `"dmy"`; real date
cells of a workbook count too. An undeclared 03/04/2026 is refused, because it is two days. A scan
speaks of the day `as_of`: rows observed later are left out and counted; an ask answered later still
waits, a promise kept later is still open. Planned dates ({planned}) may lie ahead. An end before
its start is a fault.""",
    ),
    (
        "Left out and counted, or a fault",
        """\
Left out and counted: rows after `as_of`, answers after `survey_closes`, rows of another wave,
contacts within one organisation, contacts entered twice, contacts before `log_start`. The scan
shows the balance: rows read = rows used + rows left out, for every table. Everything else that is
wrong is a fault: nothing is published until it is mended. A column that no table declares is a
warning and is not read.""",
    ),
    (
        "List cells",
        """\
Several entries in one cell are separated by `|`, as in `northside|mercy`. Spaces around an entry do
not count; an entry that stands twice counts once; a blank cell is an empty list.""",
    ),
    (
        "Hours and load",
        """\
Time is a number of hours a month, or a word: {load_words}. The hours behind the words are our
convention, not a measurement.""",
    ),
    (
        "What is private",
        """\
Columns marked *personal* tell of a person or are somebody's own words. They stay in the restricted
part of a published scan, with one exception that consent opens: `observations.text` is shown to the
readers that its `consent` names. `consent` in `questions` says who may see results of a
question; nobody but the analyst ever sees who said what of whom.""",
    ),
)
"""Heading and text of every rule."""
