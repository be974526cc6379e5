from django.core.management import call_command
from django.db import migrations


def create(apps, editor):
    call_command("createcachetable", "congress_cache", database=editor.connection.alias, verbosity=0)


def drop(apps, editor):
    editor.execute("DROP TABLE IF EXISTS congress_cache")


class Migration(migrations.Migration):
    dependencies = [("congress", "0002_triggers")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
