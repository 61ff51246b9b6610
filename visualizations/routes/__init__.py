"""What people see of routes: roads side by side, a matrix with gaps, linking pins and allies."""
