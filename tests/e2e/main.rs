//! End to end: what an agent, a colleague and a customer do and see, in real browsers.

mod harness;
