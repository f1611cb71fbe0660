package subtext.bench;

import java.nio.file.Path;
import java.util.List;
import subtext.data.DataFolders;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.recipe.Recipe;
import subtext.text.Tokenizer;

/**
 * Penn Treebank's sentences, as the recipe ptb-lstm-vae has them.
 *
 * @param vocabulary number of token ids
 */
record Treebank(int vocabulary, TokenCache train, TokenCache valid) {

  /**
   * Reads it.
   *
   * @param home of the recipes
   * @param data folder of sets, or the set's own
   * @param cache folder for the tokens
   * @throws subtext.error.InputException if the set is not there
   */
  static Treebank read(Path home, Path data, Path cache) {
    Recipe recipe = Recipe.read(home.resolve("recipes/ptb-lstm-vae.yaml"), List.of());
    Splits splits =
        Splits.of(recipe.data(), Sources.find(recipe.data(), DataFolders.standard(data)));
    Tokenizer tokenizer = splits.tokenizer(recipe.tokens());
    return new Treebank(
        tokenizer.size(),
        TokenCache.of(splits.train(), tokenizer, cache),
        TokenCache.of(splits.valid(), tokenizer, cache));
  }
}
