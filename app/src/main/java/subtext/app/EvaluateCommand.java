package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import subtext.data.Portion;
import subtext.data.TokenCache;
import subtext.error.InputException;
import subtext.eval.Alive;
import subtext.eval.Evaluation;
import subtext.eval.EvaluationSettings;
import subtext.eval.Evaluator;
import subtext.eval.ReconstructionF1;
import subtext.text.Columns;
import subtext.use.Model;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "evaluate",
    description = "Measures a model on a file of sentences.",
    footer = {
      "",
      "Examples:",
      "  subtext evaluate runs/mine test.txt",
      "  subtext evaluate runs/mine test.txt --iwae 50 --json",
      "  subtext evaluate runs/mine test.txt --language-model runs/baseline"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int BATCH = 256;

  @ParentCommand private Subtext subtext;
  @Mixin private ModelArgument model;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "One text a line, or .tsv, .csv, .jsonl; also with .gz.")
  private Path file;

  @Option(
      names = "--iwae",
      paramLabel = "K",
      defaultValue = "500",
      description =
          "Samples of the importance-weighted bound, 0 for none. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      defaultValue = Columns.AUTO,
      description = "Number from 1 or name of the text's column. Default: the only sensible one.")
  private String text;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the draws of z. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--language-model",
      paramLabel = "MODEL",
      description = "Compare with this language model of the same text, sentence by sentence.")
  private @Nullable String languageModel;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException("there is no file " + file);
    }
    try (Model loaded = model.load(subtext);
        TemporaryFolder folder = TemporaryFolder.make("subtext-evaluate")) {
      Double baseline =
          languageModel == null ? null : languageModelNll(languageModel, folder.path());
      print(evaluate(loaded, corpus(loaded, folder.path().resolve("model")), baseline));
    }
    return 0;
  }

  /** The file in the tokens of {@code loaded}. */
  private TokenCache corpus(Model loaded, Path folder) throws IOException {
    Portion all = Portion.whole(file, new Columns(text, Columns.NONE));
    TokenCache corpus = TokenCache.of(all, loaded.tokenizer(), Files.createDirectory(folder));
    if (corpus.size() == 0) {
      throw new InputException(file + " holds no text");
    }
    return corpus;
  }

  private double languageModelNll(String name, Path folder) throws IOException {
    try (Model baseline = Model.load(ModelArgument.find(subtext, name))) {
      if (baseline.network().asVae() != null) {
        throw new InputException("--language-model: %s is not a language model".formatted(name));
      }
      TokenCache corpus = corpus(baseline, folder.resolve("language-model"));
      return new Evaluator(baseline.network(), seed, BATCH)
          .evaluate(corpus, new EvaluationSettings(0, 0))
          .nll();
    }
  }

  private Evaluation evaluate(Model loaded, TokenCache corpus, @Nullable Double languageModelNll) {
    Evaluator evaluator = new Evaluator(loaded.network(), seed, BATCH);
    Evaluation found = evaluator.evaluate(corpus, new EvaluationSettings(samples, 0));
    if (loaded.network().asVae() == null) {
      return found;
    }
    ReconstructionF1 f1 = evaluator.reconstructions(corpus, loaded.tokenizer(), 0);
    Evaluation whole = f1 == null ? found : found.with(f1);
    return whole.with(Alive.judge(whole, loaded.spec().point(), languageModelNll));
  }

  private void print(Evaluation found) {
    if (json) {
      subtext.streams().line(JsonMapper.shared().writeValueAsString(found.toMap()));
      return;
    }
    EvaluationText.lines(found).forEach(subtext.streams()::line);
  }
}
