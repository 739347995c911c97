"""What an idea takes and gives (dossier E.14); one schema for forms and the API."""

from marshmallow import fields

from shared.web.i18n import lazy as N_
from shared.web.ideas import IdeaWording, need_field


class IdeaSchema(IdeaWording):
    """A training need or idea; it names nobody."""

    need = need_field(hint=N_("No names and nothing that was said of anybody."))


class ShownIdea(IdeaSchema):
    """An idea as its group sees it."""

    id = fields.UUID()
    state = fields.String()
