"""常用语: the page on which an organ keeps its stock phrases."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from congress.interrupted import keeps_words, typed_into
from congress.permissions import require
from congress.requests import PortalRequest
from proposals.drafting import Overwritten
from proposals.forms.phrases import PhrasesForm
from proposals.phrases import keep_phrases, may_keep_phrases, stored


@keeps_words("proposals:phrases")
@require_http_methods(["GET", "POST"])
def phrases(request: PortalRequest) -> HttpResponse:
    """All of them in one text; what a colleague saved meanwhile is shown beside what was typed."""
    require(may_keep_phrases(request.actor))
    assert request.actor.organ is not None
    typed = typed_into(request)
    form = PhrasesForm(typed, instance=stored(request.actor.organ))
    theirs = None
    if typed is not None and form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["version"]
        try:
            keep_phrases(request.actor.organ, text=text, seen=seen, by=request.actor)
        except Overwritten:
            theirs = stored(request.actor.organ)
            form = PhrasesForm({"text": text, "version": theirs.version}, instance=stored(request.actor.organ))
            form.add_error("text", "同事刚刚改过常用语，改后的内容在下面。请合在一起，再按“保存”。")
        else:
            messages.success(request, "常用语已保存，写答复时可以用。")
            return redirect("proposals:phrases")
    context = {"form": form, "organ": request.actor.organ, "theirs": theirs}
    return render(request, "proposals/phrases.html", context, status=409 if theirs else 200)
