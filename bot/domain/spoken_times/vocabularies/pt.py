"""Portuguese."""

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
    days={"anteontem": -2, "ontem": -1, "hoje": 0, "amanhã": 1, "depois de amanhã": 2},
    day_parts={
        "esta manhã": (0, Part.MORNING),
        "esta tarde": (0, Part.AFTERNOON),
        "esta noite": (0, Part.NIGHT),
        "hoje à noite": (0, Part.NIGHT),
    },
    weekdays=each_of(
        "segunda/segunda-feira/segundas/seg terça/terça-feira/terças/ter quarta/quarta-feira/quartas/qua "
        "quinta/quinta-feira/quintas/qui sexta/sexta-feira/sextas/sex sábado/sábados/sáb domingo/domingos/dom"
    ),
    months=each_of(
        "janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago "
        "setembro/set outubro/out novembro/nov dezembro/dez"
    ),
    parts=in_parts(
        ["de manhã", "da manhã", "pela manhã"],
        ["à tarde", "da tarde", "de tarde"],
        [],
        ["à noite", "da noite", "de noite"],
    ),
    units=in_units(
        "minuto minutos min", "hora horas h", "dia dias", "semana semanas", "mês meses", "ano anos"
    ),
    at=("às",),
    on=("no", "na", "no dia", "em", "dia", "aos", "às"),
    after=("em", "daqui a", "dentro de"),
    every=("cada", "todos os", "todas as", "toda", "todo", "a cada"),
    until=("até", "até o dia", "até ao dia", "até o", "até a"),
    times=("vezes",),
    once=("uma vez",),
    numbers=by_number("um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze"),
    noon=("meio-dia", "ao meio-dia"),
    midnight=("meia-noite", "à meia-noite"),
    and_=("e",),
    oclock=("h", "horas", "hora"),
    of=("de",),
    next_before=("próxima", "próximo", "na próxima", "no próximo"),
    next_after=("que vem", "da próxima semana"),
    this=("esta", "este", "nesta", "neste"),
    from_=("a partir de", "a partir do dia", "desde"),
    for_=("por", "durante"),
    behind_hour={"e meia": 30, "e um quarto": 15},
    repeats=repeating(
        ["diariamente"],
        ["semanalmente"],
        ["mensalmente"],
        ["anualmente"],
        ["de segunda a sexta", "dias úteis", "em dias úteis"],
    ),
    places=in_places(
        "primeiro/primeira/primeiros/primeiras segundo/segunda/segundos/segundas "
        "terceiro/terceira/terceiros/terceiras quarto/quarta/quartos/quartas "
        "quinto/quinta/quintos/quintas último/última/últimos/últimas"
    ),
    articles=("o", "a", "os", "as"),
    workday=("dia útil",),
    of_the_month=("do mês", "no mês"),
    of_every=("de cada", "de todos os", "a cada", "cada"),
)
