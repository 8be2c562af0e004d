function(ctx) {
  agent: ctx.request_headers.User-Agent,
#                                 ^^^^^ Unknown variable: Agent
}
