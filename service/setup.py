"""`sijari init`: a real installation from nothing: keys, tables, the authority; never the demo's."""

import click

from service.authority.actions import init_authority, renew_services
from service.authority.desk import config_from
from service.core.clock import SystemClock
from service.core.tools import Tools
from service.keyfiles import MASTER_KEY, Mode, create_installation, read_installation
from service.migrating import bring_up_to_date
from service.seals.anchors import AnchorKind, write_folder
from service.seals.desk import TRUST_FOLDER
from service.settings import SettingsFault, load
from service.wiring import make_tools

NEXT_STEPS = """
What comes next:
1. Copy {key} to a safe place outside this machine: without it no key and no backup can be opened.
2. Load the offices:        sijari office import
3. Add the first person:    sijari user add --help
4. Look at everything:      sijari doctor
5. Run it:                  sijari up
"""
ADDRESS = """
Attention: {fault}, and the certificates made just now carry this address for ever.
Before anything is signed, set PUBLIC_URL to the https address that people will use, and begin anew in an empty folder.
"""


@click.command()
def init() -> None:
    """Prepare a real installation in SIJARI_DATA; running it again changes nothing and says how things stand."""
    settings = load(complete=False)
    known = read_installation(settings.data)
    if known is not None and known.mode is not Mode.PRODUCTION:
        raise SettingsFault([f"{settings.data} is a demo; set SIJARI_DATA to another folder for a real installation"])
    create_installation(settings.data, Mode.PRODUCTION, SystemClock().now())
    tools = make_tools(load(), silent=True)
    try:
        click.echo(bring_up_to_date(tools))
        click.echo(_authority(tools))
    finally:
        tools.database.dispose()
    click.echo(f"The installation in {settings.data} is prepared.")
    click.echo(NEXT_STEPS.format(key=settings.data / MASTER_KEY))
    fault = settings.printable_address_fault()
    if known is None and fault:
        click.echo(ADDRESS.format(fault=fault))


def _authority(tools: Tools) -> str:
    with tools.begin() as uow:
        root = init_authority(uow, config_from(tools))
        write_folder(tools.settings.data / TRUST_FOLDER, AnchorKind.BUILT_IN, [root.certificate])
        renewed = renew_services(uow, config_from(tools))
        lines = [f"The authority stands: {root.subject}, valid until {root.not_after:%Y-%m-%d}."]
        lines += [f"Renewed: {row.subject}, valid until {row.not_after:%Y-%m-%d}." for row in renewed]
        return "\n".join(lines)
