function(ctx) {
  v: if ctx.identity.id then 1 else 2,
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: Unexpected type string, expected boolean
}
