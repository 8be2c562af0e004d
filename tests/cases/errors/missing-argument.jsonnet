local greet(name, language) = name;
function(ctx) {
  v: greet("x"),
#    ^^^^^^^^^^ RUNTIME ERROR: Missing argument: language
}
