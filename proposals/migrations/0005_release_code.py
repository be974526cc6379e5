from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0004_words_from_dictionaries"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="code",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="原因"),
            preserve_default=False,
        ),
    ]
