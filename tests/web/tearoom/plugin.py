"""The tea room's manifest."""

from shared.plugins import Manifest, MenuItem

manifest = Manifest(
    name="tearoom",
    package="tests.web.tearoom",
    titles={"fi": "Teehuone", "sv": "Terum", "en": "Tea room"},
    menu=(
        MenuItem("tasks", "Tables", "/tearoom/tables"),
        MenuItem("reports", "Till", "/tearoom/till", frozenset({"auditor"})),
    ),
    public=(MenuItem("public", "Book a table", "/tearoom/book"),),
)
