from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="lesson",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="停用时间"),
        ),
    ]
