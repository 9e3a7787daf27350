//! x
pub mod rows;
pub mod wire;
pub mod words;
