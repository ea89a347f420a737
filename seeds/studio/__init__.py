"""The parts of the maker: the story, its voices, its sound, its scenes and its picture."""
