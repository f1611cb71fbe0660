package subtext.use;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import subtext.config.Allowed;

/**
 * The sentences of a collection that are nearest to another by the cosine of their vectors. All of
 * them are compared: exact, and fast enough for some hundred thousand; the module subtext-search
 * keeps the vectors of a corpus, and searches more of them.
 */
public final class Neighbours {
  private final Encode encode;
  private final List<String> texts;
  private final List<Encode.Encoding> encodings;

  /**
   * Encodes the collection {@code texts}.
   *
   * @throws subtext.error.InputException for a language model
   */
  public Neighbours(Model model, List<String> texts) {
    this(model, texts, new Encode(model).encode(texts));
  }

  /** A collection that is encoded already: {@code encodings} of {@code texts}, in their order. */
  public Neighbours(Model model, List<String> texts, List<Encode.Encoding> encodings) {
    Allowed.demand(
        encodings.size() == texts.size(), "encodings", encodings.size(), "one for each text");
    this.encode = new Encode(model);
    this.texts = List.copyOf(texts);
    this.encodings = List.copyOf(encodings);
  }

  /**
   * A sentence of the collection.
   *
   * @param place in the collection
   * @param cosine of the angle between its vector and the query's, in [-1, 1]
   */
  public record Neighbour(int place, String text, double cosine) {}

  /** The {@code count} nearest to {@code query}, nearest first, each text once. */
  public List<Neighbour> nearest(String query, int count) {
    return nearest(encode.vector(query), count);
  }

  /** The {@code count} nearest to {@code vector}, nearest first, each text once. */
  public List<Neighbour> nearest(float[] vector, int count) {
    Allowed.atLeast("count", count, 1);
    long[] order = new long[texts.size()];
    for (int place = 0; place < order.length; place++) {
      float cosine = (float) Vectors.cosine(encodings.get(place).mean(), vector);
      order[place] = (long) ~rising(cosine) << Integer.SIZE | place;
    }
    Arrays.sort(order); // numbers, and not objects: who moves a slider waits for this
    Set<String> seen = new HashSet<>();
    return Arrays.stream(order)
        .mapToInt(key -> (int) key)
        .filter(place -> seen.add(texts.get(place)))
        .limit(count)
        .mapToObj(
            place ->
                new Neighbour(
                    place, texts.get(place), Vectors.cosine(encodings.get(place).mean(), vector)))
        .toList();
  }

  /** A number that is the greater, the greater {@code value} is. */
  private static int rising(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
  }
}
