function(ctx) {
  a: self.a + 1,
#    ^^^^^^ RUNTIME ERROR: max stack frames exceeded.
}
