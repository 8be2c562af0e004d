function(ctx) {
  to: [ctx.identity.verifiable_addresses[3].value],
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: Index 3 out of bounds, not within [0, 1)
}
