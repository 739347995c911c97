"""Random walks over agreement and plan (dossier D.4): no state outside the table, no text lost or told."""

import random
from contextlib import suppress
from datetime import date

import orjson
import pytest
from sqlalchemy import select

from services.scheduling.commands.plan import ThemeGiven
from services.scheduling.domain import agreement as agreement_rules
from services.scheduling.domain import plan as plan_rules
from services.scheduling.domain.plan import PUBLIC
from services.scheduling.tables import Agreement, KnownGroup, Plan
from shared.bus.envelope import state_of
from shared.database.kit import OutboxRow
from shared.errors import DomainError
from tests.scheduling.conftest import named
from tests.scheduling.test_scheduling_agreement import MEMBERS, OPE, PLAN, TEXT

STEPS = 60
SECRET = "Salainen"
PEOPLE = ("mentor", *MEMBERS, "pm", "coordinator", "stranger")


def ways(rules):
    """Where one act can lead, by the table."""
    return {(before, after) for (before, _), after in rules.TRANSITIONS.items()}


AGREEMENT_WAYS = ways(agreement_rules) | {(None, "draft"), ("draft", None), ("proposed", "amended")}
PLAN_WAYS = ways(plan_rules) | {(None, "draft")}


class Walk:
    """One walk by one seed."""

    def __init__(self, scheduling, seed):
        self.scheduling, self.chance = scheduling, random.Random(seed)
        self.inside, self.written, self.texts = [named(each) for each in MEMBERS], None, 0
        self.seen = set()

    def step(self):
        before = self.kept()
        acts = {self.write: 3, self.propose: 3, self.accept: 3, self.decline: 1, self.back: 1, self.drop: 1}
        acts |= {self.join_or_leave: 1, self.theme: 1, self.plan: 1, self.agree: 1}
        [act] = self.chance.choices([*acts], [*acts.values()])
        with suppress(DomainError):
            act()
        self.check(before, self.kept())

    def kept(self):
        with self.scheduling.runtime.sessions() as session:
            agreement = session.scalar(select(Agreement).where(Agreement.group_id == OPE))
            if agreement:
                _ = [each.answers for each in agreement.versions]
            plan = session.get(Plan, OPE)
            if plan:
                _ = list(plan.themes)
            return agreement, plan

    def does(self, command, *args, who=None):
        return self.scheduling.does(who or self.chance.choice(PEOPLE), command, OPE, *args)

    def write(self):
        agreement, _ = self.kept()
        self.texts += 1
        text = TEXT | {"goals": [f"{SECRET} {self.texts}"]}
        self.does("write_agreement", text, agreement.revision if agreement else 0)
        self.written = text

    def propose(self):
        self.does("propose_agreement", who=self.chance.choice(["mentor", "mentor", "ope1", "pm"]))

    def accept(self):
        agreement, _ = self.kept()
        for each in PEOPLE:
            if self.chance.random() < 0.9:
                with suppress(DomainError):
                    self.does(
                        "accept_agreement", agreement.asked.number if agreement and agreement.asked else 1, who=each
                    )

    def decline(self):
        agreement, _ = self.kept()
        self.does("decline_agreement", agreement.asked.number if agreement and agreement.asked else 1)

    def back(self):
        if self.chance.random() < 0.3:
            self.does("take_back_agreement")

    def drop(self):
        if self.chance.random() < 0.3:
            self.does("drop_agreement_draft", who=self.chance.choice(["mentor", "ope2"]))
            self.written = None

    def join_or_leave(self):
        if len(self.inside) > 5 and self.chance.random() < 0.5:
            self.inside.remove(self.chance.choice(self.inside))
        else:
            self.inside = sorted({*self.inside, named(self.chance.choice(["stranger", *MEMBERS]))})
        told = self.scheduling.group("ope", "group_changed", member_ids=self.inside)
        self.scheduling.deliver(self.scheduling.runtime, told)

    def theme(self):
        self.does("add_theme", ThemeGiven("Arviointi", public=self.chance.random() < 0.5))

    def plan(self):
        _, plan = self.kept()
        self.does("write_plan", PLAN, plan.revision if plan else 0)

    def agree(self):
        self.does("agree_plan", date(2013, 8, 1), who="mentor")

    def check(self, before, after):
        self.moved(AGREEMENT_WAYS, *(each[0].state_ if each[0] else None for each in (before, after)))
        self.moved(PLAN_WAYS, *(each[1].state_ if each[1] else None for each in (before, after)))
        self.nobody_is_unasked(after[0], before[0])
        self.what_was_written_is_there(after[0])
        self.events_equal_tables_and_tell_no_text()

    def moved(self, ways, was, now):
        assert was == now or (was, now) in ways, (was, now)
        self.seen |= {now}

    def nobody_is_unasked(self, agreement, before):
        if not agreement or agreement.state_ not in agreement_rules.ASKS:
            return
        with self.scheduling.runtime.sessions() as session:
            group = session.get_one(KnownGroup, OPE)
            people = {*group.member_ids, *group.mentor_ids}
        accepted = {each.person_id for each in agreement.asked.answers if each.accepted}
        assert set(agreement.waiting_ids) == people - accepted
        if agreement.state_ == "in_force" and before.state_ == "proposed":
            assert people <= accepted

    def what_was_written_is_there(self, agreement):
        if self.written and agreement:
            assert self.written in [agreement.draft, *(each.text for each in agreement.versions)]

    def events_equal_tables_and_tell_no_text(self):
        agreement, plan = self.kept()
        newest = {}
        with self.scheduling.runtime.sessions() as session:
            for body in session.scalars(select(OutboxRow.body).order_by(OutboxRow.id)):
                told = orjson.loads(body)
                assert SECRET not in str(told)
                newest[told["subject"], "group_plan" in told["type"]] = told
        if agreement:
            assert newest[str(agreement.id), False]["data"] == orjson.loads(
                orjson.dumps(state_of(agreement), default=str)
            )
        if plan and plan.state_ in PUBLIC:
            assert newest[str(plan.id), True]["data"] == orjson.loads(orjson.dumps(state_of(plan), default=str))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_a_group_does_its_agreement_and_plan_go_as_the_table_says_and_no_text_is_lost_or_told(
    scheduling, seed
):
    walk = Walk(scheduling, seed)
    for _ in range(STEPS):
        walk.step()
    assert walk.seen >= {"draft", "proposed", "in_force"}
