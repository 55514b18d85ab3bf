"""Portuguese, of Brazil and Portugal."""

from bot.domain.opt_out_phrases.phrases import Phrases

_TEXTS = "(?:mensagens|mensagem|textos?|sms|torpedos|avisos|lembretes|notificacoes|propagandas?|publicidade|promocoes|whatsapps?)"
_WRITE = "(?:escrev[a-z]+|mand[a-z]+|envi[a-z]+|contat[a-z]+|contact[a-z]+|lig[a-z]+|perturb[a-z]+|incomod[a-z]+|chate[a-z]+)"

PHRASES = Phrases(
    asks=(
        # Pare de me escrever; parem de mandar mensagens; chega de mensagens.
        rf"(?:pare|para|parem|parar|deixe|deixem|deixa) (?:ja )?de (?:me |nos )?{_WRITE}",
        rf"(?:pare|parem|chega|basta|stop)(?: ja)?(?: com| de)? (?:as |suas |essas |estas |todas as |os )?{_TEXTS}",
        # Não me escreva mais; não quero receber mensagens.
        rf"nao (?:me|nos) {_WRITE} (?:mais|nunca mais|nada)",
        rf"nao {_WRITE}(?: me)? mais (?:{_TEXTS}|nada|para mim)",
        rf"nao (?:me|nos) (?:mande|mandem|envie|enviem|mandes|envies) (?:mais )?(?:{_TEXTS}|nada)",
        rf"nunca mais (?:me|nos) {_WRITE}",
        rf"nao (?:quero|queremos|desejo|desejamos|gostaria de) (?:mais )?(?:receber |ter )?(?:mais )?(?:as |suas |essas |estas |nenhuma |os |as suas |as vossas )*{_TEXTS}",
        rf"nao (?:quero|desejo) (?:mais )?(?:ser (?:contatad[a-z]|contactad[a-z]|incomodad[a-z])|que me {_WRITE})",
        rf"(?:sem|nada de) mais {_TEXTS}",
        # Me tire da lista; apague o meu número; descadastrar.
        r"(?:tire|tira|tirem|tirar|retire|retirem|remova|removam|remover|exclua|excluam|apague|apaguem|elimine)(?: me)? ... (?:lista|listas|cadastro|base de dados|banco de dados|sistema)",
        r"(?:tire|retire|remova|removam|remover|exclua|apague|apaguem|apagar|elimine|delete|excluir)(?: o)? (?:meu|este|esse) (?:numero|contato|contacto|telefone|celular|telemovel)",
        r"(?:descadastr[a-z]+|desinscrev[a-z]+)",
        r"(?:cancele|cancelar|cancelem) (?:a |minha |a minha )?(?:inscricao|assinatura|subscricao)",
        rf"(?:cancele|cancelar|cancelem) (?:as |essas |estas |todas as )?{_TEXTS}",
        r"(?:me deixe|me deixem|deixe me|deixem me|me deixa) em paz",
        r"(?:revogo|retiro) (?:o )?(?:meu )?consentimento",
    ),
    unless=(
        r"nao (?:pare|parem|pares|para|deixe|deixem|deixes) de",
        r"nao (?:me )?(?:tire|tirem|retire|remova|removam|apague|apaguem|exclua|excluam|descadastre|descadastrem)",
        r"nao (?:quero|queria|desejo) (?:me )?(?:descadastrar|cancelar|sair|desinscrever)",
        rf"por ?que (?:voce |voces )?nao me {_WRITE}",
        r"lista de (?:espera|convidados|compras|precos)",
        r"(?:por engano|sem querer)",
        r"nao (?:recebi|chegaram|tenho|chegou) mais",
    ),
)
