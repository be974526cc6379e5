"""The index of pairs knows in which week a proposal was put forward: a search begins with the newest."""

from django.db import migrations

INDEX = [
    "SET LOCAL maintenance_work_mem = '512MB'",
    "CREATE INDEX search_text_bigrams ON proposals_searchtext "
    "USING gin (array_append(portal_bigrams(text), (- week)::bigint))",
]


def up(apps, editor):
    for statement in INDEX if editor.connection.vendor == "postgresql" else ():
        editor.execute(statement)


def down(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX search_text_bigrams")


class Migration(migrations.Migration):
    dependencies = [("proposals", "0004_searchtext_week")]

    operations = [migrations.RunPython(up, down, elidable=False)]
