"""Titles, texts, plans and signed replies move into the table of search texts; the index of pairs moves with them.

Papers are read afterwards, in the background.
"""

import unicodedata

from django.db import migrations

AT_ONCE = 2_000
PIECE, OVERLAP = 2_000, 59
# An expression that holds the function is dear to compute, an index that holds its results is not.
COST = "ALTER FUNCTION portal_bigrams(text) COST 10000"
INDEX = "CREATE INDEX search_text_bigrams ON proposals_searchtext USING gin (portal_bigrams(text))"
OLD_INDEX = "CREATE INDEX proposal_bigrams ON proposals_proposal USING gin (portal_bigrams(search_text))"


def normalised(*texts):
    plain = ["".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in texts]
    return "\n".join(filter(None, plain))


def pieces(text):
    return [text[at : at + PIECE] for at in range(0, max(1, len(text) - OVERLAP), PIECE - OVERLAP)] if text else []


def texts(apps, table):
    """Every piece of every proposal and of every signed reply."""
    proposals = apps.get_model("proposals", "Proposal").objects.order_by("pk")
    words = ("number", "title", "body", "plan")
    for key, *said in proposals.values_list("pk", *words).iterator(AT_ONCE):
        for part, text in enumerate(pieces(normalised(*(word or "" for word in said)))):
            yield table(proposal_id=key, source="case", part=part, text=text)
    replies = apps.get_model("proposals", "Reply").objects.filter(signed_at__isnull=False).order_by("pk")
    promised = apps.get_model("proposals", "Promise").objects.order_by("position")
    columns = ("pk", "assignment__proposal", "text", "document_number")
    for key, of, words, number in replies.values_list(*columns).iterator(AT_ONCE):
        said = promised.filter(reply=key).values_list("content", flat=True)
        for part, text in enumerate(pieces(normalised(words, *said, number))):
            yield table(proposal_id=of, reply_id=key, source="reply", part=part, text=text)


def fill(apps, editor):
    table = apps.get_model("proposals", "SearchText")
    waiting = []
    for row in texts(apps, table):
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            table.objects.bulk_create(waiting)
            waiting = []
    table.objects.bulk_create(waiting)
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # rows whose keys wait to be asked would refuse the index


def empty(apps, editor):
    table = apps.get_model("proposals", "SearchText")
    table.objects.all().delete()
    proposals = apps.get_model("proposals", "Proposal")
    for proposal in proposals.objects.order_by("pk").iterator(AT_ONCE):
        text = normalised(f"{proposal.number or ''}|{proposal.title}|{proposal.body}|{proposal.plan}|")
        proposals.objects.filter(pk=proposal.pk).update(search_text=text)


def index(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX proposal_bigrams")
        editor.execute(COST)
        editor.execute(INDEX)


def index_as_before(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX search_text_bigrams")
        editor.execute("ALTER FUNCTION portal_bigrams(text) COST 100")
        editor.execute(OLD_INDEX)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0021_searching")]

    operations = [
        migrations.RunPython(fill, empty, elidable=False),
        migrations.RunPython(index, index_as_before, elidable=False),
        migrations.RemoveField(model_name="proposal", name="search_text"),
    ]
