"""Apps stand on one another: proposals and training on groups, groups on deputies, deputies on congress."""

import pytest
from django.apps import apps

LEVELS = {"congress": 0, "deputies": 1, "groups": 2, "training": 3, "proposals": 3}


def our_models():
    return [model for label in LEVELS for model in apps.get_app_config(label).get_models()]


def may_refer(source, target):
    return source == target or target not in LEVELS or LEVELS[target] < LEVELS[source]


def test_every_app_of_ours_has_its_level():
    ours = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
    assert ours == set(LEVELS)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_tables_refer_downwards_only(model):
    """import-linter sees imports; it does not see ForeignKey("proposals.Proposal")."""
    source = model._meta.app_label
    relations = [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]
    upwards = [
        f"{field.name} → {field.related_model._meta.label}"
        for field in relations
        if not may_refer(source, field.related_model._meta.app_label)
    ]
    assert upwards == []
