//! Every scenario's two files, in the order of the picker.

use std::sync::LazyLock;

use crate::later;

/// Between two contexts; no JSON has it.
const BETWEEN: &str = "\u{1e}";

macro_rules! files {
    ($first:literal, $($id:literal),+ $(,)?) => {
        /// Id and text of each file, all but the context.
        pub const FILES: &[(&str, &str)] =
            &[($first, include_str!(concat!($first, ".json"))), $(($id, include_str!(concat!($id, ".json")))),+];

        static CONTEXTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
            later::text(later::marked!(
                include_str!(concat!("ctx/", $first, ".json")),
                $("\u{1e}", include_str!(concat!("ctx/", $id, ".json"))),+
            ))
            .split(BETWEEN)
            .collect()
        });
    };
}

/// The one a first visitor meets: its context is there at once.
pub const FIRST: &str = "registration_after_password";

/// The context of the scenario at this place in [`FILES`].
pub fn ctx(at: usize) -> &'static str {
    match FILES.get(at) {
        Some((FIRST, _)) => include_str!("ctx/registration_after_password.json"),
        _ => CONTEXTS.get(at).copied().unwrap_or_default(),
    }
}

files! {
    "registration_before",
    "registration_before_api",
    "registration_before_identity_schema",
    "registration_before_return_to",
    "registration_after_password",
    "registration_after_password_api",
    "registration_after_password_transient_payload",
    "registration_after_password_unicode",
    "registration_after_password_no_verification",
    "registration_after_password_username",
    "registration_after_password_phone_only",
    "registration_after_password_phone",
    "registration_after_password_email_first",
    "registration_after_oidc_organization",
    "registration_after_password_metadata",
    "registration_after_oidc",
    "registration_after_code",
    "registration_after_passkey",
    "registration_after_webauthn",
    "registration_after_password_parse",
    "registration_after_password_parse_api",
    "registration_after_password_parse_transient_payload",
    "registration_after_password_parse_unicode",
    "registration_after_password_parse_no_verification",
    "registration_after_password_parse_username",
    "registration_after_password_parse_phone_only",
    "registration_after_password_parse_phone",
    "registration_after_oidc_parse",
    "registration_after_code_parse",
    "login_before",
    "login_before_async",
    "login_before_api",
    "login_before_refresh",
    "login_before_aal2",
    "login_after_password",
    "login_after_password_async",
    "login_after_password_api",
    "login_after_password_refresh",
    "login_after_oidc",
    "login_after_code",
    "login_after_passkey",
    "login_after_webauthn",
    "login_after_totp",
    "login_after_lookup_secret",
    "settings_before",
    "settings_before_async",
    "settings_before_again",
    "settings_before_new_email",
    "settings_before_recovery_code",
    "settings_before_recovery_link",
    "settings_before_lookup_secret",
    "settings_before_webauthn",
    "settings_after_profile",
    "settings_after_profile_new_email",
    "settings_after_profile_parse",
    "settings_after_profile_parse_new_email",
    "settings_after_password",
    "settings_after_password_parse",
    "settings_after_totp",
    "settings_after_totp_parse",
    "settings_after_lookup_secret",
    "settings_after_webauthn",
    "settings_after_passkey",
    "settings_after_oidc",
    "verification_before",
    "verification_before_link",
    "verification_after_code",
    "verification_after_link",
    "recovery_before",
    "recovery_before_link",
    "recovery_after_code",
    "recovery_after_link",
}
