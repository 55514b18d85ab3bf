"""What a provider tells of a template by itself is written into what is known; nobody is asked."""

from dataclasses import replace

from bot.domain.events import TemplateNews
from bot.domain.template import Template
from bot.flows.context import Context
from bot.flows.templates.refresh import STALE_AFTER


async def keep_news(ctx: Context, workspace_id: str, news: TemplateNews) -> None:
    """Write the news into the template; where it is about one that is not known, or does not say what has
    changed, the provider is asked when somebody next needs its templates. A repetition changes nothing."""
    async with ctx.store.write(workspace_id) as uow:
        known = [each.template for each in await uow.templates.all() if each.provider == news.provider]
        meant = [each for each in known if _is_about(news, each)]
        for template in meant:
            await uow.templates.write(news.provider, _told(template, news))
        if not meant or (news.status is None and news.category is None):
            await uow.templates.make_stale(news.provider, ctx.clock.now() - STALE_AFTER)


def _is_about(news: TemplateNews, template: Template) -> bool:
    if news.template_id:
        return template.id == news.template_id
    return (template.name, template.language) == (news.name, news.language)


def _told(template: Template, news: TemplateNews) -> Template:
    told = replace(template, category=news.category or template.category)
    return told if news.status is None else replace(told, approval=news.status, rejection_reason=news.reason)
