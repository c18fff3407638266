"""Every move of a brief from every state by every role: done where it is open, a sentence everywhere else."""

import pytest

from briefs.desk.models import Brief, Event
from briefs.publishing import NotAllowed, PublishRefused, build_content, possible_reviewers
from tests.admin.pages import login
from tests.factories import editor, publisher
from tests.publishing.moves import MOVES, ROLES, SITUATIONS, in_situation, standing

pytestmark = pytest.mark.django_db

AFTER = {
    "submit": "in review",
    "return": "draft",
    "approve": "approved",
    "publish": "published",
    "unschedule": "approved",
    "withdraw": "published",
    "reopen": "draft",
}
EVENTS = {
    "submit": "submitted for review",
    "return": "returned to draft",
    "approve": "approved",
    "publish": "published",
    "unschedule": "schedule undone",
    "withdraw": "withdrawn",
    "reopen": "reopened for a new edition",
}
WHO_MAY = {
    "submit": "Sending to review is open to Authors, Editors and Publishers",
    "return": "Returning to draft is open to Editors and Publishers",
    "approve": "Approving is open to Editors and Publishers",
    "publish": "Publishing is open to Publishers",
    "unschedule": "Undoing a schedule is open to Publishers",
    "withdraw": "Withdrawing is open to Publishers",
}
WITH_PAGE = [move for move in MOVES if MOVES[move].page]
OPEN = [
    (move, situation, role)
    for move in MOVES
    for situation in sorted(MOVES[move].situations)
    for role in sorted(MOVES[move].roles)
]


def is_open(move: str, situation: str, role: str) -> bool:
    return situation in MOVES[move].situations and role in MOVES[move].roles


@pytest.mark.parametrize(("move", "situation", "role"), OPEN)
def test_move_that_is_open_is_done_and_told_as_an_event(move, situation, role):
    brief, by = in_situation(situation), ROLES[role]()
    told = Event.objects.count()
    MOVES[move].call(brief, by)
    event = Event.objects.filter(noun="brief", object_id=brief.pk).first()
    assert Brief.objects.get(pk=brief.pk).state == AFTER[move]
    assert (event.kind, event.by, event.content_sha256) == (EVENTS[move], by, build_content(brief).sha256())
    assert Event.objects.count() == told + 1


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("role", ROLES)
def test_every_other_move_is_refused_in_a_sentence_and_changes_nothing(situation, role):
    brief, by = in_situation(situation), ROLES[role]()
    before, told = standing(brief), Event.objects.count()
    for move in [move for move in MOVES if not is_open(move, situation, role)]:
        with pytest.raises((NotAllowed, PublishRefused)) as refused:
            MOVES[move].call(brief, by)
        sentence = str(refused.value)
        assert sentence.endswith("."), sentence
        assert role in MOVES[move].roles or f"{by.get_username()} may not " in sentence
        assert (move, standing(brief), Event.objects.count()) == (move, before, told)


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("role", ["author", "editor", "publisher", "nobody"])
def test_page_of_every_other_move_says_so_and_changes_nothing(situation, role):
    brief, client = in_situation(situation), login(ROLES[role]())
    before = standing(brief)
    sha256 = build_content(brief).sha256()
    for move in [move for move in WITH_PAGE if not is_open(move, situation, role)]:
        url = f"/admin/briefs/brief/{brief.pk}/{move}/"
        data = {"started_from": brief.version, "content_sha256": sha256, **MOVES[move].fields}
        shown, answer = client.get(url), client.post(url, data)
        assert (move, standing(brief)) == (move, before)
        if role not in MOVES[move].roles:
            assert (move, shown.status_code, answer.status_code) == (move, 403, 403)
            assert "This page is not open to you" in answer.content.decode()
            assert f"{WHO_MAY[move]}. Ask one of them." in shown.content.decode()
            continue
        assert (move, shown.status_code, answer.status_code) == (move, 200, 200)
        sentence = shown.context["refusal"]
        assert sentence.endswith(".")
        assert sentence in shown.content.decode()
        assert 'class="act-form"' not in shown.content.decode()
        assert sentence in [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize("move", WITH_PAGE)
def test_page_of_a_move_that_is_open_does_it(move):
    brief = in_situation(min(MOVES[move].situations))
    before = standing(brief)
    data = {"started_from": brief.version, "content_sha256": build_content(brief).sha256(), **MOVES[move].fields}
    client = login(ROLES[min(MOVES[move].roles)]())
    assert client.post(f"/admin/briefs/brief/{brief.pk}/{move}/", data).status_code == 302
    assert standing(brief) != before


HOSTILE = [
    {},
    {"started_from": "\x00"},
    {"started_from": "9" * 400},
    {"started_from": "-1", "content_sha256": "a\x00", "reason": "\x00", "edition": "9" * 400, "ask": ["x", "1\x00"]},
    {"started_from": "1", "reason": "a" * 1_000_000, "explanation": "a" * 1_000_000, "edition": "nan", "ask": "x"},
    {
        "started_from": "1",
        "live_from": "\x00",
        "zone": "\x00" * 9,
        "update_type": "\x00",
        "embargo": "\x00",
        "ask": "-1",
    },
]


@pytest.mark.parametrize("move", WITH_PAGE)
def test_page_of_a_move_takes_hostile_input_for_what_it_is(move):
    brief = in_situation(min(MOVES[move].situations))
    before, client = standing(brief), login(ROLES["publisher"]())
    assert [editor(), publisher()] == possible_reviewers(brief)
    for data in HOSTILE:
        answer = client.post(f"/admin/briefs/brief/{brief.pk}/{move}/", data)
        assert (answer.status_code, standing(brief)) == (200, before)
        assert answer.context["form"].errors or list(answer.context["messages"])
