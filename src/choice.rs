//! What a list offers, and how it is searched.

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What choosing it gives.
    pub id: String,
    /// The heading it stands under; choices of one heading must follow each other.
    pub group: String,
    /// Its name.
    pub title: String,
    /// A sentence about it.
    pub detail: String,
}

/// The choices in which every word of `query` occurs, whatever its case, in the order they have.
pub fn search(choices: &[Choice], query: &str) -> Vec<Choice> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let fits = |choice: &&Choice| {
        let text = format!("{} {} {} {}", choice.group, choice.title, choice.detail, choice.id).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    choices.iter().filter(fits).cloned().collect()
}
