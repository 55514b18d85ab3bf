"""The clinic's templates at Meta are such that Meta would take them."""

import pytest

from bot.sandbox import seed_meta
from bot.sandbox.meta import MetaTemplate
from bot.sandbox.meta.template_rules import checked


@pytest.mark.parametrize("template", seed_meta.templates(), ids=lambda template: template.name)
def test_each_keeps_the_rules(template: MetaTemplate) -> None:
    made = checked(template.as_json(), (), known=template)
    assert made.components == template.components
