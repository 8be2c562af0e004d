// A welcome in HTML and in plain text. Names are escaped, so that no markup comes in with them.
function(ctx)
  local mails = [a.value for a in std.get(ctx.identity, 'verifiable_addresses', []) if a.via == 'email'];
  local name = std.get(std.get(ctx.identity.traits, 'name', {}), 'first', 'there');
  if mails == [] then error 'cancel: no e-mail address' else {
    key: '{Your-Mailchimp-Api-Key}',
    message: {
      from_email: 'hello@example.com',
      from_name: 'Example',
      subject: 'Welcome to Example',
      html: |||
        <h1>Hello %s,</h1>
        <p>good to have you here. <a href="https://example.com/start">Have a look around</a>.</p>
      ||| % std.escapeStringXML(name),
      text: |||
        Hello %s,

        good to have you here. Have a look around: https://example.com/start
      ||| % name,
      // What people type must not be taken for merge tags.
      merge: false,
      to: [{ email: mails[0], type: 'to' }],
    },
  }
