from django.db import migrations

from congress.triggers import no_overlap


class Migration(migrations.Migration):
    dependencies = [("deputies", "0001_initial")]

    operations = [
        no_overlap("deputies_seat", "person_id", "congress_id", name="seat_one_at_a_time"),
        no_overlap("deputies_seatstate", "seat_id", name="seat_state_one_at_a_time"),
        no_overlap("deputies_councilmembership", "seat_id", name="council_membership_once_a_day"),
        no_overlap("deputies_deputylink", "member_id", "deputy_id", name="deputy_link_once_a_day"),
        no_overlap("deputies_duty", "congress_id", "code", name="duty_once_a_day"),
        no_overlap("deputies_duty", "code", name="common_duty_once_a_day", where="{row}.congress_id IS NULL"),
    ]
