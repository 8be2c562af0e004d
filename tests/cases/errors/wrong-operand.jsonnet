function(ctx) {
  total: 3 * "x",
#        ^^^^^^^ RUNTIME ERROR: Unexpected type string, expected number
}
