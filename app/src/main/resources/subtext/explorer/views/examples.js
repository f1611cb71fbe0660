// Sentences to begin with, so that no view is empty at first sight.

const EXAMPLES = {
  en: ["the team is a unit", "music at night", "he was a man of few words", "the train was late"],
  zh: ["明月松間照", "春風吹又生", "白雲生處有人家", "江流天地外"],
};

/** Some sentences in the model's language. */
export const examples = (model) => EXAMPLES[model.language?.startsWith("zh") ? "zh" : "en"];
