"""Every paper, each made of a case that has come as far as it needs: for the tests that look at all of them."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from congress.actors import Actor
from congress.models import Organ
from deputies.models import Delegation
from proposals import drafting, handling, replies, routing
from proposals.models import Clock, Extension, JointOpinion, Proposal, Release, Reply
from proposals.papers import assigning, catalogue, feedback, letters, opinions, pressing, report, requests, sheets
from proposals.papers.assigning import Batch
from proposals.papers.period import Period
from tests import motions, stages
from tests.world import TITLE, World, let_the_undo_time_pass

SITE = "https://portal.test/"
LONG = "西山路口东侧步道晚上没有路灯，行人看不清台阶，附近居民多次反映，希望年底前解决。" * 8
REASON = "本单位没有这项职责，依据市编办的三定规定，应由市住建局办理。"


def answered_case(world: World, words: str = "") -> Reply:
    """A suggestion that two put forward, with an opinion of the joint organ, answered and supervised."""
    author, today, text = Actor(world.deputy), timezone.localdate(), f"{LONG}{words}\n{words}"
    proposal = drafting.begin(by=author, kind=Proposal.Kind.SUGGESTION, title=f"{TITLE}{words}"[:60], body=text)
    drafting.invite(proposal, [world.li], by=author)
    assert world.li.grant
    drafting.answer_invitation(proposal, joins=True, by=Actor(world.li.grant))
    proposal.refresh_from_db()
    drafting.submit(proposal, by=author, at=timezone.now())
    let_the_undo_time_pass(proposal)
    proposal.refresh_from_db()
    lane, committee = Proposal.Lane.FORMAL, Organ.objects.get(kind=Organ.Kind.COMMITTEE)
    hands = {"lead": world.urban, "joint": [world.housing], "committee": committee}
    routing.assign(proposal, lane=lane, by=Actor(world.desk), on=today, **hands)
    joint, by = proposal.assignments.get(organ=world.housing), Actor(world.second_handler)
    routing.sign_in(joint, by=by, at=timezone.now())
    handling.give_opinion(joint, text=text, by=by, on=today)
    lead = proposal.assignments.get(organ=world.urban)
    stages.talk(world, lead)
    reply = replies.begin(lead, by=Actor(world.handler))
    fields = {"outcome": "B", "lines": [(f"加装六盏路灯{words}"[:200], today + timedelta(days=90))]}
    fields |= {"text": f"{Reply.opening(lead)}\n{text}", "contact_name": "周某", "contact_phone": "0561-0000001"}
    replies.save(reply, by=Actor(world.handler), seen=reply.version, document_number="城管函〔2026〕8号", **fields)
    replies.send_for_signing(lead, by=Actor(world.handler), on=today)
    lead.refresh_from_db()
    replies.sign(lead, by=Actor(world.leader), at=timezone.now())
    return lead.replies.get()


def asked_to_be_released(world: World, words: str = "") -> Release:
    assignment = stages.assigned(world, f"申请退办的建议{words}"[:60])
    by = Actor(world.handler)
    reason = f"{REASON}{words}"[:300]
    routing.ask_release(assignment, reason=reason, proposed_organ=world.housing, by=by, on=timezone.localdate())
    return assignment.releases.get()


def asked_for_more_time(world: World, words: str = "") -> Extension:
    assignment = stages.handled(world, f"申请延期的建议{words}"[:60])
    until = max(clock.due_on for clock in assignment.clocks.running()) + timedelta(days=10)
    by, today = Actor(world.handler), timezone.localdate()
    handling.ask_extension(assignment, reason=f"{REASON}{words}"[:300], until=until, by=by, on=today)
    return assignment.extensions.get()


def let_it_run_over(world: World) -> None:
    """What the urban management has in hand is a week late."""
    late = timezone.localdate() - timedelta(days=7)
    long_ago = late - timedelta(days=30)
    running = Clock.objects.running().filter(assignment__organ=world.urban)
    running.update(started_on=long_ago, unrolled_on=late, due_on=late)


def a_delegation(world: World) -> None:
    team = Delegation.objects.create(congress=world.city, name="相山代表团")
    for seat in (world.zhang, world.li):
        seat.delegation, seat.work_unit = team, "某小学教师"
        seat.save()


def every_paper(world: World, words: str = "") -> dict[str, bytes]:
    """Each by its Chinese name.

    Args:
        words: what is put into all that people type.
    """
    a_delegation(world)
    desk, today = Actor(world.desk), timezone.localdate()
    motions.a_session(world)
    more = motions.more_deputies(world)
    motion = motions.registered(world, more, title=f"{motions.TITLE}{words}"[:60], plan=f"{LONG}{words}")
    opinion = stages.submitted(world.deputy, f"月度意见{words}"[:60], f"{LONG}{words}")
    reply, release, extension = answered_case(world, words), None, None
    release, extension = asked_to_be_released(world, words), asked_for_more_time(world, words)
    proposal = reply.assignment.proposal
    batch = Batch(since=today, until=today)
    single = Batch(since=today, until=today, organ=world.urban)
    period = Period(year=today.year)
    found = {
        "建议纸": sheets.suggestion_sheet(proposal, desk, site=SITE),
        "月度意见": sheets.suggestion_sheet(opinion, desk, site=SITE),
        "议案纸": sheets.suggestion_sheet(motion, desk, site=SITE),
        "答复函": letters.reply_letter(reply),
        "征询意见表": feedback.feedback_form(reply, site=SITE),
        "会办意见函": opinions.opinion_letter(JointOpinion.objects.get(assignment__proposal=proposal)),
        "退办申请表": requests.release_form(release, site=SITE),
        "延期申请表": requests.extension_form(extension, site=SITE),
        "交办通知（单位）": assigning.assignment_notice(desk, single, assigning.handed_over(desk, single), on=today),
        "交办通知（全部）": assigning.assignment_notice(desk, batch, assigning.handed_over(desk, batch), on=today),
        "办理情况报告": report.handling_report(period, by=desk, on=today),
        "目录汇编": catalogue.catalogue(
            period.proposals(desk), period, is_internal=False, by=desk, report=lambda done, total: None
        ),
    }
    let_it_run_over(world)
    lights = pressing.pressing_lights(desk, world.urban, scope="overdue", on=today)
    until = today + timedelta(days=7)
    found["督办通知单"] = pressing.pressing_notice(desk, world.urban, lights, until=until, on=today)
    return found


def written(papers: dict[str, bytes], folder: Path) -> list[Path]:
    """The papers as files."""
    paths = [folder / f"{name}.docx" for name in papers]
    for path, content in zip(paths, papers.values(), strict=True):
        path.write_bytes(content)
    return paths
