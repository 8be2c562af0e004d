// Tells people of a new sign-in, with the device it came from.
function(ctx)
  local mails = [a.value for a in std.get(ctx.identity, 'verifiable_addresses', []) if a.via == 'email'];
  local devices = std.get(ctx.session, 'devices', []);
  local device = if devices == null || devices == [] then {} else devices[0];
  // The address carries a port, which nobody wants to read.
  local place = std.split(std.get(device, 'ip_address', 'an unknown address'), ':')[0];
  if mails == [] then error 'cancel: no e-mail address' else {
    key: '{Your-Mailchimp-Api-Key}',
    message: {
      from_email: 'security@example.com',
      subject: 'New sign-in to your account',
      text: |||
        Somebody signed in to your account at %s, from %s with %s.

        If that was you, there is nothing to do. If not, change your password: https://example.com/settings
      ||| % [ctx.session.authenticated_at, place, std.get(device, 'user_agent', 'an unknown device')],
      important: true,
      // No copy of this in Mailchimp's log.
      view_content_link: false,
      merge: false,
      to: [{ email: mails[0], type: 'to' }],
    },
  }
