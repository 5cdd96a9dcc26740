"""What tests of the command line share: asking a verb, and a file to send it."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

from click.testing import CliRunner, Result

from balint.commands import cli
from balint.forms import load_form

REASONS = [field_id for field_id in load_form("congress").field_ids if field_id[:7] == "reason_"]


def balint(*words: str, database: Path) -> Result:
    """Run a verb as `python -m balint` does, without the seconds that a new process costs."""
    return CliRunner().invoke(cli, [*words, "--database", str(database)])


def leaders(n: int) -> str:
    """Write the answers of n leaders as a canonical file."""
    form = load_form("congress")
    draw = random.Random(7)  # noqa: S311 - answers, not secrets
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, form.field_ids, lineterminator="\n")
    writer.writeheader()
    for number in range(1, n + 1):
        members = draw.randint(6, 60)
        writer.writerow(
            {
                "leader_code": f"L{number:02d}",
                "country": draw.choice(["SE", "GB", "DE"]),
                "profession": draw.choice(["general_practitioner", "psychologist"]),
                "years_leading": draw.choice(["1.5", "4", "12.25"]),
                "groups_led": draw.randint(1, 5),
                "members_led": members,
                "dropouts": draw.randint(0, members // 4),
                "obligatory_groups": draw.choice(["yes", "no", ""]),
                "selection_interviews": draw.choice(["yes", "no"]),
                "follows_up_leavers": draw.choice(["yes", "no", ""]),
                **dict(zip(REASONS, draw.sample(range(1, 8), 7), strict=True)),
            }
        )
    return out.getvalue()
