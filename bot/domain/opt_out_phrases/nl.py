"""Dutch."""

from bot.domain.opt_out_phrases.phrases import Phrases

_TEXTS = "(?:berichten|berichtjes|bericht|sms(?: jes| en|jes|en)?|herinneringen|meldingen|reclame|appjes|apps|whatsapps?|mails)"

PHRASES = Phrases(
    asks=(
        # Stop met sms'en; hou op met berichten sturen.
        rf"(?:stop|stopt|hou|houd|houdt|kap|ophouden|stoppen)(?: u)?(?: alsjeblieft| alstublieft| aub| nu)?(?: op)? (?:met|er mee|ermee om) (?:mij |me |ons |het |die |deze |jullie |uw |dat )*"
        rf"(?:te )?(?:sms en|smsen|appen|berichten|bericht|schrijven|contacteren|lastigvallen|lastig te vallen|sturen|bellen|spammen|benaderen|contact opnemen|{_TEXTS})",
        # Stuur me geen berichten meer; app me niet meer.
        rf"(?:stuur|sturen|stuurt|zend)(?: u)? (?:mij |me |ons |alsjeblieft |aub |alstublieft )*geen (?:[a-z]+ )?{_TEXTS}(?: meer)?",
        r"(?:stuur|stuurt|zend) (?:mij |me |ons )?niets meer",
        r"(?:app|bel|sms|schrijf|contacteer|benader|mail|bericht|stoor)(?: u)? (?:mij|me|ons) (?:alsjeblieft |alstublieft |aub )?(?:niet meer|nooit meer|nooit weer)",
        r"neem (?:alsjeblieft |alstublieft |aub )?(?:geen|nooit meer|niet meer) contact (?:meer )?(?:met (?:mij|me|ons) )?(?:meer )?(?:op)?",
        rf"(?:wil|willen|wens|wensen|hoef)(?: [a-z]+){{0,2}} geen (?:[a-z]+ )?{_TEXTS}",
        r"(?:wil|willen|wens|wensen) (?:niet meer|nooit meer|niet langer) (?:benaderd|gecontacteerd|lastiggevallen|gebeld) worden",
        rf"geen (?:[a-z]+ )?{_TEXTS} meer",
        # Haal me van de lijst; verwijder mijn nummer; uitschrijven.
        r"(?:haal|verwijder|schrap|gooi|streep)(?: u)? (?:mij|me|ons|mijn nummer|dit nummer) (?:alsjeblieft |alstublieft |aub )?(?:van|uit) (?:de|je|jullie|uw|het) (?:[a-z]*lijst|[a-z]*bestand|[a-z]*systeem|[a-z]*database)",
        r"(?:verwijder|wis|vergeet|schrap)(?: u)? (?:alsjeblieft |alstublieft |aub )?(?:mijn|dit) (?:[a-z]*nummer|gegevens|contactgegevens)",
        r"(?:mijn|dit) (?:[a-z]*nummer|gegevens) (?:alsjeblieft |alstublieft |aub )?(?:verwijderen|wissen)",
        r"(?:mij|me|ons) (?:alsjeblieft |alstublieft |aub |graag )?(?:uitschrijven|afmelden|uit te schrijven|af te melden)",
        r"(?:schrijf|meld) (?:mij|me|ons) (?:alsjeblieft |alstublieft |aub )?(?:uit|af)$",
        r"laat (?:mij|me|ons) (?:alsjeblieft |alstublieft |aub )?(?:met rust|alleen)",
        r"trek (?:ik )?mijn toestemming in|ik trek mijn toestemming in",
    ),
    unless=(
        r"(?:stop|hou|houd) (?:alsjeblieft |vooral )?(?:niet|nooit)",
        r"(?:niet|nooit) (?:stoppen|ophouden|uitschrijven|afmelden|verwijderen)",
        r"(?:verwijder|wis|schrap|haal) (?:mij |me |mijn nummer )?niet",
        r"waarom (?:stuur|app|bel|schrijf|sms)",
        r"(?:wacht|gasten|boodschappen|prijs)lijst",
        r"(?:krijg|kreeg|ontvang|ontving|heb|zie)(?: [a-z]+){0,2} geen",
        r"(?:per ongeluk|per abuis)",
    ),
)
