"""Sign-in and sign-out pages of a service. What rules them is in `shared.people.sign_in`."""

from email.message import EmailMessage

from marshmallow import Schema, fields, validate

from shared.clock import real_now
from shared.people import sessions, sign_in
from shared.people.mail import message, send_beside
from shared.people.tables import Person
from shared.web.access import anyone
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_
from shared.web.i18n import speaking
from shared.web.paths import safe_path
from shared.web.request import Request
from shared.web.results import Page, Redirect
from shared.web.routes import Routes
from shared.work import UnitOfWork

BROWSER_COOKIE = "vertais_browser"
_MEMORY = {
    "label": N_("Remember me on this device for 30 days"),
    "hint": N_("Only on a device that others do not use."),
}


class EmailSchema(Schema):
    """Who wants to sign in."""

    email = fields.Email(
        required=True, validate=validate.Length(max=320), metadata={"label": N_("Work e-mail"), "autocomplete": "email"}
    )
    next = fields.String(validate=validate.Length(max=600), metadata={"label": "", "widget": "hidden"})


class CodeSchema(Schema):
    """The code from the mail."""

    code = fields.String(
        required=True,
        validate=validate.Regexp(r"^\d{3}\s?\d{3}$", error=N_("The code has six digits.")),
        metadata={"label": N_("Six-digit code"), "widget": "code"},
    )
    remember = fields.Boolean(load_default=False, metadata=_MEMORY)


class LinkSchema(Schema):
    """The button that the link leads to."""

    remember = fields.Boolean(load_default=False, metadata=_MEMORY)


class NothingSchema(Schema):
    """A form that is only a button."""


def sign_in_routes(routes: Routes) -> None:
    """Add `/X/sign-in`, `/X/sign-in/code`, `/X/sign-in/<token>` and `/X/sign-out`."""
    home = f"/{routes.service}/"
    start = f"{home}sign-in"

    @routes.form(start, EmailSchema, "sign_in.html", access=anyone)
    def ask_email(request: Request, work: UnitOfWork) -> dict | Redirect:
        wanted = safe_path(request.args.get("next"), home)
        return (
            Redirect(wanted)
            if request.person is not None
            else {"initial": {"next": wanted, "email": request.args.get("email", "")}}
        )

    @ask_email.submit
    def submit_email(request: Request, work: UnitOfWork, data: dict) -> Redirect:
        browser, wanted = request.cookie(BROWSER_COOKIE), safe_path(data.get("next"), home)
        asked = sign_in.ask(work.session, work.settings, data["email"], browser, request.language, wanted)
        request.set_cookie(BROWSER_COOKIE, asked.browser, int(sign_in.WINDOW.total_seconds()))
        if asked.person is not None:
            mail = sign_in_mail(work, asked, asked.person, f"{work.settings.base_url}{start}/{asked.token}")
            request.after_commit.append(lambda: send_beside(work.settings, mail))
        return Redirect(f"{start}/code")

    @routes.form(f"{start}/code", CodeSchema, "sign_in_code.html", access=anyone)
    def ask_code(request: Request, work: UnitOfWork) -> dict | Redirect:
        if request.person is not None:
            return Redirect(home)
        found = sign_in.by_browser(work.session, work.settings, request.cookie(BROWSER_COOKIE))
        return {"email": found.email, "start": start}

    @ask_code.submit
    def submit_code(request: Request, work: UnitOfWork, data: dict) -> Redirect:
        found = sign_in.by_browser(work.session, work.settings, request.cookie(BROWSER_COOKIE))
        with work.runtime.work() as counted:
            sign_in.count_try(counted.session, found)
        sign_in.check_code(found, work.settings, data["code"])
        return _begin(request, work, found, data["remember"], home)

    @routes.form(f"{start}/<token>", LinkSchema, "sign_in_link.html", access=anyone)
    def open_link(request: Request, work: UnitOfWork, token: str) -> dict:
        found = sign_in.by_link(work.session, work.settings, token)
        return {"same": sign_in.is_same_browser(found, work.settings, request.cookie(BROWSER_COOKIE))}

    @open_link.submit
    def submit_link(request: Request, work: UnitOfWork, data: dict, token: str) -> Redirect:
        found = sign_in.by_link(work.session, work.settings, token)
        if not sign_in.is_same_browser(found, work.settings, request.cookie(BROWSER_COOKIE)):
            raise sign_in.SignInOver()
        return _begin(request, work, found, data["remember"], home)

    @routes.form(f"{home}sign-out", NothingSchema, "sign_out.html", access=anyone)
    def ask_sign_out(request: Request, work: UnitOfWork) -> dict | Page:
        return {} if request.person is not None else Page("signed_out.html")

    @ask_sign_out.submit
    def submit_sign_out(request: Request, work: UnitOfWork, data: dict) -> Redirect:
        request.set_cookie(sessions.COOKIE, "")
        return Redirect(f"{home}sign-out")


def _begin(request: Request, work: UnitOfWork, found: sign_in.SignIn, remember: bool, home: str) -> Redirect:
    person = sign_in.complete(work.session, found)
    value = sessions.begin(work.settings, person.id, remember=remember, now=real_now())
    request.set_cookie(sessions.COOKIE, value, int(sessions.LONG.total_seconds()) if remember else None)
    return Redirect(safe_path(found.next_path, home))


def sign_in_mail(work: UnitOfWork, asked: sign_in.Asked, person: Person, address: str) -> EmailMessage:
    """The mail in the person's language."""
    with speaking(person.language):
        code = f"{asked.code[:3]} {asked.code[3:]}"
        parts = [
            _("Hello {name},", name=person.first_name),
            _("somebody, probably you, wants to sign in to Vertaisverkko. Open this link in the same browser:"),
            address,
            _("or type this code in the window where you asked for it: {code}", code=code),
            _("They work once, for ten minutes. If it was not you, do nothing: nobody gets in without this message."),
            _("{operator}, tel. {phone}", operator=work.network.operator["name"], phone=work.network.operator["phone"]),
        ]
        subject = _("Signing in: code {code}", code=code)
        return message(work.settings, "sign_in", person.email, subject, "\n\n".join(parts) + "\n")
