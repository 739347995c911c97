"""What the kit's own tables keep about people, in every service."""

from shared.database.kit import AuditRow, SignIn
from shared.people.tables import Introduction, Person
from shared.privacy.declared import Kept, Named
from shared.web.i18n import lazy as N_

ROLES = {
    "mentor": N_("mentor"),
    "supervisor": N_("supervisor"),
    "member_coordinator": N_("coordinator"),
    "member_admin": N_("administrator"),
    "project_manager": N_("project manager"),
    "leadership": N_("leadership"),
    "payroll_finance": N_("payroll and finance"),
    "funder": N_("funder"),
    "auditor": N_("auditor"),
    "dpo": N_("data protection officer"),
}
CARD = (
    (N_("First name"), "first_name"),
    (N_("Last name"), "last_name"),
    (N_("Work e-mail"), "email"),
    (N_("Unit"), "unit"),
    (N_("Job title"), "job_title"),
    (N_("Language"), "language"),
    (N_("Roles"), lambda card: [each["role"] for each in card.roles]),
)
LANGUAGES = {"fi": N_("Finnish"), "sv": N_("Swedish"), "en": N_("English")}
NAMES = (
    (N_("First name"), "first_name"),
    (N_("Last name"), "last_name"),
    (N_("Work e-mail"), "email"),
)

KIT = (
    Kept(Person, N_("Your card"), "id", facts=CARD, words=ROLES | LANGUAGES),
    Kept(Introduction, N_("Your card, as it was first told"), "id", facts=NAMES),
    Kept(
        SignIn,
        N_("Signing in"),
        "person_id",
        facts=((N_("Asked for"), "created_at"), (N_("Signed in"), "used_at")),
        secret=("link_hash", "code_hash", "browser_hash", "next_path"),
    ),
    Named(Person, N_("Cards that name you as supervisor"), ("supervisor_id",)),
    Named(AuditRow, N_("Lines of the history that say that you did something"), ("who",)),
)
