"""People, and the roles granted to them from one day to another."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from congress import phones
from congress.constraints import in_order
from congress.models.organs import Organ
from congress.models.tree import Congress


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, name: str, *, phone: str = "", login: str | None = None, **fields: Any) -> "Person":
        """A new person; without a password he signs in by a code sent to the phone."""
        person = self.model(name=name, login=login or None, **fields)
        person.set_phone(phone)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def by_phone(self, number: str) -> "Person | None":
        """Who has this number, active or not; None when nobody has."""
        return self.filter(phone_index=phones.index(number)).first()


class Person(AbstractBaseUser):
    """Somebody who signs in. What he may do follows from his grants, never from himself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("姓名", max_length=30)
    sort_key = models.CharField("姓名拼音", max_length=60, blank=True, db_index=True)
    login = models.CharField("登录名", max_length=30, unique=True, null=True, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    phone_sealed = models.CharField("手机号（加密）", max_length=120, blank=True, editable=False)
    phone_index = models.CharField("手机号索引", max_length=64, unique=True, null=True, editable=False)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=False)
    notice_read_at = models.DateTimeField("阅读隐私告知时间", null=True, blank=True)
    text_size = models.CharField(
        "字号", max_length=7, default="", blank=True, choices=[("", "标准"), ("large", "大字版"), ("xlarge", "特大")]
    )
    is_contrast = models.BooleanField("高对比", default=False)
    home = models.ForeignKey(
        Congress, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建账号的人大"
    )
    joined_at = models.DateTimeField("建立时间", auto_now_add=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ["sort_key", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(phone_index__isnull=True, phone_sealed="")
                | (Q(phone_index__isnull=False) & ~Q(phone_sealed="")),
                name="person_phone_sealed_and_indexed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        """The number in clear, or nothing. Pages show `masked_phone`."""
        return phones.unseal(self.phone_sealed) if self.phone_sealed else ""

    @property
    def masked_phone(self) -> str:
        return phones.mask(self.phone)

    def set_phone(self, number: str) -> None:
        """Seal and index the number; an empty one clears both. Raises ValueError for what is no number."""
        number = phones.normalise(number) if number else ""
        self.phone_sealed = phones.seal(number) if number else ""
        self.phone_index = phones.index(number) if number else None


class Role(models.TextChoices):
    """What somebody may be granted to act as (domain: roles and permissions)."""

    DEPUTY = "deputy", "代表"
    GROUP_LEADER = "group_leader", "小组组长"
    GROUP_CONTACT = "group_contact", "小组联络员"
    DESK = "desk", "代表工委工作人员"
    COMMITTEE = "committee", "督办工委"
    COUNCIL = "council", "主任会议成员"
    GOVERNMENT = "government", "政府督查室"
    STAFFING = "staffing", "编办"
    HANDLER = "handler", "承办单位经办人"
    ORGAN_LEADER = "organ_leader", "承办单位负责人"
    AUDITOR = "auditor", "督查员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


ADMINISTRATORS = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]
OF_AN_ORGAN = [Role.COMMITTEE, Role.GOVERNMENT, Role.STAFFING, Role.HANDLER, Role.ORGAN_LEADER]


class GrantQuerySet(models.QuerySet["Grant"]):
    def active(self, on: date) -> "GrantQuerySet":
        """In force on that day, of people whose account is open."""
        return self.open(on).filter(starts_on__lte=on, person__is_active=True)

    def open(self, on: date) -> "GrantQuerySet":
        """Not over: in force on that day or still to come.

        One that was ended by hand was over in the course of its last day, or before it began when that is its first.
        """
        whole = Q(ended_at__isnull=True) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        return self.filter(whole | Q(ended_at__isnull=False, ends_on__gt=on) & Q(ends_on__gt=F("starts_on")))

    def real(self) -> "GrantQuerySet":
        """Without those in practice rooms, under which nobody acts outside of them."""
        return self.filter(congress__practice_of__isnull=True)

    def meeting(self, starts_on: date, ends_on: date | None) -> "GrantQuerySet":
        """In force on at least one of these days."""
        return self.open(starts_on).filter(starts_on__lte=ends_on or date.max)


class Grant(models.Model):
    """A role given to a person in a congress (or one of its organs) from one day to another, both counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants", verbose_name="人员")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="grants", verbose_name="人大")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="单位")
    acting_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stand_ins", verbose_name="代行"
    )
    starts_on = models.DateField("生效日期")
    ends_on = models.DateField("截止日期", null=True, blank=True)
    ended_at = models.DateTimeField("提前结束时间", null=True, blank=True)
    granted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="授予人"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "授权"
        ordering = ["starts_on", "id"]
        constraints = [
            in_order("starts_on", "ends_on", name="grant_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(role__in=OF_AN_ORGAN) | Q(organ__isnull=False), name="grant_of_an_organ_names_it"
            ),
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True) | Q(role="organ_leader", ends_on__isnull=False),
                name="grant_acting_leader_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ends_on__isnull=False), name="grant_ended_by_hand_has_an_end"
            ),
        ]
        indexes = [models.Index(fields=["organ", "role"], name="grant_organ_role")]

    def __str__(self) -> str:
        acting = "（代行）" if self.acting_for_id else ""
        return f"{self.get_role_display()}{acting} · {self.place}"

    @property
    def place(self) -> str:
        """濉溪县代表联络室: the organ, with its place where the name leaves it out; without an organ the place."""
        place, organ = self.congress.place, str(self.organ or "")
        return organ if organ.startswith((place, "市")) else f"{place}{organ}"

    def is_over(self, on: date) -> bool:
        """The same of one grant as `open` asks of many."""
        if self.ends_on is None:
            return False
        return self.ends_on < on or (self.ended_at is not None and self.ends_on in (on, self.starts_on))


class KnownDevice(models.Model):
    """A browser from which its owner has signed in; a lockout does not shut him out there."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="devices", verbose_name="人员")
    token_hash = models.CharField("设备标识", max_length=64, unique=True)
    label = models.CharField("设备", max_length=80, blank=True)
    seen_at = models.DateTimeField("最近登录")
    trusted_until = models.DateTimeField("免验证至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "常用设备"

    def __str__(self) -> str:
        return self.label or "设备"
