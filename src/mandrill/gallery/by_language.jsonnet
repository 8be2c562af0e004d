// Writes in the language the person's browser asked for first.
function(ctx)
  local mails = [a.value for a in std.get(ctx.identity, 'verifiable_addresses', []) if a.via == 'email'];
  local asked = std.get(ctx.request_headers, 'Accept-Language', ['en'])[0];
  local language = std.asciiLower(std.substr(asked, 0, 2));
  local texts = {
    en: { subject: 'Welcome', text: 'Good to have you here.' },
    de: { subject: 'Willkommen', text: 'Schön, dass du da bist.' },
    fr: { subject: 'Bienvenue', text: 'Ravis de vous compter parmi nous.' },
  };
  local chosen = std.get(texts, language, texts.en);
  if mails == [] then error 'cancel: no e-mail address' else {
    key: '{Your-Mailchimp-Api-Key}',
    message: {
      from_email: 'hello@example.com',
      subject: chosen.subject,
      text: chosen.text,
      merge: false,
      to: [{ email: mails[0], type: 'to' }],
    },
  }
