//! Every view over every fixture on one page (cargo feature `gallery`).
