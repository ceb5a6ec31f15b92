"""The colours of territories."""

from __future__ import annotations

# After the "muted" scheme of Paul Tol (technical note SRON/EPS/TN/09-002), made for colour-blind readers; its two
# lightest colours are darker here, for fine dots on white.
PALETTE = ("#332288", "#5bb0e0", "#cc6677", "#117733", "#cfae3c", "#882255", "#44aa99", "#aa4499", "#8a8a2e")
