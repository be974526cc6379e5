from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("congress", "0009_person_home")]

    operations = [
        migrations.AddConstraint(
            model_name="organ",
            constraint=models.UniqueConstraint(
                condition=Q(is_active=True), fields=["parent", "name"], name="organ_inner_name_once"
            ),
        ),
    ]
