from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0003_dissatisfied_at_the_end"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contact",
            name="way",
            field=models.CharField(max_length=10, verbose_name="方式"),
        ),
        migrations.AlterField(
            model_name="reply",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[("A", "A"), ("B", "B"), ("C", "C")],
                max_length=1,
                verbose_name="办理结果",
            ),
        ),
    ]
