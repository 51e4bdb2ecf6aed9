hub-title = Hub
hub-act-settle = x
hub-act-settle-effect = x
hub-act-what = x
hub-act-trust = x
hub-act-trust-effect = x
hub-compared-by = x
