"""The description is true: whatever it allows is answered as it says, whatever it forbids is refused as it says."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from service.agreements.lifecycle import Stage
from tests.api.conftest import Program
from tests.support.pages import PageClient
from tests.support.people import Staff
from tests.support.rooms import make_agreement

EXAMPLES = 15
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

# What made-up values cannot reach: these have tests of their own in test_calls.py.
NEEDS_MORE = {
    "GET /api/v1/agreements/{agreement_id}/papers/{sha256}",
    "GET /api/v1/reports/{office_id}/{month}",
    "PUT /api/v1/reports/{month}/notes",
    "PATCH /api/v1/agreements/{agreement_id}/draft",
    "POST /api/v1/agreements/{agreement_id}/steps",
    "POST /api/v1/agreements/{agreement_id}/tasks/{task_id}/done",
    "GET /api/v1/verify/{code}",
}
WRITTEN = {ParameterLocation.BODY, ParameterLocation.QUERY}


def forbidden(case: Any) -> bool:
    """Whether the body or the query breaks the description (token and path are put right by the test)."""
    parts = case.meta.components if case.meta else {}
    return any(parts[one].mode is GenerationMode.NEGATIVE for one in WRITTEN & parts.keys())


@pytest.fixture
def agreements(pages: PageClient, staff: Staff) -> list[UUID]:
    """An agreement in each stage that a program may write to."""
    return [
        make_agreement(pages.tools, staff, stage, saved=stage is Stage.DISCUSSION)
        for stage in (Stage.DRAFTING, Stage.DISCUSSION, Stage.FOLLOW_UP)
    ]


def described(pages: PageClient) -> Iterator[Any]:
    """Every operation as schemathesis reads it."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", pages.app)
    for found in schema.get_all_operations():
        yield found.ok()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_address_answers_as_described(
    pages: PageClient, drafter: Program, agreements: list[UUID], mode: GenerationMode
) -> None:
    answered = {one.label: replies(one, mode, drafter, agreements) for one in described(pages)}
    assert len(answered) > 12
    if mode is GenerationMode.POSITIVE:
        silent = {label for label, found in answered.items() if not found & {200, 201}}
        assert silent == NEEDS_MORE


def replies(operation: Any, mode: GenerationMode, drafter: Program, agreements: list[UUID]) -> set[int]:
    """The statuses with which an address answers what is made up for it."""
    found: set[int] = set()

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(generation_mode=mode), known=st.sampled_from([None, *agreements]))
    def try_it(case: Any, known: UUID | None) -> None:
        if known is not None and "agreement_id" in (case.path_parameters or {}):
            case.path_parameters["agreement_id"] = str(known)
        case.headers["Authorization"] = f"Bearer {drafter.plain}"
        found.add(case.call_and_validate(checks=CHECKS + [negative_data_rejection] * forbidden(case)).status_code)

    try_it()
    return found
