"""French."""

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
    days={"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "après-demain": 2},
    day_parts={
        "ce matin": (0, Part.MORNING),
        "cet après-midi": (0, Part.AFTERNOON),
        "ce soir": (0, Part.EVENING),
        "cette nuit": (0, Part.NIGHT),
    },
    weekdays=each_of(
        "lundi/lun/lundis mardi/mar/mardis mercredi/mer/mercredis jeudi/jeu/jeudis vendredi/ven/vendredis "
        "samedi/sam/samedis dimanche/dim/dimanches"
    ),
    months=each_of(
        "janvier/janv février/févr mars avril/avr mai juin juillet/juil août "
        "septembre/sept octobre/oct novembre/nov décembre/déc"
    ),
    parts=in_parts(
        ["matin", "du matin", "le matin"],
        ["après-midi", "de l'après-midi", "l'après-midi"],
        ["soir", "du soir", "le soir"],
        ["la nuit", "de la nuit"],
    ),
    units=in_units(
        "minute minutes min",
        "heure heures h",
        "jour jours",
        "semaine semaines",
        "mois",
        "an ans année années",
    ),
    at=("à", "vers"),
    on=("le", "les"),
    after=("dans",),
    every=("chaque", "tous les", "toutes les"),
    until=("jusqu'au", "jusqu'à", "jusqu'en", "jusqu'à la fin de"),
    times=("fois",),
    once=("une fois",),
    numbers={
        **by_number("un/une deux trois quatre cinq six sept huit neuf dix onze douze"),
        "une demi": 0.5,
    },
    noon=("midi",),
    midnight=("minuit",),
    and_=("et",),
    oclock=("h", "heures", "heure"),
    of=("de",),
    the=("le",),
    next_before=("prochain",),
    next_after=("prochain", "de la semaine prochaine"),
    this=("ce",),
    from_=("à partir du", "dès le", "dès"),
    for_=("pendant",),
    ordinals=("er", "e", "ème"),
    behind_hour={"et demie": 30, "et demi": 30, "et quart": 15, "moins le quart": -15},
    repeats=repeating(
        ["quotidiennement"],
        ["hebdomadairement"],
        ["mensuellement"],
        ["annuellement"],
        ["du lundi au vendredi", "en semaine", "tous les jours ouvrés"],
    ),
    places=in_places(
        "premier/premiers deuxième/deuxièmes/second/seconds troisième/troisièmes quatrième/quatrièmes "
        "cinquième/cinquièmes dernier/derniers"
    ),
    workday=("jour ouvré", "jour ouvrable"),
    of_the_month=("du mois", "dans le mois"),
    of_every=("de chaque", "de tous les", "tous les", "chaque"),
)
