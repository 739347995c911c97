"""Templates: one Jinja environment per service, GOV.UK macros, filters of `shared.web.formats`.

Every value is escaped. An undefined name is an error (in GOV.UK's own macros it is empty, as they expect).
"""

from contextvars import ContextVar
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from markupsafe import Markup

from shared.clock import local_date, real_now
from shared.network import Network
from shared.web import formats, i18n
from shared.web.form_tokens import new_form_token
from shared.web.forms import IN_LANGUAGE
from shared.web.request import Request
from shared.web.surroundings import Surroundings
from shared.work import Runtime

_request: ContextVar[Request] = ContextVar("request")


class Govuk:
    """GOV.UK Frontend's macros as functions: `govuk.button({"text": …})`."""

    def __init__(self) -> None:
        package = PackageLoader("govuk_frontend_jinja")
        loader = ChoiceLoader([PrefixLoader({"govuk_frontend_jinja": package}), package])
        self._environment = Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)
        self._macros: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name not in self._macros:
            template = self._environment.get_template(f"components/{name.replace('_', '-')}/macro.html")
            macro = "govuk" + "".join(part.capitalize() for part in name.split("_"))
            self._macros[name] = getattr(template.module, macro)
        return self._macros[name]


class Renderer:
    """Renders a service's templates."""

    def __init__(self, runtime: Runtime) -> None:
        folders = [_folder(runtime.manifest.package), _folder("shared.web")]
        self.environment = Environment(
            loader=FileSystemLoader([each for each in folders if each.is_dir()]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.do"],
        )
        network = runtime.network
        around = Surroundings(runtime, _request.get)
        self.environment.globals |= _GLOBALS | around.functions() | {"govuk": _GOVUK, "network": network}
        self.environment.filters |= _FILTERS | {"organisation": lambda slug: organisation_name(network, slug, _today())}

    def render(self, template: str, request: Request, **context: Any) -> str:
        """The page as text, in the current language."""
        _request.set(request)
        return self.environment.get_template(template).render(request=request, person=request.person, **context)


def organisation_name(network: Network, slug: str | None, on: date) -> str:
    """An organisation's name on a day in the current language; its slug when the network does not know it."""
    if slug in network.organisations:
        return network.organisations[slug].name(i18n.language(), on)
    return slug or ""


def _today() -> date:
    return local_date(_request.get().now or real_now())


def _folder(package: str) -> Path:
    return Path(str(import_module(package).__file__)).parent / "templates"


def _form_token_input() -> Markup:
    token = new_form_token(_request.get())
    return Markup('<input type="hidden" name="form_token" value="{}">').format(token)


_GOVUK = Govuk()
_GLOBALS: dict[str, Any] = {
    "_": i18n.gettext,
    "gettext": i18n.gettext,
    "ngettext": i18n.ngettext,
    "language": i18n.language,
    "in_language": IN_LANGUAGE,
    "languages": i18n.NAMES,
    "when": formats.show_when,
    "form_token_input": _form_token_input,
}
_FILTERS: dict[str, Any] = {
    "date": formats.show_date,
    "long_date": formats.show_long_date,
    "time": formats.show_time,
    "date_time": formats.show_date_time,
    "number": formats.show_number,
    "euros": formats.show_euros,
    "person": formats.show_person,
    "sort_key": formats.sort_key,
}
