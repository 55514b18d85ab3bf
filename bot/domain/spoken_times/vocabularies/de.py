"""German."""

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
    days={"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    day_parts={"heute nacht": (0, Part.NIGHT)},
    weekdays=each_of(
        "montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so"
    ),
    plurals=each_of("montags dienstags mittwochs donnerstags freitags samstags/sonnabends sonntags"),
    months=each_of(
        "januar/jänner/jan februar/feb märz/mär april/apr mai juni/jun juli/jul august/aug "
        "september/sep/sept oktober/okt november/nov dezember/dez"
    ),
    parts=in_parts(
        ["früh", "morgen", "morgens", "vormittag", "vormittags", "am morgen", "in der früh"],
        ["nachmittag", "nachmittags", "am nachmittag"],
        ["abend", "abends", "am abend"],
        ["nachts", "in der nacht"],
    ),
    units=in_units(
        "minute minuten min",
        "stunde stunden std h",
        "tag tage tagen",
        "woche wochen",
        "monat monate monaten monats",
        "jahr jahre jahren",
    ),
    at=("um", "gegen"),
    on=("am", "den", "im"),
    after=("in",),
    every=("jeden", "jede", "jedes", "jeder", "alle", "immer"),
    until=("bis", "bis zum", "bis ende", "bis einschließlich"),
    times=("mal", "male"),
    once=("einmal",),
    numbers={
        **by_number(
            "ein/eine/einer/einem/einen/eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
        ),
        "einer halben": 0.5,
    },
    noon=("mittag", "mittags", "zwölf uhr mittags"),
    midnight=("mitternacht",),
    and_=("und",),
    oclock=("uhr", "h"),
    the=("der", "den", "dem"),
    next_before=("nächsten", "nächste", "nächster", "nächstes", "kommende woche", "nächste woche"),
    next_after=("nächste woche", "nächster woche"),
    this=("diesen", "dieser", "kommenden", "kommender"),
    from_=("ab", "ab dem", "vom"),
    for_=("für",),
    other=("zweiten", "zweite"),
    before_hour={"halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15},
    repeats=repeating(
        ["täglich"],
        ["wöchentlich"],
        ["monatlich"],
        ["jährlich"],
        ["werktags", "wochentags", "montag bis freitag", "von montag bis freitag", "jeden werktag"],
    ),
    places=in_places(
        "ersten/erster/erste/erstes zweiten/zweiter/zweite/zweites dritten/dritter/dritte/drittes "
        "vierten/vierter/vierte/viertes fünften/fünfter/fünfte/fünftes letzten/letzter/letzte/letztes"
    ),
    workday=("werktag", "arbeitstag"),
    of_the_month=("im monat", "des monats", "eines monats"),
    of_every=("jedes", "jeden", "eines jeden", "in jedem", "alle"),
)
