//! Sound in a thread (T7): play, hold, where it stands, how fast. All of it by keyboard.

use crate::{
    i18n::{Key, Language, language, t, tf},
    ui::{button::IconButton, icon::Shape, prelude::*},
};
use bandeja_domain::when::duration;
use leptos::html::Audio;

/// How fast, and its word, one after the other.
const SPEEDS: [(f64, &str); 3] = [(1.0, "1×"), (1.5, "1,5×"), (2.0, "2×")];

/// A player.
#[component]
pub fn AudioPlayer(
    /// Where the sound is.
    src: String,
    /// The name of the file.
    name: String,
    /// It cannot be played.
    #[prop(into)]
    on_broken: Callback<()>,
) -> impl IntoView {
    let node = NodeRef::<Audio>::new();
    let (is_playing, at, length) = (
        RwSignal::new(false),
        RwSignal::new(0_u32),
        RwSignal::new(0_u32),
    );
    let speed = RwSignal::new(0_usize);
    let press = move |()| {
        let Some(audio) = node.get_untracked() else {
            return;
        };
        if audio.paused() {
            // What cannot be played says so by its own event.
            let _ = audio.play();
        } else {
            // Holding does not fail.
            let _ = audio.pause();
        }
    };
    let follow = move |_| {
        if let Some(audio) = node.get_untracked() {
            at.set(seconds(audio.current_time()));
            length.set(seconds(audio.duration()));
            is_playing.set(!audio.paused() && !audio.ended());
        }
    };
    let seek = move |event: leptos::ev::Event| {
        let wanted: u32 = event_target_value(&event).parse().unwrap_or_default();
        if let Some(audio) = node.get_untracked() {
            audio.set_current_time(wanted.into());
            at.set(wanted);
        }
    };
    let faster = move |_| {
        speed.update(|speed| *speed = (*speed + 1) % SPEEDS.len());
        if let Some(audio) = node.get_untracked() {
            audio.set_playback_rate(SPEEDS[speed.get_untracked()].0);
        }
    };
    // A comma in Spanish and Portuguese.
    let word = move || {
        let word = SPEEDS[speed.get()].1;
        if language() == Some(Language::En) {
            word.replace(',', ".")
        } else {
            word.to_owned()
        }
    };
    let shown = move |seconds: u32| duration(i64::from(seconds) * 1_000);
    let part = move || at.get().saturating_mul(100) / length.get().max(1);
    let (of_play, of_seek) = (name.clone(), name);
    view! {
        <div class="player">
            <audio
                src=src
                preload="metadata"
                node_ref=node
                on:timeupdate=follow
                on:loadedmetadata=follow
                on:durationchange=follow
                on:play=follow
                on:pause=follow
                on:ended=follow
                on:error=move |_| on_broken.run(())
            ></audio>
            <IconButton
                label=move || {
                    let key = if is_playing.get() { Key::MediaPause } else { Key::MediaPlay };
                    tf(key, &[("name", &of_play)])
                }
                shape=Signal::derive(move || if is_playing.get() { Shape::Pause } else { Shape::Play })
                on_press=press
            />
            <input
                class="player__seek"
                type="range"
                min="0"
                max=move || length.get().max(1)
                step="1"
                prop:value=move || at.get()
                style:--part=move || format!("{}%", part())
                aria-label=move || tf(Key::MediaSeek, &[("name", &of_seek)])
                aria-valuetext=move || {
                    tf(Key::MediaAt, &[("at", &shown(at.get())), ("length", &shown(length.get()))])
                }
                on:input=seek
            />
            <span class="player__time" aria-hidden="true">
                {move || if at.get() == 0 { shown(length.get()) } else { shown(at.get()) }}
            </span>
            <button
                type="button"
                class="player__speed"
                aria-label=move || format!("{}: {}", t(Key::MediaSpeed), word())
                on:click=faster
            >
                {word}
            </button>
        </div>
    }
}

/// Whole seconds; a length that nobody knows is none.
fn seconds(time: f64) -> u32 {
    if !time.is_finite() {
        return 0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float stops at the bounds"
    )]
    {
        time.round() as u32
    }
}
