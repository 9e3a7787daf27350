//! What a person wants to hear and see of news, kept in this browser.

use bandeja_domain::news::News;

/// Where it is kept.
pub const KEY: &str = "bandeja.notices";

/// How one is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a notice on the desktop, while nobody attends to the app.
    Desktop,
    /// By a sound.
    Sound,
}

/// What a person wants. At first everything; the desktop needs the browser's leave beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    desktop: [bool; News::ALL.len()],
    sound: [bool; News::ALL.len()],
    /// Whether notices show what was written.
    pub shows_text: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            desktop: [true; News::ALL.len()],
            sound: [true; News::ALL.len()],
            shows_text: true,
        }
    }
}

impl Choices {
    /// Whether one is told of some news in some way.
    #[must_use]
    pub fn has(&self, news: News, way: Way) -> bool {
        let all = match way {
            Way::Desktop => &self.desktop,
            Way::Sound => &self.sound,
        };
        all[place(news)]
    }

    /// The same with another choice.
    #[must_use]
    pub fn with(mut self, news: News, way: Way, is_on: bool) -> Self {
        let all = match way {
            Way::Desktop => &mut self.desktop,
            Way::Sound => &mut self.sound,
        };
        all[place(news)] = is_on;
        self
    }

    /// The same, with or without the words of messages.
    #[must_use]
    pub fn with_text(self, shows_text: bool) -> Self {
        Self { shows_text, ..self }
    }

    /// As it is kept: a sign for each choice.
    #[must_use]
    pub fn write(&self) -> String {
        let all = self.desktop.iter().chain(&self.sound);
        let all = all.chain(std::iter::once(&self.shows_text));
        all.map(|is_on| if *is_on { '1' } else { '0' }).collect()
    }

    /// What was kept; what is not understood is as at first.
    #[must_use]
    pub fn read(kept: &str) -> Self {
        let mut choices = Self::default();
        let mut signs = kept.chars();
        let places = choices.desktop.iter_mut().chain(&mut choices.sound);
        for place in places.chain(std::iter::once(&mut choices.shows_text)) {
            *place = signs.next() != Some('0');
        }
        choices
    }
}

const fn place(news: News) -> usize {
    match news {
        News::Message => 0,
        News::Assigned => 1,
        News::Queued => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves G5: each choice for itself, and the next start knows it.
    #[test]
    fn choices_are_kept() {
        let all = Choices::default();
        let some =
            all.with(News::Queued, Way::Sound, false)
                .with(News::Message, Way::Desktop, false);
        assert_eq!(Choices::read(&some.write()), some);
        assert!(!some.has(News::Queued, Way::Sound) && some.has(News::Queued, Way::Desktop));
        assert!(some.has(News::Message, Way::Sound) && !some.has(News::Message, Way::Desktop));
        assert_eq!(Choices::read(""), all);
        assert_eq!(Choices::read("nonsense that is too long"), all);
    }
}
