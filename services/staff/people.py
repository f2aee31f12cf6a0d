"""Who an account belongs to: what may be written down, and that it leads to one account alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from resources.mailbox import is_mailbox
from services.accounts.names import initials_of, username_key
from services.contract.accounts import PersonShown, Profession
from services.contract.problems import FieldProblem, ProblemCode
from services.contract.rpps import is_rpps, rpps_digits
from services.contract.staff import ChangePersonAsk, PersonAsked
from services.db.tables.accounts import Account
from services.errors import ServiceError
from services.ids import new_id
from services.patients import normal

_PHONE_DIGITS: Final = range(6, 16)
_UNUSABLE: Final = "!"
"""No hash: nobody signs in before they have chosen a password."""


@dataclass(frozen=True)
class Known:
    """A person as they are written down: one form of everything that leads to them."""

    name: str
    username: str
    email: str
    title: str | None
    phone: str | None
    rpps: str | None
    profession: Profession | None
    specialty: str | None

    def shown(self) -> PersonShown:
        """As it goes over the wire."""
        return PersonShown(**self.__dict__)


def known(asked: PersonAsked) -> Known:
    """The one form of what was typed; raises 422 with every field that is refused."""
    return _known(asked, asked.username)


def known_again(asked: ChangePersonAsk, username: str) -> Known:
    """The one form of what somebody is to be; raises 422 with every field that is refused."""
    return _known(asked, username)


def shown(account: Account) -> PersonShown:
    """Who an account belongs to."""
    return PersonShown(
        name=account.name,
        username=account.username,
        email=account.email,
        title=account.title,
        phone=account.phone,
        rpps=account.rpps,
        profession=account.profession,
        specialty=account.specialty,
    )


def taken(session: Session, person: Known, account_id: UUID | None) -> list[FieldProblem]:
    """What leads to somebody else already; `account_id` is whoever it may lead to."""
    found = session.scalars(
        select(Account).where(
            or_(
                Account.username == person.username,
                Account.email == person.email,
                Account.rpps == person.rpps,
            ),
            Account.id != (account_id or UUID(int=0)),
        )
    ).all()
    return [
        FieldProblem(field=name, reason="taken")
        for name in ("username", "email", "rpps")
        if getattr(person, name) is not None
        and any(getattr(each, name) == getattr(person, name) for each in found)
    ]


def same_person(session: Session, person: Known) -> Account | None:
    """Who is known, in whatever centre, by the same user name and the same mail address; nobody
    else changes who that is meanwhile.
    """
    return session.scalars(
        select(Account)
        .where(Account.username == person.username, Account.email == person.email)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def differs(account: Account, person: Known) -> list[FieldProblem]:
    """What was typed of somebody known that is not what is known: a second person would approve
    one and give the role to another.
    """
    typed = {"name": person.name.casefold(), "rpps": person.rpps}
    stored = {"name": account.name.casefold(), "rpps": account.rpps}
    return [
        FieldProblem(field=each, reason="differs") for each in typed if typed[each] != stored[each]
    ]


def add(session: Session, person: Known, now: datetime) -> Account:
    """An account that nobody can sign in to before its owner has set it up."""
    account = Account(
        id=new_id(),
        initials=initials_of(person.name),
        password_hash=_UNUSABLE,
        totp_secret=None,
        totp_last_step=None,
        created_at=now,
        disabled_at=None,
        **person.__dict__,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        # Another centre wrote the same down in this moment.
        raise refused([FieldProblem(field="username", reason="taken")]) from None
    return account


def change(session: Session, account: Account, person: Known) -> None:
    """Writes down who an account belongs to now."""
    for name, value in person.__dict__.items():
        setattr(account, name, value)
    account.initials = initials_of(person.name)
    try:
        session.flush()
    except IntegrityError:
        raise refused([FieldProblem(field="email", reason="taken")]) from None


def leads_elsewhere(before: PersonShown, after: PersonShown) -> bool:
    """Whether what opens the account, or what it is known by to others, is another."""
    return (before.email, before.rpps) != (after.email, after.rpps)


def refused(problems: Iterable[FieldProblem]) -> ServiceError:
    """A body with fields that are refused."""
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=list(problems)
    )


def _known(asked: PersonAsked | ChangePersonAsk, username: str) -> Known:
    problems: list[FieldProblem] = []

    def _require(name: str, reason: str, is_right: bool) -> None:
        if not is_right:
            problems.append(FieldProblem(field=name, reason=reason))

    key = username_key(username)
    _require("username", "not_a_user_name", key is not None and " " not in key)
    email = normal.email(asked.email)
    _require("email", "not_an_address", is_mailbox(email))
    rpps = None if asked.rpps is None else rpps_digits(asked.rpps)
    _require("rpps", "not_an_rpps_number", rpps is None or is_rpps(rpps))
    phone = None if asked.phone is None else normal.phone(asked.phone)
    _require("phone", "not_a_number", phone is None or len(phone) - 1 in _PHONE_DIGITS)
    if problems:
        raise refused(problems)
    return Known(
        name=" ".join(asked.name.split()),
        username=key or "",
        email=email,
        title=asked.title,
        phone=phone,
        rpps=rpps,
        profession=asked.profession,
        specialty=asked.specialty,
    )
