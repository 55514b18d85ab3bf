"""French."""

from bot.domain.opt_out_phrases.phrases import Phrases

_TEXTS = "(?:messages?|textos?|sms|mms|rappels|notifications|pubs?|publicites?|promotions|whatsapps?)"
_WRITE = "(?:ecri[a-z]+|envoy[a-z]+|envoi[a-z]*|contact[a-z]+|appel[a-z]+|derang[a-z]+|harcel[a-z]+|embet[a-z]+|texter|spammer|relanc[a-z]+)"

PHRASES = Phrases(
    asks=(
        # Arrêtez de m'écrire; cessez d'envoyer des messages; stop aux SMS.
        rf"(?:arret[a-z]+|cess[a-z]+) (?:de |d )(?:me |m |nous )?{_WRITE}",
        rf"(?:arret[a-z]+|cess[a-z]+|stop(?:pez)?|fini) (?:avec |a |aux? |de |d |tous )?(?:les |vos |tes |ces |l envoi de |l envoi des |envoi de )?{_TEXTS}",
        # Ne m'écrivez plus; ne me contactez plus jamais.
        rf"(?:ne )?(?:me|m|nous) {_WRITE} (?:plus|jamais)",
        rf"ne plus (?:me |m |nous )?{_WRITE}",
        rf"(?:ne )?(?:veux|voulons|souhaite|souhaitons|desire|desirons) (?:plus|pas)(?: [a-z]+){{0,3}} {_TEXTS}",
        rf"(?:ne )?(?:veux|voulons|souhaite|souhaitons|desire) plus (?:etre (?:contacte[a-z]*|derange[a-z]*)|avoir de vos nouvelles|que vous (?:me|m|nous) {_WRITE})",
        rf"plus (?:de|aucun|d autres) {_TEXTS} (?:s il vous plait|svp|stp|merci|s il te plait|de votre part)",
        rf"^(?:svp |merci )?plus (?:de|aucun) {_TEXTS}$",
        # Retirez-moi de votre liste; supprimez mon numéro; désabonnez-moi.
        r"(?:retir[a-z]+|enlev[a-z]+|supprim[a-z]+|otez|ray[a-z]+|efface[a-z]*) ... (?:listes?|fichiers?|base|bases|repertoire)",
        r"(?:retir[a-z]+|enlev[a-z]+|supprim[a-z]+|effac[a-z]+) (?:mon|ce|le) (?:numero|contact|telephone|portable)",
        r"(?:desabonn[a-z]+|desinscri[a-z]+)",
        r"(?:laissez|laisse|foutez|fichez) (?:moi|nous|la) (?:tranquille|la paix|en paix)",
        r"(?:retire|revoque|annule) mon (?:consentement|accord)",
    ),
    unless=(
        r"n? ?(?:arretez|arrete|cessez|cesse|arreter) (?:surtout )?(?:pas|jamais)",
        r"ne (?:pas|jamais) (?:arreter|cesser)",
        r"(?:ne )?(?:veux|souhaite) pas (?:que vous arretiez|vous arreter|me desabonner|me desinscrire|arreter)",
        r"(?:ne )?(?:me |nous )?(?:desabonnez|desinscrivez|supprimez|retirez|effacez|enlevez) pas",
        r"pourquoi .*plus$",
        r"liste d ?(?:attente|invites|es? courses)",
        r"(?:par erreur|par accident)",
    ),
)
