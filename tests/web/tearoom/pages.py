"""The tea room's pages and API. What was booked is kept in the kit's history table."""

from datetime import date
from uuid import UUID, uuid4

import eventlet
from marshmallow import Schema, fields, validate
from sqlalchemy import func, select, text

from shared.database.kit import AuditRow
from shared.errors import DomainError, NotFound
from shared.web import Download, Page, Redirect, Routes, anyone, by_link, signed_in
from shared.web.i18n import lazy as N_

routes = Routes("tearoom")


class TableTaken(DomainError):
    """Somebody was faster."""

    code = "table_taken"
    kind = "conflict"
    field = "table"
    text = "Table {table} is taken. Choose another."


class BookingSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(max=80), metadata={"label": N_("Name")})
    email = fields.Email(
        required=True,
        validate=validate.Length(max=320),
        metadata={"label": N_("Work e-mail"), "hint": "Vahvistus tähän."},
    )
    table = fields.String(
        required=True,
        validate=validate.OneOf(["window", "corner", "full"]),
        metadata={"label": "Table", "choices": [("window", "Window"), ("corner", "Corner"), ("full", "Full")]},
    )
    day = fields.Date(metadata={"label": "Day"})
    at = fields.Time(metadata={"label": "Time"})
    people = fields.Integer(strict=False, validate=validate.Range(min=1, max=9), metadata={"label": "How many"})
    cakes = fields.List(
        fields.String(validate=validate.OneOf(["pulla", "korvapuusti"])),
        metadata={"label": "Cakes", "choices": [("pulla", "Pulla"), ("korvapuusti", "Korvapuusti")]},
    )
    wishes = fields.String(validate=validate.Length(max=200), metadata={"label": "Wishes", "widget": "textarea"})
    agreed = fields.Boolean(required=True, validate=validate.Equal(True), metadata={"label": "I come on time"})


class Booking(Schema):
    id = fields.UUID()
    name = fields.String()


@routes.form("/tearoom/book", BookingSchema, "form.html", access=anyone)
def book(request, work) -> dict:
    return {"title": "Book a table", "intro": "Tea from the samovar."}


@book.submit
def submit_booking(request, work, data) -> Redirect:
    work.session.add(_row(work, data["name"]))
    work.session.flush()
    if data["table"] == "full":
        raise TableTaken(table=data["table"])
    return Redirect("/tearoom/thanks")


@routes.page("/tearoom/thanks", access=anyone)
def thanks(request, work) -> Page:
    return Page("tearoom/thanks.html", count=_count(work), today=date(2013, 8, 29))


@routes.page("/tearoom/tables", access=signed_in)
def tables(request, work) -> Page:
    return Page("tearoom/thanks.html", count=_count(work), today=date(2013, 8, 29))


@routes.page("/tearoom/tables/<uuid:table_id>", access=anyone)
def one_table(request, work, table_id: UUID) -> Page:
    raise NotFound()


@routes.page("/tearoom/invitation/<token>", access=by_link("tea"))
def invitation(request, work, token: str) -> Page:
    return Page("tearoom/thanks.html", count=request.link.record, today=date(2013, 8, 29))


@routes.action("/tearoom/sweep", access=signed_in)
def sweep(request, work) -> Redirect:
    work.session.add(_row(work, "swept"))
    return Redirect("/tearoom/thanks")


@routes.page("/tearoom/careless", access=anyone)
def careless(request, work) -> Page:
    work.session.add(_row(work, "a GET that writes"))
    work.session.flush()
    return Page("tearoom/thanks.html")


@routes.page("/tearoom/broken", access=anyone)
def broken(request, work) -> Page:
    raise KeyError("SELECT secret FROM staff WHERE email='matti@hyria.example'")


@routes.page("/tearoom/slow", access=anyone)
def slow(request, work) -> Page:
    raise eventlet.Timeout(1)


@routes.page("/tearoom/menu.csv", access=anyone)
def menu(request, work) -> Download:
    return Download(b"tee;2,50\n", "text/csv; charset=utf-8", 'hinnat "ä".csv')


@routes.api("GET", "/api/tearoom/v1/bookings", response=Booking(many=True), access=signed_in, summary="All bookings")
def list_bookings(request, work):
    return [{"id": uuid4(), "name": each} for each in work.session.scalars(select(AuditRow.what))]


@routes.api(
    "POST", "/api/tearoom/v1/bookings", body=BookingSchema, response=Booking, status=201, access=anyone, summary="Book"
)
def create_booking(request, work, data):
    row = _row(work, data["name"])
    work.session.add(row)
    return {"id": row.record_id, "name": row.what}


def _row(work, what: str) -> AuditRow:
    return AuditRow(record_type="booking", record_id=uuid4(), what=what, who_kind="anonymous", at=work.now, data={})


def _count(work) -> int:
    return work.session.scalar(select(func.count()).select_from(AuditRow)) + work.session.scalar(text("select 0"))
