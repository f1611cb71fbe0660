package subtext.spark;

import java.util.List;
import java.util.stream.IntStream;
import subtext.tensor.Noise;

/** Sentences that a small model can learn something of, drawn by their numbers. */
final class Sentences {
  private static final List<String> WHO = List.of("the cat", "a dog", "our team", "my friend", "它");
  private static final List<String> DOES = List.of("sees", "likes", "never finds", "chases", "爱");
  private static final List<String> WHAT =
      List.of("the ball", "an old house", "some water", "the long way home", "雨");

  private Sentences() {}

  static List<String> of(int count) {
    return IntStream.range(0, count).mapToObj(Sentences::sentence).toList();
  }

  private static String sentence(int number) {
    return "%s %s %s %d"
        .formatted(
            drawn(WHO, number, 1), drawn(DOES, number, 2), drawn(WHAT, number, 3), number % 7);
  }

  static String label(int number) {
    return drawn(WHO, number, 1).equals("它") ? "zh" : "en";
  }

  private static String drawn(List<String> words, int number, long stream) {
    return words.get(
        (int) Long.remainderUnsigned(Noise.mix(Noise.mix(number) + stream), words.size()));
  }
}
