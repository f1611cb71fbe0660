package subtext.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.error.InputException;
import subtext.search.CorpusSearch;
import subtext.search.Hit;
import subtext.search.Shards;
import subtext.use.Model;

@Command(
    name = "search",
    description = "Finds the sentences of a corpus that are nearest to a query.",
    footer = {
      "",
      "Each result: the cosine of its vector and the query's, its line, its text; behind - the"
          + " query comes first.",
      "The vectors of the corpus are made once, and kept in a folder.",
      "",
      "Examples:",
      "  subtext search quickstart-en notes.txt \"music at night\"",
      "  subtext search runs/mine reviews.tsv --text 2 -k 3 \"the room was cold\"",
      "  subtext search runs/mine notes.txt - --json < queries.txt"
    })
final class SearchCommand implements Callable<Integer> {
  /** Sentences from which on it takes seconds, and is shown. */
  private static final long SHOWN = 2_000;

  private static final String INPUT = "-";
  private static final Set<String> OF_FILES = Set.of("--index", "--text");

  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private ModelArgument model;
  @Mixin private JsonLines json;
  @Mixin private TextColumn column;

  @Parameters(
      index = "1",
      paramLabel = "CORPUS",
      description =
          "The texts: one a line, or .tsv, .csv, .jsonl; also gzipped. Or a folder that"
              + " subtext-spark index has made of them.")
  private Path corpus;

  @Parameters(
      index = "2",
      paramLabel = "QUERY",
      description = "What to look for, or - for one query a line on standard input.")
  private String query;

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      description = "Results of a query. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--index",
      paramLabel = "DIR",
      description = "Folder for the vectors. Default: one of the user's cache folder.")
  private @Nullable Path index;

  private long cut;
  private long unfamiliar;

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw new InputException("-k %d: how many results? 1 or more".formatted(count));
    }
    if (query.isBlank()) {
      throw new InputException("the query is empty: say what to look for");
    }
    Path folder = model.folder(subtext);
    LiveLine line = LiveLine.on(subtext.streams());
    try (Model loaded = Model.load(folder);
        CorpusSearch search = open(folder, loaded, line)) {
      line.end();
      if (query.equals(INPUT)) {
        TextArguments.lines(subtext.streams().in(), part -> print(search, part));
      } else {
        print(search, List.of(query));
      }
      Streams.Doubts doubts = subtext.streams().doubts("search", "queries");
      doubts.say(cut, "longer than the model reads: their beginnings were looked for");
      doubts.say(
          unfamiliar,
          "without a letter that the model met in training: what they find says nothing");
    }
    return 0;
  }

  private CorpusSearch open(Path folder, Model loaded, LiveLine line) throws IOException {
    if (Shards.areIn(corpus)) {
      GivenOptions.refuse(spec, OF_FILES::contains, "%s holds an index already".formatted(corpus));
      return CorpusSearch.open(loaded, Shards.open(corpus));
    }
    return CorpusSearch.open(
        loaded,
        column.of("CORPUS", corpus),
        index == null ? CacheFolder.index(folder, corpus) : index,
        (done, all) -> show(line, loaded, done, all));
  }

  private static void show(LiveLine line, Model loaded, long done, long all) {
    if (all >= SHOWN) {
      line.reading(loaded.spec().name(), done, all);
    }
  }

  private void print(CorpusSearch search, List<String> queries) {
    try {
      search.search(queries, count).forEach(this::print);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the index of " + corpus, e);
    }
  }

  private void print(CorpusSearch.Found found) {
    cut += found.cut() ? 1 : 0;
    unfamiliar += found.unfamiliar() ? 1 : 0;
    String first = query.equals(INPUT) ? found.query() + "\t" : "";
    for (Hit hit : found.hits()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("query", found.query());
      fields.put("score", hit.score());
      fields.put("line", hit.line());
      fields.put("text", hit.text());
      fields.put("cut", found.cut());
      fields.put("unfamiliar", found.unfamiliar());
      json.print(
          subtext.streams(),
          fields,
          String.format(Locale.ROOT, "%s%.4f\t%d\t%s", first, hit.score(), hit.line(), hit.text()));
    }
  }
}
