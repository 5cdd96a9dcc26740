"""How does a file that a person sends become answers in a round?"""

from balint.intake.commit import Receipt, commit
from balint.intake.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from balint.intake.plan import Plan, left_aside, plan_file, told_readings
from balint.intake.problems import Problem
from balint.intake.refused import refused_file
from balint.intake.standing import find_earlier
from balint.intake.still_runs import OwnGroup, answer_for, own_groups
from balint.intake.twins import find_twins
from balint.intake.undo import kept_file, redo, undo

__all__ = [
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "OwnGroup",
    "Plan",
    "Problem",
    "Receipt",
    "answer_for",
    "commit",
    "find_earlier",
    "find_twins",
    "kept_file",
    "left_aside",
    "own_groups",
    "plan_file",
    "redo",
    "refused_file",
    "told_readings",
    "undo",
]
