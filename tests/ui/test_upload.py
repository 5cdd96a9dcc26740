"""Does a leader's file get from the page Upload into a round, and out of it again?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.bundle import load_bundle
from balint.forms import load_form
from balint.rounds import answers, list_rounds
from balint.store import close_process_store, process_store
from balint.ui.texts import as_text
from tests.commands.test_commands import leaders
from tests.intake.files import as_xlsx
from tests.readers import BOARD, as_read, sign_in

ROOT = Path(__file__).parent.parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
CONGRESS = load_form("congress")
ROUND = "kongressen"


@pytest.fixture(autouse=True)
def empty_app(tmp_path: Path) -> Iterator[None]:
    """Give each test an app of its own, without demo rounds."""
    close_process_store()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BALINT_DATABASE", str(tmp_path / "balint.duckdb"))
        load_bundle(process_store(), without_demo=True)
        yield
        close_process_store()


def upload(name: str, data: bytes, *, language: str = "sv", form: str = "congress") -> AppTest:
    """Open the page, choose the form and drop a file."""
    test = sign_in(AppTest.from_file(str(MAIN), default_timeout=180), BOARD)
    test.query_params["lang"] = language
    test.run()
    test.switch_page(str(ROOT / "pages" / "upload.py")).run()
    test.selectbox(key="upload_form").set_value(form).run()
    test.file_uploader(key="upload_file_0").set_value((name, data, "text/csv")).run()
    return healthy(test)


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
