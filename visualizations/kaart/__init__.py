"""The map of influence: from advice to one HTML page that needs nothing from outside."""
