"""Ending somebody's sessions: by himself, from the list, or by the security administrator."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from congress.models import Person


def end_sessions(person: Person, *, besides: str | None = None) -> int:
    """End every session of the person, except the one of that key; say how many were ended."""
    mine = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=timezone.now())
        if session.get_decoded().get(SESSION_KEY) == str(person.pk) and session.session_key != besides
    ]
    Session.objects.filter(session_key__in=mine).delete()
    UserSession.objects.filter(user=person).exclude(session_key=besides or "").delete()
    return len(mine)
