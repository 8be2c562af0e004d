//! An identity and its addresses (Kratos `identity/identity.go`, `identity_verification.go`, `identity_recovery.go`).

use super::types::{Never, Shape, Type, Type::*, always, filled, set};

/// `ctx.identity`, `ctx.session.identity`, `ctx.flow.identity`.
pub static IDENTITY: Shape = Shape {
    name: "an identity",
    source: "identity/identity.go",
    keys: &[
        always("id", Uuid),
        filled("external_id", Text),
        always("schema_id", Text),
        always("schema_url", Text),
        always("state", OneOf(&["active", "inactive"])),
        set("state_changed_at", Time).or_null(),
        always("traits", Free),
        filled("verifiable_addresses", ListOf(&VERIFIABLE_ADDRESS)),
        filled("recovery_addresses", ListOf(&RECOVERY_ADDRESS)),
        always("metadata_public", Free).or_null(),
        always("created_at", Time),
        always("updated_at", Time),
        always("organization_id", Uuid).or_null(),
        filled("region", Text),
    ],
    never: &[
        Never {
            name: "credentials",
            why: "Ory takes the credentials out before a template sees an identity: they hold the hashes of passwords.",
            remedy: "Take it out; a template cannot read it.",
        },
        Never {
            name: "metadata_admin",
            why: "Ory takes `metadata_admin` out before a template sees an identity.",
            remedy: "Keep what a mail needs in `metadata_public`.",
        },
        Never {
            name: "transient_payload",
            why: "The transient payload belongs to the flow, and is never saved with an identity.",
            remedy: "Read `ctx.flow.transient_payload`.",
        },
        Never {
            name: "nid",
            why: "The id of the network is for Ory's database alone.",
            remedy: "Take it out; a template cannot read it.",
        },
        Never {
            name: "available_aal",
            why: "Ory keeps the assurance level to itself.",
            remedy: "After a sign-in, read `ctx.session.authenticator_assurance_level`.",
        },
    ],
};

static VERIFIABLE_ADDRESS: Shape = Shape {
    name: "a verifiable address",
    source: "identity/identity_verification.go",
    keys: &[
        always("id", Uuid),
        always("value", Text),
        always("verified", Boolean),
        always("via", VIA),
        always("status", OneOf(&["pending", "sent", "completed"])),
        set("verified_at", Time).or_null(),
        always("created_at", Time),
        always("updated_at", Time),
    ],
    never: &[],
};

static RECOVERY_ADDRESS: Shape = Shape {
    name: "a recovery address",
    source: "identity/identity_recovery.go",
    keys: &[
        always("id", Uuid),
        always("value", Text),
        always("via", VIA),
        set("break_glass_for_organization", Free),
        always("created_at", Time),
        always("updated_at", Time),
    ],
    never: &[
        Never { name: "verified", why: NOT_PROVED, remedy: READ_VERIFIABLE },
        Never { name: "status", why: NOT_PROVED, remedy: READ_VERIFIABLE },
    ],
};

const VIA: Type = OneOf(&["email", "sms"]);
const NOT_PROVED: &str = "Only verifiable addresses say whether they are proved.";
const READ_VERIFIABLE: &str = "Read it in `verifiable_addresses`.";
