package subtext.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import subtext.error.InputException;

/** {@code JAZZER_FUZZ=1} searches for texts; otherwise the ones in the resources are tried. */
class BinderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyTextIsBoundOrRefusedWithItsPlace(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    refuseOrRoundTrip(() -> Binder.yaml("fuzz.yaml", text));
    refuseOrRoundTrip(() -> Binder.json("fuzz.json", text));
    refuseOrRoundTrip(() -> Binder.set(new Node.Nothing(new Place("fuzz", 1)), text));
  }

  private static void refuseOrRoundTrip(Supplier<Node> read) {
    Pipeline bound;
    try {
      bound = Binder.bind(read.get(), Pipeline.class);
    } catch (InputException e) {
      if (!String.valueOf(e.getMessage()).startsWith("fuzz.")
          && !String.valueOf(e.getMessage()).startsWith("--set ")) {
        throw new AssertionError("no place in: " + e.getMessage(), e);
      }
      return;
    }
    if (!Binder.bind(Binder.json("json", Binder.json(bound)), Pipeline.class).equals(bound)
        || !Binder.bind(Binder.yaml("yaml", Binder.yaml(bound)), Pipeline.class).equals(bound)) {
      throw new AssertionError("written and read back, this differs: " + bound);
    }
  }
}
