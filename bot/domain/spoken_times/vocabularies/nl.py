"""Dutch."""

from bot.domain.spoken_times.vocabulary import (
    Part,
    Vocabulary,
    by_number,
    each_of,
    in_parts,
    in_units,
    repeating,
)

WORDS = Vocabulary(
    days={"vandaag": 0, "morgen": 1, "overmorgen": 2},
    day_parts={
        "vanochtend": (0, Part.MORNING),
        "vanmorgen": (0, Part.MORNING),
        "vanmiddag": (0, Part.AFTERNOON),
        "vanavond": (0, Part.EVENING),
        "vannacht": (0, Part.NIGHT),
        "morgenochtend": (1, Part.MORNING),
        "morgenmiddag": (1, Part.AFTERNOON),
        "morgenavond": (1, Part.EVENING),
    },
    weekdays=each_of("maandag/ma dinsdag/di woensdag/wo donderdag/do vrijdag/vr zaterdag/za zondag/zo"),
    months=each_of(
        "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug "
        "september/sep/sept oktober/okt november/nov december/dec"
    ),
    parts=in_parts(
        ["ochtend", "'s ochtends", "'s morgens", "in de ochtend"],
        ["middag", "'s middags", "in de middag"],
        ["avond", "'s avonds", "in de avond"],
        ["'s nachts"],
    ),
    units=in_units(
        "minuut minuten min",
        "uur uren u",
        "dag dagen",
        "week weken",
        "maand maanden",
        "jaar jaren",
    ),
    at=("om", "rond"),
    on=("op", "op de", "de"),
    after=("over",),
    every=("elke", "elk", "iedere", "ieder", "alle", "om de"),
    until=("tot", "tot en met", "t/m", "tot eind"),
    times=("keer", "maal"),
    once=("één keer", "eenmaal"),
    numbers={
        **by_number("een/één twee drie vier vijf zes zeven acht negen tien elf twaalf"),
        "een half": 0.5,
    },
    noon=("twaalf uur 's middags",),
    midnight=("middernacht",),
    and_=("en",),
    oclock=("uur", "u", "h"),
    of=("van",),
    the=("de",),
    next_before=("volgende", "volgende week"),
    next_after=("volgende week",),
    this=("deze", "aanstaande", "komende"),
    from_=("vanaf", "met ingang van"),
    for_=("gedurende",),
    other=("andere", "tweede"),
    ordinals=("e", "ste", "de"),
    before_hour={"half": -30, "kwart over": 15, "kwart voor": -15},
    repeats=repeating(
        ["dagelijks"],
        ["wekelijks"],
        ["maandelijks"],
        ["jaarlijks"],
        ["doordeweeks", "op werkdagen", "elke werkdag", "van maandag tot en met vrijdag"],
    ),
)
