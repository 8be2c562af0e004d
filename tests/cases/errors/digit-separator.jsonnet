function(ctx) {
  limit: 1_000,
#         ^^^^ Expected a comma before next field
}
