from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0004_duties"),
    ]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="选择不公开代表页的时间"),
        ),
    ]
