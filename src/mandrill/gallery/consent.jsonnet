// Sends only to those who asked for it: the sign-up form hands the consent over as transient payload.
function(ctx)
  local mails = [a.value for a in std.get(ctx.identity, 'verifiable_addresses', []) if a.via == 'email'];
  local payload = std.get(ctx.flow, 'transient_payload', {});
  local consents = std.get(payload, 'consents', []);
  if !std.member(consents, 'newsletter') then error 'cancel: no consent'
  else if mails == [] then error 'cancel: no e-mail address' else {
    key: '{Your-Mailchimp-Api-Key}',
    message: {
      from_email: 'news@example.com',
      subject: 'You are on the list',
      text: 'From now on you get our news. Changed your mind? https://example.com/newsletter',
      tags: ['newsletter'],
      merge: false,
      to: [{ email: mails[0], type: 'to' }],
    },
  }
