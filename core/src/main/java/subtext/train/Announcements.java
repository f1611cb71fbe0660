package subtext.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import subtext.data.DataFolders;
import subtext.data.Dataset;
import subtext.data.Portion;
import subtext.data.Sources;
import subtext.data.Splits;
import subtext.data.TokenCache;
import subtext.model.Task;
import subtext.recipe.Recipe;

/** What is said when a run begins: what of its recipe does nothing, and what of its texts. */
record Announcements(Recipe recipe, Dataset dataset, TrainingListener listener) {
  void tell(DataFolders folders, Sources sources, Splits splits) {
    recipe.cautions().forEach(listener::message);
    otherFolder(folders, sources);
    cut("training", dataset.train());
    cut("validation", dataset.valid());
    if (dataset.test() != null) {
      cut("test", dataset.test());
    }
    unknown(splits);
  }

  private void otherFolder(DataFolders folders, Sources sources) {
    String set = recipe.data().set();
    Path given = folders.given();
    if (set != null && given != null && Files.isDirectory(given) && !sources.areIn(given)) {
      listener.message("%s has no %s: training on %s".formatted(given, set, sources.train()));
    }
  }

  private void cut(String split, TokenCache texts) {
    TokenCache pairs = texts.sources();
    long cut = texts.cut() + (pairs == null ? 0 : pairs.cut());
    if (cut > 0) {
      listener.message(
          "%,d texts of the %,d %s examples are longer than %d tokens and were cut; see tokens.maxLength"
              .formatted(cut, texts.size(), split, recipe.tokens().maxLength()));
    }
  }

  private void unknown(Splits splits) {
    if (!List.of(Task.TOPICS, Task.CLASSIFY).contains(recipe.task())) {
      return;
    }
    long all = splits.trained().stream().mapToLong(Portion::count).sum();
    if (all > dataset.train().size()) {
      listener.message(
          "%,d of %,d training %s have no word of the vocabulary and were left out; see tokens.vocabulary and tokens.minCount"
              .formatted(
                  all - dataset.train().size(),
                  all,
                  recipe.task() == Task.TOPICS ? "documents" : "texts"));
    }
  }
}
