function(ctx) {
  text: "🦀 hello " + ctx.identity.traits.nickname,
#                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: Field does not exist: nickname
}
