from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0024_asks")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="rank",
            field=models.CharField(
                blank=True,
                choices=[
                    ("head", "主要负责人"),
                    ("deputy_head", "分管负责人"),
                    ("section_head", "科室负责人"),
                    ("officer", "经办人员"),
                ],
                default="",
                max_length=12,
                verbose_name="单位由谁沟通",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__in", ["", "head", "deputy_head", "section_head", "officer"])),
                name="contact_rank_known",
            ),
        ),
    ]
