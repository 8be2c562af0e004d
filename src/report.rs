//! Everything the page shows, as plain data: [`build`] is the one way from a draft to a [`Report`],
//! for the page, the corpus runners and the tests alike.
