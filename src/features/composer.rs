//! Writing to the customer (M1).

pub mod composer_blocked;
pub mod composer_box;
