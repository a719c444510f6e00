"""1,000 rows in Streamlit, of which a button changes one."""

from __future__ import annotations

import streamlit

state = streamlit.session_state
state.setdefault("count", 0)
if streamlit.button("+"):
    state.count += 1
for number in range(1000):
    left, right = streamlit.columns(2)
    left.text(f"Count: {state.count}" if number == 500 else f"Row number {number}")
    right.button("ok", key=str(number))
