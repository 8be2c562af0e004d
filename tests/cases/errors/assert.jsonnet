function(ctx)
  assert ctx.flow.type == "api" : "only for apps"; { }
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: only for apps
