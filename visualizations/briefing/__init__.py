"""The briefing: the advice as a document to send on, in Word, PDF, PowerPoint and Markdown."""
