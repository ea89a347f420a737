"""What is shown is not what is said: the spoken form of on-screen text."""
