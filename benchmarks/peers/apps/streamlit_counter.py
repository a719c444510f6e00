"""The counter in Streamlit."""

from __future__ import annotations

import streamlit

state = streamlit.session_state
state.setdefault("count", 0)
if streamlit.button("+"):
    state.count += 1
streamlit.text(f"Count: {state.count}")
