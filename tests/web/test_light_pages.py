"""Does each public figure open as a plain page, and show nothing that is not public?"""

from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette
from starlette.middleware import Middleware

from balint.disclosure import VIEWER
from balint.figures import DEFINITIONS, draw
from balint.figures.citation import citation
from balint.figures.files import to_excel_csv
from balint.rounds import find_round, set_state
from balint.store import Store
from balint.web.addresses import Address
from balint.web.light import LightPages
from balint.web.middleware import PageHead, SecurityHeaders
from balint.web.pictures import WIDTHS, Picture
from balint.web.render import figure_page
from balint.words import unbroken
from tests.figures.own_rounds import add_round, leader
from tests.stores import bundled_store
from tests.web.asking import Answer, ask, ask_at_once

EVERY = [(figure_id, language) for figure_id in DEFINITIONS for language in ("sv", "en")]
VOID = {"meta", "link", "img", "source", "wbr"}
RANKED = [leader(1, 2, 3, 4, 5, 6, 7, country="SE") for _ in range(12)]
ENDINGS = ("", ".svg", ".png", ".pdf", ".xlsx", ".csv", ".excel.csv", ".json")
MOST_BYTES = 300_000


def app_of(store: Store) -> Starlette:
    """Give the light pages of a store, with the headers that the server adds."""
    middleware = [Middleware(SecurityHeaders), Middleware(PageHead)]
    return Starlette(routes=LightPages(lambda: store).routes, middleware=middleware)


@functools.cache
def bundled_app() -> Starlette:
    """Give the light pages of all that ships."""
    return app_of(bundled_store())


@functools.cache
def page_of(figure_id: str, language: str) -> Answer:
    """Open the page of a figure."""
    more = "&" if "?" in figure_id else "?"
    return ask(bundled_app(), f"/f/{figure_id}{more}lang={language}")


class Elements(HTMLParser):
    """What a page is made of, and whether each element is closed where it must be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element, which may have each attribute once."""
        assert len(attrs) == len(dict(attrs))
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if not {"style", "title"} & set(self._open):
            self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """List the attributes of all elements of a kind."""
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize(("figure_id", "language"), EVERY)
def test_page_reads_whole_as_text_alone(figure_id: str, language: str) -> None:
    figure = draw(bundled_store(), figure_id, (), language, audience=VIEWER)
    picture = Picture("", 340, 300)
    address = Address(figure_id, "", (), language)
    page = figure_page(figure, address, dict.fromkeys(WIDTHS, picture)).decode()
    elements = Elements(page)
    text = elements.text
    assert elements.named("html") == [{"lang": language}]
    title, sentence = unbroken(figure.title), unbroken(figure.sentence)
    assert text.count(sentence) == 1  # the picture does not say it again
    if figure.is_hidden:
        assert "<h1>" + figure.question in page
        assert elements.named("img") + elements.named("table") == []
        return
    said = (figure.subtitle, figure.question, *figure.notes, *figure.sources)
    assert [each for each in said if unbroken(each) not in text] == []
    assert text.index(title) < text.index(sentence) < text.index(unbroken(figure.question))
    assert [image["alt"] for image in elements.named("img")] == [""]
    assert len(elements.named("h1")) == 1
    assert len(elements.named("caption")) == 1
    assert {head["scope"] for head in elements.named("th")} == {"col", "row"}
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert "script" not in [tag for tag, _ in elements.found]


def test_page_shows_what_is_chosen_of_a_public_option_and_leads_to_the_rest() -> None:
    page = Elements(page_of("groups-by-region?measure=rate&region=12", "en").text)
    links = [str(link["href"]) for link in page.named("a")]
    assert "/f/groups-by-region?lang=en&region=12" in links
    assert "/f/groups-by-region?lang=en&measure=members&region=12" in links
    assert "/f/groups-by-region.csv?lang=en&measure=rate&region=12" in links
    assert "On the map: active groups" in " ".join(page.text.split())
    assert "Skåne outlined" in page.text
    assert all("measure=rate" in str(image["src"]) for image in page.named("img"))
    assert ask(bundled_app(), "/f/groups-by-kind?region=12").status == 404


@pytest.mark.parametrize("figure_id", DEFINITIONS)
def test_page_needs_at_most_300_kilobytes(figure_id: str) -> None:
    page = page_of(figure_id, "sv")
    elements = Elements(page.text)
    pictures = [each["srcset"] for each in elements.named("source")]
    pictures += [each["src"] for each in elements.named("img")]
    is_drawn = draw(bundled_store(), figure_id, audience=VIEWER).chart is not None
    assert len(pictures) == (4 if is_drawn else 0)
    light = [str(picture) for picture in pictures if "dark" not in str(picture)]
    sizes = [len(ask(bundled_app(), picture).body) for picture in light]
    assert len(page.body) + max(sizes, default=0) < MOST_BYTES


def test_picture_for_a_dark_ground_differs_in_colour_alone() -> None:
    address = "/f/groups-over-time.svg?lang=sv&shape=narrow"
    light, dark = (ask(bundled_app(), f"{address}{look}").text for look in ("", "&look=dark"))
    assert light != dark
    colour = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
    assert colour.sub("", light) == colour.sub("", dark)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_page_says_how_it_is_cited_and_leads_to_the_hall(language: str) -> None:
    elements = Elements(page_of("dropout-reasons-2005", language).text)
    figure = draw(bundled_store(), "dropout-reasons-2005", (), language, audience=VIEWER)
    assert (
        citation(figure) in elements.text
    )  # as it is copied, with no sign that keeps a line whole
    links = [link["href"] for link in elements.named("a")]
    assert f"/present/dropout-reasons-2005?lang={language}" in links


def test_demo_page_says_so_in_title_badge_and_to_search_engines() -> None:
    page = page_of("dropout-reasons", "sv")
    assert "<h1>Demo: " in page.text
    assert '<meta property="og:title" content="Demo: ' in page.text
    assert '<p class="badge demo">Demo' in page.text
    assert page.headers["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in page_of("timeline", "sv").headers


def test_page_names_its_address_in_each_language() -> None:
    alternates = {
        link["hreflang"]: link["href"]
        for link in Elements(page_of("timeline", "en").text).named("link")
        if link["rel"] == "alternate"
    }
    assert alternates == {
        "sv": "/f/timeline?lang=sv",
        "en": "/f/timeline?lang=en",
        "x-default": "/f/timeline",
    }


def test_pasted_link_shows_the_figure_where_the_app_knows_its_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "og:image" not in page_of("timeline", "sv").text
    assert "og:url" not in page_of("timeline", "sv").text
    monkeypatch.setenv("BALINT_PUBLIC_URL", "https://balint.example/")
    app = app_of(bundled_store())
    page = ask(app, "/f/timeline?lang=sv", headers={"host": "evil.example"})
    meta = {each.get("property"): each.get("content") for each in Elements(page.text).named("meta")}
    assert meta["og:url"] == "https://balint.example/f/timeline?lang=sv"
    image = str(meta["og:image"]).removeprefix("https://balint.example")
    picture = ask(app, image)
    assert picture.headers["content-type"] == "image/png"
    assert picture.body[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(picture.body[at : at + 4]) for at in (16, 20)] == [1200, 630]
    assert len(picture.body) < MOST_BYTES
    assert "evil" not in page.text


def test_language_follows_the_browser_and_the_answer_says_so() -> None:
    page = ask(bundled_app(), "/f/timeline", headers={"accept-language": "en-GB,en"})
    assert page.headers["content-language"] == "en"
    assert "Accept-Language" in page.headers["vary"]
    assert '<html lang="en">' in page.text


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_a_reader_has_already_is_not_sent_again(ending: str) -> None:
    address = f"/f/groups-over-time{ending}?lang=sv"
    first = ask(bundled_app(), address)
    assert first.headers["cache-control"] == "public, max-age=60, must-revalidate"
    known = {"if-none-match": f'"x", {first.headers["etag"]}'}
    again = ask(bundled_app(), address, headers=known)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = ask(bundled_app(), address.replace("lang=sv", "lang=en"), headers=known)
    assert other.status == 200


@pytest.mark.parametrize("ending", ["", ".svg", ".csv", ".json"])
def test_page_is_sent_packed_to_those_who_unpack_it(ending: str) -> None:
    address = f"/f/groups-over-time{ending}?lang=sv"
    plain = ask(bundled_app(), address)
    packed = ask(bundled_app(), address, headers={"accept-encoding": "br, gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body)
    assert packed.headers["etag"] == plain.headers["etag"]


def test_head_tells_the_size_of_the_page() -> None:
    answer = ask(bundled_app(), "/f/timeline?lang=sv", method="HEAD")
    assert answer.status == 200
    assert int(answer.headers["content-length"]) == len(page_of("timeline", "sv").body)


def test_files_carry_the_figure_and_a_name() -> None:
    there = "?round=demo-congress-a&lang=en"
    name = "dropout-reasons-demo-congress-a-en"
    figure = draw(bundled_store(), "dropout-reasons", ["demo-congress-a"], "en", audience=VIEWER)
    data = ask(bundled_app(), f"/f/dropout-reasons.json{there}")
    assert data.headers["content-type"] == "application/json"
    assert data.headers["content-disposition"] == f'attachment; filename="{name}.json"'
    assert json.loads(data.body)["title"] == figure.title
    table = ask(bundled_app(), f"/f/dropout-reasons.csv{there}")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(list(csv.DictReader(io.StringIO(table.text)))) == len(figure.rows)
    typed = ask(bundled_app(), f"/f/dropout-reasons.excel.csv{there}")
    assert typed.headers["content-type"] == "text/csv; charset=utf-8"
    assert typed.headers["content-disposition"] == f'attachment; filename="{name}.excel.csv"'
    assert typed.body == to_excel_csv(figure)
    assert typed.body.startswith("\ufeffReason;".encode())
    book = ask(bundled_app(), f"/f/dropout-reasons.xlsx{there}")
    assert book.headers["content-type"].endswith("officedocument.spreadsheetml.sheet")
    assert book.headers["content-disposition"] == f'attachment; filename="{name}.xlsx"'
    table_of_it, notes = CalamineWorkbook.from_filelike(io.BytesIO(book.body)).sheet_names
    assert (table_of_it, notes) == ("Table", "Notes")
    paper = ask(bundled_app(), f"/f/dropout-reasons.pdf{there}")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.headers["content-disposition"] == f'attachment; filename="{name}.pdf"'
    assert paper.body.startswith(b"%PDF-")
    picture = ask(bundled_app(), f"/f/dropout-reasons.svg{there}")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.headers["content-disposition"] == f'inline; filename="{name}.svg"'
    assert "sandbox" in picture.headers["content-security-policy"]


def test_policy_of_a_page_allows_its_pictures_and_its_style_alone() -> None:
    policy = page_of("timeline", "sv").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "img-src 'self'; style-src 'sha256-" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/f", "/f/"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_index_lists_every_figure_by_subject(path: str, language: str) -> None:
    page = ask(bundled_app(), f"{path}?lang={language}")
    links = {str(link["href"]) for link in Elements(page.text).named("a")}
    wanted = {f"/f/{figure_id}?lang={language}" for figure_id in DEFINITIONS}
    assert page.status == 200
    assert wanted <= links
    assert page.text.count("<h2>") == 5


@pytest.mark.parametrize(
    "address",
    [
        "/f/nope",
        "/f/%3Cscript%3Ealert(1)%3C/script%3E",
        "/f/timeline/../../app.py",
        "/f/..%2f..%2fetc%2fpasswd",
        "/f/timeline%00",
        f"/f/{'a' * 5_000}",
        "/f/timeline.exe",
        "/f/timeline/",
        "/f/timeline?round=nope",
        "/f/timeline?round=",
        "/f/timeline?round=%3Cscript%3E",
        "/f/timeline?round=demo-congress-a",
        "/f/timeline?round=' or 1=1 --",
        f"/f/timeline?round={'a' * 5_000}",
        "/f/timeline?round=%ff%fe",
        "/f/dropout-rate?round=demo-congress-a&round=published-congress-2005",
        "/f/dropout-rate?split=country",
        "/f/dropout-rate.csv?split=country",
    ],
)
def test_address_of_nothing_says_so_and_repeats_nothing(address: str) -> None:
    answers = [ask(bundled_app(), address, headers={"accept-language": "en"})]
    answers.append(ask(bundled_app(), address + ("&" if "?" in address else "?") + "lang=en"))
    missing = ask(bundled_app(), "/f/nope?lang=en")
    for answer in answers:
        assert answer.status == 404
        assert answer.body == missing.body
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert not any("script" in value for value in answer.headers.values())


def test_line_break_in_an_address_starts_no_header() -> None:
    answer = ask(bundled_app(), "/f/timeline%0d%0aSet-Cookie:%20a=b")
    assert answer.status == 404
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("language", ["<script>alert(1)</script>", "xx", "sv\r\nA: b", "s" * 5_000])
def test_unknown_language_is_answered_in_the_one_preferred(language: str) -> None:
    page = ask(bundled_app(), f"/f/timeline?lang={quote(language)}")
    assert page.status == 200
    assert page.body == page_of("timeline", "sv").body


def test_hidden_round_is_as_absent_as_one_that_never_was() -> None:
    store = Store.open(":memory:")
    add_round(store, "open-one", "congress", RANKED)
    with store.transaction() as cursor:
        set_state(cursor, "open-one", "open")
    app = app_of(store)
    for ending in ENDINGS:
        hidden = ask(app, f"/f/dropout-reasons{ending}?round=open-one&lang=sv")
        absent = ask(app, f"/f/dropout-reasons{ending}?round=no-such&lang=sv")
        assert (hidden.status, hidden.headers, hidden.body) == (404, absent.headers, absent.body)


def test_page_is_gone_as_soon_as_its_round_is_taken_back() -> None:
    store = Store.open(":memory:")
    add_round(store, "own", "congress", RANKED)
    app = app_of(store)
    address = "/f/dropout-reasons?round=own&lang=sv"
    shown = ask(app, address)
    assert shown.status == 200
    with store.transaction() as cursor:
        set_state(cursor, "own", "withdrawn")
    gone = ask(app, address, headers={"if-none-match": shown.headers["etag"]})
    assert gone.status == 404


def test_title_of_a_round_is_text_and_never_markup() -> None:
    store = Store.open(":memory:")
    add_round(store, "own", "congress", RANKED)
    title = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7 * 7 }}"
    with store.transaction() as cursor:
        cursor.execute("update round set title_sv = $t, title_en = $t", {"t": title})
        assert find_round(cursor, "own").title_sv == title
    app = app_of(store)
    page = ask(app, "/f/dropout-reasons?lang=sv")
    elements = Elements(page.text)
    assert title in elements.text
    assert elements.named("script") == []
    assert len(elements.named("img")) == 1
    picture = ask(app, "/f/dropout-reasons.svg?lang=sv").text
    assert "<script" not in picture
    assert "<img" not in picture


def test_empty_store_says_what_is_missing_and_why() -> None:
    app = app_of(Store.open(":memory:"))
    page = ask(app, "/f/dropout-reasons?lang=sv")
    elements = Elements(page.text)
    assert page.status == 200
    assert elements.named("table") == []
    assert elements.named("img") == []
    assert (
        draw(Store.open(":memory:"), "dropout-reasons", audience=VIEWER).sentence in elements.text
    )
    assert ask(app, "/f/dropout-reasons.svg?lang=sv").status == 404


def test_figure_that_readers_do_not_see_leads_to_those_they_do() -> None:
    hidden = Elements(page_of("study1-items", "en").text)
    assert "/f?lang=en" in [link["href"] for link in hidden.named("a")][1:]
    assert "See all figures" in hidden.text


def test_years_have_no_thousands_mark() -> None:
    assert '<td class="number">2004</td>' in page_of("group-types", "sv").text
    assert '<td class="number">1\u00a0402\u00a0425</td>' in page_of("groups-by-region", "sv").text


def test_what_breaks_is_told_with_a_number_and_no_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> Store:
        raise RuntimeError("secret path")

    page = ask(Starlette(routes=LightPages(broken).routes), "/f/timeline?lang=en")
    number = re.search(r"the number ([0-9A-F]{8})", page.text)
    assert page.status == 500
    assert "secret" not in page.text
    assert number
    assert f"Incident {number[1]}" in caplog.text


def test_three_hundred_phones_see_the_same_page() -> None:
    answers = ask_at_once(app_of(bundled_store()), ["/f/timeline?lang=sv"] * 300)
    assert {answer.status for answer in answers} == {200}
    assert {answer.body for answer in answers} == {page_of("timeline", "sv").body}
