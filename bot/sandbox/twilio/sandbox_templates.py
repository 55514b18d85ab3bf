"""The three templates that WhatsApp has approved for Twilio's shared test number, the same for every account.

Source: the Content SIDs in Twilio's own examples for the sandbox. They stand in no account's list.
"""

from bot.sandbox.twilio.content import Content

SANDBOX_TEMPLATES = {
    each.sid: each
    for each in (
        Content(
            "HXb5b62575e6e4ff6129ad7c8efe1f983e",
            "sandbox_appointment",
            {
                "twilio/text": {
                    "body": "Your appointment is coming up on {{1}} at {{2}}. If you need to change it, "
                    "please reply back and let us know."
                }
            },
            {"1": "12/1", "2": "3pm"},
        ),
        Content(
            "HX350d429d32e64a552466cafecbe95f3c",
            "sandbox_order",
            {
                "twilio/text": {
                    "body": "Thank you for your order. Your delivery is scheduled for {{1}} at {{2}}. If you "
                    "need to change it, please reply back and let us know."
                }
            },
            {"1": "12/1", "2": "3pm"},
        ),
        Content(
            "HX229f5a04fd0510ce1b071852155d3e75",
            "sandbox_code",
            {
                "twilio/text": {
                    "body": "{{1}} is your verification code. For your security, do not share this code."
                }
            },
            {"1": "409173"},
            category="AUTHENTICATION",
        ),
    )
}
