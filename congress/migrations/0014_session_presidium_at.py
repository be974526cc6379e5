from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("congress", "0013_session_receives")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="presidium_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="最后一次主席团会议"),
        ),
    ]
