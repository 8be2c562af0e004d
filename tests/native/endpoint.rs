//! Which endpoint of Mandrill an address is, and its table of fields.

use playground::mandrill::{
    SEND, SEND_TEMPLATE,
    fields::{self, FieldType, Level},
    request::Endpoint,
};

#[test]
fn mandrill_is_told_by_its_host_version_and_path() {
    for (url, expected) in [
        (SEND, Some(Endpoint::Send)),
        (SEND_TEMPLATE, Some(Endpoint::SendTemplate)),
        ("https://mandrillapp.com/api/1.3/messages/send.json", Some(Endpoint::Send)),
        ("https://MandrillApp.com:443/api/1.4/messages/send-raw.yaml?x=1", Some(Endpoint::SendRaw)),
        ("http://mandrillapp.com/api/1.0/messages/send-mc-template/", Some(Endpoint::SendMcTemplate)),
        ("https://mandrillapp.com/api/2.0/messages/send", None),
        ("https://mandrillapp.com/api/1.0/messages/search", None),
        ("https://mandrillapp.com.example.com/api/1.0/messages/send", None),
        ("https://example.com/mandrillapp.com/api/1.0/messages/send", None),
        ("https://user@mandrillapp.com/api/1.0/messages/send", None),
        ("mandrillapp.com/api/1.0/messages/send", None),
        ("", None),
    ] {
        assert_eq!(Endpoint::of(url), expected, "{url}");
    }
}

#[test]
fn every_field_stands_once_and_its_objects_have_fields() {
    const LEVELS: [Level; 10] = [
        Level::Top,
        Level::Message,
        Level::Recipient,
        Level::GlobalVar,
        Level::RecipientVars,
        Level::Var,
        Level::RecipientMetadata,
        Level::Attachment,
        Level::Image,
        Level::Region,
    ];
    for endpoint in Endpoint::ALL {
        for level in LEVELS {
            let fields = fields::of(endpoint, level);
            for (at, field) in fields.iter().enumerate() {
                assert!(fields[..at].iter().all(|other| other.name != field.name), "{} twice", field.name);
                assert!(field.what.ends_with('.') && !field.source.is_empty(), "{}", field.name);
                if let FieldType::Object(inner) | FieldType::Objects(inner) = field.kind {
                    assert!(!fields::of(endpoint, inner).is_empty(), "{}", field.name);
                }
            }
        }
    }
    assert_eq!(fields::of(Endpoint::Send, Level::Message).len(), 32, "Mandrill's specification has 32 members");
}
