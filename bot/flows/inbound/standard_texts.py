"""The answers that come with the program, in the languages in which it can give them.

Each is a template. STOP and START stay as they are in every language: they are what the carriers understand.
"""

from dataclasses import dataclass

# For every language that is not here, and for clients of whom nobody has said which they speak.
_OTHERWISE = "en"


@dataclass(frozen=True)
class StandardTexts:
    """One language's. ``call`` and ``email`` follow where there is a number or an address; ``questions_call``
    and ``questions_write`` end what tells of something: with a number to call, and without."""

    write_here: str
    call: str
    email: str
    stop: str
    next_appointment: str
    last_order: str
    nothing_planned: str
    questions_call: str
    questions_write: str
    thanks: str

    @property
    def info(self) -> str:
        """What answers INFO."""
        return f"{{{{ company_name }}}}: {self.write_here}{self._contact}"

    @property
    def help(self) -> str:
        """What answers HELP."""
        return f"{self.info} {self.stop}"

    @property
    def status(self) -> str:
        """What answers STATUS."""
        return (
            "{{ company_name }}: "
            f"{{% if appointment_date %}}{self.next_appointment}{_PLACE}."
            f"{{% elif last_order %}}{self.last_order}"
            f"{{% else %}}{self.nothing_planned}{{% endif %}}"
            f"{{% if company_phone %}} {self.questions_call}{{% else %}} {self.questions_write}{{% endif %}}"
        )

    @property
    def confirmed(self) -> str:
        """What answers a client who has confirmed an appointment."""
        return f"{{{{ company_name }}}}: {self.thanks}{_PLACE}."

    @property
    def _contact(self) -> str:
        call = f"{{% if company_phone %}} {self.call}{{% endif %}}"
        return f"{call}{{% if company_email %}} {self.email}{{% endif %}}"


_PLACE = "{% if appointment_place %}, {{ appointment_place }}{% endif %}"

_TEXTS = {
    "en": StandardTexts(
        write_here="write here and our team answers.",
        call="Call {{ company_phone }}.",
        email="Email {{ company_email }}.",
        stop="Reply STOP to opt out.",
        next_appointment="your next appointment is on {{ appointment_date }}",
        last_order="your last order: {{ last_order }}",
        nothing_planned="nothing is planned for you at the moment.",
        questions_call="Questions? Call {{ company_phone }}.",
        questions_write="Questions? Write here.",
        thanks="thank you, your appointment is confirmed. See you on {{ appointment_date }}",
    ),
    "es": StandardTexts(
        write_here="escriba aquí y nuestro equipo le responde.",
        call="Llame al {{ company_phone }}.",
        email="Correo: {{ company_email }}.",
        stop="Responda STOP para no recibir más mensajes.",
        next_appointment="su próxima cita es el {{ appointment_date }}",
        last_order="su último pedido: {{ last_order }}",
        nothing_planned="por el momento no tiene nada programado.",
        questions_call="¿Preguntas? Llame al {{ company_phone }}.",
        questions_write="¿Preguntas? Escriba aquí.",
        thanks="gracias, su cita está confirmada. Le esperamos el {{ appointment_date }}",
    ),
    "fr": StandardTexts(
        write_here="écrivez ici et notre équipe vous répond.",
        call="Téléphone : {{ company_phone }}.",
        email="E-mail : {{ company_email }}.",
        stop="Répondez STOP pour ne plus recevoir de messages.",
        next_appointment="votre prochain rendez-vous est le {{ appointment_date }}",
        last_order="votre dernière commande : {{ last_order }}",
        nothing_planned="rien n'est prévu pour vous pour le moment.",
        questions_call="Des questions ? Appelez le {{ company_phone }}.",
        questions_write="Des questions ? Écrivez ici.",
        thanks="merci, votre rendez-vous est confirmé. À bientôt, le {{ appointment_date }}",
    ),
    "de": StandardTexts(
        write_here="schreiben Sie hier, unser Team antwortet Ihnen.",
        call="Telefon: {{ company_phone }}.",
        email="E-Mail: {{ company_email }}.",
        stop="Antworten Sie STOP, um keine Nachrichten mehr zu bekommen.",
        next_appointment="Ihr nächster Termin ist am {{ appointment_date }}",
        last_order="Ihre letzte Bestellung: {{ last_order }}",
        nothing_planned="zurzeit ist nichts für Sie geplant.",
        questions_call="Fragen? Rufen Sie an: {{ company_phone }}.",
        questions_write="Fragen? Schreiben Sie hier.",
        thanks="danke, Ihr Termin ist bestätigt. Bis {{ appointment_date }}",
    ),
    "pt": StandardTexts(
        write_here="escreva aqui e a nossa equipe responde.",
        call="Telefone: {{ company_phone }}.",
        email="E-mail: {{ company_email }}.",
        stop="Responda STOP para não receber mais mensagens.",
        next_appointment="sua próxima consulta: {{ appointment_date }}",
        last_order="seu último pedido: {{ last_order }}",
        nothing_planned="não há nada marcado para você no momento.",
        questions_call="Dúvidas? Ligue para {{ company_phone }}.",
        questions_write="Dúvidas? Escreva aqui.",
        thanks="obrigado, sua consulta está confirmada. Até {{ appointment_date }}",
    ),
    "it": StandardTexts(
        write_here="scriva qui e il nostro team le risponde.",
        call="Telefono: {{ company_phone }}.",
        email="E-mail: {{ company_email }}.",
        stop="Risponda STOP per non ricevere altri messaggi.",
        next_appointment="il suo prossimo appuntamento è {{ appointment_date }}",
        last_order="il suo ultimo ordine: {{ last_order }}",
        nothing_planned="al momento non è previsto nulla per lei.",
        questions_call="Domande? Chiami il {{ company_phone }}.",
        questions_write="Domande? Scriva qui.",
        thanks="grazie, il suo appuntamento è confermato. A presto, {{ appointment_date }}",
    ),
    "nl": StandardTexts(
        write_here="schrijf hier en ons team antwoordt u.",
        call="Telefoon: {{ company_phone }}.",
        email="E-mail: {{ company_email }}.",
        stop="Antwoord STOP om geen berichten meer te krijgen.",
        next_appointment="uw volgende afspraak is op {{ appointment_date }}",
        last_order="uw laatste bestelling: {{ last_order }}",
        nothing_planned="er staat op dit moment niets voor u gepland.",
        questions_call="Vragen? Bel {{ company_phone }}.",
        questions_write="Vragen? Schrijf hier.",
        thanks="bedankt, uw afspraak is bevestigd. Tot {{ appointment_date }}",
    ),
}
LANGUAGES = tuple(_TEXTS)


def texts_in(language: str) -> StandardTexts:
    """The answers in this language (ISO 639-1), or in English."""
    return _TEXTS.get(language, _TEXTS[_OTHERWISE])


def language_of_texts(language: str) -> str:
    """The language in which the answers for a client who speaks this one are."""
    return language if language in _TEXTS else _OTHERWISE
