package subtext.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import subtext.use.Encode;
import subtext.use.Model;
import subtext.use.Texts;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "encode",
    description = "Turns texts into vectors: the means of their posteriors.",
    footer = {
      "",
      "Examples:",
      "  subtext encode runs/mine \"the team is a unit\"          JSON lines",
      "  subtext encode runs/mine - --out vectors.npy < texts.txt",
      "  subtext encode runs/mine - --out vectors.safetensors < texts.txt"
    })
final class EncodeCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Spec private CommandSpec spec;
  @ParentCommand private Subtext subtext;
  @Mixin private TextArguments texts;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the vectors [N, Z] to a .npy or .safetensors file instead.")
  private @Nullable Path out;

  @Option(
      names = {"--jsonl", "--json"},
      description = "Print JSON, one object a line. This is what happens without --out.")
  @SuppressWarnings("UnusedVariable") // accepted, as by the other verbs
  private boolean json;

  private long cut;
  private long unfamiliar;

  @Override
  public Integer call() {
    if (out != null) {
      GivenOptions.refuse(spec, "--jsonl"::equals, "what is printed, --out takes the place of");
    }
    VectorFile file = out == null ? null : VectorFile.of(out);
    List<float[]> vectors = new ArrayList<>();
    int size;
    try (Model loaded = texts.load(subtext)) {
      Encode encode = new Encode(loaded);
      size = loaded.network().latent();
      texts.eachPart(
          subtext.streams().in(),
          part -> {
            Texts read = encode.read(part);
            List<Encode.Encoding> encodings = encode.encode(read);
            for (int i = 0; i < part.size(); i++) {
              boolean isCut = read.isCut(i);
              boolean isUnfamiliar = read.isUnfamiliar(i);
              cut += isCut ? 1 : 0;
              unfamiliar += isUnfamiliar ? 1 : 0;
              if (file == null) {
                print(part.get(i), encodings.get(i), isCut, isUnfamiliar);
              } else {
                vectors.add(file.next(encodings.get(i).mean(), vectors.size()));
              }
            }
          });
    }
    Streams.Doubts doubts = subtext.streams().doubts("encode", "texts");
    doubts.say(cut, "longer than the model reads, so their vectors are of their beginnings");
    doubts.say(
        unfamiliar, "without a letter that the model met in training: their vectors say nothing");
    if (file != null) {
      file.write(vectors, size);
    }
    return 0;
  }

  private void print(String text, Encode.Encoding encoding, boolean isCut, boolean isUnfamiliar) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("text", text);
    fields.put("vector", encoding.mean());
    fields.put("kl", Double.isNaN(encoding.kl()) ? null : encoding.kl());
    fields.put("cut", isCut);
    fields.put("unfamiliar", isUnfamiliar);
    subtext.streams().line(JSON.writeValueAsString(fields));
  }
}
