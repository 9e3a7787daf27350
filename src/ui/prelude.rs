//! What every view brings in: `leptos::prelude`, but for the attributes of elements.
//!
//! Leptos has a type for each attribute's name, and makes the code of an attribute anew for each:
//! forty times the same in the first load. Here a name is a value, so that there is one such type
//! for each kind of value. The traits bear the names of Leptos' own, which they take the place of:
//! a view with another attribute than these does not build, and needs a line here. [`Show`] and
//! [`whenever`] are Leptos' own, too, in one piece of code each.

pub use super::show::Show;
pub use leptos::prelude::*;

use leptos::tachys::html::{
    attribute::{
        Attribute, AttributeValue,
        custom::{CustomAttr, custom_attribute},
    },
    element::{ElementType, HtmlElement},
};

/// Does something now, and again whenever what it has read changes; ends with the view that asks.
///
/// An [`Effect`] in one piece of code for all; whoever needs what it answered the last time takes
/// that.
pub fn whenever(run: impl FnMut() + 'static) {
    fn begin(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_: Option<()>| run());
    }
    begin(Box::new(run));
}

/// Makes a trait with a method for each attribute, for every element.
macro_rules! attributes {
    ($(#[$doc:meta])* $trait:ident: $($name:ident = $word:literal;)+) => {
        $(#[$doc])*
        pub trait $trait<V>: Sized + AddAnyAttr
        where
            V: AttributeValue,
        {$(
            #[doc = concat!("`", $word, "`.")]
            fn $name(
                self,
                value: V,
            ) -> <Self as AddAnyAttr>::Output<CustomAttr<&'static str, V>> {
                self.add_any_attr(custom_attribute($word, value))
            }
        )+}

        impl<E, At, Ch, V> $trait<V> for HtmlElement<E, At, Ch>
        where
            E: ElementType + Send,
            At: Attribute + Send,
            Ch: RenderHtml + Send,
            V: AttributeValue,
        {
        }
    };
}

attributes! {
    /// Attributes that every element can have (HTML, 3.2.6).
    GlobalAttributes:
    autocapitalize = "autocapitalize";
    autofocus = "autofocus";
    dir = "dir";
    draggable = "draggable";
    enterkeyhint = "enterkeyhint";
    hidden = "hidden";
    id = "id";
    inert = "inert";
    lang = "lang";
    popover = "popover";
    role = "role";
    spellcheck = "spellcheck";
    tabindex = "tabindex";
    title = "title";
}

attributes! {
    /// What an element tells screen readers (WAI-ARIA 1.2).
    AriaAttributes:
    aria_activedescendant = "aria-activedescendant";
    aria_atomic = "aria-atomic";
    aria_busy = "aria-busy";
    aria_checked = "aria-checked";
    aria_controls = "aria-controls";
    aria_current = "aria-current";
    aria_describedby = "aria-describedby";
    aria_disabled = "aria-disabled";
    aria_expanded = "aria-expanded";
    aria_haspopup = "aria-haspopup";
    aria_hidden = "aria-hidden";
    aria_invalid = "aria-invalid";
    aria_label = "aria-label";
    aria_labelledby = "aria-labelledby";
    aria_live = "aria-live";
    aria_orientation = "aria-orientation";
    aria_owns = "aria-owns";
    aria_posinset = "aria-posinset";
    aria_pressed = "aria-pressed";
    aria_selected = "aria-selected";
    aria_setsize = "aria-setsize";
    aria_valuemax = "aria-valuemax";
    aria_valuemin = "aria-valuemin";
    aria_valuenow = "aria-valuenow";
    aria_valuetext = "aria-valuetext";
}
