"""Spanish."""

from bot.domain.opt_out_phrases.phrases import Phrases

_TEXTS = "(?:mensajes?|mensajitos|textos?|sms|mensajeria|avisos|recordatorios|notificaciones|publicidad|promociones|whatsapps?)"
_WRITE = "(?:escrib[a-z]+|envi[a-z]+|mand[a-z]+|contact[a-z]+|llam[a-z]+|molest[a-z]+|textear[a-z]*|texte[a-z]*|moleste[a-z]*)"

PHRASES = Phrases(
    asks=(
        # Deje de escribirme; dejen de mandar mensajes.
        rf"(?:deje|deja|dejen|dejad|dejar|pare|para|paren|basta) (?:ya )?de {_WRITE}",
        rf"(?:deje|deja|dejen|pare|paren|basta)(?: ya)?(?: con| de)? (?:los |tus |sus |estos |tantos )?{_TEXTS}",
        # No me escriba más; no me manden mensajes.
        rf"no (?:me|nos) (?:vuelv[a-z]+ a )?{_WRITE}(?: [a-z]+){{0,2}} (?:mas|nunca|nada|otra vez|de nuevo|{_TEXTS})",
        rf"no (?:me|nos) vuelv[a-z]+ a {_WRITE}",
        rf"nunca mas (?:me|nos) {_WRITE}",
        r"(?:ya )?no (?:me|nos) (?:moleste|molesten|molestes|contacte|contacten|contactes|textee|texteen)",
        rf"no (?:quiero|queremos|deseo|deseamos|necesito) (?:recibir |mas |que me (?:lleguen|envien|manden|escriban) )*(?:mas |sus |tus |estos |los |esos )*{_TEXTS}",
        rf"no (?:quiero|queremos|deseo) que (?:me|nos) (?:vuelv[a-z]+ a )?{_WRITE}",
        rf"(?:no|ni un) (?:mas|solo) {_TEXTS}",
        # Quíteme de su lista; borre mi número; darse de baja.
        r"(?:quite|quita|quiten|quitar|saque|saca|saquen|sacar|elimine|elimina|eliminen|borre|borra|borren|borrar|retire|retiren|remueva|remuevan)(?:me|nos)? ... (?:lista|listas|base de datos|registros|sistema)",
        r"(?:quite|quita|quiten|elimine|elimina|eliminen|borre|borra|borren|borrar|eliminar|remueva|retire) (?:mi|este|el) (?:numero|telefono|contacto|celular|movil)",
        r"(?:dar|darme|deme|dame|denme|dadme|darnos) de baja",
        r"(?:cancele|cancelar|cancela|cancelen|anule|anular) (?:mi |la )?(?:suscripcion|subscripcion)",
        rf"(?:cancele|cancelen|cancelar) (?:los |estos |sus |todos los )?{_TEXTS}",
        r"(?:dejeme|dejame|dejenme|dejadme) en paz",
    ),
    unless=(
        r"no (?:deje|deja|dejes|dejen|pare|pares|paren) de",
        r"(?:no|nunca) (?:quiero|quise|deseo|quisiera|me) (?:darme|dar|des|den|de) (?:de )?baja",
        r"no (?:me )?(?:borre|borres|borren|elimine|elimines|eliminen|quite|quites|quiten)",
        rf"por que (?:no|ya no) me {_WRITE}",
        r"lista de (?:espera|invitados|compras|precios)",
        r"(?:no )?(?:tengo|recibi|hay|llegaron|llegan) (?:no )?mas (?:mensajes|textos|recordatorios)",
    ),
)
