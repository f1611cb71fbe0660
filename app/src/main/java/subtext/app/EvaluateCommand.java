package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
      "  subtext evaluate runs/mine test.txt --iwae 50 --json"
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

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException("there is no file " + file);
    }
    try (Model loaded = model.load(subtext);
        TemporaryFolder folder = TemporaryFolder.make("subtext-evaluate")) {
      Portion all = Portion.whole(file, new Columns(text, Columns.NONE));
      TokenCache corpus = TokenCache.of(all, loaded.tokenizer(), folder.path());
      if (corpus.size() == 0) {
        throw new InputException(file + " holds no text");
      }
      print(evaluate(loaded, corpus));
    }
    return 0;
  }

  private Evaluation evaluate(Model loaded, TokenCache corpus) {
    Evaluator evaluator = new Evaluator(loaded.network(), seed, BATCH);
    Evaluation found = evaluator.evaluate(corpus, new EvaluationSettings(samples, 0));
    if (loaded.network().asVae() == null) {
      return found;
    }
    ReconstructionF1 f1 = evaluator.reconstructions(corpus, loaded.tokenizer(), 0);
    Evaluation whole = f1 == null ? found : found.with(f1);
    return whole.with(Alive.judge(whole, loaded.spec().point(), null));
  }

  private void print(Evaluation found) {
    if (json) {
      subtext.streams().line(JsonMapper.shared().writeValueAsString(found.toMap()));
      return;
    }
    EvaluationText.lines(found).forEach(subtext.streams()::line);
  }
}
