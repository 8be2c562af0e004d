function(ctx) {
  to: error "no recipient for " + ctx.identity.id,
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: no recipient for 3f8e6a50-2f4c-4f4e-9d7b-6f0c5d3b7a11
}
