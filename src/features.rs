//! What agents see, one folder per feature. Features do not know each other.
