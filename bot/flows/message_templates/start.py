"""The templates that a team begins with, put in once, with the triggers that would send them."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.ids import fixed_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.flows.context import Context
from bot.flows.occasions.start import triggers_at_first

_CALL = "{% if reschedule_phone %} Call {{ reschedule_phone }} to change it.{% endif %}"
_CALL_ES = "{% if reschedule_phone %} Para cambiarla, llame al {{ reschedule_phone }}.{% endif %}"

# Name, way, subject, the words in English and in Spanish. Source of the first three: the seeds' examples,
# word for word.
_START = (
    (
        "Appointment reminder",
        Reach.SMS,
        "Reminds of an appointment",
        "Hi {{client_name}}, this is a reminder about your appointment on {{appointment_date}}. Reply C to "
        "confirm or call {{company_phone}} to reschedule.",
        "Hola, {{client_name}}: le recordamos su cita del {{appointment_date}}. Responda C para confirmarla "
        "o llame al {{company_phone}} para cambiarla.",
    ),
    (
        "Welcome message",
        Reach.WHATSAPP,
        "Welcomes a new client",
        "Welcome to {{company_name}}! We're excited to serve you. Your client portal is ready at: "
        "{{portal_url}}. Need help? Call {{company_phone}}.",
        "¡Le damos la bienvenida a {{company_name}}! Es un placer atenderle. Su portal de cliente está listo "
        "en: {{portal_url}}. ¿Necesita ayuda? Llame al {{company_phone}}.",
    ),
    (
        "Payment reminder",
        Reach.MMS,
        "Reminds of an invoice that is due",
        "Hello {{client_name}}, your invoice #{{invoice_number}} for {{invoice_amount}} is due on "
        "{{due_date}}. You can pay online at: {{payment_url}}",
        "Hola, {{client_name}}: su factura n.º {{invoice_number}} por {{invoice_amount}} vence el "
        "{{due_date}}. Puede pagarla en línea en: {{payment_url}}",
    ),
    (
        "Appointment confirmation",
        Reach.ALL,
        "Tells of an appointment as soon as it is made",
        "Hi {{client_name}}, your appointment with {{company_name}} is on {{appointment_date}}. Reply C to "
        f"confirm.{_CALL}",
        "Hola, {{client_name}}: su cita con {{company_name}} es el {{appointment_date}}. Responda C para "
        f"confirmarla.{_CALL_ES}",
    ),
    (
        "Appointment moved",
        Reach.ALL,
        "Tells of another time",
        "Hi {{client_name}}, your appointment with {{company_name}} has been moved: it is now on "
        "{{appointment_date}}. Reply C to confirm." + _CALL,
        "Hola, {{client_name}}: su cita con {{company_name}} se ha cambiado y ahora es el "
        "{{appointment_date}}. Responda C para confirmarla." + _CALL_ES,
    ),
    (
        "Appointment cancelled",
        Reach.ALL,
        "Tells that an appointment is called off",
        "Hi {{client_name}}, your appointment with {{company_name}} on {{appointment_date}} has been "
        "cancelled.{% if company_phone %} Call {{ company_phone }} to find another time.{% endif %}",
        "Hola, {{client_name}}: su cita con {{company_name}} del {{appointment_date}} se ha cancelado."
        "{% if company_phone %} Llame al {{ company_phone }} para concertar otra.{% endif %}",
    ),
    (
        "Document ready",
        Reach.ALL,
        "Tells where a document can be read",
        "Hi {{client_name}}, {{ document_name|default('your document') }} from {{company_name}} is ready: "
        "{{document_url}}",
        "Hola, {{client_name}}: {{ document_name|default('su documento') }} de {{company_name}} ya está "
        "disponible en: {{document_url}}",
    ),
)


def templates_at_first(workspace_id: str, now: datetime) -> Iterable[MessageTemplate]:
    """Each of them with the same id for a workspace, whoever makes it."""
    for name, reach, subject, english, spanish in _START:
        yield MessageTemplate(
            id=fixed_id(workspace_id, "message_template", "start", name),
            name=name,
            reach=reach,
            variants=(Variant("en", english), Variant("es", spanish)),
            version=1,
            updated_at=now,
            subject=subject,
        )


async def put_in_start(ctx: Context, workspace_id: str) -> bool:
    """Give a team that has never had a template those it begins with, and the triggers that would send them,
    which are off; whether it got any.

    Of several processes that start at once each may try: they make one set. What somebody has archived does
    not come back, as the team has had it.
    """
    async with ctx.store.read(workspace_id) as uow:
        if await uow.message_templates.were_ever():
            return False
    async with ctx.store.write(workspace_id) as uow:
        await uow.message_templates.lock_names()
        if await uow.message_templates.were_ever():
            return False
        now, ids = ctx.clock.now(), {}
        for template in templates_at_first(workspace_id, now):
            await uow.message_templates.add(template)
            ids[template.name] = template.id
        for trigger in triggers_at_first(workspace_id, ids, now):
            await uow.triggers.save(trigger)
        return True
