"""What this room adds to the service."""

from service.reporting import plan_wiring, report_wiring


def register() -> None:
    """Add everything once, however often it runs."""
    plan_wiring.register()
    report_wiring.register()
