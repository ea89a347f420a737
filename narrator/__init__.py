"""narrator: accessibility audio description from subtitles."""
