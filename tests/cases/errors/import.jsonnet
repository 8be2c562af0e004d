function(ctx) {
  lib: import "lib.libsonnet",
#      ^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: import not available lib.libsonnet
}
