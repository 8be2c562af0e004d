// Tells people that their password was changed.
function(ctx)
  local mails = [a.value for a in std.get(ctx.identity, 'verifiable_addresses', []) if a.via == 'email'];
  if mails == [] then error 'cancel: no e-mail address' else {
    key: '{Your-Mailchimp-Api-Key}',
    message: {
      from_email: 'security@example.com',
      subject: 'Your password was changed',
      text: |||
        The password of your account was changed.

        If that was not you, reset it now: https://example.com/recovery
      |||,
      important: true,
      merge: false,
      to: [{ email: mails[0], type: 'to' }],
    },
  }
