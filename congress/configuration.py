"""Reading dated settings: the congress's own value in force on a day, else the one for all, else the default."""

from datetime import date
from typing import Any

from django.db.models import Q

from congress.models import Congress, Setting, Word

DEFAULTS: dict[str, Any] = {
    "site.name_first": "淮北市人大代表",
    "site.name_second": "履职服务平台",
    "site.help_phone": "0561-0000000",
    "sms.signature": "【淮北市人大】",
    "campaign.name": "聚民意、惠民生",
    "campaign.target": 1,
    "opinion.undo_minutes": 10,
    "opinion.min_length": 20,
    "opinion.max_length": 2000,
    "withdraw.allowed_until": "before_assign",
    "rehandle.automatic": True,
    "rehandle.max_rounds": 2,
    "release.cap_months": 6,
    "files.megabytes_a_month": 200,
}


def value(key: str, congress: Congress | None = None, *, on: date) -> Any:
    """The value of a setting on a day. Raises KeyError for a key that nobody declared."""
    default = DEFAULTS[key]
    own = Q(congress__isnull=True) | Q(congress=congress) if congress else Q(congress__isnull=True)
    rows = list(Setting.objects.filter(own, key=key, starts_on__lte=on))
    if not rows:
        return default
    return max(rows, key=lambda row: (row.congress_id is not None, row.starts_on)).value


def words(dictionary: str, congress: Congress | None = None) -> list[tuple[str, str]]:
    """The entries of a dictionary as choices; a congress's own entries replace the common ones of the same code."""
    own = Q(congress__isnull=True) | Q(congress=congress)
    rows = Word.objects.filter(own, dictionary=dictionary).order_by("congress_id")
    found = {row.code: row for row in sorted(rows, key=lambda row: row.congress_id is not None)}
    shown = sorted((row for row in found.values() if row.is_active), key=lambda row: (row.order, row.code))
    return [(row.code, row.label) for row in shown]
