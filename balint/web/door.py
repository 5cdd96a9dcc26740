"""What does each request pass on its way in, and each answer on its way out?"""

from __future__ import annotations

from starlette.middleware import Middleware

from balint.web.inside import InsideOnly
from balint.web.middleware import PageHead, SecurityHeaders
from balint.web.rates import RateLimits
from balint.web.sizes import SizeLimits
from balint.web.transport import OnlyOverTls
from balint.web.wanted import WantedPage

# Outermost first: headers and cookies are set on refusals too, and what is too large is
# turned away before it counts.
DOOR = [
    Middleware(SecurityHeaders),
    Middleware(OnlyOverTls),
    Middleware(InsideOnly),
    Middleware(SizeLimits),
    Middleware(RateLimits),
    Middleware(WantedPage),
    Middleware(PageHead),
]
