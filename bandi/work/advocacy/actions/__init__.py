"""What people do in advocacy beyond editing a record: keys of the calendar feed; the way of a text from plan to paper."""
