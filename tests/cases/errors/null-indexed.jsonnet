function(ctx) {
  plan: ctx.identity.metadata_public.plan,
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: Value non indexable: *jsonnet.valueNull
}
