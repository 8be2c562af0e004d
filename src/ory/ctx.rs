//! The context as a text that people edit: its JSON with places, its shape, its form, and what it can be made from.

pub mod convert;
pub mod form;
pub mod json;
pub mod shape;
