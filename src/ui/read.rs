//! What a view reads and what may change, without the machinery of a signal: of each kind of value
//! that is a signal somewhere the first load carries two to three thousand bytes of code.

use super::{avatar::Glyph, icon::Shape, moment::Moment};
use crate::ui::prelude::*;
use std::sync::Arc;

/// Reads a value, and follows what it is made of where it is read inside a closure. Clones read the
/// same. It remembers nothing: what is dear to make belongs into a [`Memo`] before it.
pub struct Read<T>(Arc<dyn Fn() -> T + Send + Sync>);

impl<T> Read<T> {
    /// A value that does not change.
    pub fn always(value: T) -> Self
    where
        T: Clone + Send + Sync + 'static,
    {
        Self(Arc::new(move || value.clone()))
    }

    /// The value now.
    #[must_use]
    pub fn get(&self) -> T {
        (self.0)()
    }
}

impl<T> Clone for Read<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T, F> From<F> for Read<T>
where
    F: Fn() -> T + Send + Sync + 'static,
{
    fn from(read: F) -> Self {
        Self(Arc::new(read))
    }
}

/// Makes a [`Read`] of each of these holders of values.
macro_rules! holders {
    ($($holder:ident)+) => {$(
        impl<T> From<$holder<T>> for Read<T>
        where
            T: Clone + Send + Sync + 'static,
        {
            fn from(holder: $holder<T>) -> Self {
                Self(Arc::new(move || holder.get()))
            }
        }
    )+};
}

holders!(Memo Signal ReadSignal RwSignal);

/// Lets these values stand where one is read that may change.
macro_rules! values {
    ($($value:ty)+) => {$(
        impl From<$value> for Read<$value> {
            fn from(value: $value) -> Self {
                Self::always(value)
            }
        }
    )+};
}

values!(Moment Option<Glyph> Shape u32 usize bool String);
