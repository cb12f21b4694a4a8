"""The pages of this room: the action plan."""

from flask import Flask

from service.reporting import plan_pages

blueprints = (plan_pages.bp,)


def install(app: Flask) -> None:
    """Let each part of the room put itself into the menu."""
    plan_pages.install(app)
