function(ctx) {
  key: "{Your-Mailchimp-Api-Key}",
  message: {
    from_email: "hello@example.com",
    subject: "Welcome aboard",
    text: "Good to have you here. Have a look around!",
    to: [
      {
        email: ctx.identity.verifiable_addresses[0].value,
        type: "to",
      },
    ],
  },
}
