"""Rows of the rooms around an agreement, for the walk over all addresses; with texts that only its office reads."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from service.accounts.models import ApiToken
from service.agreements.models import ActKind, RecordedAct
from service.agreements.register.models import SavedView
from service.archive.models import ArchiveBox, OriginalLoan, PaperOriginal, RetentionRule, YearExport
from service.core.database import Base, new_id
from service.documents.catalogue import pack
from service.documents.clause_models import Clause, ClauseEdition
from service.documents.models import TemplateEdition
from service.documents.shipped import FOLDER
from service.drafting.models import Dispatch, ReturnedChange, TextReturn
from service.importing.models import ImportBatch, ImportRow
from service.prospects.models import Prospect, ProspectNote
from service.publication.application_models import Application, ApplicationDraft, ApplicationEvent, ApplicationFile
from service.publication.models import Publication
from service.reporting.models import MonthlyReport, ReportNote
from service.reporting.plan_models import Instruction, InstructionOffice, PlanOwner
from service.reviews.models import RenewalDecision, Review
from service.screening.models import AgreementRestriction, ElectionPhase, Screening

DAY = date(2026, 3, 1)


@cache
def _package() -> bytes:
    """A template that can be read."""
    folder = FOLDER / "nota_kesepahaman" / "1"
    return pack({name: (folder / name).read_bytes() for name in ("template.docx", "manifest.toml", "sample.json")})


class Rooms:
    """The rows of one place; `ids` are named as the addresses name them."""

    def __init__(self, place: Any, now: datetime, sha256: str, secret: str, contact: str) -> None:
        self.agreement_id: UUID = place.agreement_id
        self.office_id: UUID = place.staff.office_id
        self.person_id: UUID = place.staff.drafter.id
        self.version_id: UUID = place.ids["version_id"]
        self.now, self.sha256, self.secret, self.contact = now, sha256, secret, contact
        self.code = self.office_id.hex[-6:]
        self.ids: dict[str, Any] = {"sha256": sha256, "month": "2026-02", "line": "review", "step": "kaji"}

    def rows(self) -> Iterator[Base]:
        """Everything, parents before children."""
        for part in (
            self._keys(), self._imports(), self._reviews(), self._screenings(), self._prospects(),
            self._applications(), self._archive(), self._publication(), self._plan(), self._reports(),
            self._drafting(), self._library(),
        ):  # fmt: skip
            yield from part

    def _keys(self) -> Iterator[Base]:
        token = ApiToken(
            id=new_id(), person_id=self.person_id, name=self.secret, token_hash=new_id().hex, scopes=["read"],
            created_at=self.now, expires_at=self.now + timedelta(days=30),
        )  # fmt: skip
        view = SavedView(
            id=new_id(), office_id=self.office_id, owner_id=self.person_id, owner_name="Contoh", name=self.secret,
            query="", shared=True, created_at=self.now,
        )  # fmt: skip
        self.ids |= {"token_id": token.id, "view_id": view.id}
        yield from (token, view)

    def _drafting(self) -> Iterator[Base]:
        sent = Dispatch(
            id=new_id(), agreement_id=self.agreement_id, version_id=self.version_id, version_number=1,
            docx_sha256=self.sha256, sent_to=self.contact, sent_at=self.now, sent_by="Contoh",
        )  # fmt: skip
        returned = TextReturn(
            id=new_id(), agreement_id=self.agreement_id, dispatch_id=sent.id, version_number=1,
            file_sha256=self.sha256, file_name="kembali.docx", notes={}, returned_at=self.now, returned_by="Contoh",
        )  # fmt: skip
        yield sent
        yield returned
        yield ReturnedChange(
            id=new_id(), return_id=returned.id, number=1, place_kind="article", place_key="penutup", tracked=True,
            taken="", put=self.secret, author=self.contact,
        )  # fmt: skip
        self.ids |= {"dispatch_id": sent.id, "return_id": returned.id}

    def _library(self) -> Iterator[Base]:
        edition = TemplateEdition(
            id=new_id(), office_id=self.office_id, name="nota_kesepahaman", number=100, title=self.secret,
            sha256=self.sha256, package=_package(), findings=[], created_name="Contoh", created_at=self.now,
        )  # fmt: skip
        clause = Clause(
            id=new_id(), code=self.code + "00", office_id=self.office_id, created_name="Contoh", created_at=self.now,
        )  # fmt: skip
        clause.editions = [
            ClauseEdition(number=1, title=self.secret, body=self.secret, created_name="Contoh", created_at=self.now)
        ]
        self.ids |= {"edition_id": edition.id, "clause_id": clause.id, "part": "template.docx"}
        yield from (edition, clause)

    def _imports(self) -> Iterator[Base]:
        batch = ImportBatch(
            id=new_id(), office_id=self.office_id, file_name=self.secret, sha256=self.sha256, size=3, sheet="Naskah",
            head_row=1, heads=["Tentang"], matching={}, partners={}, notes=[], made_partners=[],
            created_by=self.person_id, created_name="Contoh", created_at=self.now,
        )  # fmt: skip
        yield batch
        yield ImportRow(id=new_id(), batch_id=batch.id, number=2, cells=[[self.secret, "text", False, False, False]],
                        notes=[])  # fmt: skip
        self.ids["batch_id"] = batch.id

    def _reviews(self) -> Iterator[Base]:
        review = Review(
            id=new_id(), agreement_id=self.agreement_id, office_id=self.office_id, number=1, checklist_version=1,
            regulation="Perbawaslu 7/2023", answers={}, outcome="fits", note=self.secret, made_by=self.person_id,
            made_name="Contoh", made_at=self.now, made_on=DAY,
        )  # fmt: skip
        decision = RenewalDecision(
            id=new_id(), agreement_id=self.agreement_id, office_id=self.office_id, number=1, decision="not_continued",
            reason=self.secret, met_on=DAY, minutes=self.secret, minutes_sha256=self.sha256, minutes_name="a.pdf",
            decided_by=self.person_id, decided_name="Contoh", decided_at=self.now, decided_on=DAY,
        )  # fmt: skip
        self.ids |= {"review_id": review.id, "decision_id": decision.id}
        yield from (review, decision)

    def _screenings(self) -> Iterator[Base]:
        phase = ElectionPhase(
            id=new_id(), contest="Pilkada", name=f"Tahap {self.code}", kind="campaign", first_on=DAY, last_on=DAY,
            office_id=self.office_id, categories=["press"], source="Keputusan KPU", created_name="Contoh",
            created_at=self.now,
        )  # fmt: skip
        screening = Screening(
            id=new_id(), agreement_id=self.agreement_id, phase_id=phase.id, opened_on=DAY, opened_at=self.now,
            due_on=DAY, note=self.secret, sources=self.secret, evidence_sha256=self.sha256,
            evidence_type="application/pdf", evidence_name="a.pdf",
        )  # fmt: skip
        limit = AgreementRestriction(
            id=new_id(), agreement_id=self.agreement_id, screening_id=screening.id, kind="limited",
            reason="Alasan putusan", from_on=DAY, by_name="Contoh",
        )  # fmt: skip
        self.ids |= {"phase_id": phase.id, "screening_id": screening.id, "restriction_id": limit.id}
        yield from (phase, screening, limit)

    def _prospects(self) -> Iterator[Base]:
        prospect = Prospect(
            id=new_id(), office_id=self.office_id, name=f"Calon {self.code}", name_key=f"calon {self.code}",
            category="press", need=self.secret, step_since=self.now, contact_name=self.contact,
            contact_phone=self.contact, created_name="Contoh", created_at=self.now,
        )  # fmt: skip
        yield prospect
        yield ProspectNote(id=new_id(), prospect_id=prospect.id, day=DAY, text=self.secret, by_name="A", at=self.now)
        self.ids["prospect_id"] = prospect.id

    def _applications(self) -> Iterator[Base]:
        number = f"PKS-{self.code}"
        asked = Application(
            id=new_id(), number=number, number_hash=new_id().hex, office_id=self.office_id, institution="Pemohon",
            category="press", legal_status="x", wish="mou", purpose=self.secret, scope="", activity="",
            contact_name=self.contact, contact_position="", contact_phone=self.contact, contact_email=self.contact,
            consented_at=self.now, submitted_at=self.now, state="submitted", state_since=self.now, received_on=DAY,
        )  # fmt: skip
        letter = ApplicationFile(
            id=new_id(), application_id=asked.id, role="letter", name="a.pdf", sha256=self.sha256, size=3,
            media_type="application/pdf", added_at=self.now,
        )  # fmt: skip
        told = ApplicationEvent(
            id=new_id(), application_id=asked.id, place=1, state="submitted", office_name="A", note="", at=self.now
        )
        draft = ApplicationDraft(
            id=new_id(), office_id=self.office_id, email="a@b.example", said={}, letter_name="a.pdf", letter=b"x",
            made_at=self.now,
        )  # fmt: skip
        self.ids |= {"application_id": asked.id, "file_id": letter.id, "number": number, "draft_id": draft.id}
        yield from (asked, letter, told, draft)

    def _archive(self) -> Iterator[Base]:
        box = ArchiveBox(id=new_id(), office_id=self.office_id, code="B-1", label=self.secret, created_at=self.now)
        original = PaperOriginal(
            id=new_id(), agreement_id=self.agreement_id, office_id=self.office_id, sheet=1, owner="office",
            holder_kind="office", holder=self.secret, box_id=box.id, notes=self.secret, entered_name="Contoh",
            entered_at=self.now,
        )  # fmt: skip
        loan = OriginalLoan(
            id=new_id(), original_id=original.id, open_original_id=original.id, borrower=self.secret,
            purpose=self.secret, out_on=DAY, due_on=DAY, out_name="Contoh", lent_at=self.now,
        )  # fmt: skip
        rule = RetentionRule(
            id=new_id(), office_id=self.office_id, entry_id=new_id(), code="X", name=self.secret, kinds=["mou"],
            active_years=1, inactive_years=1, fate="keep", basis=self.secret, valid_from=DAY, decided_name="A",
            decided_at=self.now,
        )  # fmt: skip
        export = YearExport(id=new_id(), office_id=self.office_id, year=2025, asked_name="A", asked_at=self.now)
        self.ids |= {
            "box_id": box.id, "original_id": original.id, "loan_id": loan.id, "entry_id": rule.entry_id,
            "export_id": export.id,
        }  # fmt: skip
        yield from (box, original, loan, rule, export)

    def _publication(self) -> Iterator[Base]:
        yield Publication(
            id=new_id(), agreement_id=self.agreement_id, live_key=self.agreement_id, decision="open",
            decided_name=self.secret, decided_at=self.now, copy_state="ready", copy_sha256=self.sha256, masked={},
        )  # fmt: skip

    def _plan(self) -> Iterator[Base]:
        told = Instruction(
            id=new_id(), office_id=self.office_id, text=self.secret, due_on=DAY, sent_name="A", sent_at=self.now
        )
        told.receivers.append(InstructionOffice(office_id=self.office_id, answer=self.secret))
        self.ids["instruction_id"] = told.id
        yield told
        yield PlanOwner(office_id=self.office_id, line="review", name=self.secret, set_name="A", set_at=self.now)

    def _reports(self) -> Iterator[Base]:
        report = MonthlyReport(
            id=new_id(), office_id=self.office_id, month=date(2026, 2, 1), state="sent", sent_at=self.now, sent_on=DAY,
            general=self.secret,
            pdf_sha256=self.sha256, xlsx_sha256=self.sha256,
        )  # fmt: skip
        report.notes.append(ReportNote(agreement_id=self.agreement_id, obstacles=self.secret, plan=self.secret))
        act = RecordedAct(
            id=new_id(), office_id=self.office_id, kind=ActKind.REPORT_RECEIPT.value, subject_id=report.id, outcome={},
            done_by=self.secret, done_on=DAY, letter_number="1", scan_sha256=self.sha256, scan_type="application/pdf",
            entered_by=self.person_id, entered_name="Contoh", entered_at=self.now,
        )  # fmt: skip
        self.ids |= {"report_id": report.id, "office_act_id": act.id}
        yield from (report, act)
