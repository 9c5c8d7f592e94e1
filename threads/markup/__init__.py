"""Reading comments out of HTML: elements in page order, rival kinds of records, their fields, and who answers whom."""
