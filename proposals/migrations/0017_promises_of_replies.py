"""What a reply promises becomes a line of its own: of a draft as it was typed, of a signed one as it was made."""

from django.db import migrations
from django.utils import timezone

GROUND = "承诺时间"
UNKNOWN = "以前的记录没有写明原因"


def up(apps, editor):
    Reply, Promise = (apps.get_model("proposals", name) for name in ("Reply", "Promise"))
    for promise in Promise.objects.select_related("reply").iterator():
        promise.promised_on = promise.due_on
        promise.made_on = timezone.localdate(promise.reply.signed_at)
        if promise.state != "open":
            promise.settled_on = promise.due_on
            promise.failed_reason = UNKNOWN if promise.state == "failed" else ""
        promise.save()
    left = Reply.objects.filter(promises__isnull=True).exclude(promise="", promised_on__isnull=True)
    for reply in left.select_related("assignment__proposal").iterator():
        if reply.signed_at is None:
            Promise.objects.create(reply=reply, content=reply.promise, promised_on=reply.promised_on, state="draft")
        elif reply.promise and reply.promised_on:  # signed under another class than B, and nobody kept count of it
            _begin(apps, reply)


def _begin(apps, reply):
    made, due = timezone.localdate(reply.signed_at), reply.promised_on
    promise = apps.get_model("proposals", "Promise").objects.create(
        reply=reply, content=reply.promise, promised_on=due, due_on=due, made_on=made, state="open"
    )
    proposal = reply.assignment.proposal
    apps.get_model("proposals", "Clock").objects.create(
        limit="promise",
        promise=promise,
        root=proposal,
        holder_id=proposal.holder_id,
        started_on=min(made, due),
        unrolled_on=due,
        due_on=due,
        span="",
        ground=GROUND,
        because=f"{GROUND}：{due:%Y-%m-%d}",
    )


def down(apps, editor):
    """The first line goes back into its reply; one promise a reply is all that there was room for."""
    Reply, Promise = (apps.get_model("proposals", name) for name in ("Reply", "Promise"))
    for promise in Promise.objects.filter(position=1).iterator():
        Reply.objects.filter(pk=promise.reply_id).update(promise=promise.content, promised_on=promise.promised_on)
    Promise.objects.filter(state="draft").delete()


class Migration(migrations.Migration):
    dependencies = [("proposals", "0016_promise_lines")]

    operations = [migrations.RunPython(up, down, elidable=False)]
