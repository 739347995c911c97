"""A sheet of staff as rows of people, and everything that is wrong with it, by line and cell."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.registration.domain import staff_list
from services.registration.domain.people import normal_address
from services.registration.schemas.desk import STAFF_GROUP_NAMES
from services.registration.schemas.people import PersonRow
from shared import sheets
from shared.contracts.people import ROLES
from shared.network import Network
from shared.web import i18n
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_
from shared.web.messages import by_field
from shared.web.text import is_possible

FIELD_NAMES = {
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "email": N_("Work e-mail"),
    "organisation": N_("Employer"),
    "unit": N_("Unit"),
    "job_title": N_("Job title"),
    "staff_group": N_("Staff group"),
    "worktime_form": N_("Working-time form"),
    "language": N_("Language"),
    "supervisor_email": N_("Supervisor's e-mail"),
    "roles": N_("Roles"),
}
ROLE_NAMES = {
    "mentor": N_("mentor"),
    "supervisor": N_("supervisor"),
    "member_coordinator": N_("coordinator"),
    "member_admin": N_("main user"),
    "project_manager": N_("project manager"),
    "leadership": N_("leadership"),
    "payroll_finance": N_("payroll"),
    "funder": N_("funder"),
    "auditor": N_("auditor"),
    "dpo": N_("data protection officer"),
}
WORKTIME_NAMES = {
    "teaching_obligation": N_("teaching obligation"),
    "annual": N_("annual working time"),
    "total": N_("total working time"),
    "office": N_("office working time"),
    "general": N_("general working time"),
    "none": N_("none"),
    "unknown": N_("not known"),
}
SAID = {
    "unknown_organisation": N_("The employer is not in the network. Use its name or short name."),
    "organisation_has_left": N_("The employer has left the network: the cards of its people stay as they are."),
    "not_yours": N_("You may not change people of this organisation."),
    "repeated": N_("The same address is on an earlier line."),
    "own_address": N_("A person cannot be the own supervisor."),
    "unknown_person": N_("The supervisor is neither on the list nor in the directory."),
    "circle": N_("These people are each other's supervisors."),
    "formula": N_("The cell begins like a formula. Write the text itself."),
    "text": N_("The text has characters that cannot be saved."),
    "own_supervisor": N_("A person cannot be the own supervisor."),
    "unknown_employer": N_("People of this employer cannot register to this call."),
    "unknown_group": N_("The call has no open group of this name. Write the name as on the call's page."),
    "registered_there": N_("The person has registered to this group, or leads it, already. Leave the line out."),
    "own_matter": N_("This is your own registration. Register on the call's page like everybody."),
    "registration_closed": N_("The group has started and takes nobody any more."),
    "registration_not_open": N_("The group does not take registrations."),
    "column_missing": N_("The list has no such column. Add it."),
    "column_unknown": N_(
        "This heading is not known. Nothing of the column is taken; correct the heading or leave it out."
    ),
}
ALL = 1000


class SheetForm(Schema):
    """A file is chosen; it comes beside the fields."""

    file = fields.Raw(
        load_default=None,
        metadata={
            "label": N_("The list"),
            "hint": N_("An Excel book (.xlsx) or a text file (.csv), at most 8 MB. The first row has the headings."),
            "widget": "file",
            "accept": ".xlsx,.csv,.txt",
            "quiet": True,
        },
    )
    employer = fields.String(
        required=True,
        validate=validate.Length(max=40),
        metadata={
            "label": N_("Employer of those whose line does not say"),
            "widget": "select",
            "choices": lambda context: list(context.get("employers", ())),
        },
    )


class Problem(Schema):
    """Something wrong with a cell of a list."""

    line = fields.Integer(metadata={"description": "number of the row in the sheet, from 1"})
    cell = fields.String(allow_none=True, metadata={"description": "the sheet's name of the cell, such as C7"})
    field = fields.String()
    code = fields.String()
    text = fields.String(metadata={"description": "what to do, in the reader's language"})


class Sheet:
    """What was read: well-formed rows, problems, and where each field's column is.

    `otherwise`: by field, what a row means that does not say.
    """

    names: Mapping[str, Any] = FIELD_NAMES
    required: Sequence[str] = staff_list.REQUIRED
    schema: Schema = PersonRow()

    def __init__(self, lines: list[sheets.Line], network: Network, **otherwise: str) -> None:
        self.otherwise = otherwise
        self.columns, unknown = staff_list.columns_of(lines[0].cells, self.names)
        missing = staff_list.missing(self.columns, [each for each in self.required if each not in otherwise])
        self.problems = [self._problem(lines[0].number, "", "column_unknown", column) for column in unknown]
        self.problems += [self._problem(lines[0].number, each, "column_missing") for each in missing]
        self.words = self.known_words(network)
        self.rows: list[dict[str, Any]] = []
        self.addresses: set[str] = set()
        if not missing:
            for number, line in enumerate(lines[1:]):
                self._take(line)
                if number % 200 == 0:
                    time.sleep(0)  # others are served meanwhile

    def _take(self, line: sheets.Line) -> None:
        cells = {field: line.cells[at] for at, field in self.columns.items() if at < len(line.cells) and line.cells[at]}
        self.addresses.add(normal_address(cells.get("email", "")))
        refused = {
            field: "formula" for field, cell in cells.items() if len(cell) > 1 and cell.startswith(sheets.FORMULA)
        }
        refused |= {field: "text" for field, cell in cells.items() if not is_possible(cell)}
        self.problems += [self._problem(line.number, field, code) for field, code in refused.items()]
        if refused:
            return
        try:
            loaded = self.schema.load({name: value for name, value in self._meant(cells) if value})
        except ValidationError as error:
            for field, said in by_field(error.messages).items():
                name = field.partition(".")[0]
                self.problems.append(self._problem(line.number, name, "invalid") | {"text": " ".join(said)})
        else:
            self.rows.append(loaded | {"line": line.number})

    def _meant(self, cells: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
        yield from self.otherwise.items()
        for field, cell in cells.items():
            if field == "roles":
                yield field, [{"role": staff_list.as_code(each, self.words[field])} for each in staff_list.listed(cell)]
            else:
                yield field, staff_list.as_code(cell, self.words.get(field, {}))

    def known_words(self, network: Network) -> dict[str, dict[str, str]]:
        """By field: the words that a cell may have, and the code that each means."""
        employers = [
            (each.slug, [text for _since, names in each.names for text in names.values()])
            for each in network.organisations.values()
        ]
        return {
            "organisation": staff_list.words_of(employers),
            "staff_group": _translated(STAFF_GROUP_NAMES),
            "worktime_form": _translated(WORKTIME_NAMES),
            "roles": _translated({code: ROLE_NAMES[code] for code in ROLES}),
            "language": staff_list.LANGUAGES,
        }

    def _problem(self, line: int, field: str, code: str, column: int | None = None) -> dict[str, Any]:
        return {"line": line, "field": field, "code": code} | self._place(line, field, column)

    def _place(self, line: int, field: str, column: int | None = None) -> dict[str, Any]:
        at = next((each for each, name in self.columns.items() if name == field), column)
        return {"cell": None if at is None else sheets.cell_name(at, line)}

    def placed(self, problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Problems with the cells that they are in."""
        return [each | self._place(each["line"], each["field"]) if "cell" not in each else each for each in problems]


def said(problem: Mapping[str, Any]) -> str:
    """A problem in words."""
    return str(problem.get("text") or (SAID[problem["code"]] if problem["code"] in SAID else _("Check this value.")))


def _translated(names: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            found |= staff_list.words_of([(code, [str(name)]) for code, name in names.items()])
    return found
