"""The pages of polls as a browser without JavaScript uses them, by session and by link; the JSON API beside them."""

import re
from datetime import date, time
from uuid import uuid4

import pytest

from services.scheduling.commands import Proposal
from services.scheduling.domain.slots import Slot
from services.scheduling.tables import Poll
from shared.people import links
from tests.scheduling.conftest import MEMBERS, at, named
from tests.scheduling.test_scheduling_pages import API, BY_SCRIPT, LAST, OPE, browser, send  # noqa: F401

SLOTS = [Slot(date(2013, 12, 6), time(13), time(15, 30)), Slot(date(2014, 1, 16), time(13), time(15, 30))]
LINES = "5.12.2013 13.00–15.30\r\nto 16.1.2014 klo 13-15.30"


@pytest.fixture
def asked(scheduling):
    scheduling.pass_time("2013-11-19")
    scheduling.poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS))
    scheduling.path = f"/scheduling/polls/{scheduling.poll.id}"
    return scheduling


def poll(scheduling) -> Poll:
    with scheduling.runtime.sessions() as session:
        return session.get_one(Poll, scheduling.poll.id)


def mailed(scheduling, who, record=None, until="2014-12-31"):
    token = links.mint(scheduling.runtime.settings, "poll", record or scheduling.poll.id, named(who), at(until))
    return f"/scheduling/poll/{token}"


def key(scheduling, number):
    return f"answer-{poll(scheduling).facts[number].id}"


def test_the_mentor_sees_the_dates_with_what_is_known_before_anybody_is_asked(browser, scheduling):  # noqa: F811
    scheduling.pass_time("2013-11-19")
    client, path = browser("mentor"), f"{OPE}/polls/new"
    page = send(
        client, path, options="6.12.2013 13.00–15.30\n23.12.2013 9-11", purpose="single", mode="proposer_decides"
    )
    assert "Public holiday: Independence Day" in page.text
    assert "School break" in page.text
    assert scheduling.told("poll_opened") == []
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    answer = client.post(path, data=hidden)
    assert answer.status_code == 303
    assert "The group has been asked" in client.get(answer.location).text
    assert len(scheduling.told("poll_opened")) == 1


def test_dates_are_proposed_from_the_rhythm_of_the_group(browser, scheduling):  # noqa: F811
    scheduling.pass_time("2013-09-20")
    query = "weekday=3&every=month&count=3&since=1.10.2013&start=13.00&end=15.30"
    page = browser("mentor").get(f"{OPE}/polls/new?{query}").text
    assert re.findall(r"\d+\.\d+\.2013 13\.00–15\.30", page.split('name="options"')[1])[:3] == [
        "3.10.2013 13.00–15.30",
        "14.11.2013 13.00–15.30",
        "5.12.2013 13.00–15.30",
    ]


@pytest.mark.parametrize(
    "options, says",
    [
        ("tomorrow", "Write each date like this"),
        ("31.2.2014 13-15", "Write each date like this"),
        ("5.12.2013 13.00–15.30", "Give at least 2"),
        ("5.12.2013 13-15\n5.12.2013 13-15", "The same date is there twice"),
        ("1.1.1970 13-15\n5.12.2013 13-15", "The date has passed"),
        ("31.12.9999 13-15\n5.12.2013 13-15", "more than three years ahead"),
        ("30.3.2014 3.15-4.00\n5.12.2013 13-15", "must end after it starts"),
        ("", "Dates to choose from"),
    ],
)
def test_dates_that_cannot_be_are_explained_and_what_was_typed_stays(browser, scheduling, options, says):  # noqa: F811
    scheduling.pass_time("2013-11-19")
    page = send(browser("mentor"), f"{OPE}/polls/new", options=options, closes_on="1.12.2013")
    assert page.status_code == 422
    assert says in page.text
    assert "1.12.2013" in page.text
    assert not options or options.splitlines()[0] in page.text


def test_a_member_answers_by_the_link_without_signing_in(browser, asked):  # noqa: F811
    client, path = browser(), mailed(asked, "ope1")
    assert "Public holiday: Independence Day" in client.get(path).text
    answer = send(client, path, **{key(asked, 0): "yes", "wish": "Not before noon"})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Your answers are saved" in page
    assert "You have not answered for 1 date yet" in page
    assert 'value="yes" checked' in page
    own = poll(asked).answer_of([named("ope1")])
    assert (list(own.by_option.values()), own.wish) == (["yes"], "Not before noon")


def test_one_button_gives_all_dates_the_same_answer(browser, asked):  # noqa: F811
    send(browser(), mailed(asked, "ope1"), all="if_needed")
    assert set(poll(asked).answer_of([named("ope1")]).by_option.values()) == {"if_needed"}


def test_an_empty_form_is_explained_and_a_forged_answer_refused(browser, asked):  # noqa: F811
    assert "Choose an answer for at least one date" in send(browser(), mailed(asked, "ope1")).text
    for field, value in [(f"answer-{uuid4()}", "yes"), (key(asked, 0), "perhaps"), ("answer-x", "yes")]:
        assert send(browser(), mailed(asked, "ope1"), **{field: value}).status_code == 422
    assert poll(asked).answers == []


@pytest.mark.parametrize("who", ["stranger", "siht11"])
def test_a_link_of_somebody_who_is_not_in_the_group_says_that_nothing_is_asked(browser, asked, who):  # noqa: F811
    path = mailed(asked, who)
    assert browser().get(path).status_code == 410
    assert browser().post(path, data={"all": "yes"}).status_code in {410, 422}
    assert "you need do nothing" in browser().get(path).text
    assert poll(asked).answers == []


def test_wrong_links_and_links_to_other_things_find_nothing(browser, asked):  # noqa: F811
    good = mailed(asked, "ope1")
    group = links.mint(asked.runtime.settings, "group", named("ope"), named("ope1"), at("2014-12-31"))
    assert browser().get(mailed(asked, "ope1", uuid4())).status_code == 410
    for path in (good[:-2], good + "x", f"/scheduling/poll/{group}"):
        assert browser().get(path).status_code == 404
        assert browser().post(path, data={"all": "yes"}).status_code == 404


def test_answers_end_with_the_poll_and_the_link_says_so(browser, asked):  # noqa: F811
    client, path = browser(), mailed(asked, "ope1")
    form = client.get(path).text
    asked.pass_time("2013-11-27")
    assert "No date suits enough people" in client.get(path).text
    token = re.search(r'name="form_token" value="([^"]+)"', form)[1]
    late = client.post(path, data={"form_token": token, key(asked, 0): "yes"})
    assert late.status_code == 409
    assert "The poll has ended" in late.text or "No date suits enough people" in late.text


def answered(asked, *answers):
    given = {each.id: answer for each, answer in zip(poll(asked).facts, answers, strict=True)}
    for who in [*(f"ope{number}" for number in range(1, MEMBERS["ope"] + 1)), "mentor"]:
        asked.does(who, "answer_poll", asked.poll.id, given)


def test_the_mentor_sees_a_ranking_that_explains_itself_and_chooses(browser, asked):  # noqa: F811
    asked.does("ope1", "answer_poll", asked.poll.id, {poll(asked).facts[0].id: "no"}, "Only in January")
    answered(asked, "if_needed", "yes")
    asked.does("ope1", "answer_poll", asked.poll.id, {poll(asked).facts[0].id: "no"})
    client = browser("mentor")
    page = client.get(asked.path).text
    ranking = page.split('id="ranking"')[1]
    assert ranking.index("16 Jan 2014") < ranking.index("6 Dec 2013")
    assert "suits 7 · if needed 0 · does not suit 0 · no answer 0" in ranking
    assert "Cannot come: Ope1 Esimerkki" in ranking
    assert "Ope1 Esimerkki: Only in January" in ranking
    asked.pass_time("2013-11-19 10:00")
    done = send(client, f"{asked.path}/choose", options=str(poll(asked).facts[1].id))
    assert "The date is chosen" in client.get(done.location).text
    assert asked.meeting("ope", "2014-01-16").number == 6


def test_those_who_cannot_come_and_those_who_are_silent_stand_in_the_order_of_their_names(browser, asked):  # noqa: F811
    for number in (7, 2, 5):
        asked.does(f"ope{number}", "answer_poll", asked.poll.id, {each.id: "no" for each in poll(asked).facts})
    page = browser("mentor").get(asked.path).text
    assert "Cannot come: Ope2 Esimerkki, Ope5 Esimerkki, Ope7 Esimerkki" in page
    silent = [f"Ope{number} Esimerkki" for number in (1, 3, 4, 6)]
    assert f"Not answered yet: {', '.join(['Mentor Esimerkki', *silent])}" in page


def test_answers_are_hidden_from_members_unless_the_group_chose_otherwise(browser, asked):  # noqa: F811
    answered(asked, "yes", "no")
    assert 'id="ranking"' not in browser("ope2").get(asked.path).text
    assert "Ope1 Esimerkki" not in browser("pm").get(asked.path).text
    asked.does("mentor", "cancel_poll", asked.poll.id)
    asked.poll = asked.does("mentor", "open_poll", named("ope"), Proposal(SLOTS, answers_visible=True))
    answered(asked, "yes", "no")
    page = browser("ope2").get(f"/scheduling/polls/{asked.poll.id}").text
    assert "Ope1 Esimerkki" in page.split('id="ranking"')[1]


def test_a_poll_that_failed_says_what_can_be_done(browser, asked):  # noqa: F811
    asked.pass_time("2013-11-27")
    client = browser("mentor")
    page = client.get(asked.path).text
    for each in ("Ask again with other dates", "Give more time", "Take the best date", "Alternate two rhythms"):
        assert each in page
    more = send(client, f"{asked.path}/deadline", closes_on="1.12.2013")
    assert "The poll is open until" in client.get(more.location).text
    assert "5 Dec" in send(client, f"{asked.path}/deadline", closes_on="6.12.2013").text


def test_a_poll_is_offered_when_no_reserve_date_can_be_used(browser, scheduling):  # noqa: F811
    scheduling.pass_time("2013-12-02")
    scheduling.does("mentor", "cancel_meeting", named("ope 2013-12-12"), "mentor_ill")
    client = browser("mentor")
    page = client.get(f"{LAST}/move").text
    path = re.search(r'href="(/scheduling/groups/[^"]+/polls/new\?meeting=[^"]+)"', page)[1]
    assert "a new date for the meeting of Thu 12 Dec 2013" in client.get(path).text


@pytest.mark.parametrize("who, status", [("stranger", 403), ("siht11", 403), ("ope1", 200), ("pm", 200)])
def test_only_the_people_of_the_group_see_its_poll(browser, asked, who, status):  # noqa: F811
    assert browser(who).get(asked.path).status_code == status
    assert browser(who).get(f"{API}/polls/{asked.poll.id}").status_code == status


def test_the_api_does_what_the_pages_do(browser, scheduling):  # noqa: F811
    scheduling.pass_time("2013-11-19")
    mentor, member = browser("mentor"), browser("ope1")
    body = {"options": LINES.splitlines()}
    made = mentor.post(f"{API}/groups/{named('ope')}/polls", json=body, headers=BY_SCRIPT)
    assert made.status_code == 201
    path = f"{API}/polls/{made.json['id']}"
    assert [each["date"] for each in made.json["options"]] == ["2013-12-05", "2014-01-16"]
    answers = {made.json["options"][0]["id"]: "yes"}
    kept = member.put(f"{path}/answers", json={"answers": answers, "wish": "x"}, headers=BY_SCRIPT).json
    assert (kept["own_answers"], kept["answered"], kept["asked"], kept["ranking"]) == (answers, 0, 8, [])
    member.put(f"{path}/answers", json={"all": "no"}, headers=BY_SCRIPT)
    seen = mentor.get(path).json
    assert (seen["answered"], [each["no"] for each in seen["ranking"]]) == (1, [1, 1])
    for call in (
        lambda: member.post(f"{path}/end", headers=BY_SCRIPT),
        lambda: member.delete(path, headers=BY_SCRIPT),
        lambda: member.post(f"{path}/decision", json={"options": list(answers)}, headers=BY_SCRIPT),
    ):
        assert call().status_code == 403
    assert mentor.post(f"{path}/end", headers=BY_SCRIPT).json["state"] == "failed"
    given = {"options": list(answers), "absentees_agree": True}
    assert mentor.post(f"{path}/decision", json=given, headers=BY_SCRIPT).json["state"] == "decided"
    assert mentor.get(f"{API}/groups/{named('ope')}/polls").json[0]["chosen_ids"] == list(answers)


def test_whoever_leads_the_group_is_not_told_of_a_mentor(browser, asked):  # noqa: F811
    assert "Only your mentor sees who answered what." in browser().get(mailed(asked, "ope1")).text
    own = browser("mentor").get(f"/scheduling/polls/{poll(asked).id}").text
    assert "Only you who lead the group see who answered what." in own
    assert "your mentor" not in own
