from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0003_cache_table"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="setting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("congress__isnull", True)),
                fields=("key", "starts_on"),
                name="setting_default_once_a_day",
            ),
        ),
    ]
