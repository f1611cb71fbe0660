package subtext.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.config.Allowed;
import subtext.error.InputException;
import subtext.latent.SamplingPrior;
import subtext.tensor.Precision;
import subtext.use.Generate;
import subtext.use.Images;
import subtext.use.Model;
import subtext.use.Sheet;

@Command(
    name = "generate",
    description =
        "Writes new sentences, sampled at the temperature that the model says if nothing else is"
            + " asked for; or draws new images.",
    footer = {
      "",
      "Examples:",
      "  subtext generate                          by the model that ships",
      "  subtext generate runs/mine -n 20 --seed 7",
      "  subtext generate runs/mine --temperature 0.7 --top-p 0.9 --jsonl",
      "  subtext generate runs/mine -n 20 --diverse --repetition-penalty 1.2",
      "  subtext generate runs/reviews --label positive",
      "  subtext generate runs/pictures -n 100 --out sheet.png     by a model of images"
    })
final class GenerateCommand implements Runnable {
  private static final int MOST_IMAGES = 10_000;

  /** What images can be drawn with. */
  private static final Set<String> FOR_IMAGES =
      Set.of("--count", "--prior", "--seed", "--precision", "--out");

  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private DecodingOptions writing;
  @Mixin private WordsOption words;
  @Mixin private JsonLines json;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description =
          "A run folder, a model folder, or the name of one. Default: the one that ships.")
  private @Nullable String model;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many sentences. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--prior",
      paramLabel = "PRIOR",
      description = "Draw z from: ${COMPLETION-CANDIDATES}. Default: what the model says.")
  private @Nullable SamplingPrior prior;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "Write texts of this label, by a model that knows labels (semiSupervised).")
  private @Nullable String label;

  @Option(
      names = "--diverse",
      description =
          "Write no sentence twice, white space and case aside: draw others instead, up to ten"
              + " times N.")
  private boolean diverse;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "float32",
      description =
          "Of the matrix products: float32, or bfloat16 for twice the speed with many sentences.")
  private Precision precision;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description = "Where a model of images draws a sheet of N of them, at most 10000.")
  private @Nullable Path out;

  @Override
  public void run() {
    if (out != null) {
      requireForImages(out);
    }
    Models models = new Models(subtext.installation(), Runs.FOLDER);
    try (Model loaded = Model.load(model == null ? models.shipped() : models.find(model))) {
      loaded.computeIn(precision);
      if (!precision.isSuitedTo(loaded.device())) {
        subtext
            .streams()
            .err()
            .println("--precision: " + Precision.UNSUITED + ": writing in float32");
      }
      Generate.Request request =
          new Generate.Request(count, writing.sampling(loaded, words), prior, diverse, label);
      if (out != null) {
        draw(loaded, request, out);
        return;
      }
      List<Generate.Sample> samples = new Generate(loaded).generate(request);
      if (samples.size() < count) {
        subtext
            .streams()
            .err()
            .printf(
                "--diverse: only %d of %d sentences; of %d that were drawn, no more differ%n",
                samples.size(), count, request.mostDraws());
      }
      for (Generate.Sample sample : samples) {
        json.print(subtext.streams(), fields(sample), sample.text());
      }
    }
  }

  private void requireForImages(Path file) {
    GivenOptions.refuse(
        spec, name -> !FOR_IMAGES.contains(name), "does nothing with --out, which draws images");
    Allowed.between("--count with --out", count, 1, MOST_IMAGES);
    OutputFile.requireFolder("--out", file);
  }

  /** As nearly square as it can be. */
  private static void draw(Model loaded, Generate.Request request, Path file) {
    Images images = new Images(loaded);
    int across = (int) Math.ceil(Math.sqrt(request.count()));
    byte[] png = new Sheet(images.size(), images.generate(request), across).png();
    try {
      Files.write(file, png);
    } catch (IOException e) {
      throw new InputException("--out: %s cannot be written (%s)".formatted(file, e), e);
    }
  }

  private static Map<String, Object> fields(Generate.Sample sample) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", sample.text());
    if (sample.label() != null) {
      fields.put("label", sample.label());
    }
    fields.put("log_probability", sample.logProbability());
    fields.put("z", sample.z());
    return fields;
  }
}
