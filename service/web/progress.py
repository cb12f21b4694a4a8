"""Work in progress as a page shows it: its state, its fault in plain words, and Retry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask
from flask_babel import gettext as _

from service.core import refusals
from service.core.jobs import Job, JobState
from service.core.refusals import Refused
from service.web.components import Status, Tone
from service.web.language import language
from service.web.visitor import shell

REFRESH_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Progress:
    """One piece of work in words."""

    job_id: UUID
    title: str
    status: Status
    sentence: str
    going_on: bool
    may_retry: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """All the work a page shows. Pass it to the template as `work`; the layout then refreshes while it goes on."""

    items: tuple[Progress, ...]

    @property
    def going_on(self) -> bool:
        """Whether something will change by itself."""
        return any(item.going_on for item in self.items)

    @property
    def refresh(self) -> int | None:
        """After how many seconds a page without JavaScript looks again; never for work that waits after a fault.

        A page that loads itself anew takes away what is being typed, so it does that for a few seconds only.
        """
        return REFRESH_SECONDS if any(item.going_on and not item.may_retry for item in self.items) else None

    def __bool__(self) -> bool:
        return bool(self.items)


def name_work(app: Flask, titles: dict[str, Any]) -> None:
    """Say what kinds of work are called on screen: {"render_version": lazy_gettext("Naskah dibuat")}."""
    shell(app).work_titles.update(titles)


def of(jobs: Sequence[Job]) -> Work:
    """The work of these rows that is not done yet."""
    return Work(tuple(describe(job) for job in jobs if job.state != JobState.DONE))


def describe(job: Job) -> Progress:
    """One row in words."""
    title = str(shell().work_titles.get(job.kind) or _("Pekerjaan sistem"))
    state = JobState(job.state)
    fault = refusals.explain(Refused(job.error_code, **job.error_params), language()) if job.error_code else ""
    status, sentence = _words(state, fault)
    return Progress(
        job_id=job.id,
        title=title,
        status=status,
        sentence=sentence,
        going_on=state in (JobState.WANTED, JobState.RUNNING),
        may_retry=state is JobState.FAILED or (state is JobState.WANTED and bool(fault)),
        since=job.created_at,
    )


def _words(state: JobState, fault: str) -> tuple[Status, str]:
    if state is JobState.FAILED:
        return Status(_("gagal"), Tone.DANGER), fault
    if state is JobState.RUNNING:
        return Status(_("sedang dikerjakan"), Tone.ACTIVE), _("Biasanya selesai dalam beberapa detik.")
    if state is JobState.DONE:
        return Status(_("selesai"), Tone.DONE), ""
    if fault:
        return Status(_("akan dicoba lagi"), Tone.WARNING), fault
    return Status(_("menunggu giliran"), Tone.WAITING), _("Pekerjaan ini mulai segera setelah ada giliran.")
