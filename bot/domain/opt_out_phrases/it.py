"""Italian."""

from bot.domain.opt_out_phrases.phrases import Phrases

_TEXTS = "(?:messagg[a-z]+|sms|mms|testi|promemoria|notifiche|pubblicita|promozioni|comunicazioni|whatsapp)"
_WRITE = "(?:scriv[a-z]+|mand[a-z]+|invi[a-z]+|contatt[a-z]+|chiam[a-z]+|disturb[a-z]+|tempest[a-z]+|importun[a-z]+)"

PHRASES = Phrases(
    asks=(
        # Smettila di scrivermi; smettete di mandare messaggi; basta messaggi.
        rf"(?:smett[a-z]+|finiscila|finitela|piantala|piantatela) (?:subito )?(?:di )?{_WRITE}",
        rf"(?:basta|stop|smettetela|smettila|smetta)(?: con| con i| ai| agli| i)? (?:vostri |tuoi |questi |i |gli |tutti )?{_TEXTS}",
        rf"basta {_WRITE}",
        # Non scrivetemi più; non mi contatti più.
        rf"non (?:mi |ci )?(?:dovete |devi |deve )?(?:piu )?{_WRITE} (?:piu|mai piu)",
        rf"non (?:mi|ci) (?:mandate|mandi|mandare|inviate|invii|inviare) (?:piu )?(?:nessun |altri )?{_TEXTS}",
        rf"non (?:voglio|vogliamo|desidero|desideriamo) (?:piu )?(?:ricevere |avere )?(?:piu )?(?:altri |vostri |questi |i vostri |nessun |tuoi )*{_TEXTS}",
        r"non (?:voglio|vogliamo|desidero|desideriamo) (?:piu )?essere (?:piu )?(?:contattat[a-z]+|disturbat[a-z]+)",
        rf"(?:niente|nessun altro|non piu|mai piu) (?:altri |piu )?{_TEXTS}",
        # Toglietemi dalla lista; cancellate il mio numero; disiscrivetemi.
        r"(?:togli[a-z]*|toglie[a-z]*|toglimi|rimuov[a-z]+|cancell[a-z]+|elimin[a-z]+|lev[a-z]+) ... (?:lista|liste|elenco|elenchi|rubrica|database|mailing list)",
        r"(?:togli[a-z]*|rimuov[a-z]+|cancell[a-z]+|elimin[a-z]+) (?:il mio|questo|il) (?:numero|contatto|cellulare|telefono)",
        r"(?:disiscri[a-z]+|cancellatemi|cancellami|mi cancelli|disattivat[a-z]+ il servizio)",
        r"(?:lasciatemi|lasciami|mi lasci|lasciateci|lasciaci) (?:in pace|stare)",
        r"(?:revoco|ritiro) il (?:mio )?consenso",
    ),
    unless=(
        r"non (?:smettere|smettete|smetta|smetti|smetterla|finire|fermarti|fermatevi)",
        r"non (?:togliere|togliete|togliermi|toglietemi|rimuovete|rimuovere|cancellare|cancellate|cancellatemi|cancellarmi|eliminate|disiscrivetemi|disiscrivermi|voglio disiscrivermi|voglio cancellarmi)",
        r"perche non (?:mi|ci)",
        r"(?:lista d ?(?:attesa|invitati|ella spesa)|lista della spesa|lista di attesa)",
        r"(?:per errore|per sbaglio)",
        r"(?:ho|abbiamo) (?:ricevuto|avuto) (?:niente|nessun)",
    ),
)
