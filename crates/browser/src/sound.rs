//! Short, soft sounds, made here: nothing is fetched, nothing is decoded.

use web_sys::{AudioContext, OscillatorType};

/// How loud, of one.
const LOUD: f32 = 0.12;
/// Seconds that a tone takes to come, and to go.
const SOFT: f64 = 0.02;

/// A tone: its height in hertz, when it begins and how long it lasts, in seconds.
pub type Tone = (f32, f64, f64);

/// What plays sounds. Browsers let a page sound once somebody has pressed something in it.
#[derive(Clone, Debug)]
pub struct Speaker(AudioContext);

impl Speaker {
    /// A speaker; `None` where the browser has none.
    #[must_use]
    pub fn new() -> Option<Self> {
        AudioContext::new().ok().map(Self)
    }

    /// Plays tones.
    pub fn play(&self, tones: &[Tone]) {
        // One that may not sound yet stays silent.
        let _ = self.0.resume();
        for tone in tones {
            // A sound that cannot be made is not worth a failure.
            let _ = self.tone(*tone);
        }
    }

    fn tone(&self, (height, after, long): Tone) -> Result<(), wasm_bindgen::JsValue> {
        let from = self.0.current_time() + after;
        let (source, gain) = (self.0.create_oscillator()?, self.0.create_gain()?);
        source.set_type(OscillatorType::Sine);
        source.frequency().set_value(height);
        let volume = gain.gain();
        volume.set_value_at_time(0.0, from)?;
        volume.linear_ramp_to_value_at_time(LOUD, from + SOFT)?;
        volume.linear_ramp_to_value_at_time(0.0, from + long)?;
        source.connect_with_audio_node(&gain)?;
        gain.connect_with_audio_node(&self.0.destination())?;
        source.start_with_when(from)?;
        source.stop_with_when(from + long)
    }
}
