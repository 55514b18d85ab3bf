"""English."""

from bot.domain.opt_out_phrases.phrases import Phrases

_WRITING = (
    "(?:texting|messaging|msging|txting|contacting|calling|emailing|writing|bothering|spamming|harassing"
    "|bugging|pestering)"
)
_TEXTS = (
    "(?:texts?|messages?|msgs?|txts?|sms|reminders?|notifications?|alerts?|communications?|spam|updates"
    "|promotions|promos|ads|whatsapps?)"
)
_WRITE = "(?:text|message|msg|txt|contact|write|bother|ping|spam|whatsapp|sms)"
_POLITE = "(?:please|pls|plz|now|immediately|already|at once|thanks|thank you|today|right now|ok)"
_KINDLY = "(?:please|pls|plz|just|kindly|with|all|the|this|these|those|your|of|it|ever|constantly|fucking)"

PHRASES = Phrases(
    asks=(
        # Stop texting me; can you please quit with the messages.
        rf"(?:stop|quit|cease)(?: {_KINDLY}){{0,3}} {_WRITING}",
        rf"(?:stop|quit|cease|end|cancel)(?: {_KINDLY}){{0,3}}(?: [a-z]+)? {_TEXTS}",
        rf"(?:stop|quit|cease)(?: {_KINDLY}){{0,3}} (?:sending|blowing up)",
        rf"^(?:{_POLITE} )?(?:i said |i told you to |just |you need to )?stop(?: {_POLITE}| all| everything)+$",
        r"(?:i said|i told you to|i asked you to|please just) stop",
        # No more messages; send me nothing.
        rf"(?:no|not any) more(?: [a-z]+)? {_TEXTS}",
        rf"(?:no|zero) {_TEXTS} (?:please|pls|anymore|any more|from you)",
        r"send (?:me )?(?:no more|nothing more|nothing else)",
        # Do not contact me again; don't ever message us.
        rf"(?:don ?t|do not|never|dont you)(?: (?:ever|please|you|dare|dare to|even))* {_WRITE} (?:me|us|this number|my phone)",
        r"(?:don ?t|do not|never)(?: [a-z]+)? (?:call|email|reach out to) (?:me|us|this number) (?:again|any ?more|ever)",
        r"(?:don ?t|do not|never) ... (?:again|any ?more) (?:on|at|to) this number",
        rf"(?:don ?t|do not|never) (?:ever |please )?send (?:me |us )?(?:any|any more|anymore|these|your|more|such|another)? ?(?:[a-z]+ )?{_TEXTS}",
        r"(?:don ?t|do not|never) (?:ever |please )?send (?:me|us) (?:anything|any ?more)",
        rf"(?:not to|to not) (?:{_WRITE}|call) (?:me|us)",
        # I no longer wish to receive these.
        rf"(?:don ?t|do not|no longer|never|not) (?:want|wish|like|care|need|interested)(?: in)?(?: to)? ... {_TEXTS}",
        rf"(?:don ?t|do not|no longer|never) (?:want|wish|like|care|need) (?:to )?(?:receive|get|see|have)?(?: [a-z]+){{0,2}} ?{_TEXTS}",
        r"(?:don ?t|do not|no longer|never) (?:want|wish|like|care) (?:to )?(?:hear from you|be (?:contacted|texted|messaged|bothered))",
        rf"not interested in (?:receiving|getting|your)(?: [a-z]+){{0,2}} {_TEXTS}",
        # Take me off your list; remove my number.
        r"(?:take|remove|delete|drop|get|strike|scrub) (?:me|us|my number|my name|my phone|my cell|my info|this number|this phone)"
        r" ... (?:lists?|database|system|records|contacts|mailing|files)",
        rf"(?:take|remove|delete|drop|get) (?:me|us|my number|this number) (?:off|from|out of)(?: [a-z]+){{0,2}} (?:{_TEXTS}|this|here)",
        r"(?:remove|delete|erase|lose|take off|block|scrub) (?:my|this|the) (?:phone |cell |mobile |contact |telephone )?"
        r"(?:number|contact|contact info|contact information|contact details|details)",
        rf"^(?:{_POLITE} |can you |could you |you can )*(?:remove|take|delete) (?:me|us)(?: off| out)?(?: {_POLITE})*$",
        # Opt me out, unsubscribe.
        rf"(?:opt|opting|opted) (?:me |us )?out(?: {_POLITE})*$",
        rf"opt(?:ing)? (?:me |us )?out (?:of|from)(?: [a-z]+){{0,2}} (?:{_TEXTS}|texting|messaging|lists?|everything|this|these|all)",
        r"unsubscribe",
        r"(?:i|we|hereby) (?:revoke|withdraw) ... (?:consent|permission)",
        r"(?:leave (?:me|us) (?:the (?:hell|fuck) )?alone)",
    ),
    unless=(
        # Don't stop texting me; I can't stop calling you; I never stopped. "If you don't stop" is not among them.
        r"(?<!you )(?:don ?t|do not|cannot|can ?t|can not|couldn ?t|won ?t|wouldn ?t|didn ?t|doesn ?t) (?:ever |just |please )?(?:stop|quit)",
        r"(?:never|not) (?:going to |gonna )?(?:stop|quit)",
        r"(?:don ?t|do not|never|didn ?t) (?:want|ask|tell|need|mean|like) (?:you |them |it |for you )?(?:to )?(?:stop|quit|opt|unsubscribe|cancel)",
        r"(?:don ?t|do not|never|didn ?t|not|please don ?t) (?:want to |mean to |ever )?(?:opt|unsubscribe|remove|delete|take|lose|drop|cancel|revoke|leave)",
        # Did you stop texting me? I'll stop texting you.
        r"(?:did|have|has|had) (?:you|they|he|she|it) (?:all |already |just )?(?:stop|stopped|quit|remove|removed|delete|deleted|take|taken|opt|unsubscribe)",
        r"(?:i ll|ill|i will|i can|i should|let me|i have to|i gotta|i need to|we ll|we will|i may|i might|should i) (?:just |now )?(?:stop|quit|cancel|delete|remove)",
        rf"(?:stop|quit) (?:[a-z]+ )?{_WRITING} (?:you|him|her|them|my|each other|people)",
        rf"{_WRITING} (?:while|when|and) (?:driving|you drive|drive|i drive)",
        r"(?:got|get|received|have|had|see|saw|are|were|is) no more",
        r"you (?:don ?t|do not|never|didn ?t)(?: ever| even)? (?:text|message|contact|write)",
        r"^why (?:don ?t|do not|didn ?t) you (?:ever )?(?:text|message|contact|write)",
        # Don't text me the address; don't message me until Monday; don't call, text.
        r"(?:don ?t|do not|never) (?:text|message|msg|txt|contact|write|whatsapp|sms|call) (?:me|us)"
        r" (?:the|until|till|before|after|while|when|if|unless|on|today|tonight|tomorrow|yet|back|during|between|at (?!all))",
        r"(?:don ?t|do not) (?:call|email) ... (?:text|message|whatsapp) (?:me|us)?",
        # Other lists than a mailing list.
        r"(?:waiting|wait|guest|shopping|cancellation|cancelation|standby|patient|price|to do|packing|invite|invitation) lists?|waitlist",
        r"(?:by mistake|by accident|accidentally)",
        r"stop (?:by|in|over|at|before|after|when)",
        # What concerns an order or an appointment and no texts.
        r"(?:need|want|wait for|send me|get|give me|have)(?: a| an| the| some)? more (?:texts?|messages?|reminders?|updates)",
        r"(?:reminder|alert|notification) (?:stopped|does|did|is|was)",
    ),
)
