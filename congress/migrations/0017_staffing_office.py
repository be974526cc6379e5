from django.db import migrations, models

from congress.triggers import kept, no_overlap

ADMINISTRATORS = no_overlap(
    "congress_grant",
    "person_id",
    name="grant_one_administrator_role",
    where="{row}.role IN ('system_admin', 'security_admin', 'audit_admin')",
)


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0016_interface"),
    ]

    operations = [
        kept(ADMINISTRATORS),
        migrations.RemoveConstraint(
            model_name="grant",
            name="grant_of_an_organ_names_it",
        ),
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(
                choices=[
                    ("deputy", "代表"),
                    ("group_leader", "小组组长"),
                    ("group_contact", "小组联络员"),
                    ("desk", "代表工委工作人员"),
                    ("committee", "督办工委"),
                    ("council", "主任会议成员"),
                    ("government", "政府督查室"),
                    ("staffing", "编办"),
                    ("handler", "承办单位经办人"),
                    ("organ_leader", "承办单位负责人"),
                    ("auditor", "督查员"),
                    ("system_admin", "系统管理员"),
                    ("security_admin", "安全管理员"),
                    ("audit_admin", "审计管理员"),
                ],
                max_length=16,
                verbose_name="角色",
            ),
        ),
        migrations.AlterField(
            model_name="organ",
            name="kind",
            field=models.CharField(
                choices=[
                    ("desk", "代表工作机构"),
                    ("street", "街道人大工委"),
                    ("committee", "专委会（工委）"),
                    ("office", "办事机构"),
                    ("government", "政府办公室（督查室）"),
                    ("staffing", "机构编制部门（编办）"),
                    ("handler", "承办单位"),
                    ("inner", "内设科室"),
                ],
                max_length=12,
                verbose_name="类型",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("role__in", ["committee", "government", "staffing", "handler", "organ_leader"]), _negated=True
                    ),
                    ("organ__isnull", False),
                    _connector="OR",
                ),
                name="grant_of_an_organ_names_it",
            ),
        ),
        kept(ADMINISTRATORS),
    ]
