//! What Mandrill would say of the body, or make of it without a word. Other receivers have none of these checks.

use super::Check;

/// In reading order.
pub const CHECKS: &[&Check] = &[];
