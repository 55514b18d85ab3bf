"""What carriers in North America filter, and links that they do not trust: data, as of November 2026.

Sources: CTIA Messaging Principles and Best Practices (SHAFT: sex, hate, alcohol, firearms, tobacco); Twilio,
"Forbidden message categories for SMS and MMS in the US and Canada" (loans, debt, get-rich-quick schemes,
controlled substances, gambling) and "How do I prevent my Twilio messages from being filtered" (shared public
link shorteners, capital letters).
"""

# Each kind with how it is named in a warning, and words of which one is enough.
FILTERED_WORDS: dict[str, tuple[str, ...]] = {
    "loans and debt": (
        "payday loan",
        "cash advance",
        "loan offer",
        "pre-approved loan",
        "debt relief",
        "debt consolidation",
        "credit repair",
        "no credit check",
        "stop foreclosure",
    ),
    "easy money": (
        "get rich",
        "make money fast",
        "work from home",
        "earn cash",
        "extra cash",
        "free money",
        "free gift card",
        "you have won",
        "you've won",
        "claim your prize",
        "act now",
        "risk free",
        "double your",
        "guaranteed income",
    ),
    "gambling": ("casino", "sports betting", "free spins", "jackpot", "sweepstakes"),
    "cryptocurrency": ("crypto", "bitcoin", "forex"),
    "sex": ("porn", "xxx", "escort", "viagra", "cialis", "hot singles"),
    "alcohol": ("vodka", "whiskey", "liquor", "free drinks"),
    "firearms": ("firearm", "firearms", "ammo", "ammunition", "handgun", "ar-15"),
    "tobacco": ("cigarettes", "tobacco", "vape", "vapes", "e-cig", "nicotine"),
    "cannabis and drugs": ("cannabis", "marijuana", "weed", "cbd", "thc", "kratom", "xanax", "oxycontin"),
}

# Shared by everybody, spammers among them: carriers block the whole domain.
SHARED_SHORTENERS: tuple[str, ...] = (
    "bit.ly",
    "bitly.com",
    "tinyurl.com",
    "tiny.cc",
    "t.co",
    "goo.gl",
    "ow.ly",
    "is.gd",
    "v.gd",
    "buff.ly",
    "cutt.ly",
    "rb.gy",
    "rebrand.ly",
    "shorturl.at",
    "t.ly",
    "bl.ink",
    "s.id",
    "tr.im",
    "adf.ly",
)
