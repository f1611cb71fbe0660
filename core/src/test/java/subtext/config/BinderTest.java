package subtext.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import subtext.config.Pipeline.Colour;
import subtext.config.Pipeline.Shape;
import subtext.config.Pipeline.Stage;

class BinderTest {
  private static final Pipeline DEFAULT = Pipeline.DEFAULT;

  private static Pipeline yaml(String... lines) {
    return Binder.bind(Binder.yaml("p.yaml", String.join("\n", lines)), Pipeline.class);
  }

  @Test
  void emptyTextGivesTheDefault() {
    assertThat(yaml("")).isEqualTo(DEFAULT);
    assertThat(yaml("# only a comment")).isEqualTo(DEFAULT);
    assertThat(yaml("stage:")).isEqualTo(DEFAULT);
  }

  @Test
  void missingKeysOfASectionComeFromTheDefaultOfTheRecordAround() {
    assertThat(yaml("stage: {batch: 64}").stage())
        .isEqualTo(new Stage(64, 7L, 0.5, true, Colour.DARK_RED));
  }

  @Test
  void missingKeysOfAnAbsentSectionComeFromItsOwnDefault() {
    assertThat(yaml("last: {batch: 2}").last())
        .isEqualTo(new Stage(2, 1L, 0.1, false, Colour.GREEN));
  }

  @Test
  void kindChoosesTheRecordOfASealedInterface() {
    assertThat(yaml("shape: {kind: longOval, height: 3}").shape())
        .isEqualTo(new Shape.LongOval(2, 3));
    assertThat(yaml("shape: point").shape()).isEqualTo(new Shape.Point());
    assertThat(yaml("shape: {side: 5}").shape()).isEqualTo(new Shape.Square(5));
  }

  @Test
  void scalarsAreReadAsTheRecordDeclaresThem() {
    Pipeline read =
        yaml(
            "name: 12",
            "note: no",
            "stage: {rate: 1e-4, batch: 1.0e2, seed: -9223372036854775808, fast: false}",
            "shape: {side: .5}");
    assertThat(read.name()).isEqualTo("12");
    assertThat(read.note()).isEqualTo("no");
    assertThat(read.stage().rate()).isEqualTo(1e-4);
    assertThat(read.stage().batch()).isEqualTo(100);
    assertThat(read.stage().seed()).isEqualTo(Long.MIN_VALUE);
    assertThat(read.stage().fast()).isFalse();
    assertThat(read.shape()).isEqualTo(new Shape.Square(0.5));
  }

  @Test
  void enumConstantsAreReadWhateverTheirCase() {
    for (String name : List.of("dark-red", "DARK_RED", "Dark_Red")) {
      assertThat(yaml("stage: {colour: " + name + "}").stage().colour()).isEqualTo(Colour.DARK_RED);
    }
  }

  @Test
  void listsAndMapsHoldRecordsAndScalars() {
    Pipeline read =
        yaml(
            "stages: [{batch: 1}, {batch: 2, colour: dark-red}]",
            "weights: [1, 2.5, 1e-3]",
            "limits: {a: 1, b: 2}");
    assertThat(read.stages()).extracting(Stage::batch).containsExactly(1, 2);
    assertThat(read.weights()).containsExactly(1.0, 2.5, 1e-3);
    assertThat(read.limits()).containsExactly(Map.entry("a", 1), Map.entry("b", 2));
  }

  @Test
  void everyValueIsWrittenAndReadBackFromYamlAndJson() {
    Pipeline written =
        new Pipeline(
            "two: lines\n#",
            new Stage(3, 1L << 60, 1e22, true, Colour.GREEN),
            new Shape.LongOval(1e-9, 2),
            "007",
            Stage.DEFAULT,
            List.of(Stage.DEFAULT),
            List.of(-0.1),
            Map.of("x", 1));
    assertThat(yaml(Binder.yaml(written))).isEqualTo(written);
    assertThat(Binder.bind(Binder.json("p.json", Binder.json(written)), Pipeline.class))
        .isEqualTo(written);
  }

  @Test
  void theWrittenDefaultShowsEveryKey() {
    assertThat(Binder.yaml(DEFAULT))
        .isEqualTo(
            """
            name: plain
            stage:
              batch: 32
              seed: 7
              rate: 0.5
              fast: true
              colour: dark-red
            shape:
              kind: square
              side: 1.0
            note: null
            last: null
            stages: []
            weights: []
            limits: {}
            """);
  }

  @Test
  void anotherDefaultCanStandInForMissingKeys() {
    Pipeline base = yaml("name: base", "stage: {batch: 5}");
    assertThat(Binder.bind(Binder.yaml("p", "note: x"), base).stage().batch()).isEqualTo(5);
  }

  @Test
  void overridesAreMergedBeforeBinding() {
    Node tree = Binder.yaml("p.yaml", "stage: {batch: 64, fast: false}");
    tree = Binder.set(tree, "stage.batch=128");
    tree = Binder.set(tree, "shape={kind: longOval, width: 9}");
    tree = Binder.set(tree, "last.rate=0.25");
    tree = Binder.set(tree, "note=a=b");
    Pipeline read = Binder.bind(tree, Pipeline.class);
    assertThat(read.stage()).isEqualTo(new Stage(128, 7L, 0.5, false, Colour.DARK_RED));
    assertThat(read.shape()).isEqualTo(new Shape.LongOval(9, 1));
    assertThat(read.last()).isEqualTo(new Stage(8, 1L, 0.25, false, Colour.GREEN));
    assertThat(read.note()).isEqualTo("a=b");
  }

  @Test
  void keysAndValuesOnTheCommandLineAreMergedIntoTheSection() {
    Node tree = Binder.yaml("p.yaml", "stage: {batch: 64, fast: false}\nshape: {side: 3}");
    tree = Binder.set(tree, "stage={rate: 0.25, batch: 9}");
    assertThat(Binder.bind(tree, Pipeline.class).stage())
        .isEqualTo(new Stage(9, 7L, 0.25, false, Colour.DARK_RED));
    tree = Binder.set(tree, "shape={width: 9, kind: longOval}");
    assertThat(Binder.bind(tree, Pipeline.class).shape()).isEqualTo(new Shape.LongOval(9, 1));
    tree = Binder.set(tree, "shape={kind: square, side: 2}");
    assertThat(Binder.bind(tree, Pipeline.class).shape()).isEqualTo(new Shape.Square(2));
    tree = Binder.set(tree, "shape={kind: longOval}");
    assertThat(Binder.bind(tree, Pipeline.class).shape()).isEqualTo(new Shape.LongOval(2, 1));
  }

  @Test
  void anotherKindOnTheCommandLineDropsTheKeysOfTheOldOne() {
    Node tree = Binder.yaml("p.yaml", "shape: {kind: square, side: 3}");
    tree = Binder.set(tree, "shape.width=4");
    tree = Binder.set(tree, "shape.kind=longOval");
    assertThat(Binder.bind(tree, Pipeline.class).shape()).isEqualTo(new Shape.LongOval(4, 1));
  }
}
