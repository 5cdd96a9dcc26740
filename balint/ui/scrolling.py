"""How is a reader brought to the place on a page that they asked for, or that answers them?"""

from __future__ import annotations

import streamlit as st

# Charts above the place get their height one after another, so the page is scrolled until they
# have, unless the reader scrolls. A frame tells for a while which place it is.
SCROLL = """<script>
(() => {
    let left = 16
    const stop = () => { left = 0 }
    for (const act of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
        addEventListener(act, stop, { once: true, passive: true })
    let framed = null
    const timer = setInterval(() => {
        const place = document.querySelector('%s')
        place?.scrollIntoView()
        if (place && place !== framed)
            place.animate({ outline: Array(2).fill('3px solid var(--focus)') }, 6000)
        framed = place
        if (--left < 1) clearInterval(timer)
    }, 200)
})()
</script>"""


def scroll_to(selector: str) -> None:
    """Scroll to the first element that fits a CSS selector, once however often a page runs."""
    st.html(SCROLL % selector, unsafe_allow_javascript=True)
