function(ctx) {
  a: 1
  b: 2,
# ^ Expected a comma before next field
}
