"""The public API, re-exported lazily; nothing else."""
