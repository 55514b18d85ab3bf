"""English."""

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
    days={
        "today": 0,
        "tomorrow": 1,
        "tmrw": 1,
        "tmr": 1,
        "day after tomorrow": 2,
        "the day after tomorrow": 2,
    },
    day_parts={
        "tonight": (0, Part.NIGHT),
        "this morning": (0, Part.MORNING),
        "this afternoon": (0, Part.AFTERNOON),
        "this evening": (0, Part.EVENING),
    },
    weekdays=each_of(
        "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun"
    ),
    plurals=each_of("mondays tuesdays wednesdays thursdays fridays saturdays sundays"),
    months=each_of(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
        "september/sep/sept october/oct november/nov december/dec"
    ),
    parts=in_parts(
        ["morning", "in the morning"],
        ["afternoon", "in the afternoon"],
        ["evening", "in the evening"],
        ["night", "at night"],
    ),
    units=in_units(
        "minute minutes min mins",
        "hour hours hr hrs h",
        "day days",
        "week weeks",
        "month months",
        "year years",
    ),
    at=("at", "@"),
    on=("on", "on the", "the"),
    after=("in",),
    every=("every", "each"),
    until=("until", "till", "til", "through"),
    times=("times",),
    once=("once",),
    numbers={
        **by_number("one/a/an two three four five six seven eight nine ten eleven twelve"),
        "half an": 0.5,
        "a couple of": 2.0,
    },
    noon=("noon", "midday", "12 noon"),
    midnight=("midnight",),
    and_=("and", "&"),
    oclock=("o'clock", "oclock", "h", "hrs"),
    of=("of",),
    the=("the",),
    next_before=("next",),
    next_after=("next week",),
    this=("this", "coming", "this coming"),
    from_=("from", "starting", "starting on", "beginning", "from the"),
    for_=("for",),
    other=("other", "second"),
    ordinals=("st", "nd", "rd", "th"),
    before_hour={
        "half past": 30,
        "half": 30,
        "quarter past": 15,
        "a quarter past": 15,
        "quarter to": -15,
        "a quarter to": -15,
    },
    repeats=repeating(
        ["daily", "everyday"],
        ["weekly"],
        ["monthly"],
        ["yearly", "annually"],
        ["weekdays", "on weekdays", "every weekday", "each weekday", "every workday", "every business day"],
    ),
    half_day=True,
    places=in_places("first second third fourth fifth last"),
    workday=("weekday", "workday", "working day", "business day"),
    of_the_month=("of the month", "of month", "in the month", "in a month"),
    of_every=("of every", "of each", "in every", "in each"),
)
