//! What proves Ory to a receiver: typed by the user, kept in memory, put in when something leaves the page.

use std::fmt;

/// What stands for the secret of an `api_key`.
pub const SECRET: &str = "{Your-Secret}";

/// What stands for the user of `basic_auth`.
pub const USER: &str = "{Your-User}";

/// What stands for the password of `basic_auth`.
pub const PASSWORD: &str = "{Your-Password}";

/// The secrets of one action. It cannot be serialised, and prints as dots.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secrets {
    value: String,
    user: String,
    password: String,
}

impl Secrets {
    /// The secret of an `api_key`, or its placeholder.
    pub fn value(&self) -> &str {
        or(&self.value, SECRET)
    }

    /// The user of `basic_auth`, or its placeholder.
    pub fn user(&self) -> &str {
        or(&self.user, USER)
    }

    /// The password of `basic_auth`, or its placeholder.
    pub fn password(&self) -> &str {
        or(&self.password, PASSWORD)
    }

    /// Takes the secret of an `api_key`; spaces around it are a slip of the paste.
    pub fn set_value(&mut self, text: &str) {
        text.trim().clone_into(&mut self.value);
    }

    /// Takes the user of `basic_auth`.
    pub fn set_user(&mut self, text: &str) {
        text.trim().clone_into(&mut self.user);
    }

    /// Takes the password of `basic_auth`.
    pub fn set_password(&mut self, text: &str) {
        text.clone_into(&mut self.password);
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn or<'a>(text: &'a str, placeholder: &'a str) -> &'a str {
    if text.is_empty() { placeholder } else { text }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("••••••")
    }
}
