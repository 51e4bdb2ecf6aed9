protection-title = Protection des personnes
