function(ctx) {
  email: ctx.identity.traits.phone,
#        ^^^^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: Field does not exist: phone
}
