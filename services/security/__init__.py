"""Who may do what, and what is sealed: keys, ciphers, passwords, tokens, the policy."""
