"""What `manage.py doctor` looks for among other systems."""

from collections.abc import Iterator

from congress.interface.scopes import OF_ROLE
from congress.models import System, SystemToken
from congress.registries import check


@check("systems", "外部系统的账号、权限和令牌")
def loose_systems() -> Iterator[str]:
    """An account behind a system that somebody could sign in to; rights beyond its role; a token that outlived it."""
    for system in System.objects.select_related("grant__person", "grant__congress").order_by("pk"):
        if system.grant.person.is_active:
            yield f"外部系统{system}：它的账号是启用的，应当停用，不能有人用它登录"
        beyond = set(system.scopes) - set(OF_ROLE.get(system.grant.role, ()))  # type: ignore[call-overload]
        if beyond:
            yield f"外部系统{system}：权限{'、'.join(sorted(beyond))}与身份不符"
    outlived = SystemToken.objects.filter(revoked_at__isnull=True, system__closed_at__isnull=False)
    for token in outlived.select_related("system__grant__person").order_by("pk"):
        yield f"外部系统{token.system}已停用，令牌“{token.label}”没有作废"
