"""German."""

from bot.domain.opt_out_phrases.phrases import Phrases

_TEXTS = (
    "(?:nachrichten?|sms|mms|texte|mitteilungen|erinnerungen|benachrichtigungen|werbung|whatsapps?|mails)"
)

PHRASES = Phrases(
    asks=(
        # Schreiben Sie mir nicht mehr; kontaktieren Sie mich nie wieder; hören Sie auf zu schreiben.
        r"(?:schreib|schreibe|schreibt|schreiben|kontaktier|kontaktiere|kontaktiert|kontaktieren|belastig[a-z]*|belastigen|belastige|ruf|rufen|texte|texten)"
        r"(?: (?:sie|mir|mich|uns|bitte|an|ab|sofort|jetzt)){0,4} (?:nicht mehr|nie mehr|nie wieder|nimmer)",
        rf"(?:schick|schicke|schickt|schicken|sende|sendet|senden|send)(?: (?:sie|mir|uns|bitte|ab|sofort|jetzt)){{0,4}} (?:keine?|nie wieder|nie mehr|nichts)(?: [a-z]+){{0,2}}(?: {_TEXTS}| mehr)",
        r"(?:hor|hore|horen|hort)(?: (?:sie|bitte|endlich|jetzt|sofort|doch))* auf(?: (?:damit|mir|mich|uns|bitte|dauernd|standig|immer))*"
        r" (?:zu schreiben|zu schicken|zu senden|zu kontaktieren|zu belastigen|zu texten|zu nerven|anzuschreiben|zu spammen)",
        rf"(?:hor|hore|horen|hort)(?: (?:sie|bitte|endlich))* auf mit (?:den|diesen|euren|ihren|der) (?:[a-z]+ )?{_TEXTS}",
        r"(?:nicht mehr|nie wieder|nie mehr|nicht langer) (?:kontaktier[a-z]*|anschreib[a-z]*|angeschrieben|kontaktiert|belastig[a-z]*|anzuschreiben|zu kontaktieren|schreiben)",
        rf"(?:will|mochte|wollen|mochten|wunsche|brauche)(?: [a-z]+){{0,3}} keine(?: [a-z]+){{0,2}} {_TEXTS}",
        rf"keine (?:weiteren |weitere )?{_TEXTS} mehr",
        rf"^(?:bitte )?keine (?:weiteren |weitere ){_TEXTS}(?: bitte)?$",
        # Nehmen Sie mich von der Liste; löschen Sie meine Nummer; abmelden.
        r"(?:nehm|nehmt|nimm|nehmen|streich[a-z]*|entfern[a-z]*|losch[a-z]*|setz[a-z]*)(?: sie)?(?: bitte)? (?:mich|uns|meine nummer|diese nummer) (?:aus|von) (?:der|dem|ihrer|ihrem|eurer|eurem|deiner|deinem) (?:[a-z]*liste|[a-z]*verteiler|[a-z]*kartei|[a-z]*datenbank)",
        r"(?:losch[a-z]*|entfern[a-z]*|vergess[a-z]*|vergiss)(?: sie)?(?: bitte)? (?:meine|diese) (?:[a-z]*nummer|kontaktdaten|daten)",
        r"(?:meine|diese) (?:[a-z]*nummer|kontaktdaten) (?:bitte )?(?:loschen|entfernen|streichen)",
        r"(?:mich|uns) (?:bitte )?(?:abmelden|austragen|abzumelden|auszutragen)",
        r"(?:meld|melde|melden|trag|trage|tragen)(?: sie)?(?: bitte)? (?:mich|uns)(?: bitte)? (?:ab|aus)$",
        r"(?:lass|lasst|lassen)(?: sie)? (?:mich|uns)(?: bitte)? in (?:ruhe|frieden)",
        r"(?:widerrufe|ziehe)(?: hiermit)? meine (?:einwilligung|zustimmung)",
    ),
    unless=(
        r"(?:hor|hore|horen|hort)(?: sie)?(?: bitte| bloss| ja)? nicht auf",
        r"(?:nicht|nie)(?: mehr)? (?:aufhoren|aufzuhoren|abmelden|loschen|entfernen|austragen)",
        r"warum (?:schreib|schreibst|schreiben|meldest|schickst|schicken)",
        r"(?:warte|gaste|einkaufs|preis)liste",
        r"(?:bekomme|bekam|habe|erhalte|kriege|kamen|kommen)(?: [a-z]+){0,2} keine",
        r"(?:aus versehen|versehentlich)",
    ),
)
