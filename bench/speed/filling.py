"""Fill one database: the base by the portal's own demo, a larger one by copying the base; a kept one is migrated."""

import os
import sys

# A year of the three layers of one city; what is not finished stands in the present year only.
PUT_FORWARD, DONE = 800, 640


def main(size: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    if size == "kept":
        call_command("migrate", verbosity=0)
        return
    if size == "base":
        from proposals.demo import load

        for command in ("migrate", "load_calendar", "load_limits", "load_duties"):
            call_command(command, verbosity=0)
        print(load.seed(2022, put_forward=PUT_FORWARD, done=DONE))
        return
    if size == "papers":
        from bench.speed import papers

        print(papers.write())
        return
    from bench.speed import copying
    from bench.speed.databases import OPEN, PAPERS, SIZES

    if again := (SIZES | OPEN | PAPERS)[size]:  # none: the base as it is
        copying.copy(os.environ["DATABASE_URL"], again, only_open=size in OPEN)


if __name__ == "__main__":
    main(sys.argv[1])
