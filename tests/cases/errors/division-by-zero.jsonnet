function(ctx) {
  half: 1 / (2 - 2),
#       ^^^^^^^^^^^ RUNTIME ERROR: Division by zero.
}
