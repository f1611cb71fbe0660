package subtext.serve;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subtext.model.ModelSpec;

/** The models that are served, as OpenAI's clients list them, and more. */
record ModelList(String object, List<Entry> data) {
  /**
   * A model.
   *
   * @param created in seconds since 1970
   * @param latent numbers of z
   * @param writesByLabels whether {@code generate} takes a label
   * @param run whether the run that made it is there, with its metrics
   */
  record Entry(
      String id,
      String object,
      long created,
      String ownedBy,
      String name,
      String task,
      String language,
      int latent,
      List<String> labels,
      List<String> verbs,
      boolean writesByLabels,
      int vocabulary,
      long parameters,
      @Nullable String sha256,
      boolean run) {}

  static ModelList of(Shelf shelf) {
    return new ModelList("list", shelf.all().stream().map(ModelList::entry).toList());
  }

  static Entry entry(ServedModel served) {
    Loaded loaded = served.current();
    return loaded == null
        ? RunRecipe.entry(served.id(), Objects.requireNonNull(served.run()))
        : entry(loaded, served.run() != null);
  }

  private static Entry entry(Loaded loaded, boolean run) {
    ModelSpec spec = loaded.model().spec();
    return new Entry(
        loaded.id(),
        "model",
        loaded.created().getEpochSecond(),
        "subtext",
        spec.name(),
        spec.task().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        spec.language(),
        loaded.model().network().latent(),
        spec.labels(),
        loaded.verbs(),
        loaded.writesByLabels(),
        spec.vocabulary(),
        loaded.parameters(),
        loaded.sha256(),
        run);
  }
}
