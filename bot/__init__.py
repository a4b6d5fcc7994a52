"""The process: the only place that builds things and joins them."""
