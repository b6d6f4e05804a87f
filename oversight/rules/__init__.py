"""What counts, what is late and what reopens a question, as functions over plain values."""
