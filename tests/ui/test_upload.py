"""Does a leader's file get from the page Upload into a round, and out of it again?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.access import LOCAL_BOARD
from balint.erasure import erase_person
from balint.forms import load_form
from balint.rounds import answers, create_round, list_rounds
from balint.store import close_process_store, process_store
from balint.ui.texts import as_text
from balint.words import NO_BREAK
from tests.commands.test_commands import leaders
from tests.figures.own_rounds import add_round
from tests.intake.files import as_xlsx
from tests.intake.storing import new_round
from tests.intake.test_samples import SAMPLES
from tests.readers import BOARD, LEADER, as_read, sign_in
from tests.stores import new_database

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
CONGRESS = load_form("congress")
ROUND = "kongressen"


@pytest.fixture(autouse=True)
def empty_app(tmp_path: Path) -> Iterator[None]:
    """Give each test an app of its own, without demo rounds."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        database = new_database(tmp_path / "balint.duckdb", without_demo=True)
        patch.setenv("BALINT_DATABASE", str(database))
        yield
        close_process_store()


def upload(
    name: str,
    data: bytes,
    *,
    language: str = "sv",
    form: str = "congress",
    who: str = BOARD,
) -> AppTest:
    """Open the page, choose the form and drop a file."""
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=180), who)
    test.query_params["lang"] = language
    test.run()
    test.switch_page(str(ROOT / "pages" / "upload.py")).run()
    test.selectbox(key="upload_form").set_value(form).run()
    test.file_uploader(key="upload_file_0").set_value((name, data, "text/csv")).run()
    return healthy(test)


def open_round() -> None:
    """Open a round of the congress questionnaire."""
    with process_store().transaction() as cursor:
        create_round(cursor, new_round(ROUND))


def healthy(test: AppTest) -> AppTest:
    assert [found.value for found in test.exception] == []
    return test


def name_round(test: AppTest) -> AppTest:
    test.text_input(key="upload_title_sv").set_value("Kongressen")
    test.text_input(key="upload_title_en").set_value("The congress").run()
    return healthy(test)


def inform(test: AppTest) -> AppTest:
    """Confirm that those who answered know what is done with their answers."""
    assert test.button(key="upload_store").disabled
    (box,) = [box for box in test.checkbox if str(box.key).startswith("upload_informed_")]
    box.check().run()
    return healthy(test)


def stored() -> list[tuple[object, ...]]:
    return list(answers(process_store().cursor(), ROUND, CONGRESS))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_file_from_a_swedish_excel_is_stored_and_taken_back(language: str) -> None:
    text = leaders(12).replace(",", ";").replace(".", ",")
    test = name_round(upload("ledare.csv", text.encode("cp1252"), language=language))
    assert [metric.value for metric in test.metric] == ["12", "0", "0", "0"]
    inform(test).button(key="upload_store").click().run()
    assert len(healthy(test).success) == 1
    assert len(stored()) == 12
    test.button(key="upload_undo").click().run()
    assert healthy(test).error.len == 0
    assert stored() == []


def test_file_that_a_session_has_read_is_forgotten_when_a_person_is_erased() -> None:
    test = inform(name_round(upload("ledare.csv", leaders(12).encode())))
    test.button(key="upload_store").click().run()
    assert test.session_state["upload_plans"]
    assert test.session_state["upload_preview"]
    erase_person(process_store(), ROUND, "L01", by=LOCAL_BOARD, language="sv")
    assert test.session_state["upload_plans"] == test.session_state["upload_preview"] == {}
    healthy(test.run())


def test_workbook_with_a_title_row_is_stored() -> None:
    lines = [line.split(",") for line in leaders(3).splitlines()]
    data = as_xlsx({"Svar": [["Enkät till ledare"], [], *lines]})
    test = inform(name_round(upload("ledare.xlsx", data)))
    test.button(key="upload_store").click().run()
    assert len(healthy(test).success) == 1
    assert len(stored()) == 3


def test_faulty_cell_is_mended_on_the_page() -> None:
    text = leaders(3)
    header = text.splitlines()[0].split(",")
    cells = text.splitlines()[3].split(",")
    cells[header.index("years_leading")] = "länge"
    faulty = "\n".join([*text.splitlines()[:3], ",".join(cells)])
    test = name_round(upload("ledare.csv", faulty.encode()))
    assert test.button(key="upload_store").disabled
    (mended,) = [box for box in test.text_input if str(box.key).startswith("upload_cell_")]
    assert mended.value == "länge"
    mended.set_value("7,5")
    use = next(box for box in test.button if str(box.key).startswith("upload_use_"))
    use.click().run()
    inform(test)
    assert not test.button(key="upload_store").disabled
    test.button(key="upload_store").click().run()
    years = CONGRESS.field_ids.index("years_leading")
    assert stored()[-1][years] == 7.5


def test_group_sent_under_another_code_is_told_and_given_the_one_it_has() -> None:
    add_round(process_store(), "grupper", "inventory", [], released=False)
    known = b"Gruppens kod;Region;Antal deltagare\nG1;12;8"
    test = inform(upload("grupper.csv", known, form="inventory"))
    healthy(test.button(key="upload_store").click().run())
    test = upload("igen.csv", known.replace(b"G1", b"g 1").replace(b";8", b";9"), form="inventory")
    told = as_read(" ".join(found.value for found in test.markdown))
    assert "1 rad är kanske inskickad två gånger." in told.replace("**", "")
    assert "Kanske samma som ”G1”, som omgången har. Lika: Gruppens kod och Region." in told
    assert [metric.value for metric in test.metric] == ["1", "0", "0", "0"]
    (box,) = [box for box in test.text_input if str(box.key).startswith("upload_cell_")]
    assert box.value == "g 1"
    box.set_value("G1")
    next(box for box in test.button if str(box.key).startswith("upload_use_")).click().run()
    assert [metric.value for metric in healthy(test).metric] == ["0", "1", "0", "0"]
    assert not [found for found in test.markdown if "kanske inskickad" in found.value]


def test_personal_data_is_masked_and_a_code_in_its_place_clears_it() -> None:
    row = "19121212-1212;Sverige;kalle@exempel.se;2"
    data = "\n".join(("Kod;Land;Yrke;År som ledare", row, "L2;Norge;;7")).encode()
    test = name_round(upload("fel.csv", data))
    shown = [*test.markdown, *test.caption, *test.text_input, *test.table]
    read = as_read(" ".join(str(found.value) for found in shown))
    assert "1212-1212" not in read
    assert "kalle" not in read
    assert "Raden i filen: •••••• · Sverige · •••••• · 2" in read
    assert any("Skriv något annat i de cellerna ovan" in found.value for found in test.caption)
    for box, text in zip(
        [box for box in test.text_input if str(box.key).startswith("upload_cell_")],
        ["L1", "läkare"],
        strict=True,
    ):
        box.set_value(text)
    next(box for box in test.button if str(box.key).startswith("upload_use_")).click().run()
    told = [as_read(found.value) for found in [*test.markdown, *test.caption]]
    assert "Rättat här: A2 = ”L1”, C2 = ”läkare”" in told
    assert "Själva filen sparas inte: den innehåller personuppgifter." in told
    assert not inform(test).button(key="upload_store").disabled


def test_problems_stand_by_kind_and_what_is_left_aside_is_said() -> None:
    rows = ("L1;Svergie;1;9", "L2;Norge;ett;9", "L3;Narnia;10;9", "Källa: enkäten;;;")
    data = "\n".join(("Kongressen", "Kod;Land;Avhopp;Antal deltagare", *rows))
    test = upload("fel.csv", data.encode())
    told = [as_read(found.value) for found in test.markdown]
    kinds = ["**Tal** (1)", "**Val** (2)", "**Svar som inte går ihop** (1)"]
    assert [value for value in told if value in kinds] == kinds
    (lines,) = [value for value in told if value.startswith("- ")]
    assert "Kongressen" in lines
    assert "Källa: enkäten" in lines


def test_same_file_twice_adds_nothing() -> None:
    data = leaders(4).encode()
    test = inform(name_round(upload("ledare.csv", data)))
    test.button(key="upload_store").click().run()
    test.file_uploader(key="upload_file_1").set_value(("kopia.csv", data, "text/csv")).run()
    assert test.selectbox(key="upload_round_congress").value == ROUND
    assert [metric.value for metric in healthy(test).metric] == ["0", "0", "4", "0"]
    test.button(key="upload_store").click().run()
    assert len(healthy(test).success) == 0
    assert as_text("ledare.csv") in test.info[0].value
    assert len(stored()) == 4


def test_figures_before_storing_have_the_title_that_is_typed() -> None:
    test = upload("ledare.csv", leaders(12).encode())
    assert "”Kongressen”" not in previewed(test)
    assert "”Kongressen”" in previewed(name_round(test))


def previewed(test: AppTest) -> str:
    """Give the text under the figures as they would be."""
    (box,) = [box for box in test.expander if box.label == "Figurerna med de här svaren"]
    return " ".join(str(part.value) for part in (*box.markdown, *box.caption))


def test_changes_that_are_not_listed_are_counted() -> None:
    text = leaders(12)
    test = inform(name_round(upload("ledare.csv", text.encode())))
    test.button(key="upload_store").click().run()
    rows = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    for row in rows:  # 5 answers of each of 12 leaders: 60, of which 50 are listed
        more = {name: str(int(row[name]) + 1) for name in ("groups_led", "members_led")}
        other = {"country": "NO", "profession": "nurse", "years_leading": "2.25"}
        writer.writerow(row | more | other)
    changed = ("ändrad.csv", out.getvalue().encode(), "text/csv")
    test.file_uploader(key="upload_file_1").set_value(changed).run()
    assert [metric.value for metric in healthy(test).metric] == ["0", "12", "0", "0"]
    assert 50 in [len(table.value) for table in test.table]
    assert "10 svar till ändras." in [found.value for found in test.caption]


def test_picture_is_refused_with_a_sentence() -> None:
    test = upload("bild.csv", b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert len(test.error) == 1
    assert as_text("bild.csv") in test.error[0].value
    assert list_rounds(process_store().cursor(), "congress")[0].provenance == "published"


def test_file_of_another_form_is_read_as_that_with_one_button() -> None:
    name = "inventory-excel-sv.txt"
    test = upload(name, (SAMPLES / name).read_bytes())
    assert any("Inventering av Balintgrupper" in found.value for found in test.warning)
    (asked,) = [found for found in test.radio if str(found.key).startswith("upload_answer_")]
    assert [as_read(option) for option in asked.options] == [
        "Ja, lämna de andra kolumnerna utanför",
        "Nej",
    ]
    assert test.button(key="upload_store").disabled
    (table,) = [box for box in test.expander if "1 av 11 kolumner" in box.label]
    assert table.proto.expanded
    test.button(key="upload_read_as").click().run()
    assert healthy(test).selectbox(key="upload_form").value == "inventory"
    assert test.warning.len == 0
    assert any("11 av 11 kolumner" in box.label for box in test.expander)


def test_leader_cannot_switch_to_a_form_without_an_open_round() -> None:
    open_round()
    data = leaders(3).encode()
    test = upload("ledare.csv", data, who=LEADER)
    assert test.warning.len == 0
    name = "study1-excel-sv.xlsx"
    test = upload(name, (SAMPLES / name).read_bytes(), who=LEADER)
    assert any("Studie I" in found.value for found in test.warning)
    assert not [box for box in test.button if box.key == "upload_read_as"]


def test_near_answers_and_short_lists_are_offered_in_the_cell() -> None:
    rows = ("G1;Skone;Aktiv;2001", "G2;Lund;Aktvi;2002", "G3;Skåne;Aktiv;2003")
    data = "\n".join(("Kod;Region;Status;Startår", *rows)).encode()
    test = upload("grupper.csv", data, form="inventory")
    (near,) = [box for box in test.button_group if "_B2" in str(box.key)]
    assert "Region Skåne" in near.options
    (status,) = [box for box in test.selectbox if str(box.key).endswith("_C3")]
    assert status.options[0] == "Aktvi"
    assert {"Aktiv", "Vilande", "–"} < set(status.options)
    near.set_value("Region Skåne")
    status.set_value("Aktiv")
    (typed,) = [box for box in test.text_input if str(box.key).endswith("_B3")]
    typed.set_value("Skåne")
    next(box for box in test.button if str(box.key).startswith("upload_use_")).click().run()
    assert [metric.value for metric in healthy(test).metric] == ["3", "0", "0", "0"]


def test_what_would_be_stored_is_said_as_such_and_the_open_point_is_linked() -> None:
    test = upload("fel.csv", b"Kod;Avhopp\nL1;ett\nL2;2")
    assert "Detta skulle sparas" in [found.value for found in test.header]
    (waits,) = [found.value for found in test.caption if found.value.startswith("[")]
    assert waits.endswith("](#needs)")
    assert "needs" in [found.anchor for found in test.header]
    test = upload("rätt.csv", b"Kod;Avhopp\nL1;1\nL2;2")
    assert "Detta sparas" in [found.value for found in test.header]
    assert [found.value for found in test.caption if found.value.endswith("](#round)")]
    name_round(test)
    assert [found.value for found in test.caption if found.value.endswith("](#informed)")]


def test_how_a_file_is_written_stands_folded_and_its_letters_in_plain_words() -> None:
    data = "Kod;Land;Yrke\nL1;Sverige;Allmänläkare".encode("cp1252")
    test = upload("ledare.csv", data)
    top = [as_read(found.value) for found in test.main.markdown]
    assert "**ledare.csv** · 1 rad med svar" in top
    assert "- Se efter att å, ä och ö stämmer: Allmänläkare" in top
    (table,) = [box for box in test.expander if "3 av 3 kolumner" in box.label]
    assert table.caption[0].value.startswith("rubriker på rad 1 · bokstäver som Windows-1252")


def test_leader_is_told_which_questionnaires_have_an_open_round() -> None:
    def told() -> list[str]:
        test = sign_in(AppTest.from_file(str(MAIN), default_timeout=180), LEADER).run()
        test.switch_page(str(ROOT / "pages" / "upload.py")).run()
        test.selectbox(key="upload_form").set_value("inventory").run()
        assert not [box for box in test.selectbox if str(box.key).startswith("upload_round_")]
        return [found.value for found in healthy(test).info]

    assert told()[0].startswith("Inget formulär har någon omgång")
    open_round()
    assert told()[0].endswith("De här har en: Enkät till ledare vid en kongress.")


@pytest.mark.parametrize(("email", "role"), [(LEADER, "Ledare"), (BOARD, "Styrelsen")])
def test_who_is_signed_in_stands_beside_the_way_out(email: str, role: str) -> None:
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=180), email).run()
    shown = [as_read(found.value).replace(NO_BREAK, "") for found in test.caption]
    assert f"{role} · {email}" in shown
