oversight-log = Journal
