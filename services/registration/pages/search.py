"""Looking for people, calls and groups on the desk."""

from typing import Any

from services.registration.queries import search as queries
from services.registration.schemas.search import LONGEST
from shared.web import Page, Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")


@routes.page("/registration/desk/search", access=signed_in)
def search(request: Any, work: UnitOfWork) -> Page:
    words = request.args.get("q", "")[:LONGEST].strip()
    return Page("registration/search.html", words=words, found=queries.search(work, words), most=queries.SHOWN)
