package subtext.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import subtext.error.Interruption;
import subtext.tensor.DType;
import subtext.tensor.Noise;
import subtext.tensor.Ranked;
import subtext.tensor.Scope;
import subtext.tensor.Tensor;
import subtext.text.Lexicon;
import subtext.text.Vocabulary;

/** Greedy and sampled writing: one token a step and sentence. B batch, V vocabulary. */
final class Stepwise {
  private final SentenceWriter writer;
  private final Decoding decoding;
  private final WritingListener listener;
  private final boolean scored;

  /**
   * @param decoding greedy or sampled
   * @param scored whether log probabilities are asked for; they are 0 otherwise
   */
  Stepwise(SentenceWriter writer, Decoding decoding, WritingListener listener, boolean scored) {
    this.writer = writer;
    this.decoding = decoding;
    this.listener = listener;
    this.scored = scored;
  }

  /** A sentence that is being written. */
  private static final class Draft {
    private final long example;
    private final int[] tokens;
    private Lexicon.@Nullable Place place;
    private int length;
    private double logProbability;
    private boolean ended;

    Draft(long example, int most, Lexicon.@Nullable Place start) {
      this.example = example;
      place = start;
      tokens = new int[most];
    }

    long previous() {
      return length == 0 ? Vocabulary.START : tokens[length - 1];
    }

    boolean isDone() {
      return ended || length == tokens.length;
    }

    SentenceWriter.Spot spot() {
      return new SentenceWriter.Spot(place, tokens.length - length);
    }

    int[] sentence() {
      return Arrays.copyOf(tokens, length);
    }

    void add(int token, double nats) {
      logProbability += nats;
      place = SentenceWriter.after(place, token);
      if (token == Vocabulary.END) {
        ended = true;
      } else {
        tokens[length++] = token;
      }
    }

    Written written() {
      return new Written(sentence(), logProbability, ended);
    }
  }

  /**
   * Writes.
   *
   * @param most tokens of each sentence
   */
  List<Written> write(Carried carried, long[] examples, int[] most) {
    List<Draft> all =
        IntStream.range(0, examples.length)
            .mapToObj(b -> new Draft(examples[b], most[b], writer.start()))
            .toList();
    List<Draft> open = new ArrayList<>(all);
    for (int t = 0; !open.isEmpty(); t++) {
      Interruption.check();
      try (Scope scope = Scope.open()) {
        step(scope, carried, open, t);
      }
      open.removeIf(Draft::isDone);
    }
    return all.stream().map(Draft::written).toList();
  }

  private void step(Scope scope, Carried carried, List<Draft> open, int written) {
    Tensor previous_B = writer.index(open.stream().mapToLong(Draft::previous).toArray());
    Decoder.Step step = writer.decoder().step(carried.state(), previous_B);
    Choice choice = choice(step.logits_BV(), open, written);
    long[] tokens = choice.token_B().toLongs();
    double[] nats =
        choice.nats_B() == null
            ? new double[tokens.length]
            : choice.nats_B().to(DType.F64).toDoubles();
    for (int b = 0; b < tokens.length; b++) {
      Draft draft = open.get(b);
      draft.add((int) tokens[b], nats[b]);
      if (!draft.ended) {
        listener.wrote(draft.example, (int) tokens[b]);
      }
    }
    long[] rows =
        IntStream.range(0, tokens.length)
            .filter(b -> !open.get(b).isDone())
            .asLongStream()
            .toArray();
    if (rows.length == tokens.length) {
      carried.go(scope, step.state());
    } else if (rows.length > 0) {
      carried.go(scope, step.state(), writer.index(rows));
    }
  }

  /**
   * @param nats_B log probabilities of the tokens; null where they are not asked for
   */
  private record Choice(Tensor token_B, @Nullable Tensor nats_B) {}

  private Choice choice(Tensor logits_BV, List<Draft> open, int written) {
    List<SentenceWriter.Spot> spots = open.stream().map(Draft::spot).toList();
    Supplier<List<int[]>> sentences = () -> open.stream().map(Draft::sentence).toList();
    if (!scored) {
      return new Choice(
          choose(writer.rank_BV(logits_BV, spots, written, sentences), open, written), null);
    }
    SentenceWriter.Next next = writer.next(logits_BV, spots, written, sentences);
    Tensor token_B = choose(next.rank_BV(), open, written);
    return new Choice(token_B, next.nats_BV().gather(1, token_B.unsqueeze(1)).squeeze(1));
  }

  private Tensor choose(Tensor rank_BV, List<Draft> open, int position) {
    return switch (decoding) {
      case Decoding.Greedy greedy -> rank_BV.argmax(1);
      case Decoding.Sampled sampled -> sample(sampled, rank_BV, uniform_B1(open, position));
      case Decoding.Beam beam -> throw new IllegalStateException("a beam is searched elsewhere");
    };
  }

  private Tensor uniform_B1(List<Draft> open, int position) {
    double[] uniform =
        open.stream()
            .mapToDouble(
                draft -> writer.noise().uniform(Noise.Stream.DECODING, 0, draft.example, position))
            .toArray();
    return Tensor.of(uniform, uniform.length, 1).to(writer.device());
  }

  /** Where the cumulative probability of what may be chosen passes the uniform number. */
  private static Tensor sample(Decoding.Sampled sampled, Tensor rank_BV, Tensor uniform_B1) {
    Tensor scaled_BV = rank_BV.to(DType.F64).mul(1 / sampled.temperature());
    if (sampled.topK() == 0 && sampled.topP() == 1) {
      return place_B(scaled_BV.softmax(1), uniform_B1);
    }
    long vocabulary = rank_BV.size(1);
    Ranked ranked =
        sampled.topK() == 0
            ? Ranked.all(scaled_BV)
            : Ranked.top(scaled_BV, Math.min(sampled.topK(), vocabulary));
    Tensor probable_BK = ranked.values().softmax(1);
    // A token stays if those before it do not yet have the probability topP: the first always does.
    Tensor before_BK = probable_BK.cumsum(1).sub(probable_BK);
    Tensor kept_BK = before_BK.lt(sampled.topP()).to(DType.F64);
    Tensor place_B = place_B(probable_BK.mul(kept_BK), uniform_B1);
    return ranked.indices().gather(1, place_B.unsqueeze(1)).squeeze(1);
  }

  private static Tensor place_B(Tensor weights_BK, Tensor uniform_B1) {
    Tensor cumulative_BK = weights_BK.cumsum(1);
    Tensor total_B1 = cumulative_BK.narrow(1, weights_BK.size(1) - 1, 1);
    return cumulative_BK.lt(total_B1.mul(uniform_B1)).to(DType.I64).sum(1);
  }
}
