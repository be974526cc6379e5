"""A deputy's pages: write, check, submit, undo, withdraw, invite, join, rate."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress import configuration, files
from congress.downloads import respond
from congress.interrupted import keeps_words, typed_into
from congress.permissions import require
from congress.requests import PortalRequest
from congress.rereading import reread
from congress.workflow import OutOfTurn
from proposals import delegating, drafting, rating
from proposals.classifying.reading import classified_by
from proposals.consulting import silent_on, told_to
from proposals.forms.writing import DraftForm, InvitationForm, RatingForm, WithdrawalForm, writing_form
from proposals.from_groups.activities import activity_of
from proposals.guards import last_rating, of_another_text, rating_change_ends, reply_of
from proposals.listing import uuid_of
from proposals.models import Assignment, Attachment, Proposal, ShelfEntry
from proposals.motions.guards import sponsors_needed, sponsors_of
from proposals.permissions import is_author, is_invited
from proposals.shelf import taking_up
from proposals.shelf.beside import beside
from proposals.similar import similar_to
from proposals.taking_words import NotTaken, is_blank, is_word, take_words
from proposals.views.finding import assignment_or_404, proposal_or_404
from proposals.workflow import assignment_steps, steps_of

NO_TOPIC = "none"


@require_POST
def create(request: PortalRequest) -> HttpResponse:
    """反映一条: an empty draft left earlier is taken up again, so that nobody collects them."""
    wanted = request.POST.get("kind", "")
    kind = wanted if wanted in Proposal.Kind.values else Proposal.Kind.OPINION
    proposal = drafting.take_up(by=request.actor, kind=kind)
    return redirect("proposals:edit", proposal.pk)


@keeps_words("proposals:edit")
@require_http_methods(["GET", "POST"])
def edit(request: PortalRequest, pk: UUID) -> HttpResponse:
    """写: title and text are enough. 下一步 asks for both, 存草稿 for nothing."""
    proposal = proposal_or_404(request, pk)
    require(is_author(request.actor, proposal))
    if proposal.state not in drafting.WRITABLE:
        return redirect(proposal)
    typed = typed_into(request)
    stays = {"save", "attach", "take", "topic", "outline"} & request.POST.keys()
    goes_on = request.method == "POST" and not stays
    form = writing_form(proposal, goes_on=goes_on)(typed, instance=proposal)
    if typed is not None and form.is_valid():
        stored = proposal_or_404(request, pk)  # the form has written into the instance it was given
        try:
            _save(request, stored, form)
        except drafting.Overwritten:
            return render(request, "proposals/overwritten.html", {"proposal": stored, "form": form}, status=409)
        if request.method == "POST" and not goes_on:
            stored = _from_the_shelf(request, stored)
        return redirect("proposals:check" if goes_on else "proposals:edit", stored.pk)
    today = timezone.localdate()
    attached = list(proposal.attachments.select_related("file"))
    context = {
        "proposal": proposal,
        "form": form,
        "files": attached,
        "word_files": [row for row in attached if is_word(row)] if is_blank(proposal) else [],
        "similar": similar_to(proposal, request.actor),
        "session": drafting.session_on(proposal, today),
        "shelf": beside(proposal, request.actor, today),
        "activity": activity_of(proposal, request.actor),
    }
    return render(request, "proposals/edit.html", context)


def _from_the_shelf(request: PortalRequest, proposal: Proposal) -> Proposal:
    """按选题写、用作提纲, once the typed words are saved: the draft to go on with, this one or another."""
    wanted = request.POST.get("topic") or request.POST.get("outline")
    if wanted is None:
        return proposal
    if wanted == NO_TOPIC:
        taking_up.leave_topic(proposal, by=request.actor)
        messages.success(request, "这一件不再按参考选题写，您写的内容没有变。")
        return proposal
    key = uuid_of(wanted)
    entry = ShelfEntry.objects.visible_to(request.actor).filter(pk=key).first() if key else None
    if entry is None or not entry.is_shelved:
        messages.error(request, "这一条参考已经下架，您写的内容没有变。")
        return proposal
    draft = taking_up.take_into(proposal, entry, by=request.actor)
    if draft.pk != proposal.pk:
        messages.success(request, "您刚才写的已存为草稿，没有改动；这是另起的一件。")
    return draft


def _save(request: PortalRequest, proposal: Proposal, form: DraftForm) -> None:
    fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
    drafting.save(proposal, by=request.actor, seen=form.cleaned_data["version"], **fields)
    _take_files(request, proposal)
    if request.method == "GET":
        messages.success(request, "您刚才写的内容已恢复，并已保存为草稿。")
    elif "take" in request.POST:
        _take_words(request, proposal)
    elif "save" in request.POST:
        messages.success(request, "草稿已保存，随时可以接着写。")


def _take_words(request: PortalRequest, proposal: Proposal) -> None:
    """用作内容, after what was typed is saved; says how many characters there are to look through."""
    rows = proposal.attachments.select_related("file")
    attachment = next((row for row in rows if str(row.pk) == request.POST["take"]), None)
    if attachment is None:
        messages.error(request, "这个文件已经删去，内容没有改动。")
        return
    try:
        take_words(proposal, attachment, by=request.actor, seen=proposal.version)
        messages.success(request, f"已填入《{attachment.file.name}》的文字，共{len(proposal.body)}字，请核对。")
    except NotTaken as problem:
        messages.error(request, str(problem))


def _take_files(request: PortalRequest, proposal: Proposal) -> None:
    """Keep every file that is fit; say of each other what is wrong with it. The text is saved already."""
    for upload in request.FILES.getlist("files"):
        try:
            drafting.attach(proposal, files.store(upload, by=request.actor.person), by=request.actor)
        except ValidationError as problem:
            messages.error(request, f"{upload.name}：{'；'.join(problem.messages)}")


@keeps_words("proposals:edit")
@require_POST
def autosave(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the page sends by itself while somebody types."""
    proposal = proposal_or_404(request, pk)
    form = writing_form(proposal, goes_on=False)(request.POST, instance=proposal)
    if not form.is_valid():
        return JsonResponse({"problems": form.errors}, status=422)
    fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
    stored = proposal_or_404(request, pk)
    try:
        version = drafting.save(stored, by=request.actor, seen=form.cleaned_data["version"], **fields)
    except drafting.Overwritten:
        return JsonResponse(
            {"problem": "这份草稿在另一个窗口里改过。请点“下一步”或“存草稿”对照两份内容。"}, status=409
        )
    similar = [
        {"label": row.label, "address": row.proposal.get_absolute_url(), "answers": row.answers}
        for row in similar_to(stored, request.actor)
    ]
    saved_at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"saved_at": saved_at, "version": version, "similar": similar})


@require_POST
def remove_file(request: PortalRequest, pk: UUID, attachment: int) -> HttpResponse:
    """Take a file out of a draft."""
    proposal = proposal_or_404(request, pk)
    drafting.detach(get_object_or_404(proposal.attachments, pk=attachment), by=request.actor)
    return redirect("proposals:edit", pk)


@require_POST
def speak_for_delegation(request: PortalRequest, pk: UUID) -> HttpResponse:
    """以代表团名义提出, or by oneself again."""
    proposal = proposal_or_404(request, pk)
    delegating.speak_for_delegation(proposal, speaks=request.POST.get("speaks") == "1", by=request.actor)
    said = f"以{proposal.seat.delegation}名义提出。" if proposal.delegation_id else "改为个人提出。"
    messages.success(request, said)
    return redirect("proposals:check", pk)


@require_http_methods(["GET", "POST"])
def check(request: PortalRequest, pk: UUID) -> HttpResponse:
    """核对并提交: the whole as it will be sent; similar items are shown and hinder nothing."""
    proposal = proposal_or_404(request, pk)
    require(is_author(request.actor, proposal))
    if request.method == "POST":
        if not _submitted_now(request, proposal):
            messages.info(request, f"这一件已经提交过了，没有重复提交。编号{proposal.number}。")
        return redirect("proposals:done", pk)
    if proposal.state not in drafting.JOINABLE:
        return redirect(proposal)
    context = {
        "proposal": proposal,
        "verdict": steps_of(proposal).verdict("submit", request.actor, proposal),
        "similar": similar_to(proposal, request.actor),
        "files": proposal.attachments.select_related("file"),
        "co_signatures": proposal.asked_to_join(),
        "stale": of_another_text(proposal),
        "minutes": configuration.value("opinion.undo_minutes", proposal.congress, on=timezone.localdate()),
        "may_speak": proposal.delegation_id or bool(delegating.may_be_the_delegations(proposal)),
        "sponsors": sponsors_of(proposal),
        "sponsors_needed": sponsors_needed(proposal),
    }
    return render(request, "proposals/check.html", context)


def _submitted_now(request: PortalRequest, proposal: Proposal) -> bool:
    """Submit; False when it has been before, be it while this request waited for the first of its kind."""
    if proposal.state == Proposal.State.SUBMITTED:
        return False
    try:
        drafting.submit(proposal, by=request.actor, at=timezone.now())
    except OutOfTurn:
        reread(proposal)
        if proposal.state != Proposal.State.SUBMITTED:
            raise
        return False
    return True


@require_safe
def done(request: PortalRequest, pk: UUID) -> HttpResponse:
    """已收到: the number, what comes next, and the minutes in which it can be taken back. Nothing of a draft."""
    proposal = proposal_or_404(request, pk)
    require(is_author(request.actor, proposal))
    if proposal.state in (Proposal.State.DRAFT, Proposal.State.COSIGN):
        return redirect(proposal)
    clock = proposal.clocks.running().order_by("due_on").first()
    context = {"proposal": proposal, "undo_until": drafting.undo_deadline(proposal), "clock": clock}
    return render(request, "proposals/done.html", context)


@require_POST
def undo(request: PortalRequest, pk: UUID) -> HttpResponse:
    """撤回修改, within the first minutes."""
    proposal = proposal_or_404(request, pk)
    drafting.undo(proposal, by=request.actor, on=timezone.now())
    messages.success(request, f"已撤回，内容在草稿里，再次提交仍用编号{proposal.number}。")
    return redirect("proposals:edit", pk)


@require_http_methods(["GET", "POST"])
def withdraw(request: PortalRequest, pk: UUID) -> HttpResponse:
    """撤回: for good, with a reason."""
    proposal = proposal_or_404(request, pk)
    require(steps_of(proposal).verdict("withdraw", request.actor, proposal))
    form = WithdrawalForm(request.POST or None)
    if form.is_valid():
        drafting.withdraw(proposal, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{proposal.number}号已撤回。")
        return redirect(proposal)
    return render(request, "proposals/withdraw.html", {"proposal": proposal, "form": form})


@require_POST
def discard(request: PortalRequest, pk: UUID) -> HttpResponse:
    """删去一份从未提交过的草稿."""
    drafting.discard(proposal_or_404(request, pk), by=request.actor)
    messages.success(request, "草稿已删去。")
    return redirect("proposals:index")


@require_http_methods(["GET", "POST"])
def invite(request: PortalRequest, pk: UUID) -> HttpResponse:
    """邀请联名: each deputy confirms for himself."""
    proposal = proposal_or_404(request, pk)
    require(is_author(request.actor, proposal))
    drafting.not_yet_sent(proposal)
    form = InvitationForm(request.POST or None, proposal=proposal)
    if form.is_valid():
        drafting.invite(proposal, list(form.cleaned_data["seats"]), by=request.actor)
        messages.success(request, "邀请已发出，等各位代表确认。")
        return redirect("proposals:check", pk)
    rows = proposal.co_signatures.select_related("seat__person")
    return render(request, "proposals/invite.html", {"proposal": proposal, "form": form, "co_signatures": rows})


@require_POST
def ask_again(request: PortalRequest, pk: UUID) -> HttpResponse:
    """请联名代表重新确认, after the text was changed."""
    drafting.ask_again(proposal_or_404(request, pk), by=request.actor)
    messages.success(request, "已请联名代表重新确认，等各位代表答复。")
    return redirect("proposals:check", pk)


@require_POST
def uninvite(request: PortalRequest, pk: UUID, invitation: int) -> HttpResponse:
    """不再等一位没有答复的代表."""
    proposal = proposal_or_404(request, pk)
    row = get_object_or_404(proposal.co_signatures.select_related("seat__person"), pk=invitation)
    drafting.uninvite(row, by=request.actor)
    messages.success(request, f"不再等{row.seat.person.name}代表联名。")
    return redirect("proposals:check", pk)


@require_POST
def rework(request: PortalRequest, pk: UUID) -> HttpResponse:
    """改回草稿 while others are being asked."""
    drafting.rework(proposal_or_404(request, pk), by=request.actor)
    messages.info(request, "已改回草稿。修改后请重新邀请联名代表确认。")
    return redirect("proposals:edit", pk)


@require_http_methods(["GET", "POST"])
def cosign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """联名确认: read the text, then join or not."""
    proposal = proposal_or_404(request, pk)
    require(is_invited(request.actor, proposal))
    if request.method == "POST":
        joins = "join" in request.POST
        drafting.answer_invitation(proposal, joins=joins, by=request.actor)
        messages.success(request, "您已确认联名。" if joins else "您没有参加联名，已告知领衔代表。")
        return redirect("congress:home")
    return render(request, "proposals/cosign.html", {"proposal": proposal})


@require_http_methods(["GET", "POST"])
def rate(request: PortalRequest, pk: UUID) -> HttpResponse:
    """评价: process and result, in the words of the law; nothing is chosen beforehand. 改评价 in the first minutes."""
    assignment = assignment_or_404(request, pk)
    given = None if assignment.state == Assignment.State.REPLIED else last_rating(assignment)
    require(
        assignment_steps.verdict("rate_again", request.actor, assignment)
        if given
        else assignment_steps.may("rate", request.actor, assignment)
    )
    reply = given.reply if given else reply_of(assignment)
    silent = [str(row.seat) for row in silent_on(reply, assignment.proposal)] if reply and not given else []
    form = RatingForm(request.POST or None, initial=model_to_dict(given) if given else None, silent=silent)
    if form.is_valid():
        judge = rating.rate_again if given else rating.rate
        changed = judge(assignment, by=request.actor, at=timezone.now(), **form.cleaned_data)
        until = timezone.localtime(rating_change_ends(changed))
        messages.success(request, f"评价已提交，谢谢您。{until:%H:%M}前可以修改。")
        return redirect(assignment.proposal)
    context = {
        "assignment": assignment,
        "proposal": assignment.proposal,
        "reply": reply,
        "form": form,
        "views": told_to(request.actor, assignment.proposal).filter(reply=reply),
        "clock": reply.clocks.running().first() if reply else None,
        "minutes": configuration.value("rating.change_minutes", assignment.proposal.holder, on=timezone.localdate()),
    }
    return render(request, "proposals/rate.html", context)


@require_safe
def file(request: PortalRequest, pk: UUID, attachment: int) -> HttpResponseBase:
    """An attachment of a proposal one may see, or is asked to classify."""
    if not classified_by(request.actor).filter(pk=pk).exists():
        proposal_or_404(request, pk)
    row = get_object_or_404(Attachment.objects.select_related("file"), proposal=pk, pk=attachment)
    return respond(row.file)
