"""Every column that people fill with words of their own, and a text planted in all its rows."""

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from congress.models import Setting, StoredFile
from tests.history import unlocked
from tests.security.canaries import text_fields

OURS = ("congress", "deputies", "groups", "proposals", "training")
# Columns whose words nobody types, and why.
NOT_TYPED = {
    **dict.fromkeys(
        (
            "congress.Congress.path",
            "congress.DaySeal.hash",
            "congress.DaySeal.previous_hash",
            "congress.Event.after",
            "congress.Event.before",
            "congress.Event.facts",
            "congress.Event.hash",
            "congress.Event.previous_hash",
            "congress.Event.step",
            "congress.Event.subject_kind",
            "congress.JobRun.job",
            "congress.JobRun.period",
            "congress.JobRun.result",
            "congress.KnownDevice.token_hash",
            "congress.MessageText.kind",
            "congress.Notice.address",
            "congress.Notice.key",
            "congress.Notice.kind",
            "congress.Organ.sort_key",
            "congress.Person.password",
            "congress.Person.phone_index",
            "congress.Person.phone_sealed",
            "congress.Person.sort_key",
            "congress.Revision.subject_kind",
            "congress.Revision.was",
            "congress.Setting.key",
            "congress.StoredFile.content",
            "congress.StoredFile.media_type",
            "congress.StoredFile.sha256",
            "deputies.Duty.code",
            "deputies.Duty.countable",
            "deputies.Duty.label",
            "proposals.Clock.because",
            "proposals.Clock.span",
            "proposals.CoSignature.confirmed_text",
            "proposals.Proposal.number",
            "proposals.Snapshot.numbers",
            "proposals.Snapshot.rates",
            "proposals.Snapshot.scope",
            "proposals.Snapshot.sentence",
            "proposals.Snapshot.where",
            "groups.Visitor.phone_sealed",
            "groups.VisitorMessage.key_digest",
            "groups.VisitorMessage.number",
            "proposals.Award.code",
            "proposals.Candidate.called",
            "proposals.Candidate.evidence",
            "proposals.Publication.number",
            "proposals.Publication.search_text",
            "proposals.Publication.source",
            "training.Attempt.answers",
            "training.Attempt.questions",
            "training.Watching.spans",
        ),
        "the portal writes it",
    ),
    **dict.fromkeys(("congress.FormKey.address", "congress.FormKey.key"), "compared, never shown"),
    **dict.fromkeys(
        (
            "congress.Word.code",
            "congress.Word.dictionary",
            "groups.Activity.kind",
            "groups.Matter.category",
            "groups.Station.kind",
            "proposals.Contact.way",
            "proposals.Proposal.category",
            "proposals.Proposal.refusal_code",
            "proposals.Release.code",
            "proposals.ShelfEntry.category",
            "training.Course.kind",
            "training.Question.right",
        ),
        "chosen from a list",
    ),
    "congress.Congress.code": "letters and digits only",
}
# What stands in the square of the second factor, too, which holds no more.
IN_A_PICTURE = {("congress.Person", "email"), ("congress.Person", "login")}


def typed() -> list[tuple[type[models.Model], str]]:
    """Model and column of each, in an order that stays."""
    ours = {model._meta.label: model for app in OURS for model in apps.get_app_config(app).get_models()}
    fields = text_fields(list(ours.values()))
    assert set(NOT_TYPED) <= fields, "of columns that are gone"
    return [
        (ours[label], column)
        for label, _, column in (name.rpartition(".") for name in sorted(fields - set(NOT_TYPED)))
    ]


def plant(model: type[models.Model], column: str, text: str) -> int:
    """Into this column of every row that may hold words; how many rows took it."""
    rows = model._base_manager.all()
    field = model._meta.get_field(column)
    if isinstance(field, models.JSONField):
        return _plant_in_settings(text)
    if (model._meta.label, column) in IN_A_PICTURE:
        text = "\n".join(text.splitlines()[:10])
    end = ".csv" if model is StoredFile else ""
    said = Concat(Value(text), Cast(F("pk"), CharField()), Value(end))
    with unlocked():
        try:
            with transaction.atomic():
                return rows.update(**{column: said})
        except IntegrityError:  # where nothing was said nothing may stand
            return rows.exclude(**{column: ""}).exclude(**{column: None}).update(**{column: said})


def _plant_in_settings(text: str) -> int:
    """Into those whose value is a text."""
    rows = [row for row in Setting.objects.all() if isinstance(row.value, str)]
    for row in rows:
        row.value = "\n".join(text.splitlines()[:10])
        row.save()
    return len(rows)


def make_room() -> None:
    """Let the columns hold more than the portal does: all payloads at once, not one after the other."""
    if connection.vendor != "postgresql":
        return
    connection.check_constraints()
    with connection.cursor() as cursor:
        for model, column in typed():
            field = model._meta.get_field(column)
            if isinstance(field, models.CharField):
                table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(field.column)
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {name} TYPE text")
