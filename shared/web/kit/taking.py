"""What an organisation takes along: a page that says what there is, one package of all services, each part as API."""

from collections.abc import Iterator

from marshmallow import Schema, fields

from shared.plugins import manifests
from shared.privacy.gathering import gather
from shared.privacy.taking import Part, gives, package, part, require_taker
from shared.web import formats
from shared.web.access import signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.web.request import Request
from shared.web.results import Download, Page
from shared.web.routes import Routes
from shared.work import UnitOfWork


class TakenColumnSchema(Schema):
    """One column."""

    code = fields.String()
    title = fields.String()


class TakenTableSchema(Schema):
    """One table: its columns in order, its rows by the columns' codes."""

    name = fields.String()
    title = fields.String()
    columns = fields.List(fields.Nested(TakenColumnSchema))
    rows = fields.List(fields.Dict(keys=fields.String()))


class TakenPartSchema(Schema):
    """What one service keeps that is an organisation's own, as far as the one who asks may read it."""

    service = fields.String()
    title = fields.String()
    tables = fields.List(fields.Nested(TakenTableSchema))


def taking_routes(routes: Routes) -> None:
    """Add `/X/organisations/O`, its package there and as API, and this service's part; none where it gives nothing."""
    name = routes.service
    page, api = f"/{name}/organisations/<slug>", f"/api/{name}/v1/organisations/<slug>"
    if name in manifests() and not gives(manifests()[name]):
        return

    @routes.api(
        "GET",
        f"{api}/data",
        response=TakenPartSchema,
        access=signed_in,
        summary="What this service keeps that is an organisation's own",
    )
    def own_part(request: Request, work: UnitOfWork, slug: str) -> Part:
        return part(work, slug)

    @routes.page(page, access=signed_in)
    def taking(request: Request, work: UnitOfWork, slug: str) -> Page:
        require_taker(work, slug)
        names = [manifests()[each].title(language()) for each in _givers(work)]
        leaves = work.network.organisations[slug].leaves
        return Page("taking.html", slug=slug, names=names, leaves=leaves, elsewhere=_elsewhere(work, slug))

    @routes.page(f"{page}/package", access=signed_in)
    def download(request: Request, work: UnitOfWork, slug: str) -> Download:
        return _package(request, work, slug)

    @routes.api("GET", f"{api}/package", access=signed_in, summary="The same of all services here, as one ZIP file")
    def package_by_api(request: Request, work: UnitOfWork, slug: str) -> Download:
        return _package(request, work, slug)


def _package(request: Request, work: UnitOfWork, slug: str) -> Download:
    require_taker(work, slug)
    answers, givers = gather(request, work, f"organisations/{slug}/data", lambda: part(work, slug)), _givers(work)
    parts = [each for each in answers if each["service"] in givers]
    body = package(parts, _about(request, work, slug), list(_missing(work, slug, parts)))
    return Download(body, "application/zip", f"{slug}-{work.today.isoformat()}.zip")


def _givers(work: UnitOfWork) -> list[str]:
    """The services of this deployment that keep something of organisations, in the order of the manifests."""
    known = manifests()
    here = work.network.services_of(work.settings.deployment, tuple(known))
    return [each for each in here if gives(known[each])]


def _about(request: Request, work: UnitOfWork, slug: str) -> str:
    return _(
        "What is kept here of {organisation}'s own, for the organisation to keep. Taken by {name} on {instant}.",
        organisation=work.network.organisations[slug].name(language(), work.today),
        name=request.person.name,
        instant=formats.show_date_time(work.now),
    )


def _missing(work: UnitOfWork, slug: str, parts: list[Part]) -> Iterator[str]:
    """What the package does not hold, in words."""
    for each in parts:
        if not each["answered"]:
            name = each["title"]
            yield _("{part} did not answer: its part is missing here. Take the package again later.", part=name)
    for address in _elsewhere(work, slug):
        yield _("More is kept at {address}. Take that part there.", address=address)


def _elsewhere(work: UnitOfWork, slug: str) -> list[str]:
    """The pages of other deployments that keep something of the organisation too."""
    own, known = work.settings.deployment, manifests()
    found = []
    for each in work.network.active_deployments():
        here = [name for name in work.network.services_of(each.slug, tuple(known)) if gives(known[name])]
        if each.slug != own and here and slug in (work.network.observed_by(each.slug) or (slug,)):
            found.append(f"{each.base_url}/{here[0]}/organisations/{slug}")
    return found
