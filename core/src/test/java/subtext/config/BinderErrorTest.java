package subtext.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subtext.error.InputException;

class BinderErrorTest {
  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> Binder.bind(Binder.yaml("p.yaml", text), Pipeline.class))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void unknownKeyIsRefusedWithTheNearestRightOne() {
    assertRefused(
        "name: a\nstage:\n  fast: true\n  bacth: 3\n",
        "p.yaml:4: stage.bacth: unknown key; did you mean 'batch'?");
    assertRefused(
        "shape: {kind: square, radius: 3}",
        "p.yaml:1: shape.radius: unknown key; choose from: side");
    assertRefused("shape: {kind: point, x: 3}", "p.yaml:1: shape.x: unknown key; remove it");
  }

  @Test
  void unknownKindIsRefusedWithTheNearestRightOne() {
    assertRefused(
        "name: a\nshape:\n  kind: longoval\n",
        "p.yaml:3: shape.kind: 'longoval' is unknown; did you mean 'longOval'?");
    assertRefused(
        "shape: triangle",
        "p.yaml:1: shape.kind: 'triangle' is unknown; choose from: square, longOval, point, ring");
  }

  @Test
  void duplicateKeyIsRefusedWithBothLines() {
    assertRefused(
        "name: a\nnote: b\nname: c\n",
        "p.yaml:3: the key name is given twice, first in line 1; remove one");
  }

  @Test
  void valueOutOfRangeIsPutToItsLine() {
    assertRefused(
        "stage:\n  fast: false\n  batch: 0\n",
        "p.yaml:3: stage.batch: 0 is out of range; allowed: 1 to 4096");
  }

  @Test
  void otherFaultOfARecordIsPutToItsSection() {
    assertRefused(
        "name: a\nlast: {batch: 13, fast: true}", "p.yaml:2: last: a fast stage cannot have 13");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "many",
        "1.5",
        "1e99",
        "3000000000",
        "1e999999999",
        "0x10",
        "1_000",
        "[1]",
        "{a: 1}",
        ""
      })
  void whatIsNoIntIsRefusedWithLineAndKey(String value) {
    assertThatThrownBy(
            () ->
                Binder.bind(Binder.yaml("p.yaml", "stage: {batch: " + value + "}"), Pipeline.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("p.yaml:1: stage.batch: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate: .nan", "rate: .inf", "rate: 1e999", "fast: yes", "colour: gren"})
  void otherScalarsAreHeldToTheirTypes(String entry) {
    assertThatThrownBy(
            () -> Binder.bind(Binder.yaml("p.yaml", "stage: {" + entry + "}"), Pipeline.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("p.yaml:1: stage." + entry.substring(0, entry.indexOf(':')));
  }

  @Test
  void missingKeyWithoutADefaultIsNamed() {
    assertRefused(
        "shape: {kind: ring}\nname: a",
        "p.yaml:1: shape.hole: is missing and has no default; add it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [",
        "a: b: c",
        "a: &x 1\nb: *x",
        "a: 1\n---\nb: 2",
        "\ta: 1",
        "a: \"",
        "- a",
        "7"
      })
  void textThatIsNoConfigurationIsRefusedWithItsName(String text) {
    assertThatThrownBy(() -> Binder.bind(Binder.yaml("p.yaml", text), Pipeline.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("p.yaml:");
  }

  @Test
  void deepNestingIsRefused() {
    String text = "[".repeat(100_000);
    assertThatThrownBy(() -> Binder.json("p.json", text))
        .isInstanceOf(InputException.class)
        .hasMessage("p.json:1: nested deeper than 64 levels");
  }

  @Test
  void brokenJsonIsRefusedWithItsLine() {
    assertThatThrownBy(() -> Binder.json("p.json", "{\n\"name\": }"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("p.json:2: ");
  }

  @Test
  void overrideNamesItself() {
    Node tree = Binder.yaml("p.yaml", "name: a\nstages: []");
    assertThatThrownBy(() -> Binder.set(tree, "name"))
        .hasMessageContaining("--set name: write it as KEY=VALUE");
    assertThatThrownBy(() -> Binder.set(tree, "stage..batch=1")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Binder.set(tree, "stages.batch=1"))
        .hasMessageContaining("set the whole list instead");
    assertThatThrownBy(() -> Binder.bind(Binder.set(tree, "stage.batch=x"), Pipeline.class))
        .hasMessageStartingWith("--set stage.batch=x: stage.batch: 'x' is not a whole number");
  }

  @Test
  void fileThatCannotBeReadIsNamed(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> Binder.read(missing))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("missing.yaml");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    assertThatThrownBy(() -> Binder.read(latin)).hasMessageContaining("is not UTF-8");
  }
}
