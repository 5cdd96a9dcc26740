"""Verbs that make, list and close links, and that show who did what."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from balint import trail
from balint.access import COMMAND_LINE
from balint.commands.frame import put_json, reading, verb, writing
from balint.links import (
    LEADER,
    SHARE,
    USUAL_DAYS,
    NewLink,
    in_days,
    list_links,
    make_leader_link,
    revoke_link,
    state_words,
)
from balint.public_address import nowhere, public_url, whole_address
from balint.sharing import make_share_link
from balint.store import utc_now
from balint.words import Words, later


@verb("links")
@click.option("--json", "as_json", is_flag=True, help="Write data instead of lines.")
def links(database: Path, say: Words, as_json: bool) -> None:
    """List the links, the latest first; their addresses are kept nowhere."""
    with reading(database, say) as store:
        found = list_links(store.cursor())
    now = utc_now()
    if as_json:
        put_json([{**asdict(link), "state": link.state(now)} for link in found])
        return
    words = state_words(say)
    for link in found:
        shown = ", ".join(link.figures) or "–"
        last_day = link.last_day.isoformat()
        state = words[link.state(now)]
        rounds = ", ".join(link.rounds)
        click.echo(f"{link.id}  {link.kind}  {state}  {last_day}  {rounds}  {shown}")


@verb("share")
@click.argument("round_ids", nargs=-1, required=True, metavar="ROUND...")
@click.option("--figure", "figure_ids", multiple=True, required=True, help="A figure to show.")
@click.option("--days", type=int, default=USUAL_DAYS[SHARE], show_default=True)
@click.option("--label", help="The board's own name for the link.")
@click.option("--anyway", is_flag=True, help="Also where few answers differ from what was shown.")
def share(
    database: Path,
    say: Words,
    round_ids: tuple[str, ...],
    figure_ids: tuple[str, ...],
    days: int,
    label: str | None,
    anyway: bool,
) -> None:
    """Make a link that shows figures of rounds, as they are now, to those who have it."""
    with writing(database, say, later("Shared links")) as store:
        made = make_share_link(
            store,
            round_ids,
            figure_ids,
            by=COMMAND_LINE,
            expires_at=in_days(days),
            label=label,
            anyway=anyway,
        )
    _tell(made, say)


@verb("leader-link")
@click.argument("round_id", metavar="ROUND")
@click.option("--days", type=int, default=USUAL_DAYS[LEADER], show_default=True)
@click.option("--label", help="The board's own name for the link.")
def leader_link(database: Path, say: Words, round_id: str, days: int, label: str | None) -> None:
    """Make a link by which a leader sends files to one open round."""
    with writing(database, say, later("Shared links")) as store:
        made = make_leader_link(
            store,
            round_id,
            by=COMMAND_LINE,
            expires_at=in_days(days),
            label=label,
        )
    _tell(made, say)


@verb("revoke")
@click.argument("link_id", metavar="LINK")
def revoke(database: Path, say: Words, link_id: str) -> None:
    """Close a link for ever."""
    with writing(database, say, later("Shared links")) as store:
        revoke_link(store, link_id, by=COMMAND_LINE)
    click.echo(say("Revoked {link}; it opens nothing any more.", link=link_id))


@verb("log")
@click.option("--json", "as_json", is_flag=True, help="Write data instead of lines.")
def log(database: Path, say: Words, as_json: bool) -> None:
    """Show who did what and when, the latest first."""
    with reading(database, say) as store:
        found = trail.entries(store.cursor())
    if as_json:
        put_json([asdict(entry) for entry in found])
        return
    acts = trail.act_words(say)
    for entry in found:
        about = [*entry.rounds, *entry.figures, entry.submission_id, entry.link_id]
        parts = [
            say.moment(entry.happened_at),
            trail.who_words(entry.who, say),
            acts[entry.act],
            trail.amount(entry, say),
            ", ".join(filter(None, about)),
        ]
        click.echo("  ".join(filter(None, parts)))


def _tell(made: NewLink, say: Words) -> None:
    """Write the address, which is told only now."""
    click.echo(whole_address(made.path))
    click.echo(say("Link {link}. Its address is shown only now: copy it.", link=made.id), err=True)
    if public_url() is None:
        click.echo(nowhere(say), err=True)
