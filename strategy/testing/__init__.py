"""Tests that strategists write: examples inside rules, and expectations of the advice in toetsen/*.yaml."""
