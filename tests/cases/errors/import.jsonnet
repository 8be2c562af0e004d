function(ctx) {
  lib: import "lib.libsonnet",
#      ^^^^^^^^^^^^^^^^^^^^^^ RUNTIME ERROR: importer error: import not available lib.libsonnet
}
