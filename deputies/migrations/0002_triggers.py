from django.db import migrations

from congress.triggers import no_overlap


class Migration(migrations.Migration):
    dependencies = [("deputies", "0001_initial")]

    operations = [
        no_overlap("deputies_seat", "person_id", "congress_id", name="seat_one_at_a_time"),
        no_overlap("deputies_seatstate", "seat_id", name="seat_state_one_at_a_time"),
    ]
