function(ctx) {
  v: 1 ==-1,
#      ^ Not a binary operator: =
}
