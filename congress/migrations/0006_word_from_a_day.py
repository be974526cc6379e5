from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0005_one_administrator_of_three"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="word", name="word_once"),
        migrations.RemoveConstraint(model_name="word", name="word_default_once"),
        migrations.AddField(
            model_name="word",
            name="starts_on",
            field=models.DateField(default=date(2022, 1, 1), verbose_name="生效日期"),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            name="word",
            options={
                "ordering": ["dictionary", "order", "code", "-starts_on"],
                "verbose_name": "字典项",
                "verbose_name_plural": "字典项",
            },
        ),
        migrations.AddConstraint(
            model_name="word",
            constraint=models.UniqueConstraint(
                fields=["congress", "dictionary", "code", "starts_on"], name="word_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="word",
            constraint=models.UniqueConstraint(
                condition=models.Q(("congress__isnull", True)),
                fields=["dictionary", "code", "starts_on"],
                name="word_common_once_a_day",
            ),
        ),
    ]
