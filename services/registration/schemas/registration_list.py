"""A sheet of people to be registered to a call: its columns, and what is told of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from marshmallow import fields, validate

from services.registration.domain import staff_list
from services.registration.schemas.moves import OnBehalf
from services.registration.schemas.staff_list import FIELD_NAMES, Sheet, SheetForm
from services.registration.schemas.staff_list_api import SheetBody
from shared.network import Network
from shared.sheets import Line
from shared.web.i18n import lazy as N_

COLUMNS = ("group", "first_name", "last_name", "email", "organisation", "unit", "job_title", "supervisor_email")
COLUMN_NAMES: Mapping[str, Any] = {"group": N_("Group"), **FIELD_NAMES}
NAMES = {name: COLUMN_NAMES[name] for name in (*COLUMNS, "language")}


class RegistrationRow(OnBehalf):
    """One person of the sheet; that they have asked for it is said of the whole list."""

    class Meta:
        exclude = ("employer", "agreed")

    organisation = fields.String(required=True)
    group = fields.String(required=True)


class RegistrationSheet(Sheet):
    """What was read. `groups`: the id of each open group and its names."""

    names = NAMES
    required = tuple(each for each in COLUMNS if each != "organisation")
    schema = RegistrationRow()

    def __init__(
        self, lines: list[Line], network: Network, groups: Iterable[tuple[str, Sequence[str]]], **otherwise: str
    ) -> None:
        self.groups = list(groups)
        super().__init__(lines, network, **otherwise)

    def known_words(self, network: Network) -> dict[str, dict[str, str]]:
        """A name that several groups have means none of them."""
        several = {code: staff_list.words_of([(code, names)]) for code, names in self.groups}
        all_of_them = [word for words in several.values() for word in words]
        groups = {word: code for code, words in several.items() for word in words if all_of_them.count(word) == 1}
        return super().known_words(network) | {"group": groups}


class RegistrationSheetForm(SheetForm):
    """The file, whose people they are, and that they know of it."""

    agreed = fields.Boolean(
        required=True,
        validate=validate.Equal(True, error=N_("Ask them first.")),
        error_messages={"required": N_("Ask them first.")},
        metadata={"label": N_("Everybody on the list has asked for this and knows the dates"), "widget": "checkbox"},
    )


class RegistrationSheetBody(SheetBody):
    """A sheet in JSON, and that its people know of it."""

    agreed = fields.Boolean(required=True, validate=validate.Equal(True, error=N_("Ask them first.")))
