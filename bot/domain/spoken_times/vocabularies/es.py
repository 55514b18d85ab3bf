"""Spanish."""

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
    days={"anteayer": -2, "antes de ayer": -2, "ayer": -1, "hoy": 0, "mañana": 1, "pasado mañana": 2},
    day_parts={
        "anoche": (-1, Part.NIGHT),
        "esta mañana": (0, Part.MORNING),
        "esta tarde": (0, Part.AFTERNOON),
        "esta noche": (0, Part.NIGHT),
    },
    weekdays=each_of(
        "lunes/lun martes/mar miércoles/mié jueves/jue viernes/vie sábado/sáb/sábados domingo/dom/domingos"
    ),
    months=each_of(
        "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago "
        "septiembre/setiembre/sep octubre/oct noviembre/nov diciembre/dic"
    ),
    parts=in_parts(
        ["por la mañana", "de la mañana", "en la mañana"],
        ["por la tarde", "de la tarde", "en la tarde"],
        [],
        ["por la noche", "de la noche", "en la noche"],
    ),
    units=in_units(
        "minuto minutos min", "hora horas h", "día días", "semana semanas", "mes meses", "año años"
    ),
    at=("a las", "a la", "las"),
    on=("el", "el día", "los", "en"),
    after=("en", "dentro de"),
    every=("cada", "todos los", "todas las", "todos"),
    until=("hasta", "hasta el", "hasta el día"),
    times=("veces",),
    once=("una vez",),
    numbers=by_number("un/una/uno dos tres cuatro cinco seis siete ocho nueve diez once doce"),
    noon=("mediodía", "al mediodía", "a mediodía"),
    midnight=("medianoche", "a medianoche"),
    and_=("y",),
    oclock=("h", "hs", "hrs", "horas", "en punto"),
    of=("de", "del"),
    next_before=("próximo", "el próximo"),
    next_after=("próximo", "que viene", "de la semana que viene"),
    this=("este",),
    from_=("desde", "desde el", "a partir del", "a partir de"),
    for_=("durante", "por"),
    behind_hour={"y media": 30, "y cuarto": 15, "menos cuarto": -15},
    repeats=repeating(
        ["diariamente", "a diario"],
        ["semanalmente"],
        ["mensualmente"],
        ["anualmente"],
        ["de lunes a viernes", "entre semana", "días laborables"],
    ),
    places=in_places(
        "primer/primero/primeros segundo/segundos tercer/tercero/terceros cuarto/cuartos quinto/quintos "
        "último/últimos"
    ),
    workday=("día laborable", "día hábil"),
    of_the_month=("del mes", "de mes"),
    of_every=("de cada", "de todos los", "cada"),
)
