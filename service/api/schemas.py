"""What goes in and out, in the field's standard terms."""

import marshmallow as ma
from marshmallow import fields, validate

from service.agreements.lifecycle import Action, Kind, Mode, Stage
from service.agreements.models import Nature, Origin
from service.offices.rules import Level

VERSION = fields.Integer(
    required=True,
    validate=validate.Range(min=1, max=2**31 - 1),
    metadata={"description": "Versi yang terakhir dibaca; bila sudah berubah, jawaban 409 `stale_page`."},
)


def _text(longest: int, *, required: bool = False, least: int = 0, description: str = "") -> fields.String:
    checks = validate.Length(min=least, max=longest)
    if required:
        return fields.String(required=True, validate=checks, metadata={"description": description})
    return fields.String(load_default="", validate=checks, metadata={"description": description})


def _choice(*values: str, required: bool = False, default: str = "") -> fields.String:
    if required:
        return fields.String(required=True, validate=validate.OneOf(values))
    return fields.String(load_default=default, validate=validate.OneOf([*values, default]))


class Me(ma.Schema):
    """For whom the token acts."""

    name = fields.String(required=True)
    office_id = fields.UUID(required=True, allow_none=True)
    roles = fields.List(fields.String(), required=True)
    scopes = fields.List(fields.String(), required=True)
    today = fields.Date(required=True, metadata={"description": "Hari ini menurut jam kantor."})


class Office(ma.Schema):
    """A Bawaslu office."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True, validate=validate.OneOf([one.value for one in Level]))
    parent_id = fields.UUID(required=True, allow_none=True)
    zone = fields.String(required=True)


class Partner(ma.Schema):
    """An institution with which offices make agreements; contacts are not given to programs."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    category = fields.String(required=True)
    legal_status = fields.String(required=True)
    seat = fields.String(required=True)


class Outline(ma.Schema):
    """An agreement in one line."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([one.value for one in Kind]))
    nature = fields.String(required=True, validate=validate.OneOf([one.value for one in Nature]))
    subject = fields.String(required=True)
    stage = fields.String(required=True, validate=validate.OneOf([one.value for one in Stage]))
    stage_since = fields.AwareDateTime(required=True)
    lead_office_id = fields.UUID(required=True)
    partner_id = fields.UUID(required=True, allow_none=True)
    parent_id = fields.UUID(required=True, allow_none=True)
    amends_id = fields.UUID(required=True, allow_none=True)
    office_number = fields.String(required=True)
    partner_number = fields.String(required=True)
    signed_on = fields.Date(required=True, allow_none=True)
    effective_on = fields.Date(required=True, allow_none=True)
    end_on = fields.Date(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    pks_due_on = fields.Date(required=True, allow_none=True)
    version = fields.Integer(required=True)


class Missing(ma.Schema):
    """What stands in the way of the next step."""

    code = fields.String(required=True)
    text = fields.String(required=True)


class Paper(ma.Schema):
    """A file that was this agreement's paper."""

    kind = fields.String(required=True)
    sha256 = fields.String(required=True)
    size = fields.Integer(required=True)
    created_at = fields.AwareDateTime(required=True)
    published = fields.Boolean(required=True)


class Detail(Outline):
    """An agreement with what belongs to it; papers only where the office may read the text."""

    origin = fields.String(required=True, validate=validate.OneOf([one.value for one in Origin]))
    mode = fields.String(required=True, allow_none=True, validate=validate.OneOf([one.value for one in Mode]))
    office_ids = fields.List(fields.UUID(), required=True)
    public_code = fields.String(required=True, allow_none=True)
    papers = fields.List(fields.Nested(Paper), required=True)
    missing = fields.List(fields.Nested(Missing), required=True)


class Event(ma.Schema):
    """One event of an agreement's audit chain."""

    sequence = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    code = fields.String(required=True)
    text = fields.String(required=True)
    actor = fields.String(required=True)


class NewAgreement(ma.Schema):
    """An agreement to be planned by the office of the token's person."""

    kind = _choice(*(one.value for one in Kind), required=True)
    subject = _text(500, required=True, least=1, description="Tentang apa, dalam satu baris.")
    partner_id = fields.UUID(load_default=None, allow_none=True)
    parent_id = fields.UUID(load_default=None, allow_none=True, metadata={"description": "MoU induk dari sebuah PKS."})
    further_office_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=50))


class Step(ma.Schema):
    """A step along the lifecycle; approving and signing are acts of people and not open to programs."""

    action = _choice(
        *(one.value for one in (Action.START_DRAFT, Action.OPEN_DISCUSSION, Action.BACK_TO_DRAFT, Action.ASK_APPROVAL)),
        required=True,
    )
    version = VERSION


class Draft(ma.Schema):
    """The working copy: the values of the fields, and the faults of what is written so far."""

    template = fields.String(required=True)
    values = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), required=True)
    articles = fields.List(fields.Dict(keys=fields.String(), values=fields.String()), required=True)
    faults = fields.List(fields.Dict(keys=fields.String(), values=fields.String()), required=True)
    copy_version = fields.Integer(required=True)


class DraftChange(ma.Schema):
    """New values of one section of the form; a field of the section that is not named is emptied."""

    section = _text(60, required=True, least=1)
    values = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), required=True)
    copy_version = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31 - 1))


class Activity(ma.Schema):
    """A joint activity, planned or held; only `held_on` says that it took place."""

    id = fields.UUID(required=True)
    state = fields.String(required=True)
    title = fields.String(required=True)
    topic = fields.String(required=True)
    planned_on = fields.Date(required=True, allow_none=True)
    held_on = fields.Date(required=True, allow_none=True)
    place = fields.String(required=True)
    participants = fields.String(required=True)
    result = fields.String(required=True)
    obstacles = fields.String(required=True)


class NewActivity(ma.Schema):
    """A joint activity to be recorded; it must lie within the agreement's validity (rule 21)."""

    title = _text(300, required=True, least=1)
    held_on = fields.Date(required=True)
    place = _text(200)
    participants = _text(2000)
    result = _text(5000)


class Task(ma.Schema):
    """A duty of an agreement."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    owner = fields.String(required=True)
    due_on = fields.Date(required=True)
    done_at = fields.AwareDateTime(required=True, allow_none=True)
    note = fields.String(required=True)


class NewTask(ma.Schema):
    """A duty to be given."""

    title = _text(300, required=True, least=1)
    owner = _text(160, required=True, least=1)
    due_on = fields.Date(required=True)


class Done(ma.Schema):
    """How a duty was done."""

    note = _text(2000)


class Deadline(ma.Schema):
    """Something that falls due."""

    agreement_id = fields.UUID(required=True, allow_none=True)
    clock = fields.String(required=True)
    due_on = fields.Date(required=True)
    title = fields.String(required=True)
    days_left = fields.Integer(required=True)


class Standing(ma.Schema):
    """What anybody may learn from the code on a paper."""

    kind = fields.String(required=True)
    subject = fields.String(required=True)
    parties = fields.List(fields.String(), required=True)
    office_number = fields.String(required=True)
    partner_number = fields.String(required=True)
    signed_on = fields.Date(required=True, allow_none=True)
    end_on = fields.Date(required=True, allow_none=True)
    sha256 = fields.String(required=True)


def paged(row: type[ma.Schema], name: str) -> type[ma.Schema]:
    """One page of a list, with the number of all rows."""
    return ma.Schema.from_dict(
        {
            "total": fields.Integer(required=True),
            "page": fields.Integer(required=True),
            "per_page": fields.Integer(required=True),
            "items": fields.List(fields.Nested(row), required=True),
        },
        name=name,
    )


class Obligation(ma.Schema):
    """A duty that the text lays on a side, with each time it falls due."""

    id = fields.UUID(required=True)
    text = fields.String(required=True)
    reference = fields.String(required=True)
    side = fields.String(required=True)
    owner = fields.String(required=True)
    recurrence = fields.String(required=True)
    until = fields.Date(required=True, allow_none=True)
    closed = fields.Boolean(required=True)
    times = fields.List(fields.Nested(Task), required=True)


class ReportState(ma.Schema):
    """How the report of a month stands in an office."""

    office_id = fields.UUID(required=True)
    state = fields.String(required=True)


class Report(ma.Schema):
    """A monthly report: as it was frozen, or as it would be sent now."""

    office_id = fields.UUID(required=True)
    month = fields.String(required=True)
    revision = fields.Integer(required=True)
    state = fields.String(required=True)
    nil = fields.Boolean(required=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    content_hash = fields.String(required=True)
    content = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), required=True)


class ReportLine(ma.Schema):
    """What staff say about one agreement in a report."""

    agreement_id = fields.UUID(required=True)
    obstacles = _text(2000)
    plan = _text(2000)


class ReportNotes(ma.Schema):
    """What staff add to the report of a month; a line that is not named loses its note."""

    general = _text(5000)
    lines = fields.List(fields.Nested(ReportLine), load_default=list, validate=validate.Length(max=2000))
