"""The pages of this room: the action plan and the monthly reports."""

from flask import Flask

from service.reporting import plan_pages, report_pages

blueprints = (plan_pages.bp, report_pages.bp)


def install(app: Flask) -> None:
    """Let each part of the room put itself into the menu."""
    plan_pages.install(app)
    report_pages.install(app)
