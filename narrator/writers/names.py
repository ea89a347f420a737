"""What the products are called in the folder of a job; a text product is named by its writer."""

STEM = "narration.wav"
