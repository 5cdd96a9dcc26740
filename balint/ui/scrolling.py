"""How is a reader brought to the place on a page that they asked for, or that answers them?"""

from __future__ import annotations

import streamlit as st

# Charts above the place get their height one after another, so the page is scrolled until they
# have, unless the reader scrolls.
SCROLL = """<script>
(() => {
    let left = 16
    const stop = () => { left = 0 }
    for (const act of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
        addEventListener(act, stop, { once: true, passive: true })
    const timer = setInterval(() => {
        document.querySelector('%s')?.scrollIntoView()
        if (--left < 1) clearInterval(timer)
    }, 200)
})()
</script>"""


def scroll_to(selector: str) -> None:
    """Scroll to the first element that fits a CSS selector, once however often a page runs."""
    st.html(SCROLL % selector, unsafe_allow_javascript=True)
