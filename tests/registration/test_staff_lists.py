"""Lists of staff as sheets: what is read, what is refused and where, how they come in, how they are taken along."""

import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.registration.commands.staff_lists import PORTION
from services.registration.domain import staff_list
from services.registration.schemas.staff_list import FIELD_NAMES
from services.registration.tables import StaffList
from shared import sheets
from shared.people import Person
from shared.web import i18n
from tests.registration.test_desk import sign_in
from tests.registration.test_pages import Browser, app, browser, desk

__all__ = ["app", "browser", "desk"]
NEW = "/registration/people/lists/new"
HEAD = "Etunimi;Sukunimi;Sähköposti;Yksikkö;Tehtävänimike;Henkilöstöryhmä;Esihenkilön sähköposti;Roolit"
AINO = "Aino;Määttä;Aino.Maatta@hyria.example;Torikatu;koulusihteeri;secretary;pomo@hyria.example;"
BOSS = "Pirkko;Pomo;pomo@hyria.example;Torikatu;rehtori;;;esihenkilö, mentor"


RELATION = '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>'


def text(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def book(rows: list[list[str]], **more: str) -> bytes:
    """An XLSX book with one sheet of inline texts."""
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{sheets.cell_name(at, number)}" t="inlineStr"><is><t>{each}</t></is></c>'
            for at, each in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="x"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{RELATION}</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
    } | more
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def send(page, content: bytes, name: str = "lista.csv", employer: str = "hyria"):
    page.open(NEW)
    return page.send("Look through the list", file=(io.BytesIO(content), name), employer=employer)


def people(season) -> int:
    with season.runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(Person))


def test_a_list_is_looked_through_brought_in_and_reported(season, desk, tick):
    before = people(season)
    send(desk, text(HEAD, AINO, BOSS)).says("The list is in order", "New people 2")
    assert people(season) == before
    desk.send("Bring the list in").says("The list is coming in", "0 of 2")
    tick(season.runtime)
    desk.open(desk.path).says("The list is in the directory", "New people 2", "Määttä Aino", "new")
    aino, boss = season.find(Person, email="aino.maatta@hyria.example"), season.find(Person, email="pomo@hyria.example")
    assert (aino.supervisor_id, aino.staff_group, aino.organisation) == (boss.id, "secretary", "hyria")
    assert {each["role"] for each in boss.roles} == {"supervisor", "mentor"}


def test_the_same_list_again_changes_nothing_and_another_case_of_an_address_is_the_same_person(season, desk, tick):
    for _ in range(2):
        send(desk, text(HEAD, AINO, BOSS)).send("Bring the list in")
        tick(season.runtime)
    desk.open(desk.path).says("As before 2", "New people 0")
    send(desk, text(HEAD, AINO.upper().replace("SECRETARY", ""), BOSS)).says("Changed 1", "New people 0")


def test_every_problem_is_told_by_line_and_cell_and_nothing_is_stored(season, desk):
    before = people(season)
    bad = [
        "=cmd|x;Malli;a@hyria.example;;;;;",
        "\u202eoniA;Malli;b@hyria.example;;;;;",
        f"{'A' * 300};Malli;c@hyria.example;;;;;",
        "Aino;Malli;ei osoite;;;;;",
        "Aino;;d@hyria.example;;;;;",
        "Aino;Malli;e@hyria.example;;;jokin muu;;",
        "Aino;Malli;f@hyria.example;;;;kuka@hyria.example;",
        "Aino;Malli;g@hyria.example;;;;g@hyria.example;",
        "Aino;Malli;h@hyria.example;;;;;kuningas",
        "Aino;Malli;ok@hyria.example;;;;;",
        "Aino;Malli;OK@hyria.example;;;;;",
    ]
    send(desk, text(HEAD, *bad))
    desk.says("10 problems: nobody was brought in", "A2", "A3", "A4", "C5", "B6", "F7", "G8", "G9", "H10", "C12")
    assert people(season) == before
    desk.says("The same address is on an earlier line", "The cell begins like a formula")


def test_a_members_coordinator_brings_in_own_people_only(season, browser):
    own = sign_in(season, browser, "koord", "hyria", "member_coordinator")
    own.open(NEW)
    assert "tavastia" not in own.text
    send(own, text(HEAD + ";Työnantaja", BOSS + ";tavastia")).says("You may not change people of this organisation")


def test_whoever_may_write_no_cards_sees_neither_lists_nor_people(season, browser):
    sign_in(season, browser, "aino", "hyria", None)
    for path in (NEW, "/registration/people", "/registration/people/csv"):
        assert browser.open(path).status == 403


def test_a_list_is_its_senders_alone(season, desk, app):
    send(desk, text(HEAD, BOSS))
    other = sign_in(season, Browser(app), "toinen", "opelix", "project_manager")
    assert other.open(desk.path).status == 404


def test_who_loses_the_right_meanwhile_brings_nobody_in(season, desk, tick):
    send(desk, text(HEAD, BOSS)).send("Bring the list in")
    manager = season.find(Person, email="projekti.malli@opelix.example")
    season.do(lambda work: setattr(work.session.get(Person, manager.id), "roles", []))
    tick(season.runtime)
    assert season.find(StaffList).created == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xd8\xff\xe0 a picture", "nobody on the list"),
        (b"PK\x03\x04 not a zip", "not a sheet"),
        (b"\xd0\xcf\x11\xe0 an old book", "not a sheet"),
        (b"\0\0\0\0\n\0\0", "not a sheet"),
        (b"", "nobody on the list"),
        (HEAD.encode(), "nobody on the list"),
        (text(HEAD, "x" * 3000), "too large"),
        (text(HEAD, *["a;b;c"] * 20_002), "too large"),
        (b"a" * (sheets.LARGEST_FILE + 1), "too large"),
        (book([["Etunimi"], ["a"]], **{"xl/sharedStrings.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>"}), "not a sheet"),
        (book([["Etunimi"], ["a"]], **{"xl/media/x": "0" * (sheets.limits.LARGEST_UNPACKED + 1)}), "too large"),
        (book([["Etunimi"], ["a"]])[:-80], "not a sheet"),
        (book([], **{"xl/worksheets/sheet1.xml": f"<worksheet><row>{'<c/>' * 70}</row></worksheet>"}), "too large"),
        (book([], **{"xl/worksheets/sheet1.xml": f'<worksheet><row r="{"9" * 30}"/></worksheet>'}), "not a sheet"),
    ],
    ids=lambda each: None if isinstance(each, str) else f"{len(each)} bytes",
)
def test_a_file_that_is_no_list_is_refused_in_words_and_kept_nowhere(season, desk, content, said):
    send(desk, content, "lista.xlsx")
    assert desk.status == 422
    desk.says(said)
    with season.runtime.sessions() as session:
        assert session.scalar(select(func.count()).select_from(StaffList)) == 0


def test_a_body_larger_than_any_list_is_refused_before_it_is_read(desk):
    response = desk.client.post(NEW, data={"file": (io.BytesIO(b"a" * 10_000_000), "a.csv")})
    assert response.status_code == 413
    assert "9 MB" in response.get_data(as_text=True)


def test_no_file_is_said_at_the_field(desk):
    desk.open(NEW).send("Look through the list", employer="hyria")
    assert desk.status == 422
    desk.says("not a sheet that can be read")


def test_a_book_is_read_like_a_text_with_shared_texts_numbers_and_formulas():
    shared = "<sst><si><t>Etunimi</t></si><si><r><t>Ai</t></r><r><t>no</t></r></si></sst>"
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><v>7</v></c></row>'
    cells += '<row r="4"><c r="B4"><f>1+1</f><v>2</v></c></row>'
    own = {"xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": f"<worksheet>{cells}</worksheet>"}
    assert [(each.number, each.cells) for each in sheets.read(book([], **own))] == [
        (1, ("Etunimi", "", "7")),
        (4, ("", "=1+1")),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_text_is_read_in_the_encodings_and_with_the_separators_that_programs_write(encoding, delimiter):
    content = f"Etunimi{delimiter}Sukunimi\r\nÄijä{delimiter}Öhman\r\n".encode(encoding)
    assert [each.cells for each in sheets.read(content)] == [("Etunimi", "Sukunimi"), ("Äijä", "Öhman")]


def test_headings_in_three_languages_are_known_in_any_case_and_others_are_told():
    columns, unknown = staff_list.columns_of(["ETUNIMI *", "efternamn", "E-mail", "", "Horoskooppi", "etunimi"])
    assert (columns, unknown) == ({0: "first_name", 1: "last_name", 2: "email"}, [4, 5])


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_headings_of_a_sheet_that_is_taken_along_are_known(language):
    with i18n.speaking(language):
        headings = [str(each) for each in FIELD_NAMES.values()]
    assert staff_list.columns_of(headings) == (dict(enumerate(FIELD_NAMES)), [])


def test_supervisors_come_before_their_people_and_circles_are_found():
    rows = [{"email": "c", "supervisor_email": "b"}, {"email": "b", "supervisor_email": "a"}, {"email": "a"}]
    assert staff_list.superiors_first(rows) == ([2, 1, 0], set())
    circle = [{"email": "a", "supervisor_email": "b"}, {"email": "b", "supervisor_email": "a"}, {"email": "c"}]
    assert staff_list.superiors_first(circle)[1] == {0, 1}


def test_what_is_taken_along_can_be_sent_back_and_is_no_formula(season, desk, tick):
    send(desk, text(HEAD, AINO, BOSS)).send("Bring the list in")
    tick(season.runtime)
    aino = season.find(Person, email="aino.maatta@hyria.example")
    season.do(lambda work: setattr(work.session.get(Person, aino.id), "unit", "=HYPERLINK()"))
    sent = desk.client.get("/registration/people/csv?employer=hyria").get_data()
    assert b"'=HYPERLINK()" in sent
    send(desk, sent.replace(b"'=HYPERLINK()", b"Torikatu")).says("Changed 1", "As before 1", "New people 0")


def test_people_are_found_by_every_word_and_wildcards_are_letters(season, desk):
    season.person("aino")
    season.person("eero")
    desk.open("/registration/people?q=AINO+malli").says("1 person", "Malli Aino")
    desk.open("/registration/people?q=%25").says("Nobody was found")
    assert desk.open("/registration/people?page=999999999999999999999").status == 200


def test_a_list_is_forgotten_after_its_days(season, desk, tick):
    send(desk, text(HEAD, BOSS))
    season.clock.set(season.clock.now() + timedelta(days=31))
    tick(season.runtime)
    assert desk.open(desk.path).status == 404


def test_a_long_list_comes_in_by_portions_and_supervisors_below_their_people_are_found(season, desk, tick):
    many = [f"Oma{each};Malli;oma{each}@hyria.example;;;;pomo@hyria.example;" for each in range(PORTION + 20)]
    send(desk, text(HEAD, *many, BOSS)).send("Bring the list in")
    for _ in range(3):
        tick(season.runtime)
    found = season.find(StaffList)
    assert (found.state_name, found.done, found.created) == ("done", PORTION + 21, PORTION + 21)
    last = season.find(Person, email=f"oma{PORTION + 19}@hyria.example")
    assert last.supervisor_id == season.find(Person, email="pomo@hyria.example").id


def test_an_empty_list_to_fill_in_has_all_headings(desk):
    sent = desk.client.get("/registration/people/lists/csv").get_data().decode("utf-8-sig")
    assert len(staff_list.columns_of(sent.strip().split(";"))[0]) == len(FIELD_NAMES)
