"""The comparison with other generators that `make bench` runs; nothing in `khao` knows of it."""
