"""The tea room's processes."""

from shared.web.service import WebService
from tests.web.tearoom import pages


class Web(WebService):
    name = "tearoom"
    routes = (pages.routes,)
