"""A list of people: its headings in three languages, its words as codes, and the order in which it comes in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "first_name": ("etunimi", "etunimet", "förnamn", "first name"),
    "last_name": ("sukunimi", "efternamn", "last name", "surname"),
    "email": (
        "sähköposti",
        "sähköpostiosoite",
        "työsähköposti",
        "e-post",
        "e-postadress",
        "e-post på arbetet",
        "e-post i arbetet",
        "arbetsmejl",
        "e-mail",
        "email address",
        "work e-mail",
    ),
    "organisation": ("oppilaitos tai kunta", "työnantaja", "oppilaitos", "kunta", "arbetsgivare", "employer"),
    "unit": ("yksikkö", "toimipiste", "enhet"),
    "job_title": ("tehtävänimike", "nimike", "ammattinimike", "titel", "befattning", "yrkesbenämning", "job title"),
    "staff_group": ("henkilöstöryhmä", "personalgrupp", "staff group"),
    "worktime_form": ("työaikamuoto", "arbetstidsform", "working-time form"),
    "language": ("kieli", "asiointikieli", "språk"),
    "supervisor_email": (
        "esihenkilön sähköposti",
        "esihenkilö",
        "esimiehen sähköposti",
        "chefens e-post",
        "supervisor's e-mail",
        "supervisor",
    ),
    "roles": ("roolit", "rooli", "roller", "roll", "role"),
    "group": ("ryhmä", "verme-ryhmä", "vermeryhmä", "grupp", "verme-grupp"),
}
REQUIRED = ("first_name", "last_name", "email")
LANGUAGES = {"suomi": "fi", "finska": "fi", "finnish": "fi", "ruotsi": "sv", "svenska": "sv", "swedish": "sv"} | {
    "englanti": "en",
    "engelska": "en",
    "english": "en",
}


def columns_of(headings: Sequence[str], fields: Collection[str] = HEADINGS) -> tuple[dict[int, str], list[int]]:
    """The field of each column, and the columns whose heading means nothing or came before; both from 0."""
    known = {_word(each): field for field in fields for each in (*HEADINGS[field], field)}
    columns: dict[int, str] = {}
    unknown: list[int] = []
    for number, heading in enumerate(headings):
        field = known.get(_word(heading))
        if field and field not in columns.values():
            columns[number] = field
        elif _word(heading):
            unknown.append(number)
    return columns, unknown


def missing(columns: Mapping[int, str], required: Iterable[str] = REQUIRED) -> list[str]:
    """The fields that the list cannot do without and has no column for."""
    return [each for each in required if each not in columns.values()]


def as_code(text: str, words: Mapping[str, str]) -> str:
    """A word of a list as its code; a word that is not known stays as it is. `words`: lower-case word to code."""
    return words.get(_word(text), text)


def listed(text: str) -> list[str]:
    """The words of a cell that may hold several."""
    return [each.strip() for each in text.replace(";", ",").replace("\n", ",").split(",") if each.strip()]


def superiors_first(rows: Sequence[Mapping[str, Any]]) -> tuple[list[int], set[int]]:
    """Numbers of the rows, each after its supervisor's row; and those that supervise each other in a circle."""
    at = {each["email"]: number for number, each in enumerate(rows)}
    above = [at.get(each.get("supervisor_email") or "") for each in rows]
    order: list[int] = []
    placed: set[int] = set()
    circle: set[int] = set()
    for number in range(len(rows)):
        chain: list[int] = []
        each: int | None = number
        while each is not None and each not in placed and each not in chain:
            chain.append(each)
            each = above[each]
        if each is not None and each in chain:
            circle.update(chain[chain.index(each) :])
        order.extend(reversed(chain))
        placed.update(chain)
    return order, circle


def _word(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").split()).rstrip(":* ")


def words_of(names: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Every word for a code, and the code itself, to the code."""
    return {_word(word): code for code, words in names for word in (*words, code)}
