"""Does a form give the columns, checks, table, codebook and templates that its file promises?"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from balint.errors import FormFault, NotAccepted, UnknownField, UnknownForm
from balint.forms import (
    Field,
    Form,
    Value,
    accepted_words,
    category_label,
    choice_label,
    codebook,
    codebook_headings,
    column_type,
    form_ids,
    format_canonical,
    is_example,
    label,
    load_form,
    new_columns_ddl,
    parse_canonical,
    plain,
    read_form,
    shown_answer,
    table_ddl,
    template_csv,
    template_xlsx,
    view_ddl,
)
from balint.words import words_in

LANGUAGES = ("sv", "en")
FORMS = ("congress", "inventory", "study1", "study2")

# The ids and kinds that the design fixes, written out apart from the TOML.
INVENTORY = """
    group_code:code region:choice municipality:text members_kind:choice members:integer
    leaders:integer leader_professions:text started_year:integer interval_weeks:decimal
    session_hours:decimal participation:choice initiated_by:choice setting:choice status:choice
    confirmed_on:date
"""
CONGRESS = """
    leader_code:code country:choice profession:text years_leading:decimal groups_led:integer
    members_led:integer dropouts:integer obligatory_groups:yes_no selection_interviews:yes_no
    follows_up_leavers:yes_no reason_practical:ranking reason_personal:ranking reason_fit:ranking
    reason_progress:ranking reason_leadership:ranking reason_hurt:ranking reason_conflict:ranking
"""
PHYSICIAN = """
    physician_code:code arm:choice years_in_group:decimal group_code:code sex:choice age:integer
    years_as_specialist:decimal workplace_physicians:integer workplace_setting:choice
"""
ITEMS = {
    "workload": 3,
    "control": 11,
    "satisfaction": 6,
    "quality": 4,
    "cooperation": 5,
    "training": 4,
    "health": 10,
    "psychosomatic": 6,
}
STUDY1 = PHYSICIAN + " ".join(
    f"{category}_{number}:vas" for category, n in ITEMS.items() for number in range(1, n + 1)
)
ROLES = """
    tutor parent container social_welfare_officer limit_maker fixer wastepaper_basket judge
    medical_consultant clergyman child prisoner confidant comforter taxi_bill_signer co_worker
    psychologist contra_worker conversation_partner teacher certificate_writer repairman
    medical_treater medical_investigator referral_writer administrator friend prescription_writer
"""
STUDY2 = (
    PHYSICIAN
    + "core_text:text difficult_text:text successful_text:text questions_class:choice "
    + "roles_class:choice "
    + " ".join(f"role_{role}:multi" for role in ROLES.split())
)
DESIGN = {"congress": CONGRESS, "inventory": INVENTORY, "study1": STUDY1, "study2": STUDY2}

CHOICES = {
    ("inventory", "members_kind"): (
        "gp_specialists residents interns other_specialists mixed_physicians students "
        "physiotherapists occupational_therapists psychologists other"
    ),
    ("inventory", "participation"): "voluntary obligatory_recorded obligatory_unrecorded",
    ("inventory", "initiated_by"): "members leader employer training_programme",
    ("inventory", "setting"): "on_site online hybrid",
    ("inventory", "status"): "active resting ended",
    ("study1", "arm"): "balint reference",
    ("study1", "workplace_setting"): "urban rural mixed",
    ("study2", "questions_class"): "patient_centred intermediary non_patient_centred",
    ("study2", "roles_class"): "patient_centred intermediary non_patient_centred",
}

# Headers of files as people send them, and the field that each means.
SENT_HEADERS = {
    "congress": {
        "Kod": "leader_code",
        "Land": "country",
        "Yrke": "profession",
        "År som ledare": "years_leading",
        "Antal ledda grupper": "groups_led",
        "Antal deltagare": "members_led",
        "Avhopp": "dropouts",
        "Obligatoriska grupper": "obligatory_groups",
        "Urvalssamtal": "selection_interviews",
        "Följer upp avhopp": "follows_up_leavers",
        "Praktiska skäl (pension, flytt, ekonomi)": "reason_practical",
        "Personliga psykologiska skäl (rädsla, motstånd)": "reason_personal",
        "Kan inte arbeta i grupp, passar inte in": "reason_fit",
        "För liten utveckling (hade tråkigt)": "reason_progress",
        "Ledarskapsproblem (hålla ramar och fokus)": "reason_leadership",
        "Sårade känslor av någon intervention": "reason_hurt",
        "Konflikter i gruppen": "reason_conflict",
        "Which country do you work in?": "country",
        "What is your profession?": "profession",
        "How many years have you led Balint groups?": "years_leading",
        "How many Balint groups have you led?": "groups_led",
        "How many members have there been in them?": "members_led",
        "How many of them dropped out?": "dropouts",
        "Were any of the groups obligatory?": "obligatory_groups",
        "Do you hold selection interviews?": "selection_interviews",
        "Do you follow up members who leave?": "follows_up_leavers",
        "Practical reasons (retirement, moving away, economy)": "reason_practical",
        "Personal psychological reasons (fear, resistance)": "reason_personal",
        "Cannot work in group, don't fit in": "reason_fit",
        "Too little progress (they were bored)": "reason_progress",
        "Group-leadership problems (keeping frames and focus)": "reason_leadership",
        "Hurt feelings from some intervention": "reason_hurt",
        "Conflicts in the group": "reason_conflict",
        "Country": "country",
        "Profession": "profession",
        "Years leading": "years_leading",
        "Groups led": "groups_led",
        "Members led": "members_led",
        "Dropouts": "dropouts",
        "Obligatory groups": "obligatory_groups",
        "Selection interviews": "selection_interviews",
        "Follows up leavers": "follows_up_leavers",
    },
    "inventory": {
        "Grupp": "group_code",
        "Region": "region",
        "Deltagarnas yrke": "members_kind",
        "Antal deltagare": "members",
        "Antal ledare": "leaders",
        "Startår": "started_year",
        "Träffas var (veckor)": "interval_weeks",
        "Timmar per möte": "session_hours",
        "Frivillig eller obligatorisk": "participation",
        "Status": "status",
        "Senast bekräftad": "confirmed_on",
    },
    "study1": {
        "Läkarkod": "physician_code",
        "Grupp": "arm",
        "År i Balintgrupp": "years_in_group",
        "Arbetsbelastning 1": "workload_1",
        "Kontroll 11": "control_11",
        "Tillfredsställelse 6": "satisfaction_6",
        "Kvalitet 4": "quality_4",
        "Samarbete 5": "cooperation_5",
        "Utbildning 4": "training_4",
        "Hälsa 10": "health_10",
        "Psykosomatik 6": "psychosomatic_6",
    },
}

SENT_ANSWERS = [
    ("congress", "country", "Storbritannien", "GB"),
    ("congress", "country", "United Kingdom", "GB"),
    ("congress", "country", "England", "GB"),
    ("congress", "country", "usa", "US"),
    ("congress", "country", "  sverige ", "SE"),
    ("congress", "dropouts", "3", 3),
    ("congress", "selection_interviews", "Ja", True),
    ("congress", "selection_interviews", "FALSKT", False),
    ("congress", "reason_fit", "7", 7),
    ("inventory", "region", "VGR", "14"),
    ("inventory", "region", "Skåne län", "12"),
    ("inventory", "region", "Region Jämtland Härjedalen", "23"),
    ("inventory", "region", "1", "01"),
    ("inventory", "members_kind", "ST-läkare", "residents"),
    ("inventory", "members_kind", "Blandade läkare", "mixed_physicians"),
    ("inventory", "participation", "frivillig", "voluntary"),
    ("inventory", "status", "Vilande", "resting"),
    ("inventory", "session_hours", "1.5", 1.5),
    ("inventory", "confirmed_on", "2025-10-21", dt.date(2025, 10, 21)),
    ("study1", "arm", "Referens", "reference"),
    ("study1", "workload_1", "10", 10.0),
    ("study2", "role_judge", "1", True),
]

REFUSED_ANSWERS = [
    ("congress", "country", "Svergie"),
    ("congress", "dropouts", "-1"),
    ("congress", "dropouts", "elva"),
    ("congress", "dropouts", "3.5"),
    ("congress", "dropouts", "٣"),
    ("congress", "selection_interviews", "x"),
    ("congress", "reason_fit", "9"),
    ("congress", "reason_fit", "0"),
    ("congress", "leader_code", "L\0"),
    ("congress", "leader_code", "L" * 65),
    ("inventory", "region", "Smaland"),
    # Which of two kinds of obligatory is meant must be asked, not guessed.
    ("inventory", "participation", "Obligatorisk"),
    ("inventory", "members", "31"),
    ("inventory", "session_hours", "1,5"),
    ("inventory", "session_hours", "nan"),
    ("inventory", "interval_weeks", "1e99"),
    ("inventory", "confirmed_on", "21/10/2025"),
    ("inventory", "confirmed_on", "20251021"),
    ("inventory", "confirmed_on", "2025-02-30"),
    ("inventory", "confirmed_on", "0205-02-03"),
    ("study1", "workload_1", "10.1"),
    ("study2", "role_judge", "x"),
]

BROKEN_FORMS = {
    "unknown-key": ('kind = "text"', 'kind = "text"\ncolour = "blue"', "colour"),
    "missing-label": ('label = { sv = "Ort", en = "Town" }', "", "label"),
    "half-a-label": ('label = { sv = "Ort", en = "Town" }', 'label = { sv = "Ort" }', "en"),
    "duplicate-id": ('id = "town"', 'id = "code"', "twice"),
    "unknown-kind": ('kind = "text"', 'kind = "prose"', "prose"),
    "unknown-category": ('kind = "text"', 'kind = "text"\ncategory = "mood"', "mood"),
    "no-bounds": ('kind = "text"', 'kind = "integer"', "low"),
    "wrong-type": ('kind = "text"', 'kind = "text"\nrequired = "yes"', "required"),
    "no-choices": ('kind = "text"', 'kind = "choice"', "choices"),
    "no-options": ('kind = "text"', 'kind = "multi"', "options"),
    "two-headers": ('id = "town"', 'id = "town"\nsynonyms = ["KOD"]', "kod"),
    "bad-example": (
        'kind = "text"',
        'kind = "integer"\nlow = 1\nhigh = 2\nexample = "3"',
        "example",
    ),
    "reversed-text": ('kind = "text"', 'kind = "text"\nreversed = true', "reversed"),
    "odd-id": ('id = "town"', 'id = "town; drop table"', "lower-case"),
}
SMALL_FORM = """
id = "small"
version = 1
code_field = "code"
subject = "groups"
title = { sv = "Liten", en = "Small" }
description = { sv = "Liten", en = "Small" }
consent = { sv = "Ja", en = "Yes" }

[[field]]
id = "code"
kind = "code"
label = { sv = "Kod", en = "Code" }
help = { sv = "Kod", en = "Code" }

[[field]]
id = "town"
kind = "text"
label = { sv = "Ort", en = "Town" }
help = { sv = "Ort", en = "Town" }
"""

EVERY_FIELD = [(form, field) for form in map(load_form, FORMS) for field in form.fields]


def canonical_values(field: Field) -> st.SearchStrategy[Value]:
    """Draw any value that a field may hold."""
    words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60).filter(
        lambda word: word == word.strip()
    )
    low, high = field.low or 0, field.high or 0
    match column_type(field):
        case "boolean":
            values: st.SearchStrategy[Value] = st.booleans()
        case "integer":
            values = st.integers(int(low), int(high))
        case "double":
            values = st.floats(low, high).map(lambda number: number + 0.0)
        case "date":
            values = st.dates(dt.date(int(low), 1, 1), dt.date(int(high), 12, 31))
        case _:
            codes = [choice.code for choice in field.choices]
            values = st.sampled_from(codes) if codes else words
    return st.none() | values


def answer_table(connection: duckdb.DuckDBPyConnection, form: Form) -> None:
    """Make a form's table and view in an empty database."""
    connection.execute("create table counting_submission (submission_id varchar)")
    connection.execute(table_ddl(form))
    connection.execute(view_ddl(form))


def test_forms_are_the_four_that_ship() -> None:
    assert form_ids() == FORMS


@pytest.mark.parametrize("form_id", FORMS)
def test_forms_have_the_columns_of_the_design(form_id: str) -> None:
    form = load_form(form_id)
    assert [f"{field.id}:{field.kind}" for field in form.fields] == DESIGN[form_id].split()


def test_forms_have_the_choices_of_the_design() -> None:
    found = {
        (form_id, field_id): " ".join(c.code for c in load_form(form_id).field(field_id).choices)
        for form_id, field_id in CHOICES
    }
    assert found == CHOICES


def test_forms_spread_blocks_into_columns_in_order() -> None:
    study2, study1, congress = load_form("study2"), load_form("study1"), load_form("congress")
    assert len(study2.in_block("role")) == 28
    assert {category: len(study1.in_category(category)) for category in ITEMS} == ITEMS
    assert [field.id for field in study1.in_block("workload")] == [
        "workload_1",
        "workload_2",
        "workload_3",
    ]
    assert congress.block("reason").kind == "ranking"
    assert [field.high for field in congress.in_block("reason")] == [7] * 7


@pytest.mark.parametrize("form_id", FORMS)
def test_forms_are_complete_in_both_languages(form_id: str) -> None:
    form = load_form(form_id)
    wordings = [form.title, form.description, form.consent]
    wordings += [wording for field in form.fields for wording in (field.label, field.help)]
    wordings += [wording for block in form.blocks for wording in (block.label, block.help)]
    wordings += [category.label for category in form.categories]
    wordings += [field.unit for field in form.fields if field.unit]
    wordings += [choice.label for field in form.fields for choice in field.choices]
    assert [w for w in wordings if not (w.sv.strip() and w.en.strip())] == []


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_tell_every_column_apart(form_id: str, language: str) -> None:
    labels = [plain(label(field, language)) for field in load_form(form_id).fields]
    assert len(set(labels)) == len(labels)


def test_text_in_own_words_is_always_private() -> None:
    assert all(field.private for _, field in EVERY_FIELD if field.kind == "text")


def test_sensitive_answers_are_dropouts_and_health() -> None:
    sensitive = [field for _, field in EVERY_FIELD if field.sensitive]
    assert {field.category or field.id for field in sensitive} == {
        "dropouts",
        "health",
        "psychosomatic",
    }


def test_only_code_region_and_arm_are_required() -> None:
    required = {(form.id, field.id) for form, field in EVERY_FIELD if field.required}
    assert required == {
        ("congress", "leader_code"),
        ("inventory", "group_code"),
        ("inventory", "region"),
        ("study1", "physician_code"),
        ("study1", "arm"),
        ("study2", "physician_code"),
        ("study2", "arm"),
    }


@pytest.mark.parametrize("form_id", SENT_HEADERS)
def test_headers_people_send_are_known(form_id: str) -> None:
    known = load_form(form_id).headers
    sent = SENT_HEADERS[form_id]
    assert {header: known.get(plain(header)) for header in sent} == sent


@pytest.mark.parametrize(("form_id", "field_id", "text", "value"), SENT_ANSWERS)
def test_answers_people_send_are_understood(
    form_id: str, field_id: str, text: str, value: Value
) -> None:
    read = parse_canonical(load_form(form_id).field(field_id), text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(("form_id", "field_id", "text"), REFUSED_ANSWERS)
def test_answers_outside_a_field_are_refused(form_id: str, field_id: str, text: str) -> None:
    field = load_form(form_id).field(field_id)
    with pytest.raises(NotAccepted) as caught:
        parse_canonical(field, text)
    assert caught.value.values == {
        "value": text,
        "field": field_id,
        "accepted": accepted_words(field, "en"),
    }


@pytest.mark.parametrize("blank", ["", "  ", "\u00a0"])
def test_an_empty_answer_is_none(blank: str) -> None:
    assert {parse_canonical(field, blank) for _, field in EVERY_FIELD} == {None}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_canonical_text_reads_back_the_same(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(EVERY_FIELD) - 1))
    field = EVERY_FIELD[number][1]
    value = data.draw(canonical_values(field))
    read = parse_canonical(field, format_canonical(field, value))
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("field_id", "value", "text"),
    [
        ("members", 8, "8"),
        ("session_hours", 1.5, "1.5"),
        ("session_hours", 2.0, "2"),
        ("region", "01", "01"),
        ("confirmed_on", dt.date(2025, 3, 1), "2025-03-01"),
        ("members", None, ""),
    ],
)
def test_canonical_text_is_the_shortest(field_id: str, value: Value, text: str) -> None:
    assert format_canonical(load_form("inventory").field(field_id), value) == text


def test_canonical_text_keeps_yes_apart_from_chosen() -> None:
    interviews = load_form("congress").field("selection_interviews")
    role = load_form("study2").field("role_judge")
    assert [format_canonical(interviews, answer) for answer in (True, False)] == ["yes", "no"]
    assert [format_canonical(role, answer) for answer in (True, False)] == ["1", "0"]


@pytest.mark.parametrize(
    ("form_id", "field_id", "value", "sv", "en"),
    [
        ("congress", "country", "DE", "Tyskland", "Germany"),
        ("inventory", "session_hours", 1.5, "1,5", "1.5"),
        ("inventory", "confirmed_on", dt.date(2027, 3, 1), "2027-03-01", "2027-03-01"),
        ("congress", "selection_interviews", True, "Ja", "Yes"),
        ("study2", "role_tutor", False, "Nej", "No"),
        ("study2", "core_text", None, "", ""),
    ],
)
def test_answer_is_shown_as_a_person_writes_it(
    form_id: str, field_id: str, value: Value, sv: str, en: str
) -> None:
    field = load_form(form_id).field(field_id)
    assert [shown_answer(field, value, words_in(language)) for language in LANGUAGES] == [sv, en]


def test_choices_are_named_in_both_languages() -> None:
    country = load_form("congress").field("country")
    assert [choice_label(country, "DE", language) for language in LANGUAGES] == [
        "Tyskland",
        "Germany",
    ]
    with pytest.raises(NotAccepted):
        choice_label(country, "ZZ", "en")


def test_categories_are_named_in_both_languages() -> None:
    study1 = load_form("study1")
    assert [category_label(study1, "health", language) for language in LANGUAGES] == [
        "Hälsa",
        "Health",
    ]


def test_accepted_words_give_the_bounds_in_english() -> None:
    inventory = load_form("inventory")
    assert accepted_words(inventory.field("members"), "en") == (
        "a whole number from 1 to 30 (people)"
    )
    assert accepted_words(inventory.field("session_hours"), "en") == (
        "a number from 0.25 to 8 (hours)"
    )
    assert accepted_words(inventory.field("status"), "en") == "one of: Active; Resting; Ended"


def test_accepted_words_use_the_decimal_comma_in_swedish() -> None:
    assert "0,25" in accepted_words(load_form("inventory").field("session_hours"), "sv")


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(UnknownForm, match=r"“leavers”.*congress, inventory, study1, study2"):
        load_form("leavers")


def test_an_unknown_field_names_the_known_ones() -> None:
    with pytest.raises(UnknownField, match=r"inventory has no field “county”.*region"):
        load_form("inventory").field("county")


@pytest.mark.parametrize(("before", "after", "named"), BROKEN_FORMS.values(), ids=BROKEN_FORMS)
def test_a_broken_form_is_named_with_its_field(
    tmp_path: Path, before: str, after: str, named: str
) -> None:
    path = tmp_path / "small.toml"
    path.write_text(SMALL_FORM, encoding="utf-8")
    assert read_form(path).field_ids == ("code", "town")
    path.write_text(SMALL_FORM.replace(before, after), encoding="utf-8")
    with pytest.raises(FormFault) as caught:
        read_form(path)
    assert str(caught.value).startswith("In small.toml, at ")
    assert named in str(caught.value)


@pytest.mark.parametrize("form_id", FORMS)
def test_tables_have_the_columns_of_the_form(form_id: str) -> None:
    form = load_form(form_id)
    with duckdb.connect() as connection:
        answer_table(connection, form)
        described = connection.execute(f"describe {form_id}_answer").fetchall()
        viewed = connection.execute(f"describe {form_id}_current").fetchall()
    columns = [(name, kind.lower(), null) for name, kind, null, *_ in described]
    assert columns == [
        ("round_id", "varchar", "NO"),
        ("submission_id", "varchar", "NO"),
        ("row_number", "integer", "NO"),
        *((field.id, column_type(field), "YES") for field in form.fields),
    ]
    assert [name for name, *_ in viewed] == [*(name for name, *_ in columns), "arrival"]


def test_views_keep_the_latest_answer_that_stands() -> None:
    with duckdb.connect() as connection:
        answer_table(connection, load_form("congress"))
        connection.execute("insert into counting_submission values ('s1'), ('s2')")
        connection.execute(
            "insert into congress_answer by name select * from (values"
            " ('r', 's1', 1, 'L1', 1), ('r', 's1', 2, 'L2', 2), ('r', 's1', 3, null, 3),"
            " ('r', 's2', 1, 'L1', 4), ('r', 's2', 2, null, 5), ('r', 's3', 1, 'L2', 6),"
            " ('q', 's1', 4, 'L1', 7)"
            ") as t (round_id, submission_id, row_number, leader_code, dropouts)"
        )
        standing = connection.execute(
            "select round_id, dropouts from congress_current order by round_id, dropouts"
        ).fetchall()
    # L1 of round r was sent anew (4 for 1), the new L2 was undone, rows without a code all stand.
    assert standing == [("q", 7), ("r", 2), ("r", 3), ("r", 4), ("r", 5)]


def test_new_columns_are_added_to_an_older_table() -> None:
    form = load_form("inventory")
    with duckdb.connect() as connection:
        answer_table(connection, form)
        connection.execute("drop view inventory_current")
        connection.execute("alter table inventory_answer drop column setting")
        existing = {row[0] for row in connection.execute("describe inventory_answer").fetchall()}
        for statement in new_columns_ddl(form, existing):
            connection.execute(statement)
        described = connection.execute("describe inventory_answer").fetchall()
    assert ("setting", "VARCHAR") in [row[:2] for row in described]
    assert new_columns_ddl(form, {row[0] for row in described}) == []


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_codebooks_describe_every_column(form_id: str, language: str) -> None:
    form = load_form(form_id)
    rows = codebook(form, language)
    assert [row["field"] for row in rows] == list(form.field_ids)
    assert {tuple(row) for row in rows} == {tuple(codebook_headings(language))}
    assert all(row["label"] and row["help"] and row["accepted"] for row in rows)


def test_codebooks_give_codes_with_their_labels() -> None:
    rows = {row["field"]: row for row in codebook(load_form("study1"), "en")}
    assert rows["arm"]["codes"] == "balint = Balint group; reference = Reference group"
    assert (rows["health_3"]["low"], rows["health_3"]["high"]) == ("0", "10")
    assert rows["health_3"]["category"] == "Health"


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_templates_hold_labels_and_an_example(form_id: str, language: str) -> None:
    form = load_form(form_id)
    data = template_csv(form, language)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    header, example = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert [form.headers[plain(name)] for name in header] == list(form.field_ids)
    assert is_example(example[form.field_ids.index(form.code_field)])


@pytest.mark.parametrize("form_id", FORMS)
def test_csv_examples_fit_their_fields(form_id: str) -> None:
    form = load_form(form_id)
    text = template_csv(form, "en").decode("utf-8-sig")
    example = list(csv.reader(io.StringIO(text), delimiter=";"))[1]
    for field, answer in zip(form.fields, example, strict=True):
        parse_canonical(field, answer)


def test_csv_examples_use_the_decimal_comma_in_swedish() -> None:
    assert ";1,5;" in template_csv(load_form("inventory"), "sv").decode("utf-8-sig")


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_templates_open_with_all_sheets(form_id: str, language: str) -> None:
    form = load_form(form_id)
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(form, language)))
    answers, codes, about, *_lists = [
        book.get_sheet_by_name(name).to_python() for name in book.sheet_names
    ]
    assert [form.headers[plain(str(name))] for name in answers[0]] == list(form.field_ids)
    assert len(answers) == 2
    assert is_example(str(answers[1][form.field_ids.index(form.code_field)]))
    assert [row[0] for row in codes[1:]] == list(form.field_ids)
    told = [row[1] for row in about]
    assert told[:2] == [form.id, str(form.version)]
    assert form.consent.in_language(language) in told


def test_workbook_templates_name_their_sheets_in_english() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(load_form("study2"), "en")))
    assert book.sheet_names == ["Answers", "Codebook", "About", "Lists"]


def test_workbook_templates_offer_lists_that_are_understood() -> None:
    form = load_form("congress")
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(form, "sv")))
    (header,), *rows = book.get_sheet_by_index(3).to_python()
    countries = [str(row[0]) for row in rows]
    assert header == "Land"
    assert len(countries) == 250
    assert countries[-3:] == ["Åland", "Österrike", "Östtimor"]
    assert {parse_canonical(form.field("country"), name) for name in countries} == {
        choice.code for choice in form.field("country").choices
    }


def test_workbook_templates_name_the_lists_beyond_the_alphabet() -> None:
    form = load_form("inventory")
    asked = form.field("region")
    fields = (form.field(form.code_field), *(replace(asked, id=f"r{n}") for n in range(28)))
    with zipfile.ZipFile(io.BytesIO(template_xlsx(replace(form, fields=fields), "en"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    last = len(asked.choices) + 1
    assert [f"{name}$2:${name}${last}" in sheet for name in ("Z", "AA", "AB")] == [True] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_templates_are_the_same_bytes_each_time(language: str) -> None:
    form = load_form("inventory")
    assert template_xlsx(form, language) == template_xlsx(form, language)
