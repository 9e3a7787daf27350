//! The webchat panel's wasm.

fn main() {
    bandeja_widget::start();
}
