"""Every window, card and row that we show, each with as much in it as there can be."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from bot.domain.account import AccountLook, OfferedSender
from bot.domain.attention import Attention, AttentionPage, Whose, Why
from bot.domain.channel import Channel
from bot.domain.client import Address, AddressKind, Client
from bot.domain.client_record import (
    MAX_KIND,
    MAX_NAME,
    MAX_NOTES,
    MAX_ORDER,
    MAX_TAG,
    MOST_TAGS,
    ClientRecord,
)
from bot.domain.consent import ConsentState, DncEntry, DncSource
from bot.domain.conversation import Card, Intake, Work
from bot.domain.merge import CHOSEN
from bot.domain.merge import Merge as MergeOf
from bot.domain.opt_in import OptIn
from bot.domain.pages import Page
from bot.domain.roles import Role
from bot.domain.sender import SenderState, SenderStatus
from bot.domain.settings import (
    DlpKind,
    DlpRule,
    KeywordAnswers,
    RoutingRule,
    SenderNote,
    SenderTexting,
    WorkspaceSettings,
)
from bot.domain.template import Approval, Category, ListItem, Template, TemplateKind, Variable
from bot.domain.template_draft import Button, ButtonKind, TemplateDraft
from bot.domain.template_rules import KINDS
from bot.domain.template_task import TaskState, TemplateTask
from bot.domain.thread import Offer, OfferKind
from bot.domain.upcoming import NextUp
from bot.flows.accounts.listing import ListedAccount, ListedSender, Listing
from bot.flows.clients.addresses import MOST
from bot.flows.clients.create import Taken
from bot.flows.clients.dnc import PAGE, DncPage, Listed
from bot.flows.clients.listing import PAGE as CLIENTS_PAGE
from bot.flows.clients.listing import ClientPage, Place, Seen
from bot.flows.clients.merge.preview import Preview
from bot.flows.clients.merge.sides import Side
from bot.flows.clients.overview import History, Line, Overview, PartOf
from bot.flows.outbound.preview import Verdict
from bot.flows.team.audit import AuditPage, Wanted
from bot.flows.team.roles import Grant, Team
from bot.flows.templates.addressee import Whom
from bot.flows.templates.overview import PAGE as TEMPLATES_PAGE
from bot.flows.templates.overview import Overview as TemplatePage
from bot.flows.templates.overview import Which
from bot.flows.templates.shelf import MOST as MOST_TEMPLATES
from bot.flows.templates.shelf import Shelf
from bot.policy.decision import Reason
from bot.ports import UserGroup
from bot.slack.blocks import (
    audit,
    client,
    client_form,
    client_import,
    client_list,
    consent,
    dnc,
    inbox,
    intake,
    intake_form,
    merge,
    numbers,
    roles,
    template_list,
)
from bot.slack.blocks.anyway import Asked, anyway_view
from bot.slack.blocks.card import card
from bot.slack.blocks.client_form import Start
from bot.slack.blocks.compose import ComposeForm, compose_view
from bot.slack.blocks.elements import Block
from bot.slack.blocks.help import help_view
from bot.slack.blocks.inputs import modal
from bot.slack.blocks.muted import muted_rows
from bot.slack.blocks.numbers import Around
from bot.slack.blocks.offers import offer_buttons
from bot.slack.blocks.quote import Quote
from bot.slack.blocks.reschedule import reschedule_view
from bot.slack.blocks.template_form import TemplateForm, form_view
from bot.slack.blocks.template_new import new_view
from bot.slack.blocks.template_picker import Picker, picker_view
from bot.slack.blocks.template_samples import samples_view
from bot.slack.blocks.work import assign_view, snooze_view
from bot.slack.settings.account_form import asking, credentials_form, senders_form
from bot.slack.settings.answers import PAGE as ANSWERS
from bot.slack.settings.answers import preview_window
from bot.slack.settings.menu import menu
from bot.slack.settings.numbers import numbers_blocks
from bot.slack.settings.routing import PAGE as ROUTING
from bot.slack.settings.sender_form import sender_form
from bot.slack.settings.sensitive import PAGE as SENSITIVE
from bot.slack.settings.sensitive import pattern_form
from bot.slack.settings.texting import sender_blocks
from bot.slack.templates.kept import Kept, as_metadata
from bot.slack.templates.written import as_kept, shown_as, written_of
from bot.storage.repositories.moving import Correspondence
from tests.slack import message_template_samples, system_samples
from tests.slack.coming_windows import coming_windows
from tests.slack.conftest import NOW, SECOND_SMS, SMS
from tests.slack.full_form import FULL_FORM
from tests.slack.occasion_windows import occasion_windows
from tests.storage.seeds import ACCOUNT

AGAINST = (Reason("budget", "Too dear."), Reason("window_closed", "Closed."))
VERDICT = Verdict(AGAINST, may_override=True, set_aside=True)
OFFERS = offer_buttons(Offer(kind, "M1") for kind in OfferKind)[0]["elements"]
ADDRESS = Address("A1", "C1", "+12025550123")
JANE = Client("C1", "W1", "Jane Doe", is_lead=False, created_at=NOW, addresses=(ADDRESS,))
# Every button that a card can have: as it is at first, and as it is when all has been done.
CARD_BUTTONS = [
    element
    for shown in (
        Card("V1", JANE),
        Card("V1", replace(JANE, owner="U1"), work=Work.CLOSED, relay_paused_by="U1"),
        Card("V1", JANE, window_closes_at=NOW, next_up=NextUp(NOW, "Words")),
        Card("V1", JANE, opt_in=OptIn("O1", "A1", "M1", "U1", NOW, NOW, reminded_at=NOW)),
    )
    for element in card(shown).blocks[-1]["elements"]
]
ENTRY = DncEntry(ADDRESS.value, None, DncSource.STOP, "", None, NOW)
# The pages ask it for our senders, and nothing else.
DEPS: Any = SimpleNamespace(ctx=SimpleNamespace(senders=(SMS, SECOND_SMS)))
# As many of each as a window shows, each with as much as there is to say.
TEST_NUMBER = replace(
    SMS, channel=Channel.WHATSAPP, address="+14155238886", label="<" * 40, is_sandbox=True, join_words="a-b"
)
NOTE = SenderNote(Channel.WHATSAPP, TEST_NUMBER.address, "<" * 40, is_default=True, is_sandbox=True)
NUMBERS = Listing(
    tuple(
        ListedSender(
            replace(TEST_NUMBER, address=f"+1202555{number:04}"),
            NOTE,
            SenderState(SenderStatus.UNVERIFIED, "&" * 300),
            ACCOUNT.account,
        )
        for number in range(50)
    ),
    tuple(
        ListedAccount(replace(ACCOUNT.account, id=f"{number:026}"), is_locked=True) for number in range(20)
    ),
    has_keys=True,
)
OFFERED = tuple(OfferedSender(Channel.SMS, f"+1202555{number:04}", "<" * 90) for number in range(120))
ONE_WAY = SenderTexting(Channel.SMS, SMS.address)
RULED = WorkspaceSettings(routing=(RoutingRule("C1", tag="VIP"), RoutingRule("C2", SMS.address)))
IDENTITY = Address("A2", "C1", f"US.{'a' * 128}", AddressKind.WHATSAPP_ID)
# One of whom nothing is known, and one with as much in every field as fits.
FULL = ClientRecord(
    name="J" * MAX_NAME,
    kind="k" * MAX_KIND,
    company="<" * MAX_NAME,
    language="es",
    time_zone="America/Argentina/ComodRivadavia",
    tags=tuple(f"{number:02}{'t' * (MAX_TAG - 2)}" for number in range(MOST_TAGS)),
    owner="U1",
    notes="&" * MAX_NOTES,
    next_appointment=NOW,
    last_order="o" * MAX_ORDER,
)
PEOPLE = (
    replace(JANE, addresses=(ADDRESS, IDENTITY)),
    Client(
        "C2",
        "W1",
        FULL.name,
        is_lead=True,
        created_at=NOW,
        company=FULL.company,
        time_zone=FULL.time_zone,
        addresses=tuple(replace(IDENTITY, id=f"A{number}") for number in range(MOST)),
        is_spam=True,
        kind=FULL.kind,
        language="es",
        owner="U1",
        tags=FULL.tags,
        notes=FULL.notes,
        last_order=FULL.last_order,
    ),
)
TAKEN = Taken(IDENTITY.value, "A9", "C9", "<" * 300)
LIST = ClientPage(
    tuple(Seen(replace(PEOPLE[1], id=f"C{number}"), NOW) for number in range(CLIENTS_PAGE)),
    "tag:" + "é" * 64,
    tuple(f"{'t' * 62}{number:02}" for number in range(90)),
    Place(NOW, "C" * 26, newer=True),
    Place(NOW, "C" * 26),
)
WAITING = tuple(
    Attention(why, "C" * 26, "<" * 300, NOW, "U1", NOW, "&" * 300, "C1", "1.1", "M" * 26, "U2") for why in Why
)
ATTENTION = AttentionPage(WAITING, dict.fromkeys(Why, 12345), 8, 99999)
LINKS = {("C1", "1.1"): f"https://slack.test/{'a' * 200}"}
LISTED = WorkspaceSettings(dlp=(DlpRule("Own", DlpKind.PATTERN, pattern="x"),))
# As long in every part as WhatsApp and Twilio let it be.
LONG = Template(
    id="HX" + "0" * 32,
    name="t" * 512,
    language="pt_BR",
    category=Category.UTILITY,
    kind=TemplateKind.MEDIA,
    body="{{1}} " + "<" * 1000,
    variables=tuple(Variable(str(number), "s" * 1600) for number in range(1, 30)),
    buttons=("b" * 20,) * 10,
    media=("https://harbor.example/" + "m" * 2000,),
    approval=Approval.APPROVED,
)
REFUSED = replace(LONG, id="HX1", approval=Approval.REJECTED, rejection_reason="<" * 1000)
SHELF = Shelf((LONG, *(replace(REFUSED, id=f"HX{n}") for n in range(MOST_TEMPLATES - 1))), 90, 90, NOW, False)
WHOM = as_metadata(Kept(Whom("M" * 26, "C" * 26, name="é" * 100), "C0CLIENTS", "é" * 60, LONG.id, ("x",) * 9))
PART = PartOf(MergeOf("M1", "C1", "C2", "U1", NOW, NOW), "J. Doe")
ALL_OF = {"company": "Harbor", "owner": "U1", "time_zone": "Europe/Berlin", "language": "de"}
SIDES = tuple(
    Side(replace(JANE, id=each, **ALL_OF), None, Correspondence(), (), ())  # type: ignore[arg-type]
    for each in ("C1", "C2")
)
CARD = [*intake.intake_rows(JANE, Intake((JANE,))), *muted_rows("C1", "U1")]
# The longest that WhatsApp takes.
DRAFT = TemplateDraft(
    name="n" * 100,
    language="pt_BR",
    category=Category.MARKETING,
    kind=TemplateKind.CARD,
    body="<{{1}}" + "é" * 1018,
    header="<" * 60,
    footer="<" * 60,
    buttons=tuple(Button(ButtonKind.QUICK_REPLY, f"{n:020}") for n in range(10)),
    items=tuple(ListItem(f"row_{n}", f"{n:024}", "<" * 72) for n in range(10)),
    list_button="<" * 20,
)
TASK = TemplateTask("T1", "U1", "twilio", "n" * 512, "en", TaskState.WAITING, NOW, NOW, DRAFT)
TEMPLATES = TemplatePage(
    page=Page(
        tuple(
            replace(LONG, id=f"HX{n:032d}", items=DRAFT.items, approval=Approval.REJECTED)
            for n in range(TEMPLATES_PAGE)
        ),
        *(1, 3, 40),
    ),
    which=Which.STOPPED,
    query="é" * 60,
    under_way=(TASK,) * 9,
    fetched_at=NOW,
    may_change=True,
)


async def windows() -> list[Block]:
    """Every window that we open, with everything in it that can be pressed or chosen."""
    line = Line(ADDRESS, Channel.SMS, ConsentState.UNKNOWN, dnc=ENTRY)
    grant = Grant("U1", Role.ADMIN, None, NOW)
    sensitive = await SENSITIVE.blocks(None, LISTED)  # type: ignore[arg-type] - it asks Slack for nothing.
    return [
        *occasion_windows(),
        *coming_windows(),
        help_view(Role.SENDER, has_admin=False),
        assign_view("C1", "Jane Doe"),
        snooze_view("C1", "Jane Doe"),
        compose_view(
            ComposeForm(Channel.SMS, (Channel.SMS,), (SMS, SECOND_SMS), is_new_client=True, verdict=VERDICT)
        ),
        compose_view(
            ComposeForm(
                Channel.SMS, (Channel.SMS,), (SMS,), send_at=NOW, quote=Quote("😀" * 300, name="<" * 80)
            )
        ),
        compose_view(FULL_FORM),
        reschedule_view("M1", NOW),
        anyway_view(Asked("M1")),
        picker_view(
            Picker(ADDRESS.value, "<" * 120, SHELF, "w" * 4096, "é" * 60, "Note.", may_make=True, kept=WHOM)
        ),
        picker_view(Picker(ADDRESS.value, "Jane Doe", Shelf((), 0, 0, None, True))),
        form_view(
            TemplateForm(
                LONG,
                "<" * 120,
                {"1": "v" * 1600},
                "w" * 4096,
                ("Fact.",),
                VERDICT,
                "No.",
                send_at=NOW,
                trouble="It is too far ahead.",
                kept=WHOM,
            )
        ),
        form_view(TemplateForm(replace(LONG, variables=(), media=(), buttons=()), "Jane Doe")),
        *(new_view(written_of(replace(DRAFT, kind=kind)), error="No.") for kind in KINDS),
        samples_view(
            DRAFT,
            shown_as(DRAFT),
            {"1": "v" * 255},
            providers=("twilio", "other"),
            error="No.",
            kept=as_kept(DRAFT),
        ),
        template_list.list_view(TEMPLATES, "Note."),
        *message_template_samples.windows(LONG),
        *system_samples.windows(),
        client.overview_view(Overview(JANE, (line,), (PART,)), {}),
        client.overview_view(Overview(PEOPLE[1], (line,) * 90), {}),
        client.history_view(History(JANE, (), 1, has_more=True), {}),
        client.pick_view([JANE]),
        merge.pick_view(JANE),
        merge.preview_view(Preview(*SIDES, CHOSEN, (), ("Words.",))),
        intake_form.create_form(JANE, "U1"),
        client_form.create_form(Start(ClientRecord(name=""), ["client"])),
        client_form.edit_form("C1", Start(FULL, ["client", "vendor"])),
        numbers.numbers_view(PEOPLE[0], Around()),
        numbers.numbers_view(PEOPLE[1], Around(), "Added."),
        numbers.taken_view(TAKEN),
        numbers.taken_view(TAKEN, "C1", Around()),
        client_list.list_view(LIST),
        client_import.import_form(),
        inbox.inbox_view(ATTENTION, Whose.MINE, Why.FAILED, NOW, LINKS),
        consent.record_form(JANE),
        consent.withdraw_form(JANE),
        dnc.list_view(DncPage((Listed(ENTRY),), 3 * PAGE, 1), ""),
        dnc.add_form(),
        dnc.remove_form(dnc.entry_value(ENTRY)),
        audit.audit_view(AuditPage((), "older"), Wanted(), None),
        menu(WorkspaceSettings()),
        modal("Sensitive data", "settings_page", sensitive, submit="Save"),
        pattern_form(1),
        modal("Routing", "settings_page", await ROUTING.blocks(DEPS, RULED), submit="Save"),
        modal("Numbers and accounts", "settings_page", numbers_blocks(NUMBERS)),
        credentials_form("It does not work.", "AC1", "North"),
        senders_form(ACCOUNT.account, AccountLook(name="<", senders=OFFERED), "https://texts.example.com"),
        senders_form(ACCOUNT.account, AccountLook(), ""),
        asking(),
        sender_form(TEST_NUMBER, SenderNote(Channel.WHATSAPP, "+14155238886", "Test", True, True, "a-b"), 1),
        modal("Two-way texting", "settings_page", sender_blocks(0, SMS, ONE_WAY, 3), submit="Save"),
        modal("Automatic answers", "settings_page", await ANSWERS.blocks(DEPS, RULED), submit="Save"),
        preview_window(KeywordAnswers()),
        roles.roles_view(Team((grant,), {}, Role.SENDER), {}),
        roles.person_form(),
        roles.group_form([UserGroup("S1", "Desk", "desk")]),
    ]
