"""Does each pitfall that users of other systems report stay a pitfall of theirs?"""

from __future__ import annotations

import pytest

from balint import errors
from balint.intake import MOST_COLUMNS, MOST_ROWS, left_aside, told_readings
from balint.words import words_in
from tests.intake.files import CONGRESS, GROUPS, INVENTORY, as_csv, codes, given, lines, read

KINDS_OF_SPACE = (" ", "\u00a0", "\u2009", "\u202f", "'")


def leaders(*cells: str, field: str = "members_led", delimiter: str = ";") -> bytes:
    return lines(
        delimiter.join(("leader_code", field)),
        *(f"L{number}{delimiter}{cell}" for number, cell in enumerate(cells, start=1)),
    )


def test_decimal_comma_is_read_and_shown() -> None:
    plan = read(CONGRESS, leaders("7,5", "12", field="years_leading"))
    assert plan.accepted
    assert given(plan, 1, "years_leading") == "7.5"
    assert plan.readings[0].samples == (("7,5", "7.5"),)


def test_decimal_point_keeps_its_hundredths() -> None:
    # metabase#45171: 18500.00 became 1850000
    plan = read(CONGRESS, leaders("18.00", "7.25", field="years_leading"))
    assert [given(plan, row, "years_leading") for row in (1, 2)] == ["18", "7.25"]


def test_comma_that_fits_both_ways_is_asked() -> None:
    data = leaders("1,234", "40")
    plan = read(CONGRESS, data)
    assert codes(plan) == [("decimal", "B2")]
    assert dict(plan.questions[0].answers) == {"comma": "1,234 → 1.234", "point": "1,234 → 1234"}
    assert given(read(CONGRESS, data, answers={"decimal": "point"}), 1, "members_led") == "1234"
    refused = read(CONGRESS, data, answers={"decimal:members_led": "comma"})
    assert codes(refused) == [("not_whole", "B2")]


def test_other_cells_of_a_column_settle_its_comma() -> None:
    plan = read(CONGRESS, leaders("1,234", "1.234,0", "9"))
    assert codes(plan) == [("not_whole", "B2")]
    thousands = read(CONGRESS, leaders("1,234", "1,234.0", "9"))
    assert thousands.accepted
    assert given(thousands, 1, "members_led") == "1234"


@pytest.mark.parametrize("space", KINDS_OF_SPACE)
def test_every_kind_of_space_marks_thousands(space: str) -> None:
    plan = read(CONGRESS, leaders(f"1{space}234", "\u00a031 "))
    assert [given(plan, row, "members_led") for row in (1, 2)] == ["1234", "31"]


def test_digits_apart_are_not_glued_together() -> None:
    assert codes(read(CONGRESS, leaders("7 5"))) == [("not_a_number", "B2")]


def test_parsing_does_not_depend_on_the_language() -> None:
    data = leaders("1,234", "7,5", field="years_leading")
    swedish, english = (read(CONGRESS, data, language=language) for language in ("sv", "en"))
    assert swedish.rows == english.rows
    assert swedish.questions == english.questions == ()


def test_delimiter_is_judged_by_more_than_the_first_lines() -> None:
    texts = ["leader_code,profession", *(f"L{n},a;b;c" for n in range(30))]
    plan = read(CONGRESS, lines(*texts))
    assert plan.table.delimiter == ","
    assert given(plan, 30, "profession") == "a;b;c"


def test_separator_line_tells_the_delimiter_and_is_no_row() -> None:
    plan = read(CONGRESS, lines("sep=|", "leader_code|members_led", "L1|x"))
    assert plan.table.delimiter == "|"
    assert codes(plan) == [("not_a_number", "B2")]


def test_words_with_accents_are_shown() -> None:
    plan = read(INVENTORY, as_csv(INVENTORY, GROUPS, encoding="cp1252", language="id"))
    assert plan.table.encoding == "windows-1252"
    assert plan.table.words[:2] == ("Malmö", "Göteborg")


@pytest.mark.parametrize("text", ["Ã¥r", "SmÃ¥land", "L\ufffdkare", "l√§kare", "l├ñkare"])
def test_broken_letters_are_refused_with_the_cell(text: str) -> None:
    assert codes(read(CONGRESS, leaders(text, field="profession"))) == [("garbled", "B2")]


def test_utf16_without_mark_is_no_rubbish() -> None:
    plan = read(CONGRESS, "leader_code;profession\nL1;Läkare\n".encode("utf-16-le"))
    assert plan.table.encoding == "utf-16-le"
    assert given(plan, 1, "profession") == "Läkare"


def test_decomposed_letters_of_a_mac_are_put_together() -> None:
    plan = read(CONGRESS, lines("leader_code;country", "L1;O\u0308sterrike"))
    assert given(plan, 1, "country") == "AT"


def test_note_below_the_data_is_kept_out_and_shown() -> None:
    plan = read(CONGRESS, lines("leader_code;members_led", "L1;9", "Källa: enkäten"))
    assert plan.accepted
    assert plan.table.notes == ("Källa: enkäten",)
    assert plan.counts["new"] == 1


def test_row_of_means_below_the_data_is_no_answer() -> None:
    plan = read(CONGRESS, lines("leader_code;members_led", "L1;9", ";", "Medelvärde;9"))
    assert plan.table.notes == ("Medelvärde 9",)


def test_blank_rows_are_skipped_and_do_not_shift_addresses() -> None:
    plan = read(CONGRESS, lines("leader_code;members_led", "L1;9", ";", "", "L2;x", ";"))
    assert [(p.row, p.cell) for p in plan.problems] == [(2, "B5")]


def test_titles_above_the_header_are_set_aside() -> None:
    plan = read(CONGRESS, lines("Kongress 2024", "", "Kod;Land", "L1;Sverige"))
    assert plan.table.header_row == 3
    assert plan.table.titles == ("Kongress 2024",)


@pytest.mark.parametrize("text", ["SD", "Std", "Sum"])
def test_short_name_of_a_result_is_a_code_where_nothing_says_otherwise(text: str) -> None:
    header = "leader_code;members_led"
    plan = read(CONGRESS, lines(header, "AB;9", f"{text};8"))
    assert [row.code for row in plan.rows] == ["AB", text]
    for between in (";", "Medelvärde;9"):
        plan = read(CONGRESS, lines(header, "AB;9", between, f"{text};8"))
        assert [row.code for row in plan.rows] == ["AB"]
        assert plan.table.notes[-1] == f"{text} 8"


def test_header_that_comes_again_is_no_answer() -> None:
    header = "leader_code;profession"
    plan = read(CONGRESS, lines(header, "L1;x", header, "L2;y"))
    assert [row.code for row in plan.rows] == ["L1", "L2"]
    assert [(each.code, each.samples[0][0]) for each in plan.readings] == [
        ("repeated_headers", "A3")
    ]


def test_what_is_left_aside_is_told() -> None:
    plan = read(CONGRESS, lines("Kongress 2027", "leader_code;dropouts", "L1;2", "Källa: a@b.se"))
    assert list(left_aside(plan, words_in("en"))) == [
        "Above the headers, and no answers: Kongress 2027",
        "Below the answers, and none of them: Källa: ••••••",
    ]


def test_reading_is_told_with_its_column() -> None:
    plan = read(CONGRESS, leaders("7,5", field="years_leading"))
    assert list(told_readings(plan, words_in("en"))) == [
        "Years leading: Numbers were read so. (7,5 → 7.5)"
    ]


def test_invisible_marks_make_no_other_code() -> None:
    data = lines("leader_code;members_led", "L1;9", "L\u200b1;8", "L\u00ad1\u200e;7")
    assert {code for code, _ in codes(read(CONGRESS, data))} == {"code_twice"}


def test_header_row_can_be_named() -> None:
    data = lines("leader_code;country", "Kod;Land", "L1;Sverige")
    assert read(CONGRESS, data).table.header_row == 1
    assert read(CONGRESS, data, header_row=2).accepted
    with pytest.raises(errors.NoSuchRow):
        read(CONGRESS, data, header_row=9)


def test_unquoted_decimal_comma_does_not_shift_a_row() -> None:
    data = lines("leader_code,years_leading,members_led", "L1,7,5,20", "L2,8,21")
    assert codes(read(CONGRESS, data)) == [("too_many_cells", "D2")]


def test_short_row_is_asked_about() -> None:
    data = lines("leader_code;members_led;dropouts", "L1;9;2", "L2;8")
    assert codes(read(CONGRESS, data)) == [("short_row", "C3")]
    assert read(CONGRESS, data, answers={"short_row": "blank"}).accepted


def test_quoted_line_break_stays_in_its_cell() -> None:
    plan = read(CONGRESS, lines("leader_code;profession", 'L1;"psykolog\r\noch läkare"', "L2;x"))
    assert given(plan, 1, "profession") == "psykolog\noch läkare"
    assert plan.table.address(1, 0) == "A3"


def test_unclosed_quotation_mark_does_not_swallow_rows() -> None:
    with pytest.raises(errors.UnpairedQuotes):
        read(CONGRESS, lines("leader_code;profession", 'L1;"psykolog', "L2;x"))


def test_same_code_twice_is_an_error_in_both_rows() -> None:
    data = lines("leader_code;members_led", "L1;9", "L2;8", "l1;7")
    assert codes(read(CONGRESS, data)) == [("code_twice", "A2"), ("code_twice", "A4")]


def test_error_says_file_cell_value_and_what_is_accepted() -> None:
    problem = read(CONGRESS, leaders("x"), language="sv").problems[0].as_json()
    assert problem["cell"] == "B2"
    assert problem["value"] == "x"
    assert problem["severity"] == "error"
    assert problem["accepted_values"]


def test_two_columns_for_one_field_stop_and_ask() -> None:
    data = lines("Kod;Land;Country", "L1;Sverige;Norge")
    assert codes(read(CONGRESS, data)) == [("two_columns", "C1")]
    assert given(read(CONGRESS, data, mapping={"Country": None}), 1, "country") == "SE"


def test_codes_labels_and_synonyms_mean_the_same() -> None:
    data = lines("Kod;Land", *(f"L{n};{w}" for n, w in enumerate(("SE", "Sverige", "sweden"))))
    plan = read(CONGRESS, data)
    assert {given(plan, row, "country") for row in (1, 2, 3)} == {"SE"}


def test_word_for_no_answer_is_blank_and_namibia_is_not() -> None:
    plan = read(CONGRESS, lines("Kod;Land;Avhopp", "L1;NA;N/A"))
    assert given(plan, 1, "country") == "NA"
    assert given(plan, 1, "dropouts") == ""
    assert [reading.code for reading in plan.readings] == ["no_answer"]


def test_formula_that_came_to_nothing_is_refused() -> None:
    assert codes(read(CONGRESS, leaders("#DIV/0!", "#SAKNAS!"))) == [
        ("formula_fault", "B2"),
        ("formula_fault", "B3"),
    ]


def test_unfinished_answer_is_asked_about() -> None:
    data = lines(
        '"id. Response ID","submitdate. Date submitted","country. Country"',
        '"1","2024-05-01 14:00:00","Sweden"',
        '"2","","Norway"',
    )
    assert codes(read(CONGRESS, data)) == [("unfinished", "B3")]
    (asked,) = read(CONGRESS, data).questions
    assert dict(asked.answers) == {"leave_out": "No, leave it out", "keep": "Yes, keep it"}
    left = read(CONGRESS, data, answers={"unfinished": "leave_out"})
    assert (left.accepted, left.counts["new"]) == (True, 1)
    assert read(CONGRESS, data, answers={"unfinished": "keep"}).counts["new"] == 2


def test_answer_that_a_question_does_not_take_is_refused() -> None:
    with pytest.raises(errors.AnswerNotAllowed):
        read(CONGRESS, leaders("1,234"), answers={"decimal": "perhaps"})


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.FileEmpty),
        (b"\xef\xbb\xbf\r\n \r\n", errors.FileEmpty),
        (b"leader_code;country\r\n;;\r\n", errors.HeaderAlone),
        (b"\x89PNG\r\n\x1a\n....", errors.NotATable),
        (b"%PDF-1.7", errors.NotATable),
        (b"<!DOCTYPE html><html>", errors.NotATable),
        (b"a\x00b\x01\x00\x00\x02c;d", errors.NeitherTextNorSheet),
        (b"\x00\x00\x00\x18ftypheic" + bytes(99), errors.NotATable),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", errors.NotATable),
        (b"x" * 10_000_001, errors.FileTooLarge),
        (b"Kod;Land\n" + b"L;S\n" * (MOST_ROWS + 1), errors.TooManyRows),
        (b";".join([b"x"] * (MOST_COLUMNS + 1)) + b"\n1", errors.TooManyColumns),
    ],
)
def test_what_is_no_table_gets_its_own_sentence(
    data: bytes, error: type[errors.Unreadable]
) -> None:
    with pytest.raises(error):
        read(CONGRESS, data)
