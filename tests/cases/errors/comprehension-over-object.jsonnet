function(ctx) {
  v: [x for x in ctx.identity.traits],
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: Unexpected type object, expected array
}
