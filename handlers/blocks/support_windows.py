"""The windows to ask for support, to say what one gives, and to tell what became of it."""

from community import money
from community.communities import Community
from community.money import CURRENCIES, Money
from community.support import WORDS_LIMIT, Help, Kind
from handlers.blocks import menus
from handlers.blocks.communities import title
from handlers.blocks.parts import Block, View, input_block, modal, option, quoted, section, select, text_input
from handlers.blocks.support import ASK, HELP, KINDS, LONG, TELL, Asked, headline

_AMOUNT_LIMIT = 40


def asking(community: Community, *, currency: str | None, private_metadata: str, callback_id: str = ASK) -> View:
    """Ask a member what their community would be helped by."""
    kinds = [option(label[:1].upper() + label[1:], kind.value) for kind, label in KINDS.items()]
    purpose = text_input(
        "purpose", is_multiline=True, max_length=WORDS_LIMIT, placeholder="What would it make possible?"
    )
    return modal(
        callback_id=callback_id,
        title="Ask for support",
        submit="Ask",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(f"What would help {title(community)}? Everybody here can see it, and whoever can help says so."),
            input_block("kind", "What", select("kind", kinds)),
            input_block("purpose", "What for", purpose),
            input_block("by", "Until when", {"type": "datepicker", "action_id": "by"}, is_optional=True),
            *_money_inputs(None, currency, hint="For money only. With digits, such as 1500 or 1500.50."),
        ],
    )


def helping(asked: Asked, before: Help | None, *, private_metadata: str) -> View:
    """Ask who can help what they can give; what they said before is there to be changed."""
    ask = asked.ask
    words = text_input("words", initial=before.words if before else "", is_multiline=True, max_length=WORDS_LIMIT)
    amount = before.amount if before else None
    is_money = ask.kind is Kind.MONEY
    currency = (amount or ask.amount or Money(1, "EUR")).currency
    paid = _money_inputs(amount, currency, hint="A part helps too. Sums are shown as they are, never converted.")
    return modal(
        callback_id=HELP,
        title="I can help",
        submit="Say so",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(f"{headline(asked)}. Your name is shown beside what you give, and you can take it back."),
            quoted(ask.purpose, LONG),
            input_block(
                "words", "What I can give", words, hint="One line is enough: what, when, and how to reach you."
            ),
            *(paid if is_money else ()),
        ],
    )


def telling(asked: Asked, *, private_metadata: str) -> View:
    """Ask a member what became of it: what was spent and what was learnt."""
    ask = asked.ask
    currency = (ask.spent or ask.amount or Money(1, "EUR")).currency
    spent = _money_inputs(ask.spent, currency, hint="Leave it empty when no money was spent.", label="Spent")
    outcome = text_input("outcome", initial=ask.outcome, is_multiline=True, max_length=WORDS_LIMIT)
    learnt = text_input("learnt", initial=ask.learnt, is_multiline=True, max_length=WORDS_LIMIT)
    return modal(
        callback_id=TELL,
        title="What became of it",
        submit="Tell",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(f"{headline(asked)}. Everybody here can read what became of it."),
            input_block("outcome", "What it went into", outcome),
            *(spent if ask.kind is Kind.MONEY else ()),
            input_block("learnt", "What we learnt", learnt, hint="It can become a lesson.", is_optional=True),
        ],
    )


def _money_inputs(amount: Money | None, currency: str | None, *, hint: str, label: str = "Amount") -> list[Block]:
    typed = money.typed(amount) if amount is not None else ""
    options = [option(code, code) for code in CURRENCIES]
    menu = menus.fill({"type": "static_select", "action_id": "currency"}, options)
    if currency is not None:
        menu["initial_option"] = option(currency, currency)
    return [
        input_block(
            "amount",
            label,
            text_input("amount", initial=typed, max_length=_AMOUNT_LIMIT),
            hint=hint,
            is_optional=True,
        ),
        input_block("currency", "Currency", menu, is_optional=True),
    ]
