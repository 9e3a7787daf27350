//! The webchat panel's wasm.

/// Small and slow enough for one panel: half the weight of the default one, 2.4 kB of a visitor's
/// download.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    bandeja_widget::start();
}
