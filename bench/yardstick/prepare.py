"""Make the yardstick's tables and rows once, sign somebody in, print his cookies."""

import django


def main() -> None:
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from bench.yardstick.notes.models import Note

    call_command("migrate", run_syncdb=True, verbosity=0)
    if not Note.objects.exists():
        body = "西山路口东侧步道晚上没有路灯，行人看不清台阶。" * 8
        titles = [f"关于第{n}处增设夜间照明的建议" for n in range(10_000)]
        Note.objects.bulk_create([Note(title=title, body=body, writer="某代表") for title in titles], batch_size=1000)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    user, _ = User.objects.get_or_create(username="某代表")
    client = Client()
    client.force_login(user)
    print("; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()))


main()
