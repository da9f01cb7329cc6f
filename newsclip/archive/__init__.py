"""Articles as plain files. `layout` names them, `files` reads and writes one, `store` files and finds them."""
