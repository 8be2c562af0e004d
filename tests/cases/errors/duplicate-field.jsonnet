function(ctx) {
  to: 1, to: 2,
#        ^^ Duplicate field: to
}
