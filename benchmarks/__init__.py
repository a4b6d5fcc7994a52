"""Speed, memory and scale, each beside a peer or a limit in the same run."""
