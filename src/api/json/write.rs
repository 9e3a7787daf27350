//! The writer: a `serde` serializer into a text.

use super::read::Fault;
use serde::ser::{self, Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};
use std::fmt;

impl ser::Error for Fault {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

#[derive(Default)]
pub(super) struct Writer {
    pub(super) out: String,
}

impl Writer {
    fn string(&mut self, text: &str) {
        self.out.push('"');
        for sign in text.chars() {
            match sign {
                '"' | '\\' => {
                    self.out.push('\\');
                    self.out.push(sign);
                }
                '\n' => self.out.push_str("\\n"),
                ..' ' => {
                    self.out.push_str("\\u00");
                    let code = u32::from(sign);
                    self.out.extend(char::from_digit(code >> 4, 16));
                    self.out.extend(char::from_digit(code & 15, 16));
                }
                _ => self.out.push(sign),
            }
        }
        self.out.push('"');
    }

    fn number(&mut self, number: i64) {
        self.out.push_str(&number.to_string());
    }
}

/// Numbers stay below 2^53: one size does for all.
macro_rules! numbers {
    ($($method:ident($number:ty))+) => {$(
        fn $method(self, number: $number) -> Result<(), Fault> {
            self.number(i64::try_from(number).map_err(|_| Fault)?);
            Ok(())
        }
    )+};
}

/// What the contract has not.
macro_rules! unasked {
    ($($method:ident($($argument:ty),*) -> $answer:ty;)+) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$answer, Fault> {
            Err(Fault)
        }
    )+};
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = Entries<'w>;
    type SerializeTuple = Impossible<(), Fault>;
    type SerializeTupleStruct = Impossible<(), Fault>;
    type SerializeTupleVariant = Impossible<(), Fault>;
    type SerializeMap = Impossible<(), Fault>;
    type SerializeStruct = Entries<'w>;
    type SerializeStructVariant = Impossible<(), Fault>;

    numbers! { serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
    serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) }

    unasked! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize)
            -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize)
            -> Self::SerializeStructVariant;
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Fault> {
        Err(Fault)
    }

    fn serialize_bool(self, value: bool) -> Result<(), Fault> {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Fault> {
        self.string(text);
        Ok(())
    }

    fn serialize_char(self, sign: char) -> Result<(), Fault> {
        self.string(sign.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Fault> {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fault> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Fault> {
        self.serialize_none()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        word: &'static str,
    ) -> Result<(), Fault> {
        self.serialize_str(word)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Entries<'w>, Fault> {
        Ok(Entries::of(self, '[', ']'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries<'w>, Fault> {
        Ok(Entries::of(self, '{', '}'))
    }
}

/// The entries of a list or an object that is being written.
pub(super) struct Entries<'w> {
    writer: &'w mut Writer,
    close: char,
    is_first: bool,
}

impl<'w> Entries<'w> {
    fn of(writer: &'w mut Writer, open: char, close: char) -> Self {
        writer.out.push(open);
        Self {
            writer,
            close,
            is_first: true,
        }
    }

    fn next(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.writer.out.push(',');
        }
    }

    fn finish(self) {
        self.writer.out.push(self.close);
    }
}

impl SerializeSeq for Entries<'_> {
    type Ok = ();
    type Error = Fault;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Fault> {
        self.finish();
        Ok(())
    }
}

impl SerializeStruct for Entries<'_> {
    type Ok = ();
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        self.next();
        self.writer.string(name);
        self.writer.out.push(':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Fault> {
        self.finish();
        Ok(())
    }
}
