"""What an edit does to the advice, and which change caused each difference."""
