protection-title = Protection
