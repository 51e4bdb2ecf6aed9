oversight-log = Log
