protection-title = الحماية
