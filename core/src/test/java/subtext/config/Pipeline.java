package subtext.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration with one of everything that a record may hold. */
record Pipeline(
    String name,
    Stage stage,
    Shape shape,
    @Nullable String note,
    @Nullable Stage last,
    List<Stage> stages,
    List<Double> weights,
    Map<String, Integer> limits) {
  static final Pipeline DEFAULT =
      new Pipeline(
          "plain",
          new Stage(32, 7L, 0.5, true, Colour.DARK_RED),
          new Shape.Square(1),
          null,
          null,
          List.of(),
          List.of(),
          Map.of());

  enum Colour {
    GREEN,
    DARK_RED
  }

  record Stage(int batch, long seed, double rate, boolean fast, Colour colour) {
    static final Stage DEFAULT = new Stage(8, 1L, 0.1, false, Colour.GREEN);

    Stage {
      Allowed.between("batch", batch, 1, 4096);
      if (fast && batch == 13) {
        throw new IllegalArgumentException("a fast stage cannot have 13");
      }
    }
  }

  sealed interface Shape {
    record Square(double side) implements Shape {}

    record LongOval(double width, double height) implements Shape {
      static final LongOval DEFAULT = new LongOval(2, 1);
    }

    record Point() implements Shape {}

    record Ring(double hole) implements Shape {}
  }
}
