"""Between writing and publishing: who wrote what, comments, approval, and the mails that tell of them."""
