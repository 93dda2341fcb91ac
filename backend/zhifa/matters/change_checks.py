"""What the catalogue allows: days in order, items to look at, towns to delegate to, and only what one holds."""

from datetime import date

from sqlmodel import Session

from zhifa.identity.actor import Actor
from zhifa.matters import change_problems as problems
from zhifa.matters import change_queries as queries
from zhifa.matters.change_differences import draft_of
from zhifa.matters.change_schemas import Amend, Delegate, Publish, TakeBack, What, Withdraw
from zhifa.matters.schemas import MatterWire


def check(session: Session, actor: Actor, what: What, now: MatterWire | None) -> None:
    """Whether the change is possible as things stand: asked when it is proposed, and again when it is approved.

    Raises:
        any of `zhifa.matters.change_problems.IN_THE_WAY`
    """
    match what:
        case Publish():
            _check_items(what)
            if queries.agency(session, actor, what.agency_id) is None:
                raise problems.AgencyOutOfScope
        case Amend():
            _check_items(what)
            _check_held(session, actor, now, what.starts_on)
            if now is not None and draft_of(now) == what.content:
                raise problems.NothingChanges
        case Withdraw():
            _check_held(session, actor, now, what.ends_on)
            if now is not None and what.ends_on < now.valid_from:
                raise problems.DaysReversed
        case Delegate():
            _check_delegation(session, actor, what, now)
        case TakeBack():
            if queries.agency(session, actor, what.agency_id) is None:
                raise problems.AgencyOutOfScope
            interval = queries.interval_on(session, what.agency_id, what.matter_id, what.ends_on, what.ends_on)
            if interval is None or not interval.delegated:
                raise problems.NothingToTakeBack


def _check_items(what: Publish | Amend) -> None:
    if what.content.kind == "检查" and not what.content.items:
        raise problems.ItemsMissing


def _check_held(session: Session, actor: Actor, now: MatterWire | None, on: date) -> None:
    if now is None or not queries.held_within(session, actor, now.id):
        raise problems.NotHeld
    _check_not_ended(now, on)


def _check_not_ended(now: MatterWire | None, on: date) -> None:
    if now is not None and now.valid_to is not None and now.valid_to < on:
        raise problems.AlreadyEnded


def _check_delegation(session: Session, actor: Actor, what: Delegate, now: MatterWire | None) -> None:
    town = queries.agency(session, actor, what.agency_id)
    if town is None:
        raise problems.AgencyOutOfScope
    if town.level != "town":
        raise problems.TownsOnly
    if what.ends_on is not None and what.ends_on < what.starts_on:
        raise problems.DaysReversed
    _check_not_ended(now, what.starts_on)
    if queries.interval_on(session, what.agency_id, what.matter_id, what.starts_on, what.ends_on) is not None:
        raise problems.AlreadyHeld
