"""People: the only contracts that carry personal data (decisions, dossier C.3-15).

`person` is written by the registration service of the deployment that acts for the person's organisation.
`introduction` is how any other service tells registration of somebody new; `statistics` is for reporting alone,
`consideration` for scheduling alone, `account_use` for registration alone.
"""

from typing import ClassVar

from marshmallow import Schema

from shared.contracts import fields as f
from shared.contracts.base import Aggregate

ROLES = (
    "mentor",
    "supervisor",
    "member_coordinator",
    "member_admin",
    "project_manager",
    "leadership",
    "payroll_finance",
    "funder",
    "auditor",
    "dpo",
)
STAFF_GROUPS = (
    "teacher",
    "special_teacher",
    "guidance_counsellor",
    "instructor",
    "school_assistant",
    "secretary",
    "worklife_coordinator",
    "principal",
    "other_support",
    "student_teacher",
    "other",
)
WORKTIME_FORMS = ("teaching_obligation", "annual", "total", "office", "general", "none", "unknown")
GENDERS = ("female", "male", "other", "not_stated")
CPD_EARLIER = ("never", "once", "2_3", "more", "prefer_not")
CAREER_STAGES = ("early", "mid", "long", "returning", "prefer_not")


KEPT_CLASSES = (
    "access_log",
    "account",
    "agreement",
    "answers",
    "attendance",
    "costs",
    "history",
    "messages",
    "not_seated",
    "pair_period",
    "pair_search",
    "pair_texts",
    "placement",
    "poll_answers",
    "registration",
    "staff_list",
    "technical",
    "waiting_list",
)


class _Role(Schema):
    role = f.choice("role code (dossier C.1)", ROLES)
    organisation = f.slug("organisation in which the role is held; the network's own for network roles")
    valid_from = f.date("first day of the role")
    valid_to = f.date("last day of the role; null while open", optional=True)


class _Employment(Schema):
    organisation = f.slug("employer")
    valid_from = f.date("first day; null: as long as is known", optional=True)
    valid_to = f.date("last day; null while it goes on", optional=True)


class PersonV1(Aggregate):
    """A person's card: what other services need to address somebody and to know their rights."""

    producer = "registration"
    stream = "people.events"
    aggregate = "person"
    events: ClassVar = {
        "person_registered": "A person became known to the network.",
        "person_changed": "A card changed: name, address, employer, roles, supervisor.",
        "identity_linked": "The record turned out to be of somebody known: `same_as` names the record to use instead.",
    }

    first_name = f.personal_text("first name", maximum=80)
    last_name = f.personal_text("last name", maximum=80)
    email = f.personal_text("work e-mail, lower case", maximum=320)
    language = f.choice("language of service", f.LANGUAGES)
    unit = f.personal_text("unit or site at the employer", maximum=120, optional=True)
    job_title = f.personal_text("job title", maximum=80, optional=True)
    staff_group = f.choice("staff group", STAFF_GROUPS, optional=True)
    worktime_form = f.choice("working-time form; drives VESO credit", WORKTIME_FORMS, optional=True)
    supervisor_id = f.identifier("line supervisor's person id", optional=True)
    roles = f.nested(_Role, "roles with their validity", many=True)
    employments = f.nested(
        _Employment,
        "employers by date, in order; null: always the card's organisation",
        many=True,
        optional=True,
    )
    sessions_valid_from = f.instant("sessions begun before this are over (real time)", optional=True)
    same_as = f.identifier("the person that this id turned out to be; use that id instead", optional=True)


class IntroductionV1(Aggregate):
    """Somebody whom a service other than registration met first; its id is the new person's id."""

    producer = "*"
    stream = "people.introductions"
    aggregate = "introduction"
    events: ClassVar = {"person_introduced": "A service met a person whom it did not know."}

    first_name = f.personal_text("first name", maximum=80)
    last_name = f.personal_text("last name", maximum=80)
    email = f.personal_text("work e-mail, lower case", maximum=320)
    language = f.choice("language of service", f.LANGUAGES)


class StatisticsV1(Aggregate):
    """What a person told for statistics alone; only reporting may read it. Its id is the person's id."""

    producer = "registration"
    stream = "people.statistics"
    aggregate = "statistics"
    events: ClassVar = {"statistics_given": "A person answered or changed the voluntary statistical questions."}

    gender = f.choice("gender; not_stated unless the person said otherwise", GENDERS)
    career_stage = f.choice("stage of the working career", CAREER_STAGES, optional=True)
    cpd_earlier = f.choice("how often in in-service training in the last three years", CPD_EARLIER, optional=True)


class ConsiderationV1(Aggregate):
    """What a person allowed to be considered when groups are put together; only scheduling may read it.

    Its id is the person's id. What was told for statistics comes here only where the person allowed it (decision 8).
    """

    producer = "registration"
    stream = "people.considerations"
    aggregate = "consideration"
    events: ClassVar = {"consideration_changed": "A person allowed something to be considered, or took it back."}

    gender = f.choice("gender; null unless allowed to be considered", GENDERS, optional=True)
    career_stage = f.choice("stage of the working career; null unless allowed", CAREER_STAGES, optional=True)


class ErasureV1(Aggregate):
    """Somebody is to be forgotten everywhere, under all these ids; nothing that comes later revives them."""

    producer = "registration"
    stream = "people.events"
    aggregate = "erasure"
    events: ClassVar = {"erasure_asked": "A person asked to be forgotten, or the time for keeping an account is over."}

    person_ids = f.identifiers("every id under which the person was known")
    cause = f.choice("the person asked, or the time was over", ("asked", "retention"))


class AccountUseV1(Aggregate):
    """That somebody uses the network still; its id is the person's id. Only registration may read it.

    Several services tell of one person, each what it saw last: the newest version is the newest use.
    """

    producer = "*"
    stream = "people.uses"
    aggregate = "account_use"
    events: ClassVar = {
        "account_used": "Somebody was signed in, or followed a personal link: once a month at most from each service."
    }

    month = f.date("first day of the month in which it was; a finer date is nobody's business")


class _Stays(Schema):
    data = f.choice("class of data that a duty keeps (dossier C.6)", KEPT_CLASSES)
    number = f.count("how many records stay, under the id alone")
    until = f.date("day until which they are kept at the latest; null where it has not begun", optional=True)


class ErasureAnswerV1(Aggregate):
    """What one service of one deployment did about an erasure: what is gone, what stays and why."""

    producer = "*"
    stream = "people.erasures"
    aggregate = "erasure_answer"
    events: ClassVar = {"erasure_done": "A service has erased what no duty keeps."}

    erasure_id = f.identifier("the erasure that this answers")
    deployment = f.slug("deployment that answers")
    service = f.slug("service that answers")
    deleted = f.count("how many records are gone")
    kept = f.nested(_Stays, "what stays", many=True)
