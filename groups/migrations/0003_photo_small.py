import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("congress", "0001_initial"), ("groups", "0002_triggers")]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="small",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="congress.storedfile",
                verbose_name="小图",
            ),
        ),
    ]
