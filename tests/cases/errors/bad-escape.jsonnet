function(ctx) {
  path: "c:\users",
#       ^^^^^^^^^^ template.jsonnet:2:9-19 Unicode escape sequence was malformed: c:\u
}
