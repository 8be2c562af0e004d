//! Small views used by several panels.

pub mod changes;
pub mod choice;
pub mod client_features;
pub mod client_table;
pub mod code_editor;
pub mod ctx_form;
pub mod draft_changes;
pub mod draft_row;
pub mod fix;
pub mod focus;
pub mod found;
pub mod key_field;
pub mod mail_clients;
pub mod mail_faces;
pub mod mail_frame;
pub mod mail_head;
pub mod modal;
pub mod picker;
pub mod places;
pub mod prose;
pub mod secret_field;
pub mod send_test;
pub mod splitter;
pub mod tabs;
pub mod title;
pub mod update;
