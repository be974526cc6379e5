from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery
from django.db.models.deletion import PROTECT


def of_the_level_that_handles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every limit there is, in one statement: stopped ones too, though nobody asks them."""
    holder = apps.get_model("proposals", "Proposal").objects.filter(pk=OuterRef("root_id")).values("holder_id")
    apps.get_model("proposals", "Clock").objects.update(holder_id=Subquery(holder))


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0012_delivery_stuck"),
        ("proposals", "0010_newest_of_congress"),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="holder",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=PROTECT,
                related_name="+",
                to="congress.congress",
                verbose_name="办理层级",
            ),
        ),
        migrations.RunPython(of_the_level_that_handles, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="clock",
            name="holder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=PROTECT,
                related_name="+",
                to="congress.congress",
                verbose_name="办理层级",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("stopped_on__isnull", True)), fields=["holder", "due_on"], name="clock_running_at"
            ),
        ),
    ]
