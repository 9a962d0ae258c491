"""Many rows at once from the queue: each is checked and done for itself, and all of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles.actions.acts import undo
from articles.actions.claims import approve_claim, assign_claim
from articles.actions.review import assign_dispute, close_dispute
from articles.actions.verdicts import give_verdict
from articles.actions.versions import Refused
from articles.actions.wording import words
from articles.models import Act, BatchItem, Claim, Dispute, SavedView, Verdict

MOST_AT_ONCE = 100
MOST_VIEWS = 50


def in_bulk(*, verb: str, targets: Sequence[str], by: User, to: User | None = None, reason: str = "") -> UUID:
    """Do one thing to rows named ``claim:12`` or ``dispute:3``; each alone, so that one refusal stops no other.

    Returns the batch, whose rows say what became of each. Raises Refused for an unknown verb, for none and for more than 100.
    """
    do = VERBS.get(verb)
    if do is None:
        raise Refused(f"There is no deed “{verb[:20]}”; choose one of {', '.join(VERBS)}.")
    if not targets or len(targets) > MOST_AT_ONCE:
        raise Refused(f"Choose from 1 to {MOST_AT_ONCE} rows.")
    batch = uuid4()
    for target in dict.fromkeys(targets):
        _one(BatchItem(batch=batch, verb=verb, by=by, target=target[:60]), do, to, reason)
    return batch


def _one(
    item: BatchItem, do: Callable[[Claim | Dispute, User, User | None, str], Act], to: User | None, why: str
) -> None:
    try:
        with transaction.atomic():
            item.act = do(_row_of(item.target), item.by, to, why)
    except (Refused, Claim.DoesNotExist, Dispute.DoesNotExist) as refusal:
        item.refusal = str(refusal) if isinstance(refusal, Refused) else "There is no such row."
    item.save()


def _row_of(target: str) -> Claim | Dispute:
    kind, _, number = target.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Refused("This names no row.")
    if kind == "claim":
        return Claim.objects.get(pk=number)
    if kind == "dispute":
        return Dispute.objects.get(pk=number)
    raise Refused("This names no row.")


def _approve(row: Claim | Dispute, by: User, to: User | None, why: str) -> Act:
    if isinstance(row, Dispute):
        raise Refused("A dispute is resolved or dismissed, not approved.")
    return approve_claim(claim=row, by=by)


def _assign(row: Claim | Dispute, by: User, to: User | None, why: str) -> Act:
    if isinstance(row, Claim):
        return assign_claim(claim=row, to=to, by=by)
    assign_dispute(dispute=row, to=to, by=by)
    return _last_act(row)


def _release(row: Claim | Dispute, by: User, to: User | None, why: str) -> Act:
    return _assign(row, by, None, why)


def _end(state: str) -> Callable[[Claim | Dispute, User, User | None, str], Act]:
    def end(row: Claim | Dispute, by: User, to: User | None, why: str) -> Act:
        if isinstance(row, Claim):
            raise Refused("Only a dispute is resolved or dismissed.")
        close_dispute(dispute=row, state=state, reason=words(why, "a reason"), by=by)
        return _last_act(row)

    return end


def _last_act(row: Dispute) -> Act:
    return Act.objects.about(row).newest()[0]


def noted(dispute: Dispute, *, by: User) -> UUID:
    """A batch of one for what was last done to a dispute on its own page, so that it is undone like any other."""
    act, batch = _last_act(dispute), uuid4()
    BatchItem.objects.create(batch=batch, verb=act.verb, by=by, target=f"dispute:{dispute.pk}", act=act)
    return batch


VERBS: dict[str, Callable[[Claim | Dispute, User, User | None, str], Act]] = {
    "approve": _approve,
    "assign": _assign,
    "release": _release,
    "resolve": _end(Dispute.State.RESOLVED),
    "dismiss": _end(Dispute.State.DISMISSED),
}


def undo_batch(*, batch: UUID, by: User) -> list[BatchItem]:
    """Take back what a batch did, row by row; the rows that could not be, each with the reason in ``refusal`` (not saved)."""
    left = []
    done = BatchItem.objects.filter(batch=batch, act__isnull=False, act__undone_at__isnull=True)
    for item in done.select_related("act").order_by("-pk"):
        try:
            undo_act(act=item.act, by=by)  # type: ignore[arg-type]  # the filter leaves no row without one
        except (Refused, PermissionDenied) as refusal:
            item.refusal = str(refusal)
            left.append(item)
    return left


@transaction.atomic
def undo_act(*, act: Act, by: User) -> Act:
    """Take one act back; a ruling that ended a dispute is followed by one that says so, as rulings are never edited."""
    row = undo(act=act, by=by)
    if act.verb == Act.Verb.RESOLVE:
        for dispute in Dispute.objects.filter(pk__in=_disputes_of(act), verdicts__isnull=False).distinct():
            give_verdict(dispute=dispute, rule=Verdict.Rule.PENDING, text="The ruling before was taken back.", by=by)
    return row


def _disputes_of(act: Act) -> list[int]:
    return [int(key.partition(":")[2]) for key in act.about if key.startswith("dispute:")]


@transaction.atomic
def save_view(*, owner: User, name: str, query: str, is_shared: bool) -> SavedView:
    """Keep a filtered queue under a name; one of that name is replaced. At most 50 a person."""
    said = words(name, "a name")[:60]
    if SavedView.objects.filter(owner=owner).exclude(name=said).count() >= MOST_VIEWS:
        raise Refused(f"A person keeps at most {MOST_VIEWS} views; delete one first.")
    try:
        view, _ = SavedView.objects.update_or_create(
            owner=owner, name=said, defaults={"query": query.lstrip("?")[:1000], "is_shared": is_shared}
        )
    except IntegrityError as error:
        raise Refused("This view was saved a moment ago.") from error
    return view
