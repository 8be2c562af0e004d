// Writes to the old address when the e-mail has changed: its owner should know.
function(ctx)
  local mails(identity) = [a.value for a in std.get(identity, 'verifiable_addresses', []) if a.via == 'email'];
  local old = mails(ctx.flow.identity);
  local now = mails(ctx.identity);
  local gone = [mail for mail in old if !std.member(now, mail)];
  if gone == [] then error 'cancel: the address has not changed' else {
    key: '{Your-Mailchimp-Api-Key}',
    message: {
      from_email: 'security@example.com',
      subject: 'Your e-mail address was changed',
      text: |||
        The e-mail address of your account was changed. Mail now goes to another address.

        If that was not you, write to us at once: security@example.com
      |||,
      important: true,
      merge: false,
      to: [{ email: mail, type: 'to' } for mail in gone],
      preserve_recipients: false,
    },
  }
