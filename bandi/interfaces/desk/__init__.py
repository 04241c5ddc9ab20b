"""The desk: pages for people who work here all day. Knows every package below; nothing knows the desk."""
