"""Open endpoints of the authority: timestamps, certificate status, revocation lists, the root certificate."""

import base64
import binascii

from flask import Blueprint, Response, abort, request

from service.authority import certificates
from service.authority.desk import Authority
from service.authority.rules import CertificateKind
from service.authority.timestamp import REQUEST_LIMIT, rejection
from service.core.permissions import open_to_all
from service.core.refusals import Refused
from service.web.limits import limit
from service.web.security import for_programs
from service.web.work import tools

bp = Blueprint("authority", __name__, url_prefix="/authority")
LISTS = {"root": CertificateKind.ROOT, "issuing": CertificateKind.ISSUING}
DAY = 24 * 3600


def _authority() -> Authority:
    return tools().part(Authority)


def _body() -> bytes:
    if (request.content_length or 0) > REQUEST_LIMIT:
        abort(413)
    return request.get_data(cache=False)


@bp.post("/tsa")
@for_programs
@limit("60 per minute")
@open_to_all
@for_programs
def answer_timestamp() -> Response:
    """A timestamp token; every fault is answered as a rejection."""
    try:
        answered = _authority().timestamp(_body())
    except Refused:
        answered = rejection("system_failure")
    return Response(answered, mimetype="application/timestamp-reply")


@bp.post("/ocsp")
@for_programs
@limit("300 per minute")
@open_to_all
@for_programs
def answer_status() -> Response:
    """The status of one certificate."""
    return Response(_authority().ocsp(_body()), mimetype="application/ocsp-response")


@bp.get("/ocsp/<path:encoded>")
@open_to_all
def answer_status_by_address(encoded: str) -> Response:
    """The status of one certificate, the request standing in the address (RFC 6960, appendix A)."""
    try:
        asked = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        asked = b""
    return Response(_authority().ocsp(asked), mimetype="application/ocsp-response")


@bp.get("/<name>.crl")
@open_to_all
def show_list(name: str) -> Response:
    """The revocation list of the root or of the issuing certificate."""
    if name not in LISTS:
        abort(404)
    return Response(_authority().crl(LISTS[name]), mimetype="application/pkix-crl")


@bp.get("/root.pem")
@open_to_all
def show_root() -> Response:
    """The root certificates, to be installed where our papers are to be trusted."""
    text = "".join(certificates.pem(certificates.load(root)) for root in _authority().roots())
    if not text:
        abort(404)
    answer = Response(text, mimetype="application/x-pem-file")
    answer.cache_control.max_age = DAY
    return answer
