"""A season overnight: many episodes, each rendered by the pipeline, none of them lost."""
