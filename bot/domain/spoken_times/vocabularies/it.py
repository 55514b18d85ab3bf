"""Italian."""

from bot.domain.spoken_times.vocabulary import (
    Part,
    Vocabulary,
    by_number,
    each_of,
    in_parts,
    in_places,
    in_units,
    repeating,
)

WORDS = Vocabulary(
    days={"l'altro ieri": -2, "altroieri": -2, "ieri": -1, "oggi": 0, "domani": 1, "dopodomani": 2},
    day_parts={
        "stamattina": (0, Part.MORNING),
        "oggi pomeriggio": (0, Part.AFTERNOON),
        "stasera": (0, Part.EVENING),
        "stanotte": (0, Part.NIGHT),
        "domattina": (1, Part.MORNING),
    },
    weekdays=each_of("lunedì/lun martedì/mar mercoledì/mer giovedì/gio venerdì/ven sabato/sab domenica/dom"),
    months=each_of(
        "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago "
        "settembre/set ottobre/ott novembre/nov dicembre/dic"
    ),
    parts=in_parts(
        ["mattina", "di mattina", "del mattino", "della mattina"],
        ["pomeriggio", "di pomeriggio", "del pomeriggio"],
        ["sera", "di sera", "della sera"],
        ["notte", "di notte"],
    ),
    units=in_units(
        "minuto minuti min", "ora ore h", "giorno giorni", "settimana settimane", "mese mesi", "anno anni"
    ),
    at=("alle", "alle ore", "ore", "all'"),
    on=("il", "di", "la", "nel"),
    after=("tra", "fra", "in"),
    every=("ogni", "tutti i", "tutte le"),
    until=("fino a", "fino al", "fino alla", "fino"),
    times=("volte",),
    once=("una volta",),
    numbers={
        **by_number("un/una/uno/un' due tre quattro cinque sei sette otto nove dieci undici dodici"),
        "mezz'": 0.5,
    },
    noon=("mezzogiorno", "a mezzogiorno"),
    midnight=("mezzanotte", "a mezzanotte"),
    and_=("e",),
    oclock=("h", "ore"),
    of=("di",),
    next_before=("prossimo", "prossima", "il prossimo", "la prossima"),
    next_after=("prossimo", "prossima", "della prossima settimana"),
    this=("questo", "questa"),
    from_=("dal", "da", "a partire dal"),
    for_=("per",),
    behind_hour={"e mezza": 30, "e mezzo": 30, "e un quarto": 15, "meno un quarto": -15},
    repeats=repeating(
        ["giornalmente", "quotidianamente"],
        ["settimanalmente"],
        ["mensilmente"],
        ["annualmente"],
        ["dal lunedì al venerdì", "nei giorni feriali", "ogni giorno feriale"],
    ),
    places=in_places(
        "primo/prima/primi/prime secondo/seconda/secondi/seconde terzo/terza/terzi/terze "
        "quarto/quarta/quarti/quarte quinto/quinta/quinti/quinte "
        "ultimo/ultima/ultimi/ultime/l'ultimo/l'ultima"
    ),
    articles=("la", "le", "i"),
    workday=("giorno feriale", "giorno lavorativo"),
    of_the_month=("del mese", "di mese", "nel mese"),
    of_every=("di ogni", "di tutti i", "ogni"),
)
