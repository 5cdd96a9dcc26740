"""Where the Balint groups are, for whom, and how they meet."""

from __future__ import annotations

import streamlit as st

from balint.ui.cards import change_cards, figure_columns, printed_cards, round_heading
from balint.ui.filters import choose_rounds
from balint.ui.regions import choose_region, narrowed, region_map, region_panel
from balint.ui.view import current_view


def main() -> None:
    """Show inventories and a region in them, then what is printed of other times and kinds."""
    view = current_view()
    say = view.say
    st.title(say("Groups"))
    st.markdown(
        say(
            "Where there are groups and where there are none, for whom they are, and whether "
            "they keep the frames that the method builds on."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rounds = choose_rounds(view, "groups-by-region", key="inventory")
        region = choose_region(view)
    change_cards(view, rounds, "groups-change")
    round_heading(view, rounds)
    region_panel(view, rounds, region)
    region_map(view, rounds, region)
    marked = {"region": region}
    figure_columns(
        view,
        rounds,
        left=[
            ("groups-funnel", marked),
            ("groups-by-health-care-region", marked),
            *narrowed(view, region, ["group-frames", "groups-started"]),
        ],
        right=narrowed(
            view,
            region,
            [
                "groups-by-kind",
                "groups-participation",
                "groups-by-setting",
                "groups-by-initiator",
                "groups-confirmed",
            ],
        ),
    )
    printed_cards(view, "groups-over-time", "group-types")


main()
