"""Of each piece that is searched, the week in which its proposal was put forward. The index of pairs is made anew next.

That is a step of its own: an index that is made where the rows were changed holds each of them twice.
"""

from django.db import migrations, models

POSTGRESQL = [
    "DROP INDEX IF EXISTS search_text_bigrams",
    """
    UPDATE proposals_searchtext AS piece
    SET week = greatest(1, 1 + ((submitted_at AT TIME ZONE 'Asia/Shanghai')::date - DATE '2000-01-03') / 7)
    FROM proposals_proposal AS proposal
    WHERE proposal.id = piece.proposal_id AND submitted_at IS NOT NULL
    """,
]
SQLITE = [
    """
    UPDATE proposals_searchtext
    SET week = max(1, 1 + CAST((julianday(date(submitted_at, '+8 hours')) - julianday('2000-01-03')) / 7 AS INTEGER))
    FROM proposals_proposal AS proposal
    WHERE proposal.id = proposal_id AND submitted_at IS NOT NULL
    """,
]
BACK = ["CREATE INDEX search_text_bigrams ON proposals_searchtext USING gin (portal_bigrams(text))"]


def up(apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def down(apps, editor):
    for statement in BACK if editor.connection.vendor == "postgresql" else ():
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0003_bigrams")]

    operations = [
        migrations.AddField("searchtext", "week", models.PositiveSmallIntegerField("第几周", default=0)),
        migrations.RunPython(up, down, elidable=False),
    ]
