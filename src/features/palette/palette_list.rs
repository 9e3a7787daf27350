//! A field and what it finds: arrows walk, Enter takes (the combobox pattern of ARIA's guide).

use super::keys_table::Keys;
use crate::{
    i18n::{Key, t, tf},
    ui::{fold::fold, popover::unique, prelude::*},
};
use bandeja_browser::page;
use leptos::ev::KeyboardEvent;

/// A line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it stands under.
    pub group: String,
    /// What it is called.
    pub name: String,
    /// Its keys, from the first to the last to press.
    pub keys: Vec<String>,
    /// Why it cannot be taken now.
    pub hindrance: Option<String>,
    /// Whether it is only found by typing.
    pub is_hidden: bool,
}

/// At most so many lines are shown.
const MOST: usize = 60;

/// The field and the lines. `on_pick` gets the place of the one that was taken.
#[component]
pub fn PaletteList(
    /// All lines, those of one group together.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// One was taken.
    #[prop(into)]
    on_pick: Callback<usize>,
) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let here = RwSignal::new(0_usize);
    let id = unique("palette");
    let found = Memo::new(move |_| lines.with(|lines| find(lines, &wanted.get())));
    let count = move || found.with_untracked(Vec::len);
    let pick = move |at: usize| {
        let place = found.with_untracked(|found| found.get(at).copied());
        let is_free = |place: &usize| {
            lines.with_untracked(|lines| {
                lines
                    .get(*place)
                    .is_some_and(|line| line.hindrance.is_none())
            })
        };
        if let Some(place) = place.filter(is_free) {
            on_pick.run(place);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() || count() == 0 {
            return;
        }
        let (at, last) = (here.get_untracked(), count() - 1);
        match event.key().as_str() {
            "ArrowDown" => here.set(if at >= last { 0 } else { at + 1 }),
            "ArrowUp" => here.set(if at == 0 { last } else { at - 1 }),
            "PageDown" => here.set((at + 8).min(last)),
            "PageUp" => here.set(at.saturating_sub(8)),
            "Enter" => pick(at),
            _ => return,
        }
        event.prevent_default();
    };
    let option = {
        let id = id.clone();
        move |at: usize| format!("{id}-{at}")
    };
    let (active, shown) = (option.clone(), option);
    Effect::new({
        let active = active.clone();
        move |_| {
            let at = here.get();
            page::reveal(&active(at));
        }
    });
    view! {
        <div class="palette">
            <input
                class="palette__field field__input"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-expanded="true"
                aria-controls=id.clone()
                aria-label=move || t(Key::PaletteFind)
                placeholder=move || t(Key::PaletteFind)
                aria-activedescendant=move || found.with(|it| !it.is_empty()).then(|| active(here.get()))
                autofocus=true
                prop:value=move || wanted.get()
                on:input=move |event| {
                    wanted.set(event_target_value(&event));
                    here.set(0);
                }
                on:keydown=on_key
            />
            <div class="palette__lines" role="listbox" id=id aria-label=move || t(Key::PaletteTitle)>
                {move || {
                    let mut group = String::new();
                    lines.with_untracked(|lines| {
                        found.get()
                            .into_iter()
                            .enumerate()
                            .filter_map(|(at, place)| Some((at, lines.get(place)?.clone())))
                            .map(|(at, line)| {
                                let heading = (line.group != group).then(|| line.group.clone());
                                group.clone_from(&line.group);
                                view! {
                                    {heading.map(|word| view! { <p class="palette__group" aria-hidden="true"><bdi>{word}</bdi></p> })}
                                    <Choice line id=shown(at) at here on_pick=pick/>
                                }
                            })
                            .collect_view()
                    })
                }}
            </div>
            <p class="palette__none" role="status">
                {move || found.with(Vec::is_empty).then(|| tf(Key::PaletteNone, &[("text", wanted.get().trim())]))}
            </p>
        </div>
    }
}

#[component]
fn Choice(
    line: Line,
    id: String,
    at: usize,
    here: RwSignal<usize>,
    #[prop(into)] on_pick: Callback<usize>,
) -> impl IntoView {
    let is_hindered = line.hindrance.is_some();
    view! {
        <div
            class="palette__line"
            role="option"
            id=id
            aria-selected=move || if here.get() == at { "true" } else { "false" }
            aria-disabled=is_hindered.then_some("true")
            on:pointermove=move |_| {
                if here.get_untracked() != at {
                    here.set(at);
                }
            }
            on:click=move |_| on_pick.run(at)
        >
            <span class="palette__words">
                <bdi class="palette__name">{line.name}</bdi>
                {line.hindrance.map(|why| view! { <span class="palette__why">{why}</span> })}
            </span>
            <Keys names=line.keys/>
        </div>
    }
}

/// The places of the lines that are found: every word of what is wanted begins or is within one.
fn find(lines: &[Line], wanted: &str) -> Vec<usize> {
    let wanted = fold(wanted);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |line: &Line| {
        if words.is_empty() {
            return !line.is_hidden;
        }
        let text = fold(&[line.name.as_str(), &line.group].join(" "));
        words.iter().all(|word| text.contains(word))
    };
    let fitting = lines.iter().enumerate().filter(|(_, line)| fits(line));
    fitting.map(|(place, _)| place).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(group: &str, name: &str, is_hidden: bool) -> Line {
        Line {
            group: group.to_owned(),
            name: name.to_owned(),
            keys: Vec::new(),
            hindrance: None,
            is_hidden,
        }
    }

    /// Proves L11.
    #[test]
    fn words_find_a_line_in_any_order_and_without_accents() {
        let lines = [
            line("Conversación con Íñigo", "Cerrar conversación", false),
            line("Pestañas", "Ir a En Cola", false),
            line("Conversaciones", "Zoë Brontë", true),
        ];
        let check = |wanted: &str, expected: &[usize]| {
            assert_eq!(find(&lines, wanted), expected, "{wanted}");
        };
        check("", &[0, 1]);
        check("  ", &[0, 1]);
        check("CERRAR inigo", &[0]);
        check("cola ir", &[1]);
        check("zoe", &[2]);
        check("nada", &[]);
    }
}
