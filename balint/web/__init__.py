"""What the server answers beside Streamlit: health, plain errors, headers, the page's language."""
