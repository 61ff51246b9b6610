"""What people look at: terminal tables, the map, reports; everything here only shows what the engine found."""
