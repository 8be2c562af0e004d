// Fills a template stored at Mailchimp. Its action goes to https://mandrillapp.com/api/1.0/messages/send-template
function(ctx)
  local mails = [a.value for a in std.get(ctx.identity, 'verifiable_addresses', []) if a.via == 'email'];
  local name = std.get(ctx.identity.traits, 'name', {});
  if mails == [] then error 'cancel: no e-mail address' else {
    key: '{Your-Mailchimp-Api-Key}',
    template_name: 'welcome',
    template_content: [],
    message: {
      from_email: 'hello@example.com',
      subject: 'Welcome, *|FNAME|*',
      merge: true,
      merge_language: 'mailchimp',
      merge_vars: [{
        rcpt: mails[0],
        vars: [
          { name: 'FNAME', content: std.get(name, 'first', 'there') },
          { name: 'LNAME', content: std.get(name, 'last', '') },
        ],
      }],
      to: [{ email: mails[0], type: 'to' }],
    },
  }
