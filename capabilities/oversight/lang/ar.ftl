oversight-log = السجل
