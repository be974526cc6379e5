from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def from_the_opening(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Sessions entered before received from the day they opened."""
    apps.get_model("congress", "Session").objects.update(receives_from=F("opens_on"))


class Migration(migrations.Migration):
    dependencies = [("congress", "0012_delivery_stuck")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="motions_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="议案截止时间"),
        ),
        migrations.AddField(
            model_name="session", name="receives_from", field=models.DateField(null=True, verbose_name="开始受理日期")
        ),
        migrations.RunPython(from_the_opening, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="session", name="receives_from", field=models.DateField(verbose_name="开始受理日期")
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_on__isnull", True), ("receives_from__lte", F("opens_on")), _connector="OR"),
                name="session_receives_before_it_opens",
            ),
        ),
    ]
