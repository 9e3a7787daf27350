//! Who changed what, from what to what, and when.

use crate::{
    i18n::{Key, t},
    ui::{
        moment::{Moment, Time},
        prelude::*,
    },
};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was changed.
    pub what: String,
    /// Who.
    pub who: String,
    /// When.
    pub at: Moment,
    /// What it was.
    pub from: String,
    /// What it became.
    pub to: String,
}

/// The lines, newest first.
#[component]
pub fn AuditList(
    /// The lines.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
) -> impl IntoView {
    let line = |line: Line| {
        let Line {
            what,
            who,
            at,
            from,
            to,
        } = line;
        view! {
            <li class="audit__line">
                <bdi class="audit__what">{what}</bdi>
                <span class="audit__change">
                    <bdi class="audit__from">{from}</bdi>
                    <span aria-hidden="true">" → "</span>
                    <span class="quiet">{t(Key::SettingsBecame)}</span>
                    <bdi class="audit__to">{to}</bdi>
                </span>
                <span class="audit__who">
                    <bdi>{who}</bdi>
                    " · "
                    <Time at=at/>
                </span>
            </li>
        }
    };
    view! {
        <ol class="audit" aria-label=move || t(Key::SettingsAudit)>
            {move || lines.get().into_iter().map(line).collect_view()}
        </ol>
    }
}
