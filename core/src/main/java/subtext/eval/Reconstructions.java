package subtext.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.decoder.Decoding;
import subtext.decoder.Lengths;
import subtext.decoder.SentenceWriter;
import subtext.metric.ContentF1;
import subtext.metric.Words;
import subtext.model.Vae;
import subtext.tensor.Device;
import subtext.tensor.Noise;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Tokenizer;

/** Greedy reconstructions from means of posteriors, compared with the sentences. */
record Reconstructions(Vae vae, Tokenizer tokenizer, int batch) {

  /**
   * F1 over the sentences that have a partner and a content word; null if there is none.
   *
   * @param partners whose mean a sentence is written from the second time; -1 for none
   */
  @Nullable ReconstructionF1 compare(Sentences sentences, Latents latents, int[] partners) {
    int[] places =
        IntStream.range(0, partners.length).filter(place -> partners[place] >= 0).toArray();
    List<String> texts = new ArrayList<>();
    for (int place : places) {
      texts.add(tokenizer.decode(sentences.corpus().tokens(sentences.examples()[place])));
    }
    if (texts.stream().allMatch(text -> Words.content(text).isEmpty())) {
      return null;
    }
    int longest = Math.max(1, sentences.length(sentences.size() - 1));
    Lengths lengths = new Lengths(0, Lengths.upTo(longest).most());
    int[] others = Arrays.stream(places).map(place -> partners[place]).toArray();
    return new ReconstructionF1(
        ContentF1.mean(texts, write(latents, places, lengths)),
        ContentF1.mean(texts, write(latents, others, lengths)));
  }

  private List<String> write(Latents latents, int[] places, Lengths lengths) {
    Device device = vae.parameters().device();
    SentenceWriter writer =
        new SentenceWriter(
            vae.decoder(), new Decoding.Greedy(), lengths, null, device, new Noise(0, 0));
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < places.length; from += batch) {
      int[] part = Arrays.copyOfRange(places, from, Math.min(places.length, from + batch));
      try (Scope scope = Scope.open()) {
        Tensor z_BZ = latents.rows_BZ(latents.locations(), part, vae.parameters());
        writer
            .tokens(z_BZ, new long[part.length])
            .forEach(tokens -> texts.add(tokenizer.decode(tokens)));
      }
    }
    return texts;
  }
}
