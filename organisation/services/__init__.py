"""What an administrator does with the body, its structure, its people, their roles and the characteristics."""
